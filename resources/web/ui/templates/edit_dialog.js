// A template is made or changed: its name, its task, and how its sessions work.
import { confirmed, showDialog } from '../dialogs/dialog.js';
import { field, fillFields, isShown, sessionFields, text, wishesIn } from '../dialogs/session_fields.js';
import { get } from '../lib/api.js';
import { h, setText } from '../lib/dom.js';
import { keepForm } from '../lib/form_draft.js';
import { listed, t } from '../lib/texts.js';
import { visible } from '../session/invisible.js';
import { fieldsIn } from './fields.js';
import { templates } from './templates.js';

const inBraces = (name) => `{{${name}}}`;

const hint = () => t('templates.hint', { field: inBraces(t('templates.hint_field')),
  secret: inBraces(`secret:${t('templates.hint_secret')}`) });

function askedWords(task) {
  const names = fieldsIn(task);
  return names.length > 0 ? t('templates.asks_for', { names: listed(names.map(visible)) }) : '';
}

/** The parts of the form that somebody fills. */
function formOf({ id, name = '', task = '', options = {} }) {
  const called = text('name', { maxlength: '100', required: true, autofocus: true,
    'aria-describedby': 'wrong-name' });
  const wrong = h('small', { class: 'field-problem', id: 'wrong-name', role: 'alert' });
  const area = h('textarea', { name: 'task', rows: '5', maxlength: '20000', dir: 'auto' });
  const asked = h('small', { class: 'asked', role: 'status' });
  area.oninput = () => setText(asked, askedWords(area.value));
  const { grid, tools, more } = sessionFields(Promise.all([get('health'), get('models')]), 'template-');
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const form = h('form', { method: 'dialog' },
    field(t('templates.name'), h('span', { class: 'stacked' }, called, wrong)),
    field(t('templates.task'), h('span', { class: 'stacked' }, area, asked), hint()),
    h('details', { class: 'more', open: Object.keys(options).length > 0 }, h('summary', {}, t('templates.how')),
      grid, tools, more), problem);
  called.value = name;
  area.value = task;
  fillFields(form, options);
  const draft = id === undefined && (name || task) ? null : keepForm(form, `template.${id ?? 'new'}`);
  area.oninput();
  return { form, problem, draft, called, wrong };
}

/**
 * Shows the dialog for `template`: {id, name, task, options}, or what a new one begins with.
 * Resolves when it is closed.
 */
export function editTemplate(template = {}) {
  const { form, problem, draft, called, wrong } = formOf(template);
  const others = Object.entries(template.options ?? {}).filter(([name]) => !isShown(name));
  return new Promise((resolve) => {
    const close = () => {
      draft?.forget();
      dialog.close();
    };

    async function remove() {
      const what = t('templates.delete_what', { name: template.name });
      if (!await confirmed(t('templates.delete_question'), what, t('templates.delete'), t('templates.cancel'))) return;
      await templates.remove(template.id).then(close, complain);
    }

    function complain(error) {
      const aboutName = error.status === 409 ? [error.message] : error.about?.('name') ?? [];
      setText(wrong, visible(aboutName.join(' ')));
      called.setAttribute('aria-invalid', String(aboutName.length > 0));
      problem.textContent = visible(error.message);
      problem.hidden = aboutName.length > 0;
      if (aboutName.length > 0) called.focus();
    }

    form.append(h('div', { class: 'dialog-foot' },
      template.id ? h('button', { type: 'button', class: 'danger first', onclick: remove }, t('templates.delete'))
        : null,
      h('button', { type: 'button', onclick: close }, t('templates.cancel')),
      h('button', { type: 'submit', class: 'primary' }, t('templates.save'))));
    form.onsubmit = (event) => {
      event.preventDefault();
      const data = new FormData(form);
      templates.save({ id: template.id, name: data.get('name'), task: data.get('task'),
        options: { ...Object.fromEntries(others), ...wishesIn(data) } }).then(close, complain);
    };
    const dialog = showDialog(t(template.id ? 'templates.template' : 'templates.new'), [form],
      { wide: true, onclose: resolve });
  });
}
