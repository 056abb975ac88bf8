// The rules of OpenAI's chat completions, as its API reference has them, and what servers of open models add: which
// fields there are, which message may follow which, what a picture must be. Knows nothing of the client.
import { isDeepStrictEqual } from 'node:util';

const kBody = ['model', 'messages', 'tools', 'tool_choice', 'parallel_tool_calls', 'max_tokens',
  'max_completion_tokens', 'stream', 'stream_options', 'reasoning_effort', 'temperature', 'top_p', 'stop', 'user',
  'seed'];
const kMessage = {
  system: ['role', 'content', 'name'],
  user: ['role', 'content', 'name'],
  assistant: ['role', 'content', 'name', 'refusal', 'tool_calls', 'reasoning_content'],
  tool: ['role', 'content', 'tool_call_id'],
};
const kMostTools = 128;
const kMostPictures = 50;
const kMostPictureBytes = 20 * 1024 * 1024;
const kSigns = { 'image/png': '89504e47', 'image/jpeg': 'ffd8ff', 'image/gif': '47494638', 'image/webp': '52494646' };

/** A request that breaks a rule, worded as such servers word it. */
export class Refusal extends Error {
  constructor(message, status = 400) {
    super(message);
    this.status = status;
  }
}
function check(holds, message) {
  if (!holds) throw new Refusal(message);
}
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
function checkFields(object, known, where) {
  check(isObject(object), `${where} must be an object`);
  for (const name of Object.keys(object))
    check(known.includes(name), `Unrecognized request argument supplied: ${where}.${name}`);
}

function checkTool(tool, names) {
  checkFields(tool, ['type', 'function'], 'tools[]');
  check(tool.type === 'function', 'tools[].type must be "function"');
  checkFields(tool.function, ['name', 'description', 'parameters', 'strict'], 'tools[].function');
  const { name, description, parameters } = tool.function;
  check(/^[a-zA-Z0-9_-]{1,64}$/.test(name), `tools[].function.name ${name}`);
  check(!names.has(name), `tools[].function.name ${name} twice`);
  check(description === undefined || typeof description === 'string', 'tools[].function.description');
  check(isObject(parameters) && parameters.type === 'object' && isObject(parameters.properties),
    `${name}: parameters must be the JSON Schema of an object`);
  for (const field of parameters.required ?? [])
    check(field in parameters.properties, `${name}: required ${field} is no property`);
  names.add(name);
}

function checkPicture(part, where) {
  checkFields(part.image_url, ['url', 'detail'], `${where}.image_url`);
  const match = /^data:(image\/[a-z]+);base64,([A-Za-z0-9+/]+={0,2})$/.exec(part.image_url.url);
  check(match, `${where}: invalid image data URL`);
  const bytes = Buffer.from(match[2], 'base64');
  check(bytes.toString('base64') === match[2], `${where}: invalid base64`);
  const isOne = kSigns[match[1]] && bytes.toString('hex').startsWith(kSigns[match[1]]);
  check(isOne, `${where}: the picture is no ${match[1]}`);
  check(bytes.length <= kMostPictureBytes, `${where}: the picture is too large`);
}

function checkContent(message, where, hasPictures) {
  const { content } = message;
  if (typeof content === 'string') {
    check(content !== '' || message.role === 'assistant', `${where}: empty content`);
    return;
  }
  check(Array.isArray(content) && content.length > 0, `${where}: content must be a text or a list of parts`);
  for (const part of content) {
    check(isObject(part) && ['text', 'image_url'].includes(part.type), `${where}: unknown part ${part?.type}`);
    checkFields(part, ['type', part.type], `${where}.content[]`);
    if (part.type === 'text') {
      check(typeof part.text === 'string' && part.text !== '', `${where}: empty text`);
    } else {
      check(hasPictures, `${where}: image_url is not allowed in messages of this role`);
      checkPicture(part, where);
    }
  }
}

function checkCalls(calls, names, where) {
  check(Array.isArray(calls) && calls.length > 0, `${where}: tool_calls is too short`);
  for (const call of calls) {
    checkFields(call, ['id', 'type', 'function'], `${where}.tool_calls[]`);
    checkFields(call.function, ['name', 'arguments'], `${where}.tool_calls[].function`);
    check(typeof call.id === 'string' && call.id !== '' && call.type === 'function', `${where}: id and type of a call`);
    check(names.has(call.function.name), `${where}: ${call.function.name} is not among the tools`);
    check(typeof call.function.arguments === 'string', `${where}: arguments must be a string`);
    try {
      check(isObject(JSON.parse(call.function.arguments)), `${where}: arguments are no object`);
    } catch {
      throw new Refusal(`${where}: arguments are no JSON`);
    }
  }
  check(new Set(calls.map(({ id }) => id)).size === calls.length, `${where}: a call id twice`);
}

function checkMessages(messages, names, { picturesInToolMessages }) {
  check(Array.isArray(messages) && messages.length > 0, 'messages is too short');
  let open = []; // calls that wait for their answer
  messages.forEach((message, i) => {
    const where = `messages[${i}]`;
    check(kMessage[message?.role], `${where}: unknown role`);
    checkFields(message, kMessage[message.role], where);
    check(message.role !== 'system' || i === 0, `${where}: the system's message must come first`);
    if (message.role === 'tool') {
      check(open.includes(message.tool_call_id),
        `${where}: messages with role "tool" must be a response to a preceding message with "tool_calls"`);
      open = open.filter((id) => id !== message.tool_call_id);
    } else {
      check(open.length === 0, `${where}: an assistant message with "tool_calls" must be followed by tool ` +
        `messages responding to each "tool_call_id": ${open}`);
    }
    if (message.role !== 'assistant') {
      checkContent(message, where, message.role === 'user' || picturesInToolMessages);
      return;
    }
    check(message.content !== null || message.tool_calls, `${where}: content is missing`);
    if (message.content !== null) checkContent(message, where, false);
    if (message.tool_calls !== undefined) checkCalls(message.tool_calls, names, where);
    open = (message.tool_calls ?? []).map(({ id }) => id);
  });
  check(open.length === 0, `calls without an answer: ${open}`);
  check(['user', 'tool'].includes(messages.at(-1).role), 'the last message must be of the user or a tool');
  const parts = messages.flatMap(({ content }) => (Array.isArray(content) ? content : []));
  const pictures = parts.filter(({ type }) => type === 'image_url');
  check(pictures.length <= kMostPictures, 'too many pictures');
}

/** Throws a Refusal where `body` breaks a rule. `limits`: {picturesInToolMessages}. */
export function checkRequest(body, limits = {}) {
  checkFields(body, kBody, 'body');
  check(typeof body.model === 'string' && body.model !== '', 'model is missing');
  check(body.stream === true, 'this server only streams');
  if (body.stream_options !== undefined) checkFields(body.stream_options, ['include_usage'], 'stream_options');
  for (const name of ['max_tokens', 'max_completion_tokens'])
    if (name in body) check(Number.isInteger(body[name]) && body[name] > 0, `${name} must be a positive integer`);
  const names = new Set();
  if (body.tools !== undefined) {
    check(Array.isArray(body.tools) && body.tools.length > 0, 'tools is too short');
    check(body.tools.length <= kMostTools, 'tools is too long');
    for (const tool of body.tools) checkTool(tool, names);
  }
  checkMessages(body.messages, names, limits);
}

/** Throws where `body` changes what `before`, the request before of the same conversation, has said. */
export function checkPrefix(before, body) {
  for (const name of ['model', 'tools'])
    check(isDeepStrictEqual(before[name], body[name]), `${name} changed within a conversation`);
  check(body.messages.length >= before.messages.length, 'the conversation became shorter');
  before.messages.forEach((message, i) =>
    check(isDeepStrictEqual(message, body.messages[i]), `messages[${i}] changed within a conversation`));
}
