// What values of a request may look like, and the API's words for those that do not. Each shape is a function
// (value, path) that throws a Refusal. Source: the type definitions of npm openai 6.49.0.

/** An answer that is no success: the body's `error` and the status. */
export class Refusal extends Error {
  constructor(message, { status = 400, type = 'invalid_request_error', param = null, code = null, headers = {} } = {}) {
    super(message);
    Object.assign(this, { status, type, param, code, headers });
  }
}

const kinds = (value) => (value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value);
const wrongType = (path, expected, value) => new Refusal(
  `Invalid type for '${path}': expected ${expected}, but got ${kinds(value)} instead.`,
  { param: path, code: 'invalid_type' });

export const wrongValue = (path, words, value) => new Refusal(
  `Invalid value: '${value}'. ${words}`, { param: path, code: 'invalid_value' });

export const text = ({ most = Infinity, least = 0, form = null } = {}) => (value, path) => {
  if (typeof value !== 'string') throw wrongType(path, 'a string', value);
  if (value.length > most || value.length < least)
    throw wrongValue(path, `Must have ${least} to ${most} characters.`, value);
  if (form && !form.test(value)) throw wrongValue(path, `Must match '${form.source}'.`, value);
  if (!value.isWellFormed()) throw wrongValue(path, 'Holds half of a surrogate pair.', value);
};

export const number = ({ least = -Infinity, most = Infinity, whole = false } = {}) => (value, path) => {
  if (typeof value !== 'number' || (whole && !Number.isInteger(value)))
    throw wrongType(path, whole ? 'an integer' : 'a number', value);
  if (value < least || value > most) throw wrongValue(path, `Expected ${least} to ${most}.`, value);
};

export const bool = (value, path) => { if (typeof value !== 'boolean') throw wrongType(path, 'a boolean', value); };
export const anyObject = (value, path) => { if (kinds(value) !== 'object') throw wrongType(path, 'an object', value); };

export const oneOf = (...values) => (value, path) => {
  if (!values.includes(value))
    throw wrongValue(path, `Supported values are: ${values.map((each) => `'${each}'`).join(', ')}.`, value);
};

export const orNull = (shape) => (value, path) => { if (value !== null) shape(value, path); };

export const list = (shape, { least = 0, most = Infinity } = {}) => (value, path) => {
  if (!Array.isArray(value)) throw wrongType(path, 'an array', value);
  if (value.length < least || value.length > most)
    throw wrongValue(path, `Must hold ${least} to ${most}.`, value.length);
  value.forEach((each, index) => shape(each, `${path}[${index}]`));
};

/** Members by name; those of `optional` may be missing, others are refused. */
export const object = (required, optional = {}) => (value, path) => {
  anyObject(value, path);
  const inside = (name) => (path ? `${path}.${name}` : name);
  for (const name of Object.keys(required))
    if (!Object.hasOwn(value, name)) {
      throw new Refusal(`Missing required parameter: '${inside(name)}'.`,
        { param: inside(name), code: 'missing_required_parameter' });
    }
  for (const [name, each] of Object.entries(value)) {
    const shapes = [required, optional].find((some) => Object.hasOwn(some, name));
    const shape = shapes?.[name];
    if (!shape) {
      throw new Refusal(`Unknown parameter: '${inside(name)}'.`, { param: inside(name), code: 'unknown_parameter' });
    }
    shape(each, inside(name));
  }
};

/** One of several shapes, told apart by a member. */
export const byMember = (name, shapes, otherwise = null) => (value, path) => {
  anyObject(value, path);
  const shape = Object.hasOwn(value, name) && Object.hasOwn(shapes, value[name]) ? shapes[value[name]]
    : value[name] === undefined ? otherwise : null;
  if (!shape) {
    const names = Object.keys(shapes).map((each) => `'${each}'`).join(', ');
    throw wrongValue(`${path}.${name}`, `Supported values are: ${names}.`, value[name]);
  }
  shape(value, path);
};
