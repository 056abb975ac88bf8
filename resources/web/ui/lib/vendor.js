// The kept libraries, loaded when they are first needed. Versions as in resources/vendor.
export const loadMarked = () => import('../vendor/marked-18.2.1/lib/marked.esm.js');
export const loadPurifier = () => import('../vendor/dompurify-3.4.18/dist/purify.es.mjs');
export const loadRfb = () => import('../vendor/novnc-1.7.0/core/rfb.js');
export const loadKeysyms = () => import('../vendor/novnc-1.7.0/core/input/keysymdef.js');

const kHighlight = '../vendor/highlightjs-11.12.0/es/';
const kGrammars = ['bash', 'c', 'cpp', 'css', 'diff', 'ini', 'java', 'javascript', 'json',
  'markdown', 'python', 'sql', 'typescript', 'xml', 'yaml'];

/** highlight.js with its grammars. */
export async function loadHighlighter() {
  const { default: hljs } = await import(kHighlight + 'core.min.js');
  await Promise.all(kGrammars.map(async (name) => {
    const grammar = await import(`${kHighlight}languages/${name}.min.js`);
    hljs.registerLanguage(name, grammar.default);
  }));
  return hljs;
}
