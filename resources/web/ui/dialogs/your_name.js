// The name that others see while this browser has the wheel.
import { h } from '../lib/dom.js';
import { keepForm } from '../lib/form_draft.js';
import { remember, remembered } from '../lib/stored.js';
import { t } from '../lib/texts.js';
import { showDialog } from './dialog.js';

export function askForName() {
  const name = h('input',
    { type: 'text', name: 'name', maxlength: '60', autofocus: true, 'aria-label': t('dialogs.your_name'),
      placeholder: t('dialogs.your_name') });
  name.value = remembered('name', '');
  const form = h('form', { method: 'dialog' },
    h('p', { class: 'soft form-field' }, t('dialogs.others_see_it')), name,
    h('div', { class: 'dialog-foot' }, h('button', { class: 'primary', type: 'submit' }, t('dialogs.keep'))));
  const draft = keepForm(form, 'name');
  form.onsubmit = () => {
    remember('name', name.value.trim());
    draft.forget();
  };
  showDialog(t('dialogs.your_name'), [form]);
}
