// SPDX-License-Identifier: GPL-3.0-or-later
// What a thrifty web page would do: one POST of the text, gzipped, then each file by tus-js-client, two at a time: tus-client.mjs URL DIRECTORY

import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Upload } from 'tus-js-client';

const [, , url, directory] = process.argv;
const text = gzipSync(readFileSync(join(directory, 'records.ndjson')), { level: 9 });

for (;;) {
  try {
    if ((await fetch(`${url}/records`, { method: 'POST', body: text })).ok)
      break;
  } catch {
    // the line is down: once more
  }
}

const files = readdirSync(directory).filter((name) => name !== 'records.ndjson');

async function lane() {
  for (let name; (name = files.pop()) !== undefined; ) {
    const path = join(directory, name);

    await new Promise((resolve, reject) => {
      new Upload(createReadStream(path), {
        endpoint: `${url}/files`,
        chunkSize: 256 * 1024,
        uploadSize: statSync(path).size,
        retryDelays: Array(300).fill(500),
        onSuccess: resolve,
        onError: reject,
      }).start();
    });
  }
}

await Promise.all([lane(), lane()]);
