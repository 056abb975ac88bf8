// What is on its way to the desktop, and what could not be brought.
import { h, reconcile, setText } from '../lib/dom.js';
import { bytes } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { visible } from '../session/invisible.js';

function factsOf({ state, sent, file, problem }) {
  if (state === 'failed') return problem;
  if (state === 'waiting') return bytes(file.size);
  return sent < file.size ? t('files.sent_of', { sent: bytes(sent), all: bytes(file.size) }) : t('files.being_stored');
}

function row(uploads, item) {
  const name = visible(item.file.name);
  const bar = h('progress', { max: Math.max(1, item.file.size), value: '0',
    'aria-label': t('files.upload_of', { name }) });
  const facts = h('small', {});
  const again = h('button', { class: 'small', type: 'button', onclick: () => uploads.again(item) },
    t('files.try_again'));
  const drop = h('button', { class: 'quiet', type: 'button', onclick: () => uploads.drop(item) }, icon('close'));
  const element = h('li', { class: 'upload' }, icon('upload'),
    h('span', { class: 'upload-name' }, h('span', {}, name), facts, bar), again, drop);
  const update = () => {
    const failed = item.state === 'failed';
    element.classList.toggle('failed', failed);
    bar.value = item.sent;
    bar.hidden = failed;
    again.hidden = !failed;
    setText(facts, factsOf(item));
    drop.setAttribute('aria-label', t(failed ? 'files.put_away' : 'files.cancel', { name }));
  };
  update();
  return { element, update };
}

/** A list that is there only while there is something in it. */
export function uploadList(uploads) {
  const rows = new Map();
  const element = h('ul', { class: 'uploads', 'aria-label': t('files.uploads'), hidden: true });
  const draw = () => {
    const byKey = new Map(uploads.items.map((item) => [item.key, item]));
    for (const key of rows.keys()) if (!byKey.has(key)) rows.delete(key);
    reconcile(element, [...byKey.keys()], (key) => {
      rows.set(key, row(uploads, byKey.get(key)));
      return rows.get(key).element;
    });
    for (const shown of rows.values()) shown.update();
    element.hidden = uploads.items.length === 0;
  };
  const stop = [uploads.on('change', draw), uploads.on('progress', (item) => rows.get(item.key)?.update())];
  draw();
  return { element, close: () => stop.forEach((end) => end()) };
}
