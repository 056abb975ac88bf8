// Where a limit ended the run: one click raises it and goes on.
import { h, setText } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';
import { showLimits } from '../dialogs/limits.js';
import { kindOfLimit, limitWords, raised, usedUp } from '../session/settings.js';

const kStopped = ['paused', 'interrupted', 'error']; // with something to go on with

/** Shows while a limit that is used up is what keeps the run from going on. */
export function budgetOffer(session) {
  const words = h('span', {});
  const raise = h('button', { type: 'button', class: 'primary', onclick: goOn });
  const element = h('section', { class: 'budget-offer', 'aria-label': t('chat.limit_reached'), hidden: true },
    icon('pause'), words, h('span', { class: 'pair' },
      h('button', { type: 'button', onclick: () => showLimits(session) }, t('chat.limits')), raise));

  async function goOn() {
    const name = usedUp(session);
    if (!name) return;
    raise.disabled = true;
    try {
      await session.change({ [name]: raised(name, session) });
      await session.resume();
    } catch (error) {
      toast(error.message);
    }
    raise.disabled = false;
  }

  function draw() {
    const { record, status } = session;
    const name = record && kStopped.includes(status) && !session.isRunning ? usedUp(session) : null;
    element.hidden = name === null;
    if (name === null) return;
    setText(words, t('chat.limit_used', { limit: kindOfLimit(name) }));
    setText(raise, t('chat.raise_to', { limit: limitWords(name, raised(name, session)) }));
  }

  session.on('state', draw);
  session.on('record', draw);
  return element;
}
