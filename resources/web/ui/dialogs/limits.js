// How far a session may go by itself: steps and time of one run, cost and tokens of all of it.
import { h } from '../lib/dom.js';
import { t } from '../lib/texts.js';
import { visible } from '../session/invisible.js';
import { showDialog } from './dialog.js';

// The server knows seconds; people think in minutes.
const kFields = [
  { name: 'max_steps', words: 'dialogs.steps_of_run', step: '1', most: '100000' },
  { name: 'max_time', words: 'dialogs.minutes_of_run', step: 'any', unit: 60 },
  { name: 'max_cost_usd', words: 'dialogs.cost_of_session', step: 'any' },
  { name: 'max_tokens_total', words: 'dialogs.tokens_of_session', step: '1' },
];

const shownOf = (value, unit = 1) => (value > 0 ? String(Math.round(value / unit * 100) / 100) : '');
const valueOf = (shown, unit = 1) => (unit === 1 ? Number(shown) : Math.round(Number(shown) * unit));

function fieldOf({ name, words, step, most, unit }, record) {
  const input = h('input', { name, type: 'number', inputmode: 'decimal', min: '0', step, max: most,
    placeholder: t('dialogs.no_limit'), 'aria-describedby': `wrong-${name}` });
  input.value = shownOf(record[name], unit);
  const wrong = h('small', { class: 'field-problem', id: `wrong-${name}`, role: 'alert' });
  const element = h('label', { class: 'form-field' }, h('span', {}, t(words)), input, wrong);
  const isTouched = () => input.value !== shownOf(record[name], unit);
  return { name, element, isTouched, value: () => valueOf(input.value, unit),
    complain: (sentences) => {
      wrong.textContent = visible(sentences.join(' '));
      input.setAttribute('aria-invalid', String(sentences.length > 0));
    } };
}

/** Shows the limits of a session, to be changed. */
export function showLimits(session) {
  const fields = kFields.map((field) => fieldOf(field, session.record));
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const form = h('form', {}, h('p', { class: 'soft' }, t('dialogs.limits_hold')),
    h('div', { class: 'form-grid' }, ...fields.map(({ element }) => element)), problem,
    h('div', { class: 'dialog-foot' }, h('button', { type: 'button', onclick: () => dialog.close() },
      t('dialogs.cancel')),
      h('button', { class: 'primary', type: 'submit' }, t('dialogs.save'))));
  const dialog = showDialog(t('dialogs.limits'), [form], { wide: true });
  form.onsubmit = async (event) => {
    event.preventDefault();
    const changed = fields.filter((field) => field.isTouched());
    try {
      if (changed.length > 0) await session.change(Object.fromEntries(changed.map((one) => [one.name, one.value()])));
      dialog.close();
    } catch (error) {
      const told = fields.filter((field) => {
        const sentences = error.about?.(field.name) ?? [];
        field.complain(sentences);
        return sentences.length > 0;
      });
      problem.textContent = visible(error.message);
      problem.hidden = told.length > 0;
    }
  };
  return dialog;
}
