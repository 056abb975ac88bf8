// The body of POST /v1/responses, member by member, as far as a client that operates a computer may use it. What the
// API knows besides (web search, MCP …) is refused here, as no test asks for it.
import { pictureIn } from './pictures.mjs';
import { anyObject, bool, byMember, list, number, object, oneOf, orNull, Refusal, text,
  wrongValue } from './shapes.mjs';

const picture = (value, path) => {
  text()(value, path);
  pictureIn(value, path);
};
const id = text({ least: 1, most: 64 });
const status = oneOf('in_progress', 'completed', 'incomplete');

const kContent = byMember('type', {
  input_text: object({ type: text(), text: text({ least: 1 }) }),
  input_image: object({ type: text(), image_url: picture, detail: oneOf('low', 'high', 'auto', 'original') }),
});

const checks = list(object({ id }, { code: orNull(text()), message: orNull(text()) }));

const kMessage = (value, path) => {
  if (value.role === 'assistant' && Array.isArray(value.content)) {
    object({ type: oneOf('message'), id, role: text(), status,
      content: list(byMember('type', {
        output_text: object({ type: text(), text: text(), annotations: list(anyObject) },
          { logprobs: list(anyObject) }),
        refusal: object({ type: text(), refusal: text() }),
      })) }, { phase: orNull(oneOf('commentary', 'final_answer')) })(value, path);
    return;
  }
  object({ role: oneOf('user', 'assistant', 'system', 'developer'),
    content: (content, inside) => (typeof content === 'string' ? text({ least: 1 })(content, inside)
      : list(kContent, { least: 1 })(content, inside)) }, { type: oneOf('message') })(value, path);
};

const kItem = byMember('type', {
  message: kMessage,
  reasoning: object({ type: text(), id, summary: list(object({ type: oneOf('summary_text'), text: text() })) },
    { encrypted_content: orNull(text({ least: 1 })), status,
      content: list(object({ type: oneOf('reasoning_text'), text: text() })) }),
  function_call: object({ type: text(), call_id: id, name: text({ least: 1 }), arguments: text() }, { id, status }),
  function_call_output: object({ type: text(), call_id: id,
    output: (value, path) => (typeof value === 'string' ? text()(value, path)
      : list(kContent, { least: 1 })(value, path)) }, { id: orNull(id), status: orNull(status) }),
  computer_call: object({ type: text(), id, call_id: id, status, pending_safety_checks: checks },
    { action: anyObject, actions: list(anyObject, { least: 1 }) }), // as the model said them: see conversation_rules,
  computer_call_output: object({ type: text(), call_id: id,
    output: object({ type: oneOf('computer_screenshot'), image_url: picture },
      { detail: oneOf('low', 'high', 'auto', 'original') }) },
  { id: orNull(id), status: orNull(status), acknowledged_safety_checks: orNull(checks) }),
}, kMessage);

/** What structured outputs ask of a strict function: every object closed and all of its properties required. */
function strictSchema(schema, path) {
  const types = [schema.type].flat();
  const plain = types.filter((type) => type !== 'null');
  const known = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
  if (!types.every((type) => known.includes(type)) || plain.length !== 1)
    throw wrongValue(`${path}.type`, 'A schema must have a type.', schema.type);
  const allowed = { string: ['enum', 'pattern'], number: ['minimum', 'maximum'],
    integer: ['enum', 'minimum', 'maximum'],
    boolean: [], object: ['properties', 'required', 'additionalProperties'], array: ['items', 'minItems', 'maxItems'] };
  for (const name of Object.keys(schema))
    if (!['type', 'description', ...allowed[plain[0]]].includes(name))
      throw wrongValue(`${path}.${name}`, 'Not permitted in a strict schema.', name);
  if (schema.enum && types.includes('null') !== schema.enum.includes(null))
    throw wrongValue(`${path}.enum`, 'null is either of the type and of the values, or of none.', schema.enum);
  if (plain[0] === 'array') strictSchema(schema.items ?? {}, `${path}.items`);
  if (plain[0] !== 'object') return;
  if (schema.additionalProperties !== false)
    throw new Refusal(`Invalid schema for function: 'additionalProperties' is required to be supplied and to be false.`,
      { param: path, code: 'invalid_function_parameters' });
  const names = Object.keys(schema.properties ?? {});
  if (JSON.stringify([...(schema.required ?? [])].sort()) !== JSON.stringify([...names].sort()))
    throw new Refusal(`Invalid schema for function: 'required' is required to be an array including every key.`,
      { param: path, code: 'invalid_function_parameters' });
  for (const name of names) strictSchema(schema.properties[name], `${path}.properties.${name}`);
}

const kFunction = (value, path) => {
  object({ type: text(), name: text({ form: /^[a-zA-Z0-9_-]{1,64}$/ }), parameters: orNull(anyObject),
    strict: orNull(bool) },
    { description: orNull(text({ most: 100_000 })) })(value, path);
  if (value.strict) strictSchema(value.parameters, `${path}.parameters`);
};

const kTools = (value, path) => {
  list(byMember('type', { computer: object({ type: text() }), function: kFunction }))(value, path);
  const names = value.map((tool) => tool.name ?? tool.type);
  if (new Set(names).size !== names.length) throw wrongValue(path, 'Tool names must be unique.', names);
};

/** Members, types and values. Throws a Refusal. */
export const checkShape = object({
  model: text({ least: 1 }),
  input: list(kItem, { least: 1 }),
}, {
  instructions: orNull(text({ least: 1 })),
  tools: kTools,
  tool_choice: oneOf('none', 'auto', 'required'),
  parallel_tool_calls: orNull(bool),
  store: orNull(bool),
  stream: orNull(bool),
  include: orNull(list(oneOf('reasoning.encrypted_content', 'computer_call_output.output.image_url',
    'message.input_image.image_url'))),
  reasoning: orNull(object({}, {
    effort: orNull(oneOf('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max')),
    summary: orNull(oneOf('auto', 'concise', 'detailed')),
  })),
  max_output_tokens: orNull(number({ whole: true, least: 16 })),
  prompt_cache_key: orNull(text({ least: 1, most: 64 })),
  metadata: orNull(anyObject),
  truncation: orNull(oneOf('auto', 'disabled')),
  safety_identifier: orNull(text({ most: 64 })),
});
