// A template is used: its fields are asked for, and what will be said and how is seen before it begins.
import { showDialog } from '../dialogs/dialog.js';
import { h } from '../lib/dom.js';
import { t } from '../lib/texts.js';
import { visible } from '../session/invisible.js';
import { wishWords } from '../session/wishes.js';
import { fieldsIn, filled, piecesOf } from './fields.js';

function inputOf(name, redraw) {
  const input = h('textarea', { rows: '1', name: `field-${name}`, required: true, dir: 'auto', oninput: redraw });
  return { name, input, element: h('label', { class: 'form-field' }, h('span', {}, visible(name)), input) };
}

/** What is said of how the session works. */
function optionsOf(wishes) {
  const words = wishWords(wishes);
  const suffix = wishes.system_prompt_suffix;
  return [words.length > 0 && h('p', { class: 'soft wishes' }, visible(words.join(' · '))),
    suffix && h('details', { class: 'more' }, h('summary', {}, t('templates.system_prompt')),
      h('pre', { tabindex: '0', role: 'group', 'aria-label': t('templates.system_prompt') }, visible(suffix)))];
}

/**
 * Shows it. `wishes`: what its session gets; `deeds`: [{words, deed(task) -> promise, leadsOn: to a dialog of
 * its own}], the last one is meant. What a deed throws is shown; else the dialog closes.
 */
export function showTemplate({ name, task }, wishes, deeds) {
  const preview = h('div', { class: 'template-task', dir: 'auto', tabindex: '0', role: 'group',
    'aria-label': t('templates.the_task') });
  const inputs = fieldsIn(task).map((one) => inputOf(one, draw));
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const valuesIn = () => Object.fromEntries(inputs.map((one) => [one.name, one.input.value.trim()]));
  const meant = deeds.length - 1;
  const buttons = deeds.map(({ words }, at) => h('button', { type: 'submit', value: String(at),
    class: at === meant ? 'primary' : '', autofocus: inputs.length === 0 && at === meant }, words));
  const form = h('form', { method: 'dialog' }, ...inputs.map(({ element }) => element), preview, ...optionsOf(wishes),
    problem, h('div', { class: 'dialog-foot' },
      h('button', { type: 'button', onclick: () => dialog.close() }, t('templates.cancel')), ...buttons));

  function draw() {
    preview.replaceChildren(...piecesOf(task, valuesIn()).map(({ text, isField }) =>
      (isField ? h('mark', {}, visible(text)) : visible(text))));
    preview.hidden = task === '';
  }

  form.onsubmit = async (event) => {
    event.preventDefault();
    const empty = inputs.find(({ input }) => input.value.trim() === '');
    empty?.input.focus();
    if (empty) return;
    const { deed, leadsOn } = deeds[Number(event.submitter?.value ?? meant)];
    if (leadsOn) dialog.close(); // it has the focus from here on
    for (const button of buttons) button.disabled = true;
    try {
      await deed(filled(task, valuesIn()));
      dialog.close();
    } catch (error) {
      problem.textContent = visible(error.message);
      problem.hidden = false;
    }
    for (const button of buttons) button.disabled = false;
  };
  form.onkeydown = (event) => { // a field has more lines only where somebody says so
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !event.target.matches('textarea')) return;
    event.preventDefault();
    form.requestSubmit(buttons[meant]);
  };
  draw();
  const dialog = showDialog(visible(name), [form], { wide: true });
  inputs[0]?.input.focus();
}
