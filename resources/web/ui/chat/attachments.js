// What goes with the next message: pictures that the model sees and, where there is no desktop yet,
// files for it. Kept by the page while people look elsewhere; who leaves the page is asked.
import { Emitter } from '../lib/emitter.js';
import { bytes } from '../lib/format.js';
import { t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';
import { visible } from '../session/invisible.js';

const kPictures = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];
const kMostPictures = 8; // the server's limits
const kLargest = { picture: 10 * 1024 * 1024, file: 64 * 1024 * 1024 };

export const isPicture = (file) => kPictures.includes(file.type);

/** Emits 'change' when there are others, 'progress' (one of them) when more of it is sent. */
export class Attachments extends Emitter {
  going = []; // on their way with a message
  items = []; // {key, kind: 'picture' | 'file', file, path: where it lies on the desktop or null, sent, problem}
  session = null; // the id of one that was made for them, if something went wrong then
  #last = 0;

  get pictures() {
    return this.items.filter(({ kind }) => kind === 'picture');
  }

  /** Says so of each that will not do. */
  add(files) {
    for (const file of files) {
      const kind = isPicture(file) ? 'picture' : 'file';
      if (file.size > kLargest[kind])
        toast(t(`chat.${kind}_too_large`,
          { name: visible(file.name), size: bytes(file.size), most: bytes(kLargest[kind]) }));
      else if (kind === 'picture' && this.pictures.length >= kMostPictures)
        toast(t('chat.most_pictures', { count: kMostPictures }));
      else this.items.push({ key: String(++this.#last), kind, file, path: null, sent: 0, problem: '' });
    }
    this.emit('change');
  }

  remove(item) {
    this.items = this.items.filter((other) => other !== item);
    this.emit('change');
  }

  /** All of them, to go with a message. */
  take() {
    const taken = this.items;
    this.items = [];
    this.going = [...this.going, ...taken];
    this.emit('change');
    return taken;
  }

  /** What was taken is sent, or comes back. */
  settle() {
    this.going = [];
    this.emit('change');
  }

  /** Those that could not be sent, before what came since. */
  giveBack(items) {
    this.items = [...items.map((item) => ({ ...item, key: String(++this.#last) })), ...this.items];
    this.emit('change');
  }
}

const kept = new Map();

/** Those of one draft. */
export function attachmentsOf(draft) {
  if (!kept.has(draft)) kept.set(draft, new Attachments());
  return kept.get(draft);
}

globalThis.addEventListener?.('beforeunload', (event) => {
  if ([...kept.values()].some(({ items, going }) => items.length + going.length > 0)) event.preventDefault();
});
