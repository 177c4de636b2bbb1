// SPDX-License-Identifier: GPL-3.0-or-later
// Takes whatever is posted, to the disk, and says so: sink.mjs PORT

import { createWriteStream, fsyncSync, mkdtempSync, openSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const dir = mkdtempSync(join(tmpdir(), 'pantau-sink-'));
let n = 0;

createServer(async (request, response) => {
  const fd = openSync(join(dir, `${n++}`), 'w');

  try {
    await pipeline(request, createWriteStream(null, { fd, autoClose: false }));
    fsyncSync(fd);
    response.end('ok\n');
  } catch {
    response.destroy();
  }
}).listen(Number(process.argv[2]), '0.0.0.0');
