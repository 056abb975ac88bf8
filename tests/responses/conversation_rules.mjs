// What the items of a request must be to each other. The stand-in keeps nothing of a conversation but what it has said
// itself, as the API with `store: false` does; what comes back must be that, byte for byte.
import { pictureIn } from './pictures.mjs';
import { Refusal } from './shapes.mjs';

const refuse = (message, code = null) => new Refusal(message, { param: 'input', code });
const isCall = (item) => ['computer_call', 'function_call'].includes(item.type);
const outputTypes = { computer_call: 'computer_call_output', function_call: 'function_call_output' };
const words = { computer_call: 'computer call', function_call: 'function call' };

/** The text of each element of the array `input` in the body, as it came. */
export function itemTexts(body) {
  const start = /"input"\s*:\s*\[/.exec(body);
  const texts = [];
  let depth = 0;
  let begin = -1;
  let inString = false;
  for (let place = start.index + start[0].length; place < body.length; ++place) {
    const sign = body[place];
    if (inString) {
      if (sign === '\\') ++place;
      else if (sign === '"') inString = false;
    } else if (sign === '"') inString = true;
    else if ('{['.includes(sign)) {
      if (depth++ === 0) begin = place;
    } else if ('}]'.includes(sign)) {
      if (depth === 0) break;
      if (--depth === 0) texts.push(body.slice(begin, place + 1));
    }
  }
  return texts;
}

function checkPairs(items) {
  const open = new Map();
  const seen = new Set();
  for (const item of items) {
    if (isCall(item)) {
      if (seen.has(item.call_id)) throw refuse(`Duplicate item found with call_id ${item.call_id}.`);
      seen.add(item.call_id);
      open.set(item.call_id, item);
    } else if (item.call_id !== undefined) {
      const call = open.get(item.call_id);
      if (!call || outputTypes[call.type] !== item.type) {
        throw refuse(`No tool call found for ${item.type.replaceAll('_', ' ')} with call_id ${item.call_id}.`);
      }
      open.delete(item.call_id);
      if (call.type === 'computer_call') checkAcknowledged(call, item);
    } else if (open.size > 0 && (item.type ?? 'message') === 'message' && item.role !== 'assistant') {
      break; // what is open is told below
    }
  }
  for (const call of open.values())
    throw refuse(`No tool output found for ${words[call.type]} ${call.call_id}.`);
}

const asText = (checks) => JSON.stringify(checks.map(({ id, code = null, message = null }) =>
  [id, code, message]).sort());

function checkAcknowledged(call, output) {
  const asked = call.pending_safety_checks;
  const given = output.acknowledged_safety_checks ?? [];
  if (asText(asked) === asText(given)) return;
  throw refuse(given.length < asked.length
    ? 'Computer call has pending safety checks that have not been acknowledged. Acknowledge them to go on.'
    : 'acknowledged_safety_checks holds checks that the computer call did not ask for.');
}

// A reasoning item and what it led to belong together, in both directions.
function checkReasoning(items, said) {
  for (const [index, item] of items.entries()) {
    const origin = item.id && said.get(item.id);
    if (!origin) continue;
    const before = items[index - 1];
    if (origin.reasoning && (before?.type !== 'reasoning' || before.id !== origin.reasoning)) {
      throw refuse(`Item '${item.id}' of type '${item.type}' was provided without its required 'reasoning' item: `
        + `'${origin.reasoning}'.`);
    }
    if (item.type === 'reasoning' && origin.next && items[index + 1]?.id !== origin.next)
      throw refuse(`Item '${item.id}' of type 'reasoning' was provided without its required following item.`);
    if (item.type === 'reasoning' && !item.encrypted_content)
      throw refuse(`Item with id '${item.id}' not found. Items are not persisted when \`store\` is set to false.`);
  }
}

function checkBytes(items, texts, said) {
  for (const [index, item] of items.entries()) {
    const ours = (item.type === 'reasoning' || isCall(item) || item.role === 'assistant') && item.id;
    if (!ours) continue;
    if (!said.has(item.id)) throw refuse(`Item with id '${item.id}' not found.`);
    if (said.get(item.id).text !== texts[index])
      throw refuse(`Item '${item.id}' is not what the model said.`, 'item_changed');
  }
}

const kMostPixels = 10_240_000;

function checkPictures(items) {
  let count = 0;
  for (const [index, item] of items.entries()) {
    const parts = item.type === 'computer_call_output' ? [item.output]
      : [item.content, item.output].filter(Array.isArray).flat();
    for (const part of parts) {
      if (!part.image_url) continue;
      ++count;
      const { width, height } = pictureIn(part.image_url, `input[${index}]`);
      if (width * height > kMostPixels) {
        throw new Refusal('The image is too large to be read at its original detail.',
          { param: `input[${index}]`, code: 'image_too_large' });
      }
      if (part.detail !== 'original') throw refuse('Coordinates would drift: detail must be original.', 'detail');
    }
  }
  if (count > 500) throw refuse('A request may hold at most 500 images.', 'too_many_images');
}

/** `said`: what the model has said so far by id of the item: {text, reasoning, next}. Throws a Refusal. */
export function checkConversation(request, texts, said) {
  checkPairs(request.input);
  checkReasoning(request.input, said);
  checkBytes(request.input, texts, said);
  checkPictures(request.input);
  if (request.store !== false) throw refuse('The conversation must not be stored.', 'stored');
  if (!request.include?.includes('reasoning.encrypted_content'))
    throw refuse('With store: false the reasoning is lost unless reasoning.encrypted_content is included.', 'lost');
  const isOffered = request.tools?.some((tool) => tool.type === 'computer');
  if (!isOffered && request.input.some((item) => item.type === 'computer_call'))
    throw refuse('A computer call needs the computer tool.');
}
