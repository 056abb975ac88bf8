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

const language = (globals) => ({ ecmaVersion: 'latest', sourceType: 'module', globals });
export default [
  { linterOptions: { reportUnusedDisableDirectives: 'error' }, rules },
  { files: ['resources/web/**'], languageOptions: language({ ...everywhere, ...page }) },
  // The tests run in Node, and hand functions to the page.
  { files: ['tests/**'], languageOptions: language({ ...everywhere, ...page, ...node }) },
];
