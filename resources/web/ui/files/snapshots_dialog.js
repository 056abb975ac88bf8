// Snapshots of a session's files, and the desks that new sessions can begin with.
import { get, post, request } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { bytes, moment } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';
import { confirmed, showDialog } from '../dialogs/dialog.js';
import { visible } from '../session/invisible.js';

const deskPath = (name) => `desks/${encodeURIComponent(name)}`;

/** "312 files · 4.5 MB". */
function facts({ files, bytes: size }) {
  const words = files === 1 ? t('files.snapshot_files.one') : t('files.snapshot_files.other', { count: files });
  return t('files.snapshot_facts', { files: words, size: bytes(size) });
}

const trash = (label, onclick) =>
  h('button', { class: 'quiet', type: 'button', 'aria-label': label, onclick }, icon('trash'));

const none = (words) => [h('li', { class: 'none' }, words)];

/** Does it, and says what it came to. True: it was done. */
async function tried(work, said) {
  try {
    await work();
  } catch (error) {
    toast(error.message);
    return false;
  }
  if (said) toast(said, 'info');
  return true;
}

/** The list of snapshots: {element, load}. `changed`: the session's files are others now. */
function snapshotList(path, changed) {
  const element = h('ul', { class: 'files snapshots', 'aria-label': t('files.snapshots_title') });

  async function putBack(snapshot, time) {
    if (!await confirmed(t('files.put_back_question'), t('files.put_back_what', { time }), t('files.put_back'))) return;
    if (await tried(() => post(`${path}/${snapshot.id}/restore`), t('files.files_are_back'))) changed();
    load();
  }

  async function remove(snapshot, time) {
    const question = t('files.delete_snapshot_question');
    if (!await confirmed(question, time, t('files.delete'))) return;
    await tried(() => request('DELETE', `${path}/${snapshot.id}`));
    load();
  }

  function row(snapshot) {
    const time = moment(snapshot.created_at, 'medium'); // several in a minute
    return h('li', {}, h('span', { class: 'name' }, time),
      h('span', { class: 'facts' }, snapshot.automatic ? `${t('files.snapshot_automatic')} · ` : '', facts(snapshot)),
      h('button', { type: 'button', 'aria-label': t('files.put_back_to', { time }),
        onclick: () => putBack(snapshot, time) }, icon('replay'), t('files.put_back')),
      trash(t('files.delete_snapshot', { time }), () => remove(snapshot, time)));
  }

  async function load() {
    await tried(async () => {
      const all = await get(path);
      element.replaceChildren(...(all.length > 0 ? all.map(row) : none(t('files.no_snapshots'))));
    });
  }
  return { element, load };
}

/** The list of desks: {element, load}. */
function deskList() {
  const element = h('ul', { class: 'files desks', 'aria-label': t('files.desks') });

  async function remove({ name }) {
    const what = t('files.delete_desk_what', { name });
    if (!await confirmed(t('files.delete_desk_question'), what, t('files.delete'))) return;
    await tried(() => request('DELETE', deskPath(name)));
    load();
  }

  const row = (desk) => h('li', {},
    h('span', { class: 'name', translate: 'no' }, visible(desk.name)),
    h('span', { class: 'facts' }, `${moment(desk.created_at)} · ${facts(desk)}`),
    trash(t('files.delete_desk', { name: visible(desk.name) }), () => remove(desk)));

  async function load() {
    await tried(async () => {
      const all = await get('desks');
      element.replaceChildren(...(all.length > 0 ? all.map(row) : none(t('files.no_desks'))));
    });
  }
  return { element, load };
}

/** Keeps the files under the name that is typed: a form. */
function deskForm(path, saved) {
  const name = h('input', { name: 'desk', type: 'text', maxlength: '100', required: true, dir: 'auto',
    'aria-label': t('files.desk_name'), placeholder: t('files.desk_name') });
  const button = h('button', { class: 'primary', type: 'submit' }, t('files.save_desk'));

  async function save(wanted) {
    try {
      await post(path, wanted);
    } catch (error) {
      if (error.status !== 409 || wanted.replace || !await isTaken(wanted.name)) throw error;
      const question = t('files.replace_desk', { name: visible(wanted.name) });
      if (!await confirmed(question, t('files.replace_desk_what'), t('files.replace'))) return false;
      return save({ ...wanted, replace: true });
    }
    return true;
  }

  async function submit(event) {
    event.preventDefault();
    const wanted = name.value.trim();
    button.disabled = true;
    await tried(async () => {
      if (!await save({ name: wanted })) return;
      toast(t('files.desk_saved', { name: visible(wanted) }), 'info');
      name.value = '';
    });
    button.disabled = false;
    saved();
  }
  return h('form', { class: 'pair desk-form', onsubmit: submit }, name, button);
}

async function isTaken(name) {
  const same = (desk) => desk.name.toLowerCase() === name.toLowerCase();
  return (await get('desks')).some(same);
}

/** Shows both; `changed` is called when the session's files have become others. */
export function showSnapshots(session, changed) {
  const path = `${session.path}/snapshots`;
  const snapshots = snapshotList(path, changed);
  const desks = deskList();
  const load = () => {
    snapshots.load();
    desks.load();
  };
  const take = h('button', { type: 'button', onclick: async () => {
    take.disabled = true;
    await tried(() => post(path), t('files.snapshot_taken'));
    take.disabled = false;
    snapshots.load();
  } }, icon('camera'), t('files.take_snapshot'));
  showDialog(t('files.snapshots_title'), [
    h('p', { class: 'soft' }, t('files.snapshots_hint')), snapshots.element, h('p', {}, take),
    h('h3', {}, t('files.desks')), h('p', { class: 'soft' }, t('files.desks_hint')), desks.element,
    deskForm(path, load)], { wide: true });
  load();
}
