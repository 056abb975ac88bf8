// The name that others see while this browser has the wheel.
import { h } from '../lib/dom.js';
import { keepForm } from '../lib/form_draft.js';
import { remember, remembered } from '../lib/stored.js';
import { showDialog } from './dialog.js';

export function askForName() {
  const name = h('input',
    { type: 'text', name: 'name', maxlength: '60', autofocus: true, 'aria-label': 'Your name',
      placeholder: 'Your name' });
  name.value = remembered('name', '');
  const form = h('form', { method: 'dialog' },
    h('p', { class: 'soft form-field' }, 'Others see it while you have the wheel.'), name,
    h('div', { class: 'dialog-foot' }, h('button', { class: 'primary', type: 'submit' }, 'Keep')));
  const draft = keepForm(form, 'name');
  form.onsubmit = () => {
    remember('name', name.value.trim());
    draft.forget();
  };
  showDialog('Your name', [form]);
}
