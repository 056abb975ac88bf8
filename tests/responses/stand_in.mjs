// A strict stand-in of OpenAI's Responses API: refuses what the API refuses, answers from scripts, and writes down what
// it was asked. Made from the API's documentation and the types of its own client, and independent of ours.
import { createServer } from 'node:http';
import { checkConversation, itemTexts } from './conversation_rules.mjs';
import { checkShape } from './request_shape.mjs';
import { eventsOf } from './script.mjs';
import { Refusal } from './shapes.mjs';

export const kKey = 'sk-test-key-of-the-stand-in';

const kStatuses = {
  400: ['invalid_request_error', null], 401: ['invalid_request_error', 'invalid_api_key'],
  403: ['invalid_request_error', 'unsupported_country_region_territory'],
  404: ['invalid_request_error', 'model_not_found'], 409: ['conflict', null],
  422: ['invalid_request_error', null], 429: ['rate_limit_error', 'rate_limit_exceeded'],
  500: ['server_error', 'server_error'], 503: ['server_error', 'service_unavailable'],
};

/** A step of a script that fails with `status`. */
export function failsWith(status, message, more = {}) {
  const [type, code] = kStatuses[status];
  return { refusal: Object.assign(new Refusal(message, { status, type, code, ...more }), { isExpected: true }) };
}

function checkDoor(request, key) {
  const [path] = request.url.split('?');
  if (path !== '/v1/responses')
    throw new Refusal(`Invalid URL (${request.method} ${path})`, { status: 404 });
  if (request.method !== 'POST')
    throw new Refusal(`Not allowed to ${request.method} on /v1/responses.`, { status: 405 });
  if (key !== null && !request.headers.authorization)
    throw new Refusal('You didn\'t provide an API key.', { status: 401 });
  if (key !== null && request.headers.authorization !== `Bearer ${key}`)
    throw new Refusal('Incorrect API key provided: sk-***.', { status: 401, code: 'invalid_api_key' });
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    throw new Refusal('Unsupported content type.', { status: 400, code: 'unsupported_content_type' });
}

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal('We could not parse the JSON body of your request.', { status: 400 });
  }
}

function remember(said, output) {
  const items = output.map(({ item }) => item);
  for (const [index, item] of items.entries()) {
    const before = items[index - 1];
    said.set(item.id, { text: JSON.stringify(item), reasoning: before?.type === 'reasoning' ? before.id : null,
      next: item.type === 'reasoning' ? items[index + 1]?.id : null });
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Has `{url, requests, broken, close()}`. `steps`: what is answered, one after the other; functions get the request.
 *  `key`: null where none is asked for. */
export async function standIn(steps = [], { key = kKey } = {}) {
  const state = { steps: [...steps], requests: [], broken: [], said: new Map(), prefixes: new Map() };

  // Not a rule of the API but of its cache: what was sent is the beginning of what is sent next.
  function checkPrefix(request, texts, isFresh) {
    const cacheKey = request.prompt_cache_key;
    if (!cacheKey) throw new Refusal('Without a prompt_cache_key hits of the cache are chance.', { code: 'cache' });
    const before = state.prefixes.get(cacheKey);
    if (before && !isFresh && !before.every((text, index) => text === texts[index]))
      throw new Refusal('What was sent before has changed: the cache is lost.', { code: 'prefix' });
    state.prefixes.set(cacheKey, texts);
  }

  async function answer(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    checkDoor(request, key);
    const body = Buffer.concat(chunks).toString();
    const json = parsed(body);
    checkShape(json, '');
    const texts = itemTexts(body);
    const next = state.steps[0];
    const step = typeof next === 'function' ? next(json) : next;
    checkConversation(json, texts, state.said);
    checkPrefix(json, texts, step?.fresh);
    state.requests.push(json);
    state.steps.shift();
    if (!step) throw new Refusal('The script has no further step.', { status: 500, code: 'script' });
    if (step.refusal) throw step.refusal;
    await play(response, json, { output: [], ...step });
  }

  async function play(response, json, step) {
    const headers = { 'x-request-id': `req_${state.requests.length}`, 'openai-version': '2020-10-01' };
    if (!json.stream) {
      const whole = [...eventsOf(json, step)].at(-1).response;
      response.writeHead(200, { ...headers, 'content-type': 'application/json' });
      response.end(JSON.stringify(whole));
      remember(state.said, step.output);
      return;
    }
    response.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8' });
    let left = step.cutAfter ?? Infinity; // bytes
    for (const event of eventsOf(json, step)) {
      if (step.holdBefore === event.type) return; // until the client gives up
      const bytes = Buffer.from(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
      const end = step.cutIn === event.type ? Math.floor(bytes.length / 2) : left;
      if (bytes.length > end) {
        response.write(bytes.subarray(0, end), () => response.destroy());
        return;
      }
      left -= bytes.length;
      // In two parts, wherever that may be: inside of a character or a line's end.
      const middle = Math.floor(bytes.length / 2);
      response.write(bytes.subarray(0, middle));
      await pause(step.pace ?? 0);
      response.write(bytes.subarray(middle));
    }
    remember(state.said, step.output);
    response.end();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      const isScripted = error instanceof Refusal;
      if (!error.isExpected) state.broken.push(error.message);
      const { message, type = 'server_error', param = null, code = null } = error;
      response.writeHead(isScripted ? error.status : 500,
        { 'content-type': 'application/json', 'x-request-id': 'req_refused', ...(error.headers ?? {}) });
      response.end(JSON.stringify({ error: { message, type, param, code } }));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(state, {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }),
  });
}
