// Few rules, all errors: what goes wrong without a sound, and what makes a page hard to read.
const names = (text) => Object.fromEntries(text.split(/\s+/).map((name) => [name, 'readonly']));

const everywhere = names(`AbortController AbortSignal Blob Event EventTarget FormData Headers Response
  TextDecoder TextEncoder URL URLSearchParams WebSocket atob btoa clearInterval clearTimeout console
  crypto fetch performance queueMicrotask setInterval setTimeout structuredClone`);
const page = names(`AudioContext CSS ClipboardEvent DOMException DataTransfer DragEvent Element EventSource File
  GainNode HTMLElement HTMLVideoElement Image IntersectionObserver
  KeyboardEvent MouseEvent MutationObserver Node Notification OffscreenCanvas OscillatorNode ResizeObserver
  addEventListener
  cancelAnimationFrame createImageBitmap customElements document getComputedStyle getSelection history innerHeight
  innerWidth isSecureContext localStorage location matchMedia navigator requestAnimationFrame sessionStorage window
  WheelEvent XMLHttpRequest`);
const node = names('Buffer process');

export const rules = {
  'array-callback-return': 'error',
  'consistent-return': 'error',
  eqeqeq: 'error',
  // A drawing, a pattern or a sentence on a line of its own may be longer.
  'max-len': ['error', { code: 120, ignorePattern: "^\\s*(\\w+: |const \\w+ = )?('[^']*'|/.*/[a-z]*)[,;)]*$" }],
  'max-lines': ['error', 300],
  'no-constant-condition': ['error', { checkLoops: false }],
  'no-dupe-keys': 'error',
  'no-duplicate-imports': 'error',
  'no-eval': 'error',
  'no-fallthrough': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  'no-redeclare': 'error',
  'no-restricted-properties': ['error',
    ...['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => (
      { property, message: 'Text of a model must never become markup: build elements.' })),
    { object: 'document', property: 'write' }],
  'no-restricted-syntax': ['error', {
    selector: "CallExpression[callee.property.name='setAttribute'][arguments.0.value=/^on/]",
    message: 'The Content-Security-Policy refuses inline handlers: addEventListener().',
  }],
  'no-self-assign': 'error',
  'no-self-compare': 'error',
  'no-shadow': 'error',
  'no-throw-literal': 'error',
  'no-undef': 'error',
  'no-unreachable': 'error',
  'no-unused-expressions': 'error',
  'no-unused-vars': ['error', { args: 'after-used', caughtErrors: 'all' }],
  'no-use-before-define': ['error', { functions: false, variables: false }],
  'no-var': 'error',
  'prefer-const': 'error',
};

// Text that people read or hear comes from the tables of the page (resources/web/ui/lib/texts.js). A literal one is
// found where it is put on the page, whatever it is; and anywhere if it looks like words: with a capital letter at its
// start or a blank within. What only programs read (classes, selectors, keys of a keyboard) is left alone by its place.

const kAttributes = /^(aria-(label|description|roledescription|valuetext|placeholder)|title|placeholder|alt|label)$/;
const kProperties = /^(textContent|innerText|title|placeholder|alt|ariaLabel|label)$/;
const kSpeakers = /^(setText|toast|announce|confirmed|titleIs|setCustomValidity)$/; // they are given sentences
const kMachines = /^(querySelector(All)?|closest|matches|matchMedia|warn|error|getItem|setItem|removeItem|test|match|replace|replaceAll|split|startsWith|endsWith|includes|icon|toggle|add|remove|contains|addEventListener|removeEventListener|on|svg|execCommand|join)$/;
const kMachineFields = /^(class|className|data|style|accept|rel|type|autocomplete|name|href|src|key|code|glyph|'aria-keyshortcuts'|aria-keyshortcuts|d|viewBox|role|sandbox|allow|headers|method)$/;

const hasLetters = (text) => /\p{L}/u.test(text);
// lib/keys.js says them.
const kKey = /^(Ctrl|Alt|Shift|Control|Esc|Enter|Escape|Tab|Arrow|Page)(Left|Right|Up|Down)?([+ ]\S+)*$/;
const looksLikeWords = (text) => !kKey.test(text) && !text.startsWith('<') && /\p{Ll}/u.test(text) &&
  (/^\s*\p{Lu}\p{Ll}+/u.test(text) || /\p{L}{2,}[.,:;!?…’]? +\p{L}/u.test(text));

const nameOf = (part) => (part?.type === 'Identifier' || part?.type === 'PrivateIdentifier' ? part.name
  : part?.type === 'Literal' ? String(part.value) : part?.type === 'MemberExpression' ? nameOf(part.property) : '');
const isMessage = (part) => part.type === 'NewExpression' && /Error$/.test(nameOf(part.callee));

/** A property of an element; the same name may be that of something else. */
const isShown = ({ key, parent: { parent } }) => kAttributes.test(nameOf(key)) &&
  (nameOf(key).startsWith('aria-') || nameOf(parent?.callee) === 'h');

/** The text of a literal or of the pieces of a template. */
const textOf = (part) => (part.type === 'Literal' ? String(part.value) : part.value.cooked ?? '');

/** 'shown': on the page whatever it says; 'free': only programs read it; else ''. `child` is within `parent`. */
function roleIn(parent, child) {
  switch (parent.type) {
    case 'CallExpression':
    case 'NewExpression': {
      const name = nameOf(parent.callee);
      const at = parent.arguments.indexOf(child);
      if (at < 0) return '';
      if (name === 'h') return at >= 2 ? 'shown' : at === 0 ? 'free' : '';
      if (['t', 'parts', 'hasText'].includes(name)) return at === 0 ? 'free' : '';
      if (kSpeakers.test(name)) return at === 0 || name === 'setText' ? 'shown' : '';
      if (name === 'setAttribute') return at === 1 && kAttributes.test(nameOf(parent.arguments[0])) ? 'shown' : 'free';
      if (isMessage(parent)) return 'shown';
      return kMachines.test(name) ? 'free' : '';
    }
    case 'AssignmentExpression':
      return kProperties.test(nameOf(parent.left)) ? 'shown' : kMachineFields.test(nameOf(parent.left)) ? 'free' : '';
    case 'Property':
      if (parent.key === child && !parent.computed) return 'free';
      return isShown(parent) ? 'shown' : kMachineFields.test(nameOf(parent.key)) ? 'free' : '';
    case 'BinaryExpression':
      return /^([=!<>]|in$)/.test(parent.operator) ? 'free' : '';
    case 'ConditionalExpression':
      return parent.test === child ? 'free' : '';
    case 'MemberExpression':
      return parent.computed && parent.property === child ? 'free' : '';
    case 'ImportDeclaration': case 'ImportExpression': case 'ExportNamedDeclaration': case 'ExportAllDeclaration':
    case 'SwitchCase': case 'TaggedTemplateExpression':
      return 'free';
    default:
      return '';
  }
}

/** The role of a literal: that of the nearest place around it that has one, as far as its value goes there. */
function roleOf(part) {
  for (let child = part, { parent } = part; parent; child = parent, { parent } = parent) {
    const role = roleIn(parent, child);
    if (role) return role;
    if (/^(Call|New)Expression$/.test(parent.type) && parent.arguments.includes(child)) return ''; // for it to say
    if (parent.type === 'MemberExpression' && /^(includes|indexOf|join|test)$/.test(nameOf(parent))) return 'free';
    if (/Function|Statement|Class|Program/.test(parent.type)) return '';
  }
  return '';
}

const textsInTables = {
  meta: { type: 'problem', schema: [{ type: 'array' }],
    messages: { literal: '"{{text}}" belongs into the tables of texts: t(\'area.key\').' } },
  create(context) {
    const same = new Set(context.options[0] ?? []); // what is called the same in all languages
    const look = (part) => {
      const text = textOf(part);
      if (!hasLetters(text) || same.has(text.replace(/^[ ·]+/, '').trim())) return;
      const role = roleOf(part);
      if (role === 'free' || (role !== 'shown' && !looksLikeWords(text))) return;
      context.report({ node: part, messageId: 'literal', data: { text } });
    };
    return {
      Literal(part) { if (typeof part.value === 'string') look(part); },
      TemplateElement: look,
    };
  },
};

// The same in all languages.
const kNames = ['Pilothouse', 'Left', 'Right', 'Up', 'Down', 'MAIL_PASSWORD', 'ANTHROPIC_API_KEY', 'xterm, keepass*',
  'example.com', 'example.com, *.example.org', 'example.com, *.debian.org, host:8443',
  'show me around', 'open terminal; type "uname -a"; key Return', 'open firefox about:support; wait 2; screenshot'];

export const textRules = { 'texts/in-tables': ['error', kNames] };

const language = (globals) => ({ ecmaVersion: 'latest', sourceType: 'module', globals });
export default [
  { linterOptions: { reportUnusedDisableDirectives: 'error' }, rules },
  { files: ['resources/web/**'], languageOptions: language({ ...everywhere, ...page }) },
  { files: ['resources/web/ui/**'], ignores: ['resources/web/ui/texts/**'],
    plugins: { texts: { rules: { 'in-tables': textsInTables } } }, rules: textRules },
  // The tests run in Node, and hand functions to the page.
  { files: ['tests/**'], languageOptions: language({ ...everywhere, ...page, ...node }) },
];
