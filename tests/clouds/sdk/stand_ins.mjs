// Strict stand-ins of Amazon Bedrock and Google Vertex: they refuse what those would, with AWS's own
// code for signatures and event streams and node's for tokens. A reply is a list of events.
import assert from 'node:assert/strict';
import { createHash, verify } from 'node:crypto';
import { createServer } from 'node:http';
import sha256 from '@aws-crypto/sha256-js';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';

export const awsKeys =
  { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG', sessionToken: 'token/of+keys=' };
export const region = 'eu-central-1';

const text = (value) => ({ type: 'string', value });
const utf8 = (string) => new TextEncoder().encode(string);
const codec = new EventStreamCodec((bytes) => new TextDecoder().decode(bytes), utf8);
const encoded = (headers, body) => Buffer.from(codec.encode({ headers, body: utf8(JSON.stringify(body)) }));
const chunk = (event) => encoded(
  { ':event-type': text('chunk'), ':content-type': text('application/json'), ':message-type': text('event') },
  { bytes: Buffer.from(JSON.stringify(event)).toString('base64'), p: 'abcdefghijkl' });
const exception = (name) => encoded(
  { ':exception-type': text(name), ':content-type': text('application/json'), ':message-type': text('exception') },
  { message: `${name} in the stream` });

/** What AWS checks of a signature: when, by whom, and over what. */
async function assertSigned(request, body) {
  const [, credential, names] = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=/
    .exec(request.headers.authorization);
  const date = request.headers['x-amz-date'].replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z');
  assert.ok(Math.abs(Date.now() - Date.parse(date)) < 5 * 60_000, 'signed now');
  const day = date.slice(0, 10).replaceAll('-', '');
  assert.equal(credential, `${awsKeys.accessKeyId}/${day}/${region}/bedrock/aws4_request`);
  assert.equal(request.headers['x-amz-content-sha256'], createHash('sha256').update(body).digest('hex'));
  const signed = names.split(';');
  for (const name of ['host', 'x-amz-date', 'x-amz-security-token']) assert.ok(signed.includes(name), name);
  const headers = Object.fromEntries(signed.map((name) => [name, request.headers[name]]));
  delete headers['x-amz-date'];
  delete headers['x-amz-security-token'];
  const signer = new SignatureV4({ credentials: awsKeys, region, service: 'bedrock', sha256: sha256.Sha256 });
  const again = await signer.sign(new HttpRequest({ method: request.method, path: request.url, headers, body }),
    { signingDate: new Date(date) });
  assert.equal(request.headers.authorization, again.headers.authorization);
}

/** The rules of Messages that differ between the clouds and the public API. */
function assertBody(json, version) {
  assert.equal(json.anthropic_version, version);
  assert.ok(!('model' in json));
  assert.ok(json.max_tokens > 0 && Array.isArray(json.messages) && Array.isArray(json.tools));
  for (const message of json.messages)
    for (const block of message.content.flatMap((each) => [each, ...(Array.isArray(each.content) ? each.content : [])]))
      if (block.type === 'image') assert.equal(block.source.type, 'base64'); // no other source there
}

async function listening(answer) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString();
    const seen = { method: request.method, url: request.url, headers: request.headers, body };
    asked.push(seen);
    try {
      await answer(seen, response, asked);
    } catch (error) {
      seen.broken = error.message;
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: `The stand-in refuses this: ${error.message}` }));
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  const close = () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  return { url, asked, close };
}

export const bedrock = (script, checks = assertSigned) => listening(async (request, response) => {
  assert.equal(request.method, 'POST');
  assert.match(request.url, /^\/model\/[^/?]+\/invoke-with-response-stream$/);
  assert.equal(request.headers['content-type'], 'application/json');
  // Anthropic's own client leaves anthropic-beta among the headers, too; what counts is in the body.
  for (const name of ['x-api-key', 'anthropic-version']) assert.ok(!(name in request.headers), name);
  await checks(request, request.body);
  const json = JSON.parse(request.body);
  assertBody(json, 'bedrock-2023-05-31');
  assert.ok(!('stream' in json));
  assert.ok(Array.isArray(json.anthropic_beta) && json.anthropic_beta.every((each) => typeof each === 'string'));
  const next = script.shift();
  if (next.status) {
    response.writeHead(next.status,
      { 'content-type': 'application/json', 'x-amzn-errortype': next.type, 'x-amzn-requestid': 'aws-1' });
    response.end(JSON.stringify({ message: next.type }));
    return;
  }
  response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream', 'x-amzn-requestid': 'aws-2' });
  for (const event of next.events) response.write(chunk(event));
  if (next.exception) response.write(exception(next.exception));
  if (next.flip) {
    const bad = chunk({ type: 'ping' });
    bad[bad.length - 9] ^= 1;
    response.write(bad);
  }
  response.end();
});

export const vertex = (script, key, email) => listening(async (request, response) => {
  if (request.url === '/token') {
    assert.equal(request.headers['content-type'], 'application/x-www-form-urlencoded');
    const form = new URLSearchParams(request.body);
    assert.equal(form.get('grant_type'), 'urn:ietf:params:oauth:grant-type:jwt-bearer');
    const [head, claims, signature] = form.get('assertion').split('.');
    assert.ok(verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url')));
    assert.deepEqual(JSON.parse(Buffer.from(head, 'base64url')), { alg: 'RS256', kid: 'key-1', typ: 'JWT' });
    const said = JSON.parse(Buffer.from(claims, 'base64url'));
    assert.equal(said.iss, email);
    assert.equal(said.scope, 'https://www.googleapis.com/auth/cloud-platform');
    assert.equal(said.aud, `http://${request.headers.host}/token`);
    assert.ok(said.exp - said.iat === 3600 && Math.abs(said.iat - Date.now() / 1000) < 60, 'times');
    response.end(JSON.stringify({ access_token: 'ya29.token', expires_in: 3599, token_type: 'Bearer' }));
    return;
  }
  const [, name] = request.url.split('/v1/projects/my-project/locations/global/publishers/anthropic/models/');
  assert.match(name, /^[^/?]+:streamRawPredict$/);
  assert.equal(request.headers.authorization, 'Bearer ya29.token');
  assert.ok(!('anthropic-version' in request.headers) && !('x-api-key' in request.headers));
  const json = JSON.parse(request.body);
  assertBody(json, 'vertex-2023-10-16');
  assert.equal(json.stream, true);
  assert.ok(!('anthropic_beta' in json));
  const next = script.shift();
  if (next.status) {
    response.writeHead(next.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { code: next.status, message: next.type, status: next.type } }));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of next.events) response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  response.end();
});

/** A reply of these blocks, as the API streams it. */
export const reply = (blocks, stop) => ({ events: [
  { type: 'message_start', message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-opus-4-8',
    content: [], stop_reason: null, stop_sequence: null, usage: { input_tokens: 50, output_tokens: 1 } } },
  ...blocks.flatMap((block, index) => (block.type === 'text'
    ? [{ type: 'content_block_start', index, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index, delta: { type: 'text_delta', text: block.text } }]
    : [{ type: 'content_block_start', index, content_block: { ...block, input: {} } },
      { type: 'content_block_delta', index,
        delta: { type: 'input_json_delta', partial_json: JSON.stringify(block.input) } }]
  ).concat({ type: 'content_block_stop', index })),
  { type: 'message_delta', delta: { stop_reason: stop, stop_sequence: null }, usage: { output_tokens: 20 } },
  { type: 'message_stop', 'amazon-bedrock-invocationMetrics': { inputTokenCount: 50 } },
] });
