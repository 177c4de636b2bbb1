// SPDX-License-Identifier: GPL-3.0-or-later
// Records as documents with their photo attached: pouchdb-client.mjs fill|URL DIRECTORY DATABASE. The database is filled beforehand, and copied for each run.

import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import PouchDB from 'pouchdb';

const [, , target, directory, database] = process.argv;

if (target === 'fill') {
  const db = new PouchDB(database);

  for (const line of readFileSync(join(directory, 'records.ndjson'), 'utf8').trim().split('\n')) {
    const record = JSON.parse(line);
    const photo = join(directory, `${record._id}.jpg`);

    delete record.blobs;
    if (existsSync(photo))
      record._attachments = { 'photo.jpg': { content_type: 'image/jpeg', data: readFileSync(photo) } };
    await db.put(record);
  }
  await db.close();
} else {
  const copy = `${database}-now`;

  rmSync(copy, { recursive: true, force: true });
  cpSync(database, copy, { recursive: true });
  const db = new PouchDB(copy);
  const { doc_count: count } = await db.info();

  // One replication that tries again by itself, as its guide says; it ends when all is there.
  for (let written = 0; written < count; ) {
    try {
      await db.replicate.to(target, { batch_size: 100 });
      written = (await new PouchDB(target).info()).doc_count;
    } catch {
      // the line is down: once more
    }
  }
  await db.close();
}
