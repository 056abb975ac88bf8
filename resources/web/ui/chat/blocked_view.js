// What the desktop was not let reach, and the button that lets it.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { parts, t } from '../lib/texts.js';
import { allowedWords, placeOf, reasonOf } from '../session/egress.js';
import { visible } from '../session/invisible.js';

const kShown = 4; // of many hosts in a row; the rest unfolds

/** An <li> for one refusal; `deeds`: {mayAllow(), onAllow(entry) -> Promise<bool>}. */
function blockedRow(row, deeds) {
  if (!row.host) return h('li', {}, h('span', {}, visible(row.line)));
  const place = h('strong', {}, visible(placeOf(row)));
  const what = h('span', {}, ...parts('chat.was_blocked', { place }), row.allowedBy ? '' : ` ${reasonOf(row)}`);
  const answer = row.allowedBy && h('span', { class: 'facts' }, icon('check'), allowedWords(row.allowedBy));
  if (answer) return h('li', {}, what, answer);
  if (!row.entry || !deeds.mayAllow()) return h('li', {}, what);
  const button = h('button', { type: 'button' }, visible(t('chat.allow_host', { host: row.entry })));
  button.onclick = async () => {
    button.disabled = true;
    button.disabled = await deeds.onAllow(row.entry);
  };
  return h('li', {}, what, button);
}

export function blockedView(item, deeds) {
  const first = h('ul', {});
  const rest = h('ul', {});
  const words = h('summary', {});
  const more = h('details', { class: 'blocked-more' }, words, rest);
  const update = ({ rows }) => {
    const lines = rows.map((row) => blockedRow(row, deeds));
    first.replaceChildren(...lines.slice(0, kShown));
    rest.replaceChildren(...lines.slice(kShown));
    more.hidden = lines.length <= kShown;
    words.textContent = t('chat.more', { count: lines.length - kShown });
  };
  update(item);
  const element = h('li', { class: 'item blocked' }, icon('shield'), h('div', {}, first, more));
  return { element, update };
}
