// SPDX-License-Identifier: GPL-3.0-or-later
// A province and homes for the tests of interoperation, and a line to it that can be cut. What it knows of our programs is what
// data/doc/protocol.md says.

import { createHash, createPrivateKey, randomBytes, sign } from 'node:crypto';
import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const REGION = '16.13.04';

/** @param {Buffer} bytes */
export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Ed25519 with the 32 bytes of the seed that `pantau-key-1` files hold. */
export function signWith(keyFile, purpose, text) {
  const seed = Buffer.from(readFileSync(keyFile, 'utf8').trim().split(' ')[1], 'base64');
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });

  return sign(null, Buffer.from(`${purpose}\n${text}`), key).toString('base64');
}

export class World {
  constructor() {
    this.dir = mkdtempSync(join(tmpdir(), 'pantau-interop-'));
    this.province = join(this.dir, 'province');
    this.run('PANTAU_PROVINCE', 'init', '--practice', '--dir', this.province);
  }

  run(program, ...args) {
    return execFileSync(process.env[program], args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
  }

  /** Serves; sets `url`. */
  async serve() {
    this.server = spawn(process.env.PANTAU_PROVINCE, ['serve', '--dir', this.province, '--listen', '127.0.0.1:0'],
                        { stdio: ['ignore', 'pipe', 'inherit'] });
    this.url = await new Promise((resolve, reject) => {
      let text = '';

      this.server.once('exit', () => reject(new Error('the province ended')));
      this.server.stdout.on('data', (chunk) => {
        text += chunk;
        const ready = /^ready (\S+)\n/.exec(text);
        if (ready) resolve(ready[1]);
      });
    });
  }

  async stop() {
    const ended = new Promise((resolve) => this.server.once('exit', resolve));

    this.server.kill('SIGTERM');
    await ended;
    rmSync(this.dir, { recursive: true });
  }

  home(name) {
    return join(this.dir, name);
  }

  ctl(name, ...args) {
    return this.run('PANTAUCTL', '--home', this.home(name), ...args);
  }

  /** The exit status, while we go on: for what talks to this very program. */
  ctlMeanwhile(name, ...args) {
    return new Promise((resolve) => {
      execFile(process.env.PANTAUCTL, ['--home', this.home(name), ...args], (error) => resolve(error?.code ?? 0));
    });
  }

  /** The exit status alone. */
  ctlStatus(name, ...args) {
    return spawnSync(process.env.PANTAUCTL, ['--home', this.home(name), ...args], { stdio: 'ignore' }).status;
  }

  async enrol(name, url = this.url) {
    const code = this.run('PANTAU_PROVINCE', 'invite', '--dir', this.province, '--role', 'field', '--region', REGION);

    this.ctl(name, 'init', '--practice');
    equal(await this.ctlMeanwhile(name, 'enroll', '--server', url, code), 0);
  }

  /** A record with a file of @length bytes: {record, hash, bytes, path}. */
  attach(name, length) {
    const bytes = randomBytes(length);
    const path = join(this.dir, `file-${length}`);
    const json = join(this.dir, 'record.json');

    writeFileSync(path, bytes);
    writeFileSync(json, JSON.stringify({ title: 'Uji kirim berkas', region: REGION, severity: 2, fields: { hazard: 'banjir' } }));
    const record = this.ctl(name, 'record', '--kind', 'risk', json);
    const hash = this.ctl(name, 'attach', record, path);

    return { record, hash, bytes, path };
  }

  /** The same, of which the line alone reaches the province: for a stranger to bring. */
  nameOnly(name, length) {
    const file = this.attach(name, length);
    const stored = join(this.home(name), 'blobs', file.hash.slice(0, 2), file.hash);
    const aside = join(this.dir, 'aside');

    mkdirSync(aside, { recursive: true });
    renameSync(stored, join(aside, file.hash));
    this.ctlStatus(name, 'sync'); // 1: a record names a file that is not here

    return file;
  }

  /** A token of the device of that home, and the epoch. */
  async session(name) {
    const home = this.home(name);
    const { device } = JSON.parse(readFileSync(join(home, 'home.json'), 'utf8'));
    const ask = async (body) => {
      const answer = await fetch(`${this.url}/v1/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    };
    const { province, challenge } = JSON.parse((await ask({ device, nonce: randomBytes(16).toString('base64url') })).text);
    const signature = signWith(join(home, 'device.key'), 'pantau-session-1', `${province}\n${challenge}\n${device}`);

    return ask({ device, challenge, signature });
  }

  /** Whether the province has it, byte for byte. */
  has(hash) {
    try {
      return sha256(readFileSync(join(this.province, 'blobs', hash.slice(0, 2), hash))) === hash;
    } catch {
      return false;
    }
  }
}

/** A line to @url that hangs up in the middle of what is sent; counts what it passes on. */
export class Line {
  constructor(url) {
    this.target = Number(new URL(url).port);
    this.cuts = 0;
    this.cut = 0;
    this.bytes = 0;
  }

  async open() {
    this.server = createServer((client) => {
      const server = createConnection(this.target, '127.0.0.1');
      let passed = 0;
      let limit = 0;

      const end = () => {
        client.destroy();
        server.destroy();
      };
      client.on('error', end);
      server.on('error', end);
      client.on('close', end);
      server.on('close', end);
      server.pipe(client);
      client.on('data', (chunk) => {
        if (limit === 0 && this.cuts > 0 && passed + chunk.length > 4096) {
          this.cuts--;
          this.cut++;
          limit = 4096 + Math.floor(Math.random() * this.most);
        }
        if (limit > 0 && passed + chunk.length >= limit) {
          // What was passed on arrives; the rest does not.
          const last = chunk.subarray(0, Math.max(limit - passed, 0));
          this.bytes += last.length;
          server.end(last);
          client.destroy();
          return;
        }
        passed += chunk.length;
        this.bytes += chunk.length;
        if (!server.write(chunk)) {
          client.pause();
          server.once('drain', () => client.resume());
        }
      });
      client.on('end', () => server.end());
    });
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${this.server.address().port}`;
  }

  /** From now on @cuts connections are cut after 4 KiB and at most @most bytes more. */
  set(cuts, most) {
    this.cuts = cuts;
    this.most = most;
  }

  close() {
    this.server.close();
  }
}

const claims = [];

/** A claim: its name, and what must not throw. */
export function claim(name, check) {
  claims.push({ name, check });
}

export function equal(found, expected) {
  if (found !== expected) throw new Error(`${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
}

/** Runs all claims and tells of them as TAP. */
export async function prove() {
  let failed = 0;

  console.log(`1..${claims.length}`);
  for (const [i, { name, check }] of claims.entries())
    try {
      await check();
      console.log(`ok ${i + 1} ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok ${i + 1} ${name}`);
      console.log(String(error.stack ?? error).replace(/^/gm, '# '));
    }

  process.exitCode = failed > 0 ? 1 : 0;
}
