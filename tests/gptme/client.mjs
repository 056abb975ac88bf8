// A strict client of gptme's API on a real server: it holds what it is told to what the page relies on.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Described } from './document.mjs';

const described = new Described('gptme.json');
export const kToken = 'token-of-the-gptme-tests';
export const kOrigin = 'https://chat.example';
const kReady = /Pilothouse is ready: (http:\/\/\S+)/;

export class Server {
  /** `more`: options of the program, and variables of its environment. */
  static async start(more = {}) {
    const server = new Server();
    server.more = more;
    server.folder = await mkdtemp(join(tmpdir(), 'pilothouse-gptme-'));
    await server.up(0, 0);
    return server;
  }

  async up(port, gptmePort) {
    const args = ['serve', '--port', String(port), '--gptme-port', String(gptmePort), '--token', kToken,
      '--cors-origin', `${kOrigin},tauri://localhost`, ...this.more.args ?? []];
    this.child = spawn(process.env.PILOTHOUSE_BINARY, args, { cwd: this.folder,
      env: { PATH: process.env.PATH, HOME: this.folder, PILOTHOUSE_DATA_DIR: join(this.folder, 'data'),
        DATABASE_URL: `sqlite:///${join(this.folder, 'db.sqlite3')}`, ...this.more.environment } });
    this.said = '';
    await new Promise((resolve, reject) => {
      const take = (bytes) => {
        this.said += bytes;
        if (kReady.test(this.said) && /Port \d+ opens \.\/api\/v2/.test(this.said)) resolve();
      };
      this.child.stdout.on('data', take);
      this.child.stderr.on('data', take);
      this.child.on('exit', () => reject(new Error(this.said)));
    });
    this.main = Number(new URL(kReady.exec(this.said)[1]).port);
    this.port = Number(/Port (\d+) opens \.\/api\/v2/.exec(this.said)[1]);
  }

  async down(signal = 'SIGTERM') {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
    await gone;
  }

  async restart(signal) {
    await this.down(signal);
    await this.up(this.main, this.port);
  }

  async stop() {
    await this.down();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** {status, json, headers}; each error must be {"error": text} and no good answer may have one. */
  async ask(method, path, body, headers = { authorization: `Bearer ${kToken}` }) {
    const raw = typeof body === 'string' || body === undefined;
    const answer = await fetch(`http://127.0.0.1:${this.port}/api/v2${path}`, { method,
      body: raw ? body : JSON.stringify(body), redirect: 'manual',
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers } });
    described.hold(method, answer.url, answer.status);
    const text = await answer.text();
    if (answer.status === 204) return { status: 204, headers: answer.headers };
    const json = JSON.parse(text);
    if (answer.status >= 400) assert.equal(typeof json.error, 'string', text);
    else assert.ok(!('error' in json), text);
    return { status: answer.status, json, headers: answer.headers };
  }

  /** The status of an answer to an address as it stands, which fetch() would tidy up. */
  async statusOf(method, path) {
    const sent = request({ host: '127.0.0.1', port: this.port, method, path: `/api/v2${path}`,
      headers: { authorization: `Bearer ${kToken}`, 'content-length': 0 } });
    sent.end();
    const [answer] = await once(sent, 'response');
    const text = Buffer.concat(await answer.toArray()).toString();
    assert.equal(typeof JSON.parse(text).error, 'string', text);
    return answer.statusCode;
  }

  async good(method, path, body) {
    const answer = await this.ask(method, path, body);
    assert.equal(answer.status, 200, JSON.stringify(answer.json));
    return answer.json;
  }
}

/** One open stream, as the page takes it. */
export class Stream {
  static async open(server, id, session, headers = { authorization: `Bearer ${kToken}` }) {
    const stream = new Stream();
    const query = session ? `?session_id=${encodeURIComponent(session)}` : '';
    stream.stop = new AbortController();
    const answer = await fetch(`http://127.0.0.1:${server.port}/api/v2/conversations/${id}/events${query}`,
      { headers, signal: stream.stop.signal });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^text\/event-stream/);
    assert.equal(answer.headers.get('x-accel-buffering'), 'no');
    stream.events = [];
    stream.log = [];
    stream.waiting = [];
    stream.read(answer.body).catch((error) => { stream.failure ??= error.name === 'AbortError' ? null : error; });
    const connected = await stream.until('connected');
    assert.equal(stream.events[0].type, 'connected');
    stream.session = connected.session_id;
    return stream;
  }

  async read(body) {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const bytes of body) {
      rest += decoder.decode(bytes, { stream: true });
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        assert.match(line, /^data: \{.*\}$/); // one line, no name
        this.take(JSON.parse(line.slice(6)));
      }
    }
  }

  take(event) {
    try {
      this.check(event);
    } catch (error) {
      this.failure ??= error;
    }
    this.events.push(event);
    for (const wake of this.waiting.splice(0)) wake();
  }

  check(event) {
    if (event.type === 'connected') this.announced = event.pending_tools[0]?.tool_id;
    if (event.type === 'generation_started') this.speech = '';
    if (event.type === 'generation_progress') {
      assert.notEqual(this.speech, undefined, 'a token before the beginning');
      this.speech += event.token;
    }
    if (event.type === 'conversation_edited') {
      this.log = structuredClone(event.branches.main);
      this.speech = undefined;
    }
    if (event.type === 'message_added') {
      assert.match(event.message.timestamp, /^\d{4}-\d\d-\d\dT/);
      if (event.message.role === 'assistant') assert.equal(this.speech, event.message.content);
      if (event.message.role === 'assistant') this.speech = undefined;
      this.log.push(event.message);
    }
    if (event.type === 'generation_complete') assert.deepEqual(event.message, this.log.at(-1));
    if (event.type === 'tool_pending') {
      assert.ok(Array.isArray(event.tooluse.args) && typeof event.tooluse.content === 'string');
      assert.ok(!this.pending, 'two tools at a time');
      this.pending = event.tool_id;
      this.announced = event.tool_id;
    }
    if (event.type === 'tool_executing') assert.equal(event.tool_id, this.announced);
    if (['tool_executing', 'tool_complete', 'interrupted', 'error'].includes(event.type)) this.pending = undefined;
  }

  /** The first event of that type from number `from` on. */
  async until(type, from = 0, seconds = 60) {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      if (this.failure) throw this.failure;
      const found = this.events.slice(from).find((event) => event.type === type);
      if (found) return found;
      if (Date.now() > end) assert.fail(`no ${type} in ${JSON.stringify(this.events.slice(from)).slice(0, 2000)}`);
      await new Promise((resolve) => {
        this.waiting.push(resolve);
        setTimeout(resolve, 500);
      });
    }
  }

  /** The types since number `from`, without pings, tokens joined. */
  types(from = 0) {
    const all = this.events.slice(from).map((event) => event.type).filter((type) => type !== 'ping');
    return all.filter((type, i) => type !== 'generation_progress' || all[i - 1] !== type);
  }

  close() {
    this.stop.abort();
  }
}
