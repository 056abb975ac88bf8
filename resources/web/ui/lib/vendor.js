// The kept libraries, loaded when they are first needed. Versions as in resources/vendor.
export const loadMarked = () => import('../../../vendor/marked-18.2.1/lib/marked.esm.js');
export const loadPurifier = () => import('../../../vendor/dompurify-3.4.18/dist/purify.es.mjs');
export const loadTemml = () => import('../../../vendor/temml-0.13.5/dist/temml.mjs');
export const loadRfb = () => import('../../../vendor/novnc-1.7.0/core/rfb.js');
export const loadKeysyms = () => import('../../../vendor/novnc-1.7.0/core/input/keysymdef.js');

/** highlight.js with its grammars. */
export const loadHighlighter = () => import('./highlighter.js').then(({ hljs }) => hljs);
