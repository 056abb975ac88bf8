// The files of a session's home folder: look, fetch, bring, remove.
import { get, request } from '../lib/api.js';
import { download } from '../lib/download.js';
import { addressOf } from '../lib/root.js';
import { h, setText } from '../lib/dom.js';
import { bytes, relativeTime } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { confirmed, showDialog } from '../dialogs/dialog.js';
import { toast } from '../lib/toast.js';
import { visible } from '../session/invisible.js';
import { acceptDrops } from './drop.js';
import { showSnapshots } from './snapshots_dialog.js';
import { filePath, homePath, uploadsOf } from './upload.js';
import { uploadList } from './upload_list.js';

const isShown = (entry) => !entry.name.startsWith('.');
const byKind = (a, b) => (a.type === 'folder' ? 0 : 1) - (b.type === 'folder' ? 0 : 1) || a.name.localeCompare(b.name);

export function showFiles(session) {
  const uploads = uploadsOf(session);
  const list = uploadList(uploads);
  let folder = '';
  const path = h('p', { class: 'files-path' });
  const rows = h('ul', { class: 'files' });
  const input = h('input', { type: 'file', multiple: true, hidden: true, onchange: () => {
    bring([...input.files]);
    input.value = '';
  } });
  const body = h('div', { class: 'files-body' }, path, rows, list.element,
    h('div', { class: 'dialog-foot' }, h('small', {}, t('files.drop_here')), input,
      h('button', { type: 'button', onclick: () => showSnapshots(session, () => open('')) }, icon('clock'),
        t('files.snapshots')),
      h('button', { class: 'primary', type: 'button', onclick: () => input.click() }, icon('upload'),
        t('files.upload'))));

  const below = (name) => (folder ? `${folder}/${name}` : name);

  function bring(files) {
    const into = folder;
    uploads.bring(files, { folder: into, then: () => { if (folder === into) open(into); } });
  }

  async function remove(entry) {
    if (!await confirmed(t('files.remove_it'), below(entry.name), t('files.remove'))) return;
    try {
      await request('DELETE', filePath(session, below(entry.name)));
    } catch (error) {
      toast(error.message);
    }
    open(folder);
  }

  function row(entry) {
    const isFolder = entry.type === 'folder';
    const facts = h('span', { class: 'facts' }, isFolder ? '' : `${bytes(entry.size)} · `,
      relativeTime(entry.modified));
    const name = isFolder
      ? h('button', { class: 'quiet name', type: 'button', translate: 'no', onclick: () => open(below(entry.name)) },
        icon('files'), visible(entry.name))
      : h('a', { class: 'name', translate: 'no', href: String(addressOf(filePath(session, below(entry.name)))),
        onclick: (event) => {
          event.preventDefault();
          download(filePath(session, below(entry.name)), entry.name);
        } }, icon('file'), visible(entry.name));
    return h('li', {}, name, facts, h('button', { class: 'quiet', type: 'button',
      'aria-label': t('files.remove_name', { name: visible(entry.name) }), onclick: () => remove(entry) },
        icon('trash')));
  }

  async function open(wanted) {
    folder = wanted;
    setText(path, visible(homePath(folder)));
    try {
      const listing = await get(filePath(session, wanted).replace(/\/$/, ''));
      if (folder !== wanted) return; // somebody went on
      const entries = listing.entries.filter(isShown).sort(byKind);
      const up = folder ? [h('li', {}, h('button', { class: 'quiet name', type: 'button',
        onclick: () => open(folder.split('/').slice(0, -1).join('/')) }, icon('back'), t('files.above')))] : [];
      rows.replaceChildren(...up, ...entries.map(row));
      if (entries.length === 0) rows.append(h('li', { class: 'none' }, t('files.empty')));
    } catch (error) {
      rows.replaceChildren(h('li', { class: 'none' }, error.status === 404 ? t('files.empty') : error.message));
    }
  }

  showDialog(t('files.title'), [body], { wide: true, onclose: list.close });
  acceptDrops(body, bring);
  open('');
}
