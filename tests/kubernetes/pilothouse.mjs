// The real server with the demo model, whose desktops are in the stand-in's cluster.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const kReady = /Pilothouse is ready: (http:\/\/[^/]+)\/ui\/\?token=(\S+)/;

/** Until `done` returns something; its last answer in the complaint. */
export async function until(what, done, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await done();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

export class Pilothouse {
  said = '';

  /** `options`: folder, binary, kubeconfig (object), tokenFile, authority. */
  constructor(options) {
    Object.assign(this, options);
    mkdirSync(join(this.folder, 'run'), { recursive: true });
    this.kubeconfigFile = join(this.folder, 'kubeconfig.json');
    writeFileSync(this.kubeconfigFile, JSON.stringify(this.kubeconfig), { mode: 0o600 });
  }

  get arguments() {
    return ['--desktops', 'kubernetes', '--kubeconfig', this.kubeconfigFile, '--node-token-file', this.tokenFile,
      '--node-ca', this.authority];
  }

  spawn(words) {
    const child = spawn(this.binary, words, { cwd: this.folder, env: { PATH: process.env.PATH, HOME: this.folder,
      XDG_RUNTIME_DIR: join(this.folder, 'run'), PILOTHOUSE_DATA_DIR: join(this.folder, 'data') } });
    const hear = (bytes) => { this.said += bytes; };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    return child;
  }

  async start(...more) {
    const before = this.said.length;
    this.child = this.spawn(['serve', '--port', '0', ...this.arguments, ...more]);
    const line = await until('the server is ready', () => {
      if (this.child.exitCode !== null) throw new Error(this.said.slice(before));
      return kReady.exec(this.said.slice(before));
    }, 60);
    [, this.url, this.token] = line;
  }

  async end(signal = 'SIGTERM') {
    if (this.child.exitCode !== null || this.child.signalCode) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
    await gone;
  }

  async ask(method, path, body) {
    const answer = await fetch(this.url + path, { method, body: body && JSON.stringify(body),
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json', connection: 'close' } });
    return { status: answer.status, body: await answer.json().catch(() => undefined) };
  }

  async file(method, session, path, body) {
    const answer = await fetch(`${this.url}/sessions/${session}/files/${path}`, { method, body,
      headers: { authorization: `Bearer ${this.token}`, connection: 'close' } });
    return { status: answer.status, text: await answer.text() };
  }

  async newSession() {
    return (await this.ask('POST', '/sessions/', {})).body.id;
  }

  async status(session) {
    return (await this.ask('GET', `/sessions/${session}`)).body.status;
  }

  async stored(session) {
    return JSON.stringify((await this.ask('GET', `/sessions/${session}/events?format=json&limit=1000`)).body);
  }

  /** Has the demo model do `text`; resolves with how the run ended. */
  async work(session, text, seconds = 60) {
    const { status, body } = await this.ask('POST', `/sessions/${session}/messages`, { message: text });
    if (status !== 202) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return until(`a run of ${text}`, async () => {
      const now = await this.status(session);
      return now !== 'running' && now;
    }, seconds);
  }
}
