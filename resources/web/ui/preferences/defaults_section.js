// Defaults of new sessions. Each change is kept when it is one that the field takes.
import { clearFields, commonFields, fillFields, wishesIn } from '../dialogs/session_fields.js';
import { get } from '../lib/api.js';
import { h, setText } from '../lib/dom.js';
import { t } from '../lib/texts.js';
import { defaults, keepDefaults } from './defaults.js';
import { section } from './parts.js';

export function defaultsSection() {
  const reset = h('button', { type: 'button', onclick: resetAll }, t('preferences.reset'));
  const form = h('form', { class: 'defaults', novalidate: true },
    h('div', { class: 'form-grid' }, ...commonFields(Promise.all([get('health'), get('models')]), 'default-')));

  const problem = h('small', { class: 'field-problem', role: 'alert' });

  function keep() {
    const wrong = [...form.elements].filter((one) => one.willValidate && !one.validity.valid);
    for (const one of form.elements) if (one.willValidate) one.toggleAttribute('aria-invalid', false);
    for (const one of wrong) one.setAttribute('aria-invalid', 'true');
    setText(problem, wrong.map((one) => 
      t('preferences.not_kept', { value: one.value || one.name, problem: one.validationMessage })).join('\n'));
    const wishes = wishesIn(new FormData(form), false);
    for (const { name } of wrong) delete wishes[name];
    keepDefaults(wishes);
    draw();
  }

  function resetAll() {
    clearFields(form);
    keep();
    form.querySelector('select').focus();
  }

  function draw() {
    reset.disabled = Object.keys(defaults()).length === 0;
  }

  fillFields(form, defaults());
  form.onchange = keep;
  form.onsubmit = (event) => event.preventDefault();
  draw();
  return section(t('preferences.new_sessions'), h('p', { class: 'soft' }, t('preferences.defaults_use')), form, problem,
    reset);
}
