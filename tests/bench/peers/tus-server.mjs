// SPDX-License-Identifier: GPL-3.0-or-later
// The reference server of tus, and beside it a place that takes one POST of text: tus-server.mjs PORT DIRECTORY

import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';

const [, , port, directory] = process.argv;
const tus = new Server({ path: '/files', datastore: new FileStore({ directory }), respectForwardedHeaders: false });

createServer((request, response) => {
  if (request.url.startsWith('/files'))
    return tus.handle(request, response);
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    writeFileSync(join(directory, 'records'), Buffer.concat(chunks), { flush: true });
    response.end('ok\n');
  });
}).listen(Number(port), '0.0.0.0');
