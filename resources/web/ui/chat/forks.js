// What can be done from a message on: go on in a new session that knows what was said until there.
import { post } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { keepDraft } from '../lib/drafts.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';

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

  /** What was said before this message, which waits where the person writes. */
  edit({ seq, text }) {
    return this.#go(seq - 1, (id) => keepDraft(`draft.${id}`, text));
  }

  /** The message once more. Where its run failed, that run goes on: nothing need be done twice. */
  retry(item) {
    const last = this.#session.state.items.findLast((one) => one.kind === 'user');
    if (last === item && this.#session.status === 'error')
      return this.#session.resume().catch((error) => toast(error.message));
    return this.#go(item.seq - 1, (id) => post(`sessions/${id}/messages`, { message: item.text }));
  }

  async #go(seq, then) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      const { id } = await post(`${this.#session.path}/fork`, { seq }); // JSON leaves out what is undefined
      await then(id);
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
  item.images?.length > 0 ? null : act(t('chat.try_again'), 'replay',
    () => forks.retry(item))); // its pictures stay there

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
