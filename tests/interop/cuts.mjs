// SPDX-License-Identifier: GPL-3.0-or-later
// One file by tus-js-client, over whatever line: cuts.mjs FILE HASH URL TOKEN (tests/bench/cuts). In one request as long as the line holds,
// which costs least of heads.

import { createReadStream, statSync } from 'node:fs';
import { Upload } from 'tus-js-client';

const [, , path, hash, url, token] = process.argv;

await new Promise((resolve, reject) => {
  new Upload(createReadStream(path), {
    endpoint: `${url}/v1/blobs`,
    headers: { Authorization: `Bearer ${token}` },
    metadata: { hash },
    uploadSize: statSync(path).size,
    retryDelays: Array(300).fill(0),
    onSuccess: resolve,
    onError: reject,
  }).start();
});
