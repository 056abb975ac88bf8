// Where a limit ended the run: one click raises it and goes on, with another model if that is wanted.
import { h, setText } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';
import { showLimits } from '../dialogs/limits.js';
import { visible } from '../session/invisible.js';
import { kindOfLimit, limitWords, raised, usedUp } from '../session/settings.js';
import { ModelChoice } from './model_choice.js';

const kStopped = ['paused', 'interrupted', 'error']; // with something to go on with

/** Shows while a limit that is used up is what keeps the run from going on. */
export function budgetOffer(session) {
  const words = h('span', {});
  const models = new ModelChoice(draw);
  const raise = h('button', { type: 'button', class: 'primary', onclick: goOn });
  const element = h('section', { class: 'budget-offer', 'aria-label': t('chat.limit_reached'), hidden: true },
    icon('pause'), words, models.element, h('span', { class: 'pair' },
      h('button', { type: 'button', onclick: () => showLimits(session) }, t('chat.limits')), raise));

  async function goOn() {
    const name = usedUp(session);
    if (!name) return;
    raise.disabled = true;
    try {
      const model = models.chosen(session.record.model);
      await session.change({ [name]: raised(name, session), ...(model && { model: model.id }) });
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
    models.show(name === 'max_cost_usd' ? record.model : null); // it is the money that another one saves
    if (name === null) return;
    const model = models.chosen(record.model);
    setText(words, t('chat.limit_used', { limit: kindOfLimit(name) }));
    const limit = limitWords(name, raised(name, session));
    setText(raise, model ? t('chat.raise_to_with', { limit, model: visible(model.name) })
      : t('chat.raise_to', { limit }));
  }

  session.on('state', draw);
  session.on('record', draw);
  return element;
}
