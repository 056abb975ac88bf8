// Markdown of the model as elements: parsed, sanitised, highlighted. It can hold no script, no
// style, no form and no picture, so that a text can neither act nor call anywhere.
import { h, safely } from '../lib/dom.js';
import { t } from '../lib/texts.js';
import { loadHighlighter, loadMarked, loadPurifier } from '../lib/vendor.js';
import { formulaExtensions, mayHoldFormulas } from './formula_spans.js';
import { drawFormulas } from './formulas.js';
import { markHidden } from './hidden_text.js';
import { guardLinks } from './local_links.js';
import { isReadable } from './markdown_limits.js';

const kTags = ['p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'pre',
  'code', 'em', 'strong', 'del', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'input', 'sup', 'sub'];
const kAttributes = ['href', 'title', 'class', 'start', 'type', 'checked', 'disabled', 'align'];

const kLongCell = 24; // characters of a cell that needs room, so that it is no tower of words

let tools = null;
let tellReady;
let highlighter = null;

/** Resolves once markdown() can do its work; until then it gives plain text. */
export const markdownReady = new Promise((resolve) => { tellReady = resolve; });
export const isMarkdownReady = () => tools !== null;

/** Loads what markdownReady waits for. */
export async function prepareMarkdown() {
  const [{ Marked }, { default: purifier }] = await Promise.all([loadMarked(), loadPurifier()]);
  purifier.addHook('afterSanitizeAttributes', (node) => {
    if (node.tagName === 'A') {
      node.setAttribute('target', '_blank');
      node.setAttribute('rel', 'noopener noreferrer');
    }
    if (node.tagName === 'INPUT' && node.getAttribute('type') !== 'checkbox') node.remove();
    if (node.hasAttribute('class') && !/^language-[\w+-]+$/.test(node.className)) node.removeAttribute('class');
  });
  const options = { gfm: true, breaks: true, async: false };
  tools = { marked: new Marked(options), withFormulas: new Marked({ ...options, extensions: formulaExtensions }),
    purifier };
  tellReady();
}

function read(text) {
  const reader = mayHoldFormulas(text) ? tools.withFormulas : tools.marked;
  const clean = tools.purifier.sanitize(reader.parse(text), {
    ALLOWED_TAGS: kTags,
    ALLOWED_ATTR: kAttributes,
    ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
    ADD_URI_SAFE_ATTR: ['align', 'checked', 'disabled', 'start', 'type'], // no addresses in these
    RETURN_DOM_FRAGMENT: true,
  });
  guardLinks(clean);
  for (const cell of clean.querySelectorAll('th, td'))
    cell.classList.toggle('long', cell.textContent.length > kLongCell);
  nameParts(clean);
  drawFormulas(clean);
  return clean;
}

/** For those who listen: headings below the page's own one, none of them skipped, and boxes with a name. */
function nameParts(clean) {
  let level = 1;
  for (const heading of clean.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    level = Math.min(level + 1, Number(heading.localName[1]) + 1);
    heading.setAttribute('aria-level', level);
  }
  for (const box of clean.querySelectorAll('input')) box.setAttribute('aria-label',
    t(box.checked ? 'chat.ticked' : 'chat.to_do'));
}

const asItIs = (text) => h('p', { class: 'as-it-is' }, text);

/** A fragment for the text, what nobody sees in it marked; as it is where it cannot be read. */
export function markdown(text) {
  const fragment = document.createDocumentFragment();
  const canBeRead = tools && isReadable(text);
  fragment.append(canBeRead ? safely(() => read(text), () => asItIs(text)) : asItIs(text));
  markHidden(fragment);
  return fragment;
}

/** Colours the code below `element` whose language is named and known. */
export async function highlight(element) {
  const blocks = element.querySelectorAll('pre > code[class^="language-"]');
  if (blocks.length === 0) return;
  highlighter ??= loadHighlighter();
  const hljs = await highlighter;
  for (const block of blocks) {
    if (block.querySelector('mark, .secret')) continue; // colours would swallow what is marked
    const language = block.className.slice('language-'.length);
    if (hljs.getLanguage(language) && block.textContent.length < 50_000) hljs.highlightElement(block);
  }
}
