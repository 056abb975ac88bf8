// Sessions whose desktops are pods: the real server, a stand-in of the API, real nodes as its pods.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Api } from './api.mjs';
import { makeCertificates } from './certificates.mjs';
import { Controller } from './controller.mjs';
import { Pilothouse, until } from './pilothouse.mjs';

const binary = process.env.PILOTHOUSE_BINARY;
const kLease = 6;
const kOptions = ['--kubernetes-lease', String(kLease), '--kubernetes-patience', '8', '--node-lease', '5'];
const kNodeToken = 'the token of all nodes of the pool';
let folder, certificates, api, cluster, server, session;

const claims = () => api.store.all('sandboxclaims');
const claimOf = (id) => api.store.get('sandboxclaims', `pilothouse-${id}`);
const sandboxOf = (id) => api.store.get('sandboxes', claimOf(id).status.sandbox.name);
const podOf = (id) => cluster.pods.get(claimOf(id)?.status?.sandbox?.name);

function kubeconfig(token) {
  return { 'current-context': 'test', contexts: [{ name: 'test', context: { cluster: 'test', user: 'test',
    namespace: api.namespace } }], clusters: [{ name: 'test', cluster: { server: api.url,
    'certificate-authority-data': readFileSync(certificates.authority).toString('base64') } }],
  users: [{ name: 'test', user: { token } }] };
}

/** Has a run do `text` to its end. */
async function done(id, text) {
  const how = await server.work(id, text);
  const pods = [...cluster.pods.values()].map((pod) => pod.said);
  assert.equal(how, 'completed', `${await server.stored(id)}\n${pods.join('\n')}`);
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pilothouse-kubernetes-'));
  certificates = makeCertificates(folder);
  const tokenFile = join(folder, 'node-token');
  writeFileSync(tokenFile, kNodeToken, { mode: 0o600 });
  api = new Api();
  await api.start(certificates.api);
  cluster = new Controller(api, { folder, binary, tokenFile, certificate: certificates.node });
  server = new Pilothouse({ folder: join(folder, 'server'), binary, tokenFile, kubeconfig: kubeconfig(api.token),
    authority: certificates.authority });
  await server.start(...kOptions);
});

after(async () => {
  await server?.end('SIGKILL');
  await cluster?.stop();
  await api?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('does a task in a pod of its own', async () => {
  session = await server.newSession();
  await done(session, 'run kept=here; echo across; pwd\nscreenshot');
  const stored = await server.stored(session);
  assert.match(stored, /"text":"across/);
  assert.match(stored, /"images":\[\{/);
  assert.equal(claims().length, 1);
  assert.equal(claimOf(session).spec.warmPoolRef.name, 'pilothouse');
  assert.equal(claimOf(session).spec.lifecycle.shutdownPolicy, 'Delete');
});

test('brings and fetches files while its pod runs', async () => {
  assert.equal((await server.file('PUT', session, 'in/a.txt', 'brought')).status, 201);
  await done(session, 'run cat in/a.txt && echo made > out.txt');
  assert.match(await server.stored(session), /"text":"brought/);
  assert.equal((await server.file('GET', session, 'out.txt')).text, 'made\n');
  const other = await server.newSession();
  const refused = await server.file('PUT', other, 'a.txt', 'too early');
  assert.equal(refused.status, 503);
  assert.match(refused.text, /while its pod runs: the next message starts it/);
  await server.ask('DELETE', `/sessions/${other}`);
});

test('goes on saying that it wants it', async () => {
  const first = claimOf(session).spec.lifecycle.shutdownTime;
  await until('the claim is renewed twice', () => Date.parse(claimOf(session).spec.lifecycle.shutdownTime)
    >= Date.parse(first) + 3000);
  assert.ok(podOf(session));
});

test('goes on where the watch was cut, and where it is not known what happened since', async () => {
  api.cutWatches();
  const other = await server.newSession();
  await done(other, 'run true');
  const lists = api.count('list');
  api.store.compact();
  api.cutWatches();
  const third = await server.newSession();
  await done(third, 'run true');
  assert.ok(api.count('list') > lists);
  for (const id of [other, third]) assert.equal((await server.ask('DELETE', `/sessions/${id}`)).status, 200);
  await until('their claims are gone', () => claims().length === 1);
  await until('their pods are gone', () => cluster.pods.size === 1);
});

test('comes through where the API has too much to do or cuts connections', async () => {
  api.fail('create', 429, { headers: { 'retry-after': '1' } });
  api.fail('create', 0, { afterDeed: true });
  const other = await server.newSession();
  const made = api.count('create');
  await done(other, 'run true');
  assert.equal(api.count('create'), made + 3); // busy, done without an answer, it is there
  assert.equal(claims().length, 2);
  const [busy, again] = api.asked.filter((each) => each.verb === 'create').slice(-3);
  assert.ok(again.at - busy.at >= 900);
  await server.ask('DELETE', `/sessions/${other}`);
  await until('its claim is gone', () => claims().length === 1);
});

test('finds the desktop again after kill -9', async () => {
  const pod = podOf(session);
  await server.end('SIGKILL');
  await server.start(...kOptions);
  await done(session, 'run echo "still $kept"');
  assert.match(await server.stored(session), /"text":"still here/);
  assert.equal(podOf(session), pod);
});

test('says why no pod comes, in words', async () => {
  cluster.hasRoom = false;
  const other = await server.newSession();
  assert.equal(await server.work(other, 'run true'), 'error');
  assert.match(await server.stored(other), /no node of the cluster has room: 0\/3 nodes are available: 3 Insufficient/);
  await until('nothing is left that nobody waits for', () => !claimOf(other));
  cluster.hasRoom = true;
  await done(other, 'run true');
  await server.ask('DELETE', `/sessions/${other}`);
});

test('says that the pool is missing, at once', async () => {
  cluster.pools = [];
  const other = await server.newSession();
  assert.equal(await server.work(other, 'run true', 6), 'error');
  assert.match(await server.stored(other), /the pool is missing: SandboxWarmPool/);
  cluster.pools = ['pilothouse'];
});

test('believes no pod with another certificate', async () => {
  cluster.certificate = certificates.stranger;
  const other = await server.newSession();
  assert.equal(await server.work(other, 'run true'), 'error');
  assert.match(await server.stored(other), /The cluster has no desktop for this session/);
  cluster.certificate = certificates.node;
  await until('it is gone', () => !claimOf(other));
});

test('lets a desktop sleep that nobody uses, and wakes it with its files', async () => {
  await done(session, 'run echo remember me > note.txt');
  await server.end();
  await server.start(...kOptions, '--idle-timeout', '2');
  await until('its sandbox sleeps', () => sandboxOf(session).spec.operatingMode === 'Suspended', 60);
  await until('its pod is gone', () => !podOf(session));
  assert.equal((await server.file('GET', session, 'note.txt')).status, 503);
  await until('its claim is kept for longer', () => Date.parse(claimOf(session).spec.lifecycle.shutdownTime)
    > Date.now() + 86400e3);
  await done(session, 'run cat note.txt');
  assert.match(await server.stored(session), /"text":"remember me/);
  assert.equal(sandboxOf(session).spec.operatingMode, 'Running');
});

test('tells doctor what it may', async () => {
  const ask = async () => {
    const from = server.said.length;
    const child = server.spawn(['doctor', ...server.arguments]);
    await new Promise((resolve) => child.once('exit', resolve));
    return server.said.slice(from);
  };
  assert.match(await ask(), /✔ cluster .*desktops/);
  api.rights.sandboxclaims = ['get', 'list', 'watch'];
  assert.match(await ask(), /✘ cluster .*create sandboxclaims/);
  api.rights.sandboxclaims = ['create', 'get', 'list', 'watch', 'patch', 'delete'];
});

test('leaves nothing behind when a session is deleted', async () => {
  assert.equal((await server.ask('DELETE', `/sessions/${session}`)).status, 200);
  await until('nothing is left', () => claims().length === 0 && cluster.pods.size === 0);
});

test('leaves no pod behind when it dies for good', async () => {
  await server.end();
  await server.start(...kOptions);
  const last = await server.newSession();
  await done(last, 'run true');
  assert.ok(podOf(last));
  await server.end('SIGKILL');
  await until('the lease has ended it', () => claims().length === 0 && cluster.pods.size === 0, kLease + 20);
});

test('tells no secret to the log', () => {
  for (const secret of [api.token, kNodeToken]) assert.ok(!server.said.includes(secret));
});
