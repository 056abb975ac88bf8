// A message with what goes with it: files are brought to the desktop, then it is sent with the
// names of where they lie. What fails stays with the message; what arrived is not brought again.
import { post } from '../lib/api.js';
import { t } from '../lib/texts.js';
import { putFile } from '../lib/transfer.js';
import { asImages } from './sent_pictures.js';

/** Names for files that go into one folder, none twice: "a.txt", "a (2).txt". Pure. */
export function distinctNames(names) {
  const taken = new Set();
  return names.map((name) => {
    const dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length;
    let free = name;
    for (let n = 2; taken.has(free); ++n) free = `${name.slice(0, dot)} (${n})${name.slice(dot)}`;
    taken.add(free);
    return free;
  });
}

/** The words with the places of the files that belong to them. Pure. */
export function withPlaces(text, paths) {
  if (paths.length === 0) return text;
  const places = t('chat.places', { places: paths.map((path) => `~/${path}`).join(', ') });
  return text ? `${text}\n\n${places}` : places;
}

async function bring(path, items, onProgress) {
  const names = distinctNames(items.map(({ file }) => file.name));
  for (const [i, item] of items.entries()) {
    if (item.path) continue;
    try {
      item.problem = '';
      await putFile(`${path}/files/${encodeURIComponent(names[i])}`, item.file, { onProgress: (sent) => {
        item.sent = sent;
        onProgress(item);
      } });
      item.path = names[i];
    } catch (error) {
      item.problem = error.message;
    }
    onProgress(item);
  }
  const failed = items.filter(({ problem }) => problem).length;
  if (failed > 0) throw new Error(t('chat.not_brought', { count: failed }));
}

/** Sends `text` and `items` (of Attachments) to the session at `path`: its record then. Throws: nothing was sent. */
export async function sendMessage(path, text, items, onProgress = () => {}) {
  const files = items.filter(({ kind }) => kind === 'file');
  const images = await asImages(items.filter(({ kind }) => kind === 'picture'));
  await bring(path, files, onProgress);
  const message = withPlaces(text, files.map((item) => item.path));
  return post(`${path}/messages`, { message: message || undefined, images });
}
