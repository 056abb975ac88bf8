// Fields in the text of a template: {{name}}. What is ours already, {{secret:NAME}}, is none, as is
// what other languages put in double braces with a dot or a colon. Pure.

const kField = /\{\{[ \t]*(\p{L}[\p{L}\p{N} _-]{0,39}?)[ \t]*\}\}/gu;

/** The names in it, each once, in their order. */
export const fieldsIn = (text) => [...new Set([...text.matchAll(kField)].map(([, name]) => name))];

/** The text with `values` (by name) in their places, as they are; a field without one stays. */
export const filled = (text, values) =>
  text.replace(kField, (field, name) => (Object.hasOwn(values, name) ? values[name] : field));

/** The text in pieces, {text, isField}, with what is filled so far. */
export function piecesOf(text, values) {
  const pieces = [];
  let at = 0;
  for (const match of text.matchAll(kField)) {
    if (match.index > at) pieces.push({ text: text.slice(at, match.index), isField: false });
    pieces.push({ text: values[match[1]] || match[0], isField: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isField: false });
  return pieces;
}
