// Where a text holds formulas: $…$, $$…$$, \(…\) and \[…\]. Amounts of money and names of variables are none. Pure.

const kForms = [
  { isBlock: true, sign: /^\$\$((?:[^$\\`]|\\[^]){1,2000}?)\$\$(?!\$)/ },
  { isBlock: true, sign: /^\\\[((?:[^\\]|\\(?!\])[^]){1,2000}?)\\\]/ },
  { isBlock: false, sign: /^\\\(((?:[^\\]|\\(?!\))[^]){1,2000}?)\\\)/ },
  { isBlock: false, isGuess: true, sign: /^\$(?![\s$])((?:[^$\\`\n]|\\[^\n]){1,2000}?)(?<!\s)\$(?![\w$])/ },
];
const kSigns = /[\\^_={}+<>|*]/; // prose and amounts have none of them
const kProse = /[a-z]{3,}\s+[a-z]{2,}/i;
const kAmount = /^\d\S*\s/;

const isPlain = (tex) => !kSigns.test(tex) && (kProse.test(tex) || kAmount.test(tex));

/** The formula that `text` begins with, as {raw, tex, isBlock}, or null. `before`: the character before it. */
export function formulaAt(text, before = '') {
  for (const { sign, isBlock, isGuess } of kForms) {
    const [raw, inner] = sign.exec(text) ?? [];
    if (!raw) continue;
    const tex = inner.trim();
    if (!tex || /\n\s*\n/.test(inner) || (text.startsWith('$') && isPlain(tex))) return null;
    return isGuess && /[\w$\\]/.test(before) ? null : { raw, tex, isBlock };
  }
  return null;
}

const kMostSigns = 2000;

/** Whether formulas are looked for in a text at all: it has some signs of one, and not too many to be read soon. */
export function mayHoldFormulas(text) {
  const signs = text.match(/\$|\\[([]/g)?.length ?? 0;
  return signs > 0 && signs <= kMostSigns;
}

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
const kOpening = /\$\$(?!\$)|\$(?![\s$])|\\[([]/;
const kBlock = /(?:^|\n) {0,3}(?:\$\$|\\\[)/;

/** Formulas for the Markdown reader, which gives them as <code> of a class of their own, with their signs. */
export const formulaExtensions = [
  { name: 'formula', level: 'inline',
    start: (source) => kOpening.exec(source)?.index,
    tokenizer(source, tokens) {
      const found = formulaAt(source, tokens.at(-1)?.raw.at(-1));
      return found ? { type: 'formula', ...found } : undefined;
    },
    renderer: ({ raw, isBlock }) =>
      `<code class="language-tex--${isBlock ? 'block' : 'inline'}">${escaped(raw)}</code>`,
  },
  { name: 'formulaBlock', level: 'block',
    start: (source) => kBlock.exec(source)?.index,
    tokenizer(source) {
      const indent = /^ {0,3}/.exec(source)[0];
      const found = formulaAt(source.slice(indent.length));
      const rest = found?.isBlock ? /^[ \t]*(?:\n+|$)/.exec(source.slice(indent.length + found.raw.length)) : null;
      if (!rest) return undefined;
      return { type: 'formulaBlock', raw: indent + found.raw + rest[0], shown: found.raw };
    },
    renderer: ({ shown }) => `<p><code class="language-tex--block">${escaped(shown)}</code></p>\n`,
  },
];
