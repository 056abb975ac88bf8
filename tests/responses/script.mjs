// What the model says next: short descriptions, made into the items and events of the API. Source: the type
// definitions of npm openai 6.49.0 (ResponseStreamEvent).
import { randomBytes } from 'node:crypto';

const fresh = (prefix) => `${prefix}_${randomBytes(16).toString('hex')}`;

export const says = (text, more = {}) => ({ item: { id: fresh('msg'), type: 'message', status: 'completed',
  content: [{ type: 'output_text', annotations: [], logprobs: [], text }], role: 'assistant', ...more } });
export const refuses = (refusal) => ({ item: { id: fresh('msg'), type: 'message', status: 'completed',
  content: [{ type: 'refusal', refusal }], role: 'assistant' } });
export const thinks = (...summary) => ({ item: { id: fresh('rs'), type: 'reasoning',
  encrypted_content: `gAAAA${randomBytes(60).toString('base64')}`,
  summary: summary.map((text) => ({ type: 'summary_text', text })) } });
export const calls = (name, input) => ({ item: { id: fresh('fc'), type: 'function_call', status: 'completed',
  // Not as a printer of JSON would write it: whoever parses and prints it anew is found out.
  arguments: typeof input === 'string' ? input : JSON.stringify(input), call_id: fresh('call'), name } });
export const acts = (actions, checks = []) => ({ item: { id: fresh('cu'), type: 'computer_call', status: 'completed',
  call_id: fresh('call'), actions, pending_safety_checks: checks } });
/** As older models say it. */
export const actsOnce = (action) => ({ item: { id: fresh('cu'), type: 'computer_call', status: 'completed', action,
  call_id: fresh('call'), pending_safety_checks: [] } });

const kUsage = { input_tokens: 1200, input_tokens_details: { cached_tokens: 1000, cache_write_tokens: 0 },
  output_tokens: 90, output_tokens_details: { reasoning_tokens: 40 }, total_tokens: 1290 };

function pieces(text) {
  return text.match(/[\s\S]{1,7}/gu) ?? [];
}

function* partEvents(item, place) {
  const at = { item_id: item.id, output_index: place };
  if (item.type === 'reasoning') {
    for (const [index, part] of item.summary.entries()) {
      const of = { ...at, summary_index: index };
      yield { type: 'response.reasoning_summary_part.added', ...of, part: { type: 'summary_text', text: '' } };
      for (const delta of pieces(part.text)) yield { type: 'response.reasoning_summary_text.delta', ...of, delta };
      yield { type: 'response.reasoning_summary_text.done', ...of, text: part.text };
      yield { type: 'response.reasoning_summary_part.done', ...of, part };
    }
  } else if (item.type === 'function_call') {
    for (const delta of pieces(item.arguments)) yield { type: 'response.function_call_arguments.delta', ...at, delta };
    yield { type: 'response.function_call_arguments.done', ...at, arguments: item.arguments, name: item.name };
  } else if (item.type === 'message') {
    for (const [index, part] of item.content.entries()) {
      const of = { ...at, content_index: index };
      const isText = part.type === 'output_text';
      const kind = isText ? 'response.output_text' : 'response.refusal';
      const whole = isText ? part.text : part.refusal;
      yield { type: 'response.content_part.added', ...of,
        part: { ...part, ...(isText ? { text: '' } : { refusal: '' }) } };
      for (const delta of pieces(whole)) {
        yield { type: `${kind}.delta`, ...of, delta, ...(isText && { logprobs: [] }), obfuscation: 'x'.repeat(9) };
      }
      yield { type: `${kind}.done`, ...of, ...(isText ? { text: whole, logprobs: [] } : { refusal: whole }) };
      yield { type: 'response.content_part.done', ...of, part };
    }
  }
}

const begun = (item) => ({ ...item, ...(item.status && { status: 'in_progress' }),
  ...(item.content && { content: [] }), ...(item.summary && { summary: [] }),
  ...(item.arguments && { arguments: '' }) });

function responseOf(request, step, id) {
  const status = step.failed ? 'failed' : step.incomplete ? 'incomplete' : 'completed';
  return { id, object: 'response', created_at: 1_770_000_000, status, background: false,
    error: step.failed ?? null, incomplete_details: step.incomplete ? { reason: step.incomplete } : null,
    instructions: request.instructions ?? null, max_output_tokens: request.max_output_tokens ?? null,
    model: step.model ?? `${request.model}-2026-03-05`, output: step.output.map(({ item }) => item),
    parallel_tool_calls: true, previous_response_id: null, prompt_cache_key: request.prompt_cache_key ?? null,
    reasoning: { effort: request.reasoning?.effort ?? 'medium', summary: request.reasoning?.summary ?? null },
    service_tier: 'default', store: false, temperature: 1, text: { format: { type: 'text' }, verbosity: 'medium' },
    tool_choice: 'auto', tools: request.tools ?? [], top_p: 1, truncation: 'disabled', user: null, metadata: {},
    usage: step.failed ? null : (step.usage ?? kUsage) };
}

/** All events of the answer to `request`, in order. `step`: {output, incomplete, failed, error, usage, model}. */
export function* eventsOf(request, step) {
  const id = fresh('resp');
  const whole = responseOf(request, step, id);
  const early = { ...whole, status: 'in_progress', output: [], error: null, incomplete_details: null, usage: null };
  let sequence = 0;
  const numbered = (event) => ({ ...event, sequence_number: sequence++ });
  yield numbered({ type: 'response.created', response: early });
  yield numbered({ type: 'response.in_progress', response: early });
  for (const [place, { item }] of step.output.entries()) {
    yield numbered({ type: 'response.output_item.added', output_index: place, item: begun(item) });
    for (const event of partEvents(item, place)) yield numbered(event);
    yield numbered({ type: 'response.output_item.done', output_index: place, item });
  }
  if (step.error) {
    yield numbered({ type: 'error', code: null, message: '', param: null, ...step.error });
    return;
  }
  yield numbered({ type: `response.${whole.status}`, response: whole });
}
