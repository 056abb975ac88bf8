// Files on their way into a session's home folder, one after the other. What shows them listens.
import { get } from '../lib/api.js';
import { Emitter } from '../lib/emitter.js';
import { bytes } from '../lib/format.js';
import { t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';
import { putFile } from '../lib/transfer.js';
import { confirmed } from '../dialogs/dialog.js';

const kLargest = 64 * 1024 * 1024; // the server's limit
const kTaken = 412; // a file of this name is there

/** The path of a file below the session, each part encoded. */
export const filePath = (session, path) =>
  `${session.path}/files/${path.split('/').map(encodeURIComponent).join('/')}`;

export const homePath = (path) => (path ? `~/${path}` : '~');

async function namesIn(session, folder) {
  const listing = await get(filePath(session, folder).replace(/\/$/, '')).catch(() => ({ entries: [] }));
  return new Set((listing.entries ?? []).filter(({ type }) => type === 'file').map(({ name }) => name));
}

function mayReplace(names, folder) {
  const [only] = names;
  return names.length === 1
    ? confirmed(t('files.replace_name', { name: only }), t('files.is_there', { folder: homePath(folder) }),
      t('files.replace'), t('files.skip'))
    : confirmed(t('files.replace_several', { count: names.length }),
      t('files.are_there', { folder: homePath(folder), names: names.join(', ') }),
      t('files.replace_all'), t('files.skip_all'));
}

const tellOf = (path) => toast(t('files.is_on_desktop', { path: homePath(path) }), 'info');

/** Emits 'change' when files come, go or fail, 'progress' (one of them) when more of it is sent. */
export class Uploads extends Emitter {
  items = []; // {key, file, path, replaces, sent, state: 'waiting' | 'sending' | 'failed', problem, then}
  #session;
  #last = 0;
  #isBusy = false;

  constructor(session) {
    super();
    this.#session = session;
  }

  /** Brings files into a folder; asks before any is replaced. `then(path)` for each that arrived: else it is said. */
  async bring(files, { folder = '', then = tellOf } = {}) {
    const there = files.length > 0 ? await namesIn(this.#session, folder) : new Set();
    const taken = files.filter((file) => there.has(file.name));
    const replaces = taken.length > 0 && await mayReplace(taken.map((file) => file.name), folder);
    for (const file of files) {
      const isTaken = taken.includes(file);
      if (isTaken && !replaces) continue;
      this.#last += 1;
      this.items.push({ key: String(this.#last), file, path: folder ? `${folder}/${file.name}` : file.name,
        replaces: isTaken, sent: 0, state: 'waiting', problem: '', then });
    }
    this.emit('change');
    await this.#work();
  }

  /** Ends one, or puts a failed one away. */
  drop(item) {
    item.stop?.abort();
    this.items = this.items.filter((other) => other !== item);
    this.emit('change');
  }

  again(item) {
    Object.assign(item, { state: 'waiting', sent: 0, problem: '' });
    this.emit('change');
    return this.#work();
  }

  async #work() {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let next = this.#next(); next; next = this.#next()) await this.#send(next);
    this.#isBusy = false;
  }

  #next() {
    return this.items.find(({ state }) => state === 'waiting');
  }

  async #send(item) {
    try {
      if (item.file.size > kLargest)
        throw new Error(t('files.too_large', { size: bytes(item.file.size), most: bytes(kLargest) }));
      item.stop = new AbortController();
      item.state = 'sending';
      this.emit('change');
      await this.#put(item);
      this.drop(item);
      item.then(item.path);
    } catch (error) {
      if (error.name === 'AbortError') return;
      Object.assign(item, { state: 'failed', problem: error.message });
      this.emit('change');
    }
  }

  async #put(item) {
    const onProgress = (sent) => {
      item.sent = sent;
      this.emit('progress', item);
    };
    const fields = item.replaces ? {} : { 'If-None-Match': '*' };
    try {
      await putFile(filePath(this.#session, item.path), item.file, { fields, onProgress, signal: item.stop.signal });
    } catch (error) {
      if (error.status !== kTaken) throw error;
      const folder = item.path.split('/').slice(0, -1).join('/');
      if (!await mayReplace([item.file.name], folder)) this.drop(item); // the other came meanwhile
      item.stop.signal.throwIfAborted();
      item.replaces = true;
      await this.#put(item);
    }
  }
}

const made = new WeakMap();

/** Those of a session: every part of the page shows the same. */
export function uploadsOf(session) {
  if (!made.has(session)) made.set(session, new Uploads(session));
  return made.get(session);
}
