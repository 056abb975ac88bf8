// Below a question: which secrets would be typed, and where they may go.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { parts } from '../lib/texts.js';
import { visible } from '../session/invisible.js';
import { isBound, placesOf } from '../session/secrets.js';

function wordsOf(name, secret) {
  const what = { name: h('strong', {}, visible(name)) };
  if (secret === undefined) return parts('chat.secret_typed', what);
  if (secret === null) return parts('chat.secret_missing', what);
  if (!isBound(secret)) return parts('chat.secret_unbound', what);
  return parts('chat.secret_bound', { ...what, places: visible(placesOf(secret)) });
}

/** {element, show(names)}: `onKnown(secrets)` is called with those shown as soon as it is known where they may go. */
export function secretNotice(session, onKnown) {
  const element = h('ul', { class: 'secret-notice' });
  let shown = [];
  let known = null;
  const find = (name) => known && (known.find((secret) => secret.name === name) ?? null);
  const draw = () => {
    const isLoose = (name) => Boolean(find(name)) && !isBound(find(name));
    element.hidden = shown.length === 0;
    element.replaceChildren(...shown.map((name) => h('li', { class: isLoose(name) ? 'loose' : '' }, icon('key'),
      h('span', {}, ...wordsOf(name, known ? find(name) : undefined)))));
    if (known) onKnown(shown.map(find).filter(Boolean));
  };
  const load = async () => {
    known = await session.secrets();
    draw();
  };
  return { element, show(names) {
    const isFirst = shown.length === 0 && names.length > 0;
    shown = names;
    draw();
    if (isFirst && !known) load().catch(() => {}); // which secret is said anyway
  } };
}
