// A server of chat completions that answers by script and refuses what breaks a rule (strict_rules.mjs).
import { createServer } from 'node:http';
import { checkPrefix, checkRequest, Refusal } from './strict_rules.mjs';

const frame = (data) => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
const chunk = (model, choice, more = {}) => ({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model,
  choices: choice ? [{ index: 0, finish_reason: null, delta: {}, ...choice }] : [], ...more });

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('the body is no JSON');
  }
}

/** Pieces of a text, as a model would say it. */
const pieces = (text) => text.match(/[\s\S]{1,7}/g) ?? [];

/**
 * The events of one scripted answer: {text, thinking, calls: [[name, arguments]], finish, usage}. `cut`: how many are
 * sent before the connection breaks.
 */
function eventsOf(answer, model, wantsUsage, nextId) {
  const events = [chunk(model, { delta: { role: 'assistant', content: '' } })];
  for (const piece of pieces(answer.thinking ?? '')) events.push(chunk(model, { delta: { reasoning_content: piece } }));
  for (const piece of pieces(answer.text ?? '')) events.push(chunk(model, { delta: { content: piece } }));
  (answer.calls ?? []).forEach(([name, input], index) => {
    const call = (more) => chunk(model, { delta: { tool_calls: [{ index, ...more }] } });
    events.push(call({ id: nextId(), type: 'function', function: { name, arguments: '' } }));
    for (const piece of pieces(JSON.stringify(input))) events.push(call({ function: { arguments: piece } }));
  });
  const finish = answer.finish ?? (answer.calls ? 'tool_calls' : 'stop');
  if (finish) events.push(chunk(model, { finish_reason: finish }));
  const usage = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110,
    prompt_tokens_details: { cached_tokens: 60 } };
  if (wantsUsage) events.push(chunk(model, null, { usage }));
  return [...events, '[DONE]'];
}

export class StrictServer {
  /** By model: what it answers, one after the other; see eventsOf(), or {status, error, headers}. */
  scripts = new Map();
  /** By model: the requests that were taken. */
  requests = new Map();
  /** What broke a rule, in words. */
  violations = [];
  /** What GET /v1/models lists: names, or whole models; null: this server has no such list. */
  listed = [];
  #calls = 0;

  constructor(key) {
    this.key = key;
    this.server = createServer((request, response) => this.#take(request, response));
  }

  async listen() {
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${this.server.address().port}`;
  }

  close() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }

  async #take(request, response) {
    const bytes = [];
    for await (const some of request) bytes.push(some);
    try {
      const text = Buffer.concat(bytes).toString();
      if (request.method === 'GET' && request.url === '/v1/models') this.#list(request, text, response);
      else this.#answer(this.#check(request, text), response);
    } catch (error) {
      this.violations.push(error.message);
      const status = error instanceof Refusal ? error.status : 500;
      response.writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify({ error: { message: error.message, type: 'invalid_request_error', code: null } }));
    }
  }

  #list({ headers }, text, response) {
    if (headers.authorization !== `Bearer ${this.key}`) throw new Refusal('Incorrect API key provided', 401);
    if (text !== '') throw new Refusal('a GET has no body');
    if (this.listed === null) return response.writeHead(404).end();
    const data = this.listed.map((model) => ({ object: 'model', created: 1, owned_by: 'library',
      ...(typeof model === 'string' ? { id: model } : model) }));
    return response.writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ object: 'list', data }));
  }

  #check(request, text) {
    const { method, url, headers } = request;
    const isTheCall = method === 'POST' && url === '/v1/chat/completions';
    if (!isTheCall) throw new Refusal(`no such address: ${method} ${url}`, 404);
    if (headers.authorization !== `Bearer ${this.key}`) throw new Refusal('Incorrect API key provided', 401);
    if (headers['content-type'] !== 'application/json') throw new Refusal('content-type must be application/json', 415);
    const body = parsed(text);
    checkRequest(body);
    const script = this.scripts.get(body.model);
    if (!script) throw new Refusal(`The model ${body.model} does not exist`, 404);
    const before = this.requests.get(body.model) ?? [];
    if (before.length > 0) checkPrefix(before.at(-1), body);
    this.requests.set(body.model, [...before, body]);
    return body;
  }

  #answer(body, response) {
    const answer = this.scripts.get(body.model).shift();
    if (!answer) throw new Refusal(`${body.model} was asked once too often`, 500);
    if (answer.status) {
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
        .end(JSON.stringify({ error: answer.error }));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const events = eventsOf(answer, body.model, body.stream_options?.include_usage, () => `call_${++this.#calls}`);
    for (const event of events.slice(0, answer.cut ?? events.length)) response.write(frame(event));
    if (answer.broken) response.write(frame({ error: answer.broken }));
    if (answer.cut) response.destroy();
    else response.end();
  }
}
