// SPDX-License-Identifier: GPL-3.0-or-later
// tus-js-client, which we did not write, against our province: each way in which it brings a file.

import { createReadStream, statSync } from 'node:fs';
import { Upload } from 'tus-js-client';
import { Line, World, claim, equal, prove } from './world.mjs';

const world = new World();
let line, token;

/** Brings a file; resolves to the Upload, with `requests` "METHOD status" in their order. */
function bring(file, options = {}, abortAt = 0) {
  return new Promise((resolve, reject) => {
    const requests = [];
    const upload = new Upload(createReadStream(file.path), {
      endpoint: `${line.url}/v1/blobs`,
      headers: { Authorization: `Bearer ${token}` },
      metadata: { hash: file.hash, filename: 'bukti.jpg' },
      uploadSize: statSync(file.path).size,
      chunkSize: 1024 * 1024,
      retryDelays: [0, 10, 20, 40, 80],
      onAfterResponse: (request, response) => {
        requests.push(`${request.getMethod()} ${response.getStatus()}`);
      },
      onProgress: (sent) => {
        if (abortAt > 0 && sent >= abortAt) {
          abortAt = 0;
          upload.abort().then(() => resolve(upload));
        }
      },
      onSuccess: () => resolve(upload),
      onError: reject,
      ...options,
    });

    upload.requests = requests;
    upload.start();
  });
}

/** A file that a line names. Each sync opens a session, and a device has eight at most: so ours is a new one. */
async function name(length) {
  const file = world.nameOnly('field', length);

  ({ token } = await world.session('field'));
  return file;
}

async function status(promise) {
  try {
    await promise;
  } catch (error) {
    return error.originalResponse?.getStatus() ?? error;
  }
  return 0;
}

claim('in pieces', async () => {
  const file = await name(3_000_000);
  const { requests } = await bring(file);

  equal(requests.join(), 'POST 201,PATCH 204,PATCH 204,PATCH 204');
  equal(world.has(file.hash), true);
});

claim('in one request', async () => {
  const file = await name(2_000_001);
  const { requests } = await bring(file, { chunkSize: Infinity });

  equal(requests.join(), 'POST 201,PATCH 204');
  equal(world.has(file.hash), true);
});

claim('with its creation', async () => {
  const file = await name(500_000);
  const { requests } = await bring(file, { uploadDataDuringCreation: true });

  equal(requests.join(), 'POST 201');
  equal(world.has(file.hash), true);
});

claim('some of it with its creation', async () => {
  const file = await name(1_500_000);
  const { requests } = await bring(file, { uploadDataDuringCreation: true });

  equal(requests.join(), 'POST 201,PATCH 204');
  equal(world.has(file.hash), true);
});

claim('where only POST is let through', async () => {
  const file = await name(1_200_000);
  const { requests } = await bring(file, { overridePatchMethod: true });

  equal(requests.join(), 'POST 201,POST 204,POST 204');
  equal(world.has(file.hash), true);
});

claim('stopped, and gone on with from where it stood', async () => {
  const file = await name(4_000_000);
  const first = await bring(file, { chunkSize: 500_000 }, 1_600_000);
  const before = line.bytes;
  const { requests } = await bring(file, { uploadUrl: first.url });

  equal(requests[0], 'HEAD 200');
  equal(world.has(file.hash), true);
  if (line.bytes - before > 2_700_000) throw new Error(`${line.bytes - before} bytes for the rest of 4,000,000`);
});

claim('over a line that is cut', async () => {
  const file = await name(5_000_000);

  line.set(15, 400_000);
  await bring(file, { chunkSize: Infinity });
  line.set(0, 0);
  equal(world.has(file.hash), true);
  if (line.cut < 5) throw new Error(`cut ${line.cut} times`);
});

claim('what the province has from somebody else', async () => {
  const file = await name(700_000);

  await bring(file);
  const before = line.bytes;
  const { requests } = await bring(file);

  // It does not look at what a creation says of its offset, but asks after the first refusal.
  equal(requests.at(-1), 'HEAD 200');
  if (line.bytes - before > 800_000) throw new Error('sent more than once');
});

claim('taken back', async () => {
  const file = await name(3_100_000);
  const upload = await bring(file, { chunkSize: 500_000 }, 600_000);

  await upload.abort(true);
  const answer = await fetch(upload.url, {
    method: 'HEAD',
    headers: { Authorization: `Bearer ${token}`, 'Tus-Resumable': '1.0.0' },
  });
  equal(answer.status, 410);
  equal(answer.headers.get('Upload-Offset'), null);
});

claim('other bytes than were announced', async () => {
  const file = await name(100_000);
  const other = await name(100_001);

  equal(await status(bring({ path: other.path, hash: file.hash }, { retryDelays: null })), 460);
  equal(world.has(file.hash), false);
});

claim('a file that no line names', async () => {
  const file = await name(1000);

  equal(await status(bring({ path: file.path, hash: 'a'.repeat(64) }, { retryDelays: null })), 403);
});

claim('more than it may in a day', async () => {
  const file = await name(90_000);

  world.run('PANTAU_PROVINCE', 'limits', '--dir', world.province, '--per-day', '1000');
  equal(await status(bring(file, { retryDelays: null })), 429);
  world.run('PANTAU_PROVINCE', 'limits', '--dir', world.province, '--per-day', '0');
  await bring(file);
  equal(world.has(file.hash), true);
});

await world.serve();
line = new Line(world.url);
await line.open();
await world.enrol('field');
await prove();
line.close();
await world.stop();
