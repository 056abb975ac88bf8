// The real server with OpenAI's models, answered by the stand-in.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kKey } from './stand_in.mjs';

const kToken = 'token-of-the-responses-tests';
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function environment(folder, api) {
  return { PATH: process.env.PATH, HOME: folder, PILOTHOUSE_DATA_DIR: join(folder, 'data'),
    DATABASE_URL: `sqlite:///${join(folder, 'db.sqlite3')}`, OPENAI_API_KEY: kKey, OPENAI_BASE_URL: api.url };
}

const kUsual = ['--provider', 'openai', '--model', 'gpt-5.4'];

/** Runs one task in the terminal's way, without a terminal; gives {code, said}. */
export async function runOnce(api, task, args = []) {
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-openai-'));
  const child = spawn(process.env.PILOTHOUSE_BINARY, ['run', task, ...kUsual, ...args],
    { cwd: folder, env: environment(folder, api), stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (bytes) => { said += bytes; });
  child.stderr.on('data', (bytes) => { said += bytes; });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return { code, said };
}

export class Pilothouse {
  static async start(api, args = []) {
    const own = new Pilothouse();
    own.folder = await mkdtemp(join(tmpdir(), 'pilothouse-openai-'));
    Object.assign(own, { api, args: [...kUsual, ...args] });
    await own.up();
    return own;
  }

  async up() {
    this.child = spawn(process.env.PILOTHOUSE_BINARY, ['serve', '--port', '0', '--token', kToken, ...this.args],
      { cwd: this.folder, env: environment(this.folder, this.api) });
    let said = '';
    this.base = await new Promise((resolve, reject) => {
      const take = (bytes) => {
        said += bytes;
        const ready = /is ready: (http:\/\/[^/]+)/.exec(said);
        if (ready) resolve(ready[1]);
      };
      this.child.stdout.on('data', take);
      this.child.stderr.on('data', take);
      this.child.on('exit', () => reject(new Error(said)));
    });
  }

  async down(signal = 'SIGTERM') {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
    await gone;
  }

  async stop() {
    await this.down();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async ask(method, path, body) {
    const answer = await fetch(this.base + path, { method, body: body && JSON.stringify(body),
      headers: { authorization: `Bearer ${kToken}`, 'content-type': 'application/json' } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  async open(options = {}) {
    return (await this.ask('POST', '/sessions', options)).id;
  }

  async events(session) {
    return (await this.ask('GET', `/sessions/${session}/events?format=json&limit=1000`)).events;
  }

  /** Sends `text` and waits for the end of that run; gives the events of it. */
  async run(session, text) {
    const before = (await this.events(session)).length;
    await this.ask('POST', `/sessions/${session}/messages`, { message: text });
    return this.until(session, before, (event) => ['completed', 'error'].includes(event.type));
  }

  /** All events after the first `before`, once one of them is what is waited for. */
  async until(session, before, isIt) {
    for (let tries = 0; tries < 600; ++tries) {
      const events = (await this.events(session)).slice(before);
      if (events.some(isIt)) return events;
      await pause(50);
    }
    throw new Error(`It did not come: ${JSON.stringify((await this.events(session)).map((event) => event.type))}`);
  }
}
