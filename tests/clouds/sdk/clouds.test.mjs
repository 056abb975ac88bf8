// Whole tasks of the real binary at stand-ins of both clouds; and what it sent there beside what
// Anthropic's own clients for these clouds send for the same.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import AnthropicBedrock from '@anthropic-ai/bedrock-sdk';
import { AnthropicVertex } from '@anthropic-ai/vertex-sdk';
import { awsKeys, bedrock, region, reply, vertex } from './stand_ins.mjs';

const email = 'agent@my-project.iam.gserviceaccount.com';
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const profile = 'us.anthropic.claude-opus-4-8-v1:0';
const arn = 'arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-opus-4-8-v1:0';
let folder;

before(async () => { folder = await mkdtemp(join(tmpdir(), 'pilothouse-clouds-')); });
after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

/** `pilothouse run` with these settings: its exit code, its events and what it complained of. */
async function run(task, environment, options = []) {
  const child = spawn(process.env.PILOTHOUSE_BINARY, ['run', '--json', task, ...options], { cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, PILOTHOUSE_DATA_DIR: join(folder, 'data'), ...environment } });
  let out = '';
  let errors = '';
  child.stdout.on('data', (bytes) => { out += bytes; });
  child.stderr.on('data', (bytes) => { errors += bytes; });
  const code = await new Promise((resolve) => child.on('close', resolve));
  const events = out.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  return { code, errors, out, events };
}

const call = { type: 'tool_use', id: 'toolu_1', name: 'bash', input: { command: 'echo to the clouds' } };
const look = { type: 'tool_use', id: 'toolu_2', name: 'computer', input: { action: 'screenshot' } };
const task = () => [reply([{ type: 'text', text: 'First this.' }, call], 'tool_use'), reply([look], 'tool_use'),
  reply([{ type: 'text', text: 'All done.' }], 'end_turn')];
const aws = (url) => ({ AWS_REGION: region, AWS_ACCESS_KEY_ID: awsKeys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: awsKeys.secretAccessKey, AWS_SESSION_TOKEN: awsKeys.sessionToken,
  ANTHROPIC_BEDROCK_BASE_URL: url });

function assertDone(done, requests) {
  assert.equal(done.code, 0, done.errors);
  assert.deepEqual(requests.map((each) => each.broken).filter(Boolean), []);
  assert.ok(done.events.some((event) => event.type === 'completed'));
  const last = JSON.parse(requests.at(-1).body).messages.flatMap((message) => message.content);
  const results = last.filter((block) => block.type === 'tool_result');
  assert.match(JSON.stringify(results[0].content), /to the clouds/);
  assert.ok(results[1].content.some((block) => block.type === 'image'));
  for (const secret of [awsKeys.secretAccessKey, awsKeys.sessionToken, 'ya29.token'])
    assert.ok(!(done.out + done.errors).includes(secret));
}

const important = ['content-type', 'anthropic-beta', 'anthropic-version', 'x-api-key', 'x-amz-security-token'];
/** The request of another client is ours: where to, how signed, and what it says. */
function assertSame(ours, theirs) {
  assert.equal(theirs.method, ours.method);
  assert.equal(theirs.url, ours.url);
  assert.deepEqual(JSON.parse(theirs.body), JSON.parse(ours.body));
  for (const name of important.filter((each) => each !== 'anthropic-beta' || each in ours.headers))
    assert.equal(theirs.headers[name], ours.headers[name], name);
  const scope = ({ headers }) => headers.authorization.split(',')[0].replace(/\/\d{8}\//, '/');
  assert.equal(scope(theirs), scope(ours));
}

for (const model of [profile, arn]) {
  test(`a whole task runs on Bedrock, and is asked as Anthropic's client asks: ${model.slice(0, 12)}`, async (t) => {
    const script = [{ status: 429, type: 'ThrottlingException' }, ...task()];
    script.splice(2, 0, { events: reply([], 'end_turn').events.slice(0, 1), exception: 'modelStreamErrorException' },
      { events: reply([], 'end_turn').events.slice(0, 1), flip: true });
    const there = await bedrock(script);
    t.after(there.close);
    const done = await run('go', aws(there.url), ['--provider', 'bedrock', '--model', model,
      '--tool-dialect', 'computer_20251124']);
    assertDone(done, there.asked);
    assert.equal(there.asked.length, 6);

    const ours = there.asked.at(-1);
    const { anthropic_beta: betas, ...said } = JSON.parse(ours.body);
    const client = new AnthropicBedrock({ baseURL: there.url, awsRegion: region, awsAccessKey: awsKeys.accessKeyId,
      awsSecretKey: awsKeys.secretAccessKey, awsSessionToken: awsKeys.sessionToken, maxRetries: 0 });
    const answer = reply([{ type: 'text', text: 'the same' }], 'end_turn');
    script.push(answer);
    const stream = client.messages.stream({ model, ...said }, { headers: { 'anthropic-beta': betas.join(',') } });
    assert.equal((await stream.finalMessage()).content[0].text, 'the same');
    assertSame(ours, there.asked.at(-1));
  });
}

test('a Bedrock key is sent as it is, and nothing is signed', async (t) => {
  const there = await bedrock([reply([{ type: 'text', text: 'Hello.' }], 'end_turn')], (request) => {
    assert.equal(request.headers.authorization, 'Bearer bedrock-api-key-1');
    assert.ok(!('x-amz-date' in request.headers));
  });
  t.after(there.close);
  const done = await run('go', { AWS_DEFAULT_REGION: region, AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-1',
    ANTHROPIC_BEDROCK_BASE_URL: there.url }, ['--provider', 'bedrock', '--model', profile]);
  assert.equal(done.code, 0, done.errors);
  assert.deepEqual(there.asked.map((each) => each.broken), [undefined]);
});

test('a whole task runs on Vertex for a service account, and is asked as Anthropic\'s client asks', async (t) => {
  const script = [{ status: 429, type: 'RESOURCE_EXHAUSTED' }, ...task()];
  const there = await vertex(script, keys.publicKey, email);
  t.after(there.close);
  const file = join(folder, 'account.json');
  await writeFile(file, JSON.stringify({ type: 'service_account', project_id: 'my-project', private_key_id: 'key-1',
    private_key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }), client_email: email,
    token_uri: `${there.url}/token` }));
  const done = await run('go', { CLOUD_ML_REGION: 'global', GOOGLE_APPLICATION_CREDENTIALS: file,
    ANTHROPIC_VERTEX_BASE_URL: `${there.url}/v1` },
  ['--provider', 'vertex', '--model', 'claude-opus-4-8', '--tool-dialect', 'computer_20251124']);
  const requests = there.asked.filter((each) => each.url !== '/token');
  assertDone(done, requests);
  assert.equal(requests.length, 4);
  assert.equal(there.asked.length - requests.length, 1, 'a token serves until it ends');

  const ours = requests.at(-1);
  const authClient = { projectId: 'my-project',
    getRequestHeaders: async () => new Headers({ authorization: 'Bearer ya29.token' }) };
  const client = new AnthropicVertex({ baseURL: `${there.url}/v1`, region: 'global', projectId: 'my-project',
    maxRetries: 0, authClient });
  script.push(reply([{ type: 'text', text: 'the same' }], 'end_turn'));
  const said = JSON.parse(ours.body);
  const stream = client.messages.stream({ model: 'claude-opus-4-8', ...said },
    { headers: { 'anthropic-beta': ours.headers['anthropic-beta'] } });
  assert.equal((await stream.finalMessage()).content[0].text, 'the same');
  assertSame(ours, there.asked.at(-1));
});

test('Anthropic\'s clients find models where ours finds them', async () => {
  for (const row of JSON.parse(await readFile(process.env.PILOTHOUSE_CLOUD_ADDRESSES))) {
    let asked;
    const fetch = async (url) => { asked = String(url); return new Response('{}', { status: 400 }); };
    const options = { region: row.region, maxRetries: 0, fetch };
    const client = row.cloud === 'bedrock'
      ? new AnthropicBedrock({ awsRegion: row.region, apiKey: 'x', maxRetries: 0, fetch,
        ...(row.base ? { baseURL: row.base } : {}) })
      : new AnthropicVertex({ ...options, projectId: row.project,
        authClient: { getRequestHeaders: async () => new Headers() } });
    await assert.rejects(client.messages.create({ model: row.model, max_tokens: 1, stream: true, messages: [] }));
    assert.equal(asked, row.url);
  }
});

test('what is missing is said before anything is asked', async () => {
  const none = await run('go', { AWS_REGION: region }, ['--provider', 'bedrock', '--model', profile]);
  assert.notEqual(none.code, 0);
  assert.match(none.out + none.errors, /AWS_ACCESS_KEY_ID/);
  const nowhere = await run('go', {}, ['--provider', 'bedrock', '--model', profile]);
  assert.match(nowhere.out + nowhere.errors, /AWS_REGION/);
  const unknown = await run('go', { CLOUD_ML_REGION: 'global' }, ['--provider', 'vertex']);
  assert.match(unknown.out + unknown.errors, /ANTHROPIC_VERTEX_PROJECT_ID|GOOGLE_APPLICATION_CREDENTIALS/);
});
