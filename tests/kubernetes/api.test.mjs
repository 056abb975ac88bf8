// The stand-in's own rules: what it lets pass and what it refuses.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { Api } from './api.mjs';
import { makeCertificates } from './certificates.mjs';

const kClaims = '/apis/extensions.agents.x-k8s.io/v1beta1/namespaces/desktops/sandboxclaims';
const kJson = 'application/json';
const kMerge = 'application/merge-patch+json';
let folder, certificates, agent, api;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'pilothouse-api-'));
  certificates = makeCertificates(folder);
  agent = new Agent({ ca: readFileSync(certificates.authority) });
});
after(async () => {
  await api.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await api?.stop();
  api = new Api();
  await api.start(certificates.api);
});

const claim = (name = 'a', more = {}) => ({ apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxClaim',
  metadata: { name, ...more.metadata }, spec: { warmPoolRef: { name: 'pool' }, ...more.spec } });

/** {status, json, lines}. `lines`: how many of a stream are waited for. */
function ask(method, target, { body, type = kJson, token = api.token, lines = 0 } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request(api.url + target, { method, agent, headers: { authorization: `Bearer ${token}`,
      ...(body && { 'content-type': type }) } }, (answer) => {
      let text = '';
      const end = () => {
        const all = text.split('\n').filter(Boolean).map((each) => JSON.parse(each));
        resolve({ status: answer.statusCode, json: all[0], lines: all });
        sent.destroy();
      };
      answer.on('data', (part) => {
        text += part;
        if (lines && text.split('\n').length > lines) end();
      });
      answer.on('end', end);
    });
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}

test('makes, shows, lists, changes and deletes a claim', async () => {
  const made = await ask('POST', kClaims, { body: claim() });
  assert.equal(made.status, 201);
  assert.equal((await ask('GET', `${kClaims}/a`)).json.metadata.uid, made.json.metadata.uid);
  const patched = await ask('PATCH', `${kClaims}/a`, { type: kMerge,
    body: { spec: { lifecycle: { shutdownTime: '2026-01-01T00:00:00Z' } } } });
  assert.equal(patched.json.spec.lifecycle.shutdownPolicy, 'Retain');
  assert.ok(Number(patched.json.metadata.resourceVersion) > Number(made.json.metadata.resourceVersion));
  assert.equal((await ask('GET', kClaims)).json.items.length, 1);
  assert.equal((await ask('DELETE', `${kClaims}/a`)).status, 200);
  assert.equal((await ask('GET', `${kClaims}/a`)).status, 404);
});

const lifecycle = (fields) => ({ spec: { lifecycle: fields } });
const kRefused = {
  'a path that is none': ['GET', kClaims.replace('v1beta1', 'v1alpha1'), {}, 404],
  'a kind of another group': ['GET', kClaims.replace('extensions.', ''), {}, 404],
  'a verb that is none there': ['PUT', `${kClaims}/a`, { body: claim() }, 405],
  'a stranger': ['GET', kClaims, { token: 'another' }, 401],
  'another namespace': ['GET', kClaims.replace('desktops', 'kube-system'), {}, 403],
  'a body of another type': ['POST', kClaims, { body: claim(), type: 'text/plain' }, 415],
  'a patch of another type': ['PATCH', `${kClaims}/a`, { body: {}, type: kJson }, 415],
  'another kind': ['POST', kClaims, { body: { ...claim(), kind: 'Sandbox' } }, 400],
  'a name that is none': ['POST', kClaims, { body: claim('Not_A_Name') }, 422],
  'a name that is too long': ['POST', kClaims, { body: claim('a'.repeat(64)) }, 422],
  'a label that is none': ['POST', kClaims, { body: claim('b', { metadata: { labels: { a: 'two words' } } }) }, 422],
  'no pool': ['POST', kClaims, { body: claim('b', { spec: { warmPoolRef: {} } }) }, 422],
  'a time that is none': ['POST', kClaims, { body: claim('b', lifecycle({ shutdownTime: 'soon' })) }, 422],
  'a policy that is none': ['POST', kClaims, { body: claim('b', lifecycle({ shutdownPolicy: 'Keep' })) }, 422],
  'an unknown field, strictly': ['POST', `${kClaims}?fieldValidation=Strict`,
    { body: claim('b', { spec: { lease: 1 } }) }, 400],
  'a version in a new object': ['POST', kClaims, { body: claim('b', { metadata: { resourceVersion: '1' } }) }, 400],
  'a watch without a version': ['GET', `${kClaims}?watch=true`, {}, 400],
};
for (const [what, [method, target, options, status]] of Object.entries(kRefused))
  test(`refuses ${what}`, async () => {
    assert.equal((await ask(method, target, options)).status, status);
  });

test('leaves unknown fields out without a word, unless it is told to be strict', async () => {
  const made = await ask('POST', kClaims, { body: claim('b', { spec: { lease: 1 } }) });
  assert.equal(made.status, 201);
  assert.equal(made.json.spec.lease, undefined);
});

test('says that a name exists', async () => {
  await ask('POST', kClaims, { body: claim() });
  const again = await ask('POST', kClaims, { body: claim() });
  assert.equal(again.status, 409);
  assert.equal(again.json.reason, 'AlreadyExists');
});

test('does not let a patch touch the status', async () => {
  await ask('POST', kClaims, { body: claim() });
  const patched = await ask('PATCH', `${kClaims}/a`, { type: kMerge, body: { status: { sandbox: { name: 'mine' } } } });
  assert.equal(patched.json.status, undefined);
});

test('watches from a version on, with bookmarks', async () => {
  const { json } = await ask('GET', kClaims);
  await ask('POST', kClaims, { body: claim() });
  const target = `${kClaims}?watch=true&allowWatchBookmarks=true&resourceVersion=${json.metadata.resourceVersion}`;
  const { lines } = await ask('GET', target, { lines: 2 });
  assert.deepEqual(lines.map((each) => each.type), ['ADDED', 'BOOKMARK']);
  assert.equal(lines[1].object.metadata.resourceVersion, lines[0].object.metadata.resourceVersion);
});

test('does not know any more what was before a compaction', async () => {
  const { json } = await ask('GET', kClaims);
  api.store.compact();
  const { lines } = await ask('GET', `${kClaims}?watch=true&resourceVersion=${json.metadata.resourceVersion}`);
  assert.equal(lines[0].type, 'ERROR');
  assert.equal(lines[0].object.code, 410);
});

test('lists by label, in pages', async () => {
  for (const name of ['a', 'b', 'c'])
    await ask('POST', kClaims, { body: claim(name, { metadata: { labels: { of: name === 'c' ? 'us' : 'them' } } }) });
  assert.equal((await ask('GET', `${kClaims}?labelSelector=of%3Dus`)).json.items.length, 1);
  const first = await ask('GET', `${kClaims}?limit=2`);
  assert.equal(first.json.items.length, 2);
  assert.equal((await ask('GET', `${kClaims}?limit=2&continue=${first.json.metadata.continue}`)).json.items.length, 1);
});

test('says who may do what', async () => {
  const review = (verb, resource) => ask('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', { body: {
    apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes: {
      namespace: 'desktops', verb, group: 'extensions.agents.x-k8s.io', resource } } } });
  assert.equal((await review('create', 'sandboxclaims')).json.status.allowed, true);
  assert.equal((await review('update', 'sandboxclaims')).json.status.allowed, false);
});
