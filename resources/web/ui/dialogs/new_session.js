// A new session with other options than the server's own. Empty fields are left to the server.
import { attachmentsOf } from '../chat/attachments.js';
import { sendMessage } from '../chat/send_message.js';
import { get, post } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { keepDraft } from '../lib/drafts.js';
import { keepForm, keptForm } from '../lib/form_draft.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';
import { defaults } from '../preferences/defaults.js';
import { visible } from '../session/invisible.js';
import { combined, possible, wishWords } from '../session/wishes.js';
import { editTemplate } from '../templates/edit_dialog.js';
import { fieldsIn } from '../templates/fields.js';
import { showTemplates } from '../templates/list_dialog.js';
import { showTemplate } from '../templates/use_dialog.js';
import { showDialog } from './dialog.js';
import { NewSecrets } from './new_secrets.js';
import { clearFields, field, fillFields, sessionFields, wishesIn } from './session_fields.js';

const kForm = 'new'; // what is kept of it

function formOf(loading, secrets) {
  const { grid, tools, more } = sessionFields(loading);
  const task = h('textarea',
    { name: 'task', rows: '4', autofocus: true, placeholder: t('dialogs.task_hint') });
  // Not among the fields of templates and defaults: an address may hold a token.
  more.querySelector('.form-grid').append(field(t('dialogs.webhook'),
    h('input', { name: 'webhook', type: 'url', maxlength: '2000', placeholder: t('dialogs.webhook_example') }),
    t('dialogs.webhook_hint')));
  return h('form', { method: 'dialog' }, field(t('dialogs.task'), task), grid, tools, secrets.element, more,
    h('p', { class: 'problem', role: 'alert', hidden: true }));
}

/** Sends the task with what was attached on the first page; what cannot be sent is kept in the new session. */
async function begin(id, task) {
  const items = attachmentsOf('draft').take();
  attachmentsOf('draft').settle();
  if (!task && items.length === 0) return;
  try {
    await sendMessage(`sessions/${id}`, task, items);
  } catch (error) {
    toast(error.message);
    keepDraft(`draft.${id}`, task);
    attachmentsOf(`draft.${id}`).giveBack(items);
  }
}

/** Says that the form holds this browser's defaults, and takes them out again. */
function defaultsLine(form, loading, onReset) {
  const words = h('span', {});
  const line = h('p', { class: 'soft own-defaults', hidden: true }, words, ' ',
    h('button', { class: 'link', type: 'button', onclick: () => {
      clearFields(form);
      line.hidden = true;
      form.elements.task.focus();
      onReset();
    } }, t('preferences.reset')));
  loading.then(([{ provider }]) => provider, () => null).then((provider) => {
    const own = wishWords(possible(defaults(), provider));
    words.textContent = t('preferences.with_defaults', { wishes: visible(own.join(' · ')) });
    line.hidden = own.length === 0;
  });
  return line;
}

/** Two ways to and from templates; `fill(task, options)` takes one over. */
function templateButtons(form, fill) {
  const choose = (template) => {
    if (fieldsIn(template.task).length === 0) fill(template.task, template.options);
    else showTemplate(template, template.options,
      [{ words: t('templates.fill_in'), deed: async (task) => fill(task, template.options) }]);
  };
  const keep = () => {
    const data = new FormData(form);
    editTemplate({ name: data.get('title').trim(), task: data.get('task'), options: wishesIn(data) });
  };
  return h('p', { class: 'template-ways' },
    h('button', { class: 'link', type: 'button', onclick: () => showTemplates(choose) }, icon('mark'),
      t('templates.use')),
    h('button', { class: 'link', type: 'button', onclick: keep }, t('templates.keep')));
}

/**
 * Shows the dialog; `opened(id)` is called with the new session. `wishes`: what it is to be like, from a
 * template; without them it begins as it was left, or with the defaults of this browser.
 */
export function showNewSession(task, opened, wishes = null) {
  const secrets = new NewSecrets();
  const loading = Promise.all([get('health'), get('models')]);
  secrets.makeRows(wishes ? 0 : (keptForm(kForm)?.secret ?? []).length);
  const made = formOf(loading, secrets);
  fillFields(made, wishes ?? defaults());
  // What was left in the form before stays for the next time.
  const draft = wishes ? { wasKept: false, keep() {}, forget() {} } : keepForm(made, kForm);
  if (task) made.elements.task.value = task;
  draft.keep();
  const problem = made.querySelector('.problem');
  const wrongHosts = made.querySelector('#wrong-hosts');
  const create = h('button', { class: 'primary', type: 'submit' }, t('dialogs.create'));
  made.append(h('div', { class: 'dialog-foot' },
    h('button', { type: 'button', onclick: cancel }, t('dialogs.cancel')), create));
  const again = h('p', { class: 'soft' }, t('dialogs.as_left'), ' ', h('button', { class: 'link', type: 'button',
    onclick: () => {
      cancel();
      showNewSession('', opened);
    } }, t('dialogs.start_over')));
  const line = defaultsLine(made, loading, () => draft.keep());
  const dialog = showDialog(t('dialogs.new_session'), [draft.wasKept ? again : !wishes && line,
    templateButtons(made, fill), made],
    { wide: true, onclose: () => secrets.clear() });

  function fill(text, options) {
    clearFields(made);
    fillFields(made, combined(options, defaults()));
    made.elements.task.value = text;
    line.hidden = true;
    draft.keep();
    made.elements.task.focus();
  }

  function cancel() {
    draft.forget();
    dialog.close();
  }

  async function submit(given) {
    const data = new FormData(made);
    const asked = wishesIn(data);
    if (Object.keys(given).length > 0) asked.secrets = given;
    const webhook = data.get('webhook').trim();
    if (webhook) asked.webhook = webhook;
    const session = await post('sessions', asked);
    cancel();
    await begin(session.id, (data.get('task') ?? '').trim());
    opened(session.id);
  }

  made.onsubmit = (event) => {
    event.preventDefault();
    problem.hidden = true;
    wrongHosts.textContent = '';
    const given = secrets.read();
    if (!given) return;
    create.disabled = true;
    submit(given).catch((error) => {
      const aboutHosts = error.about?.('allow_hosts') ?? [];
      const aboutSecrets = error.about?.('secrets') ?? [];
      wrongHosts.textContent = aboutHosts.join('\n');
      problem.textContent = error.message;
      problem.hidden = aboutHosts.length + aboutSecrets.length > 0;
      if (aboutSecrets.length > 0) secrets.complain(aboutSecrets[0]);
      if (aboutHosts.length > 0) made.elements.allow_hosts.focus();
      create.disabled = false;
    });
  };
}
