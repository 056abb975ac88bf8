// What can be done from a message on: go on in a new session that knows what was said until there.
import { post } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { keepDraft } from '../lib/drafts.js';
import { icon } from '../lib/icons.js';
import { storedFile } from '../lib/stored_picture.js';
import { t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';
import { attachmentsOf } from './attachments.js';
import { sendMessage } from './send_message.js';

const filesOf = ({ images = [] }) =>
  Promise.all(images.map(({ url }, index) => storedFile(url, t('chat.picture_number', { number: index + 1 }))));

/** Deeds for `session`; each leads to the new session, or says why not. */
export class Forks {
  #session;
  #isBusy = false;

  constructor(session) {
    this.#session = session;
  }

  /** All that was said until event `seq`; without one, all of it. */
  goOn(seq) {
    return this.#go(seq, () => {});
  }

  /** What was said before this message, which waits with its pictures where the person writes. */
  edit(item) {
    return this.#go(item.seq - 1, (id, files) => {
      keepDraft(`draft.${id}`, item.text);
      attachmentsOf(`draft.${id}`).add(files);
    }, item);
  }

  /** The message once more. Where its run failed, that run goes on: nothing need be done twice. */
  retry(item) {
    const last = this.#session.state.items.findLast((one) => one.kind === 'user');
    if (last === item && this.#session.status === 'error')
      return this.#session.resume().catch((error) => toast(error.message));
    return this.#go(item.seq - 1, (id, files) => sendMessage(`sessions/${id}`, item.text,
      files.map((file) => ({ kind: 'picture', file }))), item);
  }

  /** `then(id, files)`: with the pictures of the message `item`, which are fetched before anything is made. */
  async #go(seq, then, item = {}) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      const files = await filesOf(item);
      const { id } = await post(`${this.#session.path}/fork`, { seq }); // JSON leaves out what is undefined
      await then(id, files);
      location.hash = id;
    } catch (error) {
      toast(error.message);
    }
    this.#isBusy = false;
  }
}

const act = (words, glyph, onclick) =>
  h('button', { class: 'quiet act', type: 'button', 'aria-label': words, title: words, onclick }, icon(glyph));

/** The buttons of a person's message. */
export const actsOnUser = (item, forks) => h('span', { class: 'acts' },
  act(t('chat.edit_in_new'), 'pencil', () => forks.edit(item)),
  act(t('chat.try_again'), 'replay', () => forks.retry(item)));

/** The button of what the model said. */
export const actsOnText = (item, forks) => h('span', { class: 'acts' },
  act(t('chat.go_on_in_new'), 'fork', () => forks.goOn(item.seq)));

/** Stands in place of the composer where nothing can be said any more. */
export function closedBar(session, forks) {
  const bar = h('p', { class: 'closed-bar', hidden: true }, h('span', {}, t('chat.closed')),
    h('button', { type: 'button', class: 'primary', onclick: () => forks.goOn() }, t('chat.continue_in_new')));
  session.on('state', () => { bar.hidden = session.status !== 'finished'; });
  return bar;
}
