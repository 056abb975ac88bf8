// Small pictures of what goes with the next message, each with a button to take it off.
import { h, reconcile, setText } from '../lib/dom.js';
import { bytes } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { visible } from '../session/invisible.js';

function thumbnail(file, name) {
  const address = URL.createObjectURL(file);
  const free = () => URL.revokeObjectURL(address);
  return h('img', { src: address, alt: name, onload: free, onerror: free });
}

function factsOf({ problem, path, sent, file }) {
  if (problem) return visible(problem);
  if (path) return t('chat.on_desktop');
  return sent > 0 ? t('chat.sent_of', { sent: bytes(sent), all: bytes(file.size) }) : bytes(file.size);
}

function row(attached, item) {
  const name = visible(item.file.name);
  const facts = h('small', {});
  const remove = h('button', { class: 'quiet', type: 'button', 'aria-label': t('chat.take_off_name', { name }),
    title: t('chat.take_off'), onclick: () => attached.remove(item) }, icon('close'));
  const element = item.kind === 'picture'
    ? h('li', { class: 'attachment picture-attachment', title: name }, thumbnail(item.file, name), facts, remove)
    : h('li', { class: 'attachment', title: name }, icon('file'),
      h('span', { class: 'attachment-name' }, h('span', {}, name), facts), remove);
  const update = () => {
    element.classList.toggle('failed', item.problem !== '');
    remove.hidden = attached.going.includes(item);
    facts.hidden = item.kind === 'picture' && item.problem === '';
    setText(facts, factsOf(item));
  };
  update();
  return { element, update };
}

/** A list that is there only while there is something in it; `onchange` is called when there are others. */
export function attachmentList(attached, onchange) {
  const rows = new Map();
  const element = h('ul', { class: 'attachments', 'aria-label': t('chat.goes_with'), hidden: true });
  let wasShown = false;
  const draw = () => {
    if (wasShown && !element.isConnected) {
      for (const stop of stops) stop(); // its composer is gone
      return;
    }
    wasShown = element.isConnected;
    const all = [...attached.going, ...attached.items];
    const byKey = new Map(all.map((item) => [item.key, item]));
    for (const key of rows.keys()) if (!byKey.has(key)) rows.delete(key);
    reconcile(element, [...byKey.keys()], (key) => {
      rows.set(key, row(attached, byKey.get(key)));
      return rows.get(key).element;
    });
    for (const shown of rows.values()) shown.update();
    element.hidden = all.length === 0;
    onchange();
  };
  const stops = [attached.on('change', draw), attached.on('progress', (item) => rows.get(item.key)?.update())];
  draw();
  return element;
}
