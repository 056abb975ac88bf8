// Formulas of the model as MathML, by a kept library that is loaded with the first of them. What cannot be read, or
// would take too long, stays the text that it is. A formula has no colours, no addresses and no style of its own.
import { h } from '../lib/dom.js';
import { loadPurifier, loadTemml } from '../lib/vendor.js';
import { hiddenCount } from '../session/invisible.js';
import { secretsIn } from '../session/secrets.js';
import { formulaAt } from './formula_spans.js';
import { markHidden } from './hidden_text.js';

const kMost = 200; // in one text
const kMostKept = 500;
const kExpansions = 200;
const kLargest = 20; // em, of a space or a rule
const kDefinition = /\\(?:[gex]?def|(?:future)?let|global|(?:re|provide)?newcommand|providecommand)(?![a-z])/i;
const kBox = /style="padding:3pt;border:1px solid;"/g;
// Between two letters, where nothing is to be seen.
const kOperators = /<mo[^>]*>[\u2061-\u2064]<\/mo>|[\u2061-\u2064]/g;
const kClasses = /^(?:tml-[a-z-]+|upstrike|downstrike|sout)$/;
const kClean = { USE_PROFILES: { mathMl: true }, ADD_ATTR: ['class'], FORBID_TAGS: ['mphantom'], ALLOW_DATA_ATTR: false,
  FORBID_ATTR: ['style', 'href', 'id', 'mathcolor', 'mathbackground', 'voffset'], RETURN_DOM_FRAGMENT: true };

let tools = null; // {temml, purifier}
let loading = null;
const kept = new Map(); // raw -> MathML as text, or null for what cannot be read

async function load() {
  const [{ default: temml }, { default: purifier }] = await Promise.all([loadTemml(), loadPurifier()]);
  tools = { temml, purifier: purifier(globalThis) }; // without the hooks of the Markdown's
}

function mathOf({ tex, isBlock }) {
  if (kDefinition.test(tex)) return null;
  try {
    return tools.temml.renderToString(tex, { displayMode: isBlock, throwOnError: true, trust: false, strict: false,
      annotate: false, maxExpand: kExpansions, maxSize: [kLargest, kLargest] })
      .replace(kBox, 'class="tml-fbox"').replace(/ style="[^"]*"/g, '').replace(kOperators, '')
      .replaceAll('\u00a0', ' ');
  } catch {
    return null;
  }
}

function keptMath(raw) {
  if (!kept.has(raw)) {
    if (kept.size >= kMostKept) kept.clear();
    const formula = formulaAt(raw);
    kept.set(raw, formula && mathOf(formula));
  }
  return kept.get(raw);
}

function draw({ place, raw }) {
  const text = keptMath(raw);
  if (!text) return;
  const math = tools.purifier.sanitize(text, kClean);
  for (const part of math.querySelectorAll('[class]')) {
    const names = [...part.classList].filter((name) => kClasses.test(name));
    part.setAttribute('class', names.join(' '));
  }
  markHidden(math); // TeX has its own ways to write any character
  place.replaceChildren(math);
  place.title = raw;
  if (place.dataset.block !== undefined) place.tabIndex = 0; // it may be wider than the page
}

/** Draws the formulas that formulaExtensions have left in `element`: at once, or when it can be done. */
export function drawFormulas(element) {
  const found = [...element.querySelectorAll('code[class^="language-tex--"]')].map((code) => {
    const raw = code.textContent;
    const isBlock = code.className.endsWith('--block');
    const place = h('span', { class: 'formula', data: isBlock ? { block: '' } : {} }, raw);
    code.replaceWith(place);
    return { place, raw };
  }).filter(({ raw }) => hiddenCount(raw) === 0 && secretsIn(raw).length === 0).slice(0, kMost);
  if (found.length === 0) return;
  if (tools) {
    found.forEach(draw);
    return;
  }
  loading ??= load();
  loading.then(() => found.forEach(draw), () => {}); // it stays text
}
