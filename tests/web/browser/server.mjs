// The real server with the demo model, on a port and in a folder of its own.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const kToken = 'token-of-the-browser-tests';
const kReady = /Pilothouse is ready: (http:\/\/\S+)/;

function spawnServer(folder, port, args) {
  return spawn(process.env.PILOTHOUSE_BINARY, ['serve', '--port', String(port), '--token', kToken, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, PILOTHOUSE_DATA_DIR: join(folder, 'data'),
      DATABASE_URL: `sqlite:///${join(folder, 'db.sqlite3')}` },
  });
}

/** Resolves with the URL of the ready line and what was said before; rejects with what it said instead. */
function ready(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const take = (bytes) => {
      said += bytes;
      const line = kReady.exec(said);
      if (line) resolve({ url: line[1], said });
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('exit', () => reject(new Error(said)));
  });
}

const ended = (child) => new Promise((resolve) => {
  if (child.exitCode !== null) resolve();
  else child.once('exit', resolve);
});

export class Server {
  static async start(args = []) {
    const server = new Server();
    server.folder = await mkdtemp(join(tmpdir(), 'pilothouse-web-'));
    server.args = args;
    await server.up(0);
    return server;
  }

  get database() {
    return join(this.folder, 'db.sqlite3');
  }

  /** The address of a path below the server's root. */
  at(path) {
    return new URL(path, this.base).href;
  }

  async up(port = Number(new URL(this.base).port)) {
    this.child = spawnServer(this.folder, port, this.args);
    Object.assign(this, await ready(this.child));
    this.base = new URL('/', this.url).href;
  }

  async down() {
    this.child.kill('SIGTERM');
    await ended(this.child);
  }

  /** As a crash does. */
  async kill() {
    this.child.kill('SIGKILL');
    await ended(this.child);
  }

  async stop() {
    await this.down();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Straight to the interface, past the page. */
  async ask(method, path, body) {
    const answer = await fetch(this.at(path), { method, body: body && JSON.stringify(body),
      headers: { authorization: `Bearer ${kToken}`, 'content-type': 'application/json' } });
    return answer.status === 204 ? null : answer.json();
  }
}
