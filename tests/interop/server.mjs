// SPDX-License-Identifier: GPL-3.0-or-later
// Our client against @tus/server, which we did not write. All that is not about files goes to a real province; of files, what is tus is theirs: creating,
// appending at an offset, telling it, refusing. Ours is what data/doc/protocol.md adds to tus: that one device has one upload of a file however often it is begun, and
// the province's signature that it has it.

import { readFileSync, readdirSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { Line, World, claim, equal, prove, sha256, signWith } from './world.mjs';

const UPLOADS = '/v1/blobs/uploads';

const world = new World();
const known = new Map(); // hash → id of its upload
const seen = []; // requests about files: "METHOD status"
const stored = join(world.dir, 'stored');
let line, front, epoch;
let losing = 0; // at the so-manieth PATCH from now on the server has lost what came

const tus = new Server({
  path: UPLOADS,
  relativeLocation: true,
  datastore: new FileStore({ directory: stored }),
  onUploadFinish: async (request, upload) => ({ headers: { 'Pantau-Stored': proof(upload) } }),
});

function proof(upload) {
  return signWith(join(world.province, 'province.key'), 'pantau-stored-1', `${epoch}\n${upload.metadata.hash}\n${upload.size}`);
}

function hashOf(request) {
  const pair = (request.headers['upload-metadata'] ?? '').split(',').find((each) => each.startsWith('hash '));

  return pair && Buffer.from(pair.slice(5), 'base64').toString();
}

/** Begun again it is the same upload. TRUE where that was answered. */
async function answerKnown(request, response) {
  const id = known.get(hashOf(request));
  const upload = id && (await tus.datastore.getUpload(id).catch(() => null));

  if (!upload) return false;
  request.resume();
  response.setHeader('Tus-Resumable', '1.0.0');
  response.setHeader('Location', `blobs/uploads/${id}`);
  response.setHeader('Upload-Offset', upload.offset);
  if (upload.offset === upload.size) response.setHeader('Pantau-Stored', proof(upload));
  response.writeHead(201).end();

  return true;
}

/** What a creation is answered with: tus 1.0.0 asks for no Upload-Offset where no bytes came with it, our protocol does. */
function noteCreation(response, hash) {
  const write = response.writeHead;

  response.writeHead = function (status, ...rest) {
    const headers = rest.at(-1); // names and values in turn
    const valueOf = (name) => headers[headers.findIndex((each, i) => i % 2 === 0 && each.toLowerCase() === name) + 1];

    if (status === 201) {
      known.set(hash, valueOf('location').split('/').at(-1));
      if (!headers.some((each) => each.toLowerCase() === 'upload-offset')) headers.push('Upload-Offset', '0');
    }
    return write.call(this, status, ...rest);
  };
}

function passOn(request, response) {
  const forward = ask(new URL(request.url, world.url), { method: request.method, headers: request.headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });

  forward.on('error', () => response.destroy());
  request.pipe(forward);
}

async function handle(request, response) {
  if (!request.url.startsWith('/v1/blobs')) return passOn(request, response);

  response.on('finish', () => seen.push(`${request.method} ${response.statusCode}`));
  response.on('close', () => response.writableFinished || seen.push(`${request.method} cut`));
  if (request.method === 'POST') {
    if (await answerKnown(request, response)) return;
    noteCreation(response, hashOf(request));
    request.url = UPLOADS;
  }
  if (request.method === 'PATCH' && losing > 0 && --losing === 0) await tus.datastore.remove(request.url.split('/').at(-1));
  return tus.handle(request, response).catch(() => response.destroy());
}

/** What @tus/server has of it. */
function kept(hash) {
  const id = known.get(hash);

  return id && sha256(readFileSync(join(stored, id)));
}

function sync() {
  return world.ctlMeanwhile('field', 'sync');
}

function stateOf(file) {
  return JSON.parse(world.ctl('field', 'show', file.record, '--json')).evidence[0].state;
}

claim('small, with its creation', async () => {
  const file = world.attach('field', 9_000);

  equal(await sync(), 0);
  equal(kept(file.hash), file.hash);
  equal(stateOf(file), 'received');
  equal(seen.splice(0).join(), 'POST 201');
});

claim('large, in pieces', async () => {
  const file = world.attach('field', 3_000_000);

  equal(await sync(), 0);
  equal(kept(file.hash), file.hash);
  equal(stateOf(file), 'received');
  const requests = seen.splice(0);
  equal(requests[0], 'POST 201');
  equal(new Set(requests.slice(1)).size, 1);
  equal(requests.at(-1), 'PATCH 204');
});

claim('over a line that is cut', async () => {
  const file = world.attach('field', 4_000_000);
  const before = line.bytes;
  let tries = 0;

  line.set(20, 200_000);
  while ((await sync()) !== 0) if (++tries > 40) throw new Error('never through');
  line.set(0, 0);
  equal(kept(file.hash), file.hash);
  equal(stateOf(file), 'received');
  if (line.cut < 5) throw new Error(`cut ${line.cut} times`);
  console.log(`# ${line.bytes - before} bytes for ${file.bytes.length}, cut ${line.cut} times`);
  seen.splice(0);
});

claim('an upload that the server loses in the middle begins anew', async () => {
  const file = world.attach('field', 2_500_000);
  let tries = 0;

  losing = 3;
  while ((await sync()) !== 0) if (++tries > 3) throw new Error('never through');
  equal(losing, 0);
  equal(kept(file.hash), file.hash);
  equal(stateOf(file), 'received');
  equal(seen.filter((each) => each === 'POST 201').length, 2);
});

claim('nothing else lies there', async () => {
  const names = readdirSync(stored).filter((name) => !name.endsWith('.json'));

  equal(names.every((name) => [...known.values()].includes(name)), true);
});

await world.serve();
front = createServer((request, response) => handle(request, response));
front.requestTimeout = 0;
await new Promise((resolve) => front.listen(0, '127.0.0.1', resolve));
line = new Line(`http://127.0.0.1:${front.address().port}`);
await line.open();
await world.enrol('field', line.url);
({ epoch } = await world.session('field'));
await prove();
line.close();
front.close();
front.closeAllConnections();
await world.stop();
