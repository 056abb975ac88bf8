// A new session with other options than the server's own. Empty fields are left to the server.
import { attachmentsOf } from '../chat/attachments.js';
import { sendMessage } from '../chat/send_message.js';
import { get, post } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { keepDraft } from '../lib/drafts.js';
import { keepForm, keptForm } from '../lib/form_draft.js';
import { count } from '../lib/format.js';
import { toast } from '../lib/toast.js';
import { hostsIn, kNetworks } from '../session/egress.js';
import { kApproval } from '../session/settings.js';
import { showDialog } from './dialog.js';
import { NewSecrets } from './new_secrets.js';

function field(label, control, hint) {
  return h('label', { class: 'form-field' }, h('span', {}, label), control, hint ? h('small', {}, hint) : null);
}

const text = (name, more = {}) => h('input', { name, type: 'text', ...more });
const number = (name, more = {}) => h('input', { name, type: 'number', inputmode: 'decimal', ...more });

function choice(name, options) {
  return h('select', { name }, ...options.map(([value, words]) => h('option', { value }, words)));
}

const kForm = 'new'; // what is kept of it
const kOther = 'other'; // in the list of models: one that is not in it
const kTools = [['computer', 'Mouse, keyboard, screen'], ['bash', 'Shell'], ['edit', 'Text editor']];
const kEffort = [['', 'Model default'], ['low', 'Low'], ['medium', 'Medium'], ['high', 'High'],
  ['xhigh', 'Very high'], ['max', 'Maximum']];
const kThinking = [['', 'Model default'], ['adaptive', 'Adaptive'], ['disabled', 'Off'], ['enabled', 'On']];

/** What helps to choose a model: its name, how much it holds, what it costs. */
function modelWords({ display_name: name, context_tokens: context, prices }) {
  const cost = prices.output > 0 ? ` · $${prices.input} in, $${prices.output} out per million` : '';
  return `${name} · ${count(context)} tokens${cost}`;
}

/** A list to choose from, which is filled when the server has told it, and a field for any other. */
function modelField(loading) {
  const other = text('model',
    { hidden: true, disabled: true, placeholder: 'Id of the model', 'aria-label': 'Id of the model' });
  const list = h('select', { name: 'model', 'aria-label': 'Model' }, h('option', { value: '' }, 'The server’s default'),
    h('option', { value: kOther }, 'Another one…'));
  list.onchange = () => {
    other.hidden = other.disabled = list.value !== kOther;
    if (!other.hidden) other.focus();
  };
  loading.then(([{ provider }, { models, default: own }]) => {
    if (provider === 'demo') { // there is no other
      list.replaceChildren(h('option', { value: '' }, 'Demo model'));
      list.disabled = true;
      return;
    }
    list.options[0].textContent = `Default: ${models.find(({ id }) => id === own)?.display_name ?? own}`;
    const chosen = list.value;
    for (const model of models) {
      const isThere = [...list.options].find(({ value }) => value === model.id); // chosen before, and kept
      const option = isThere ?? h('option', { value: model.id });
      option.textContent = modelWords(model);
      list.querySelector(`[value="${kOther}"]`).before(option);
    }
    list.value = chosen;
  }, () => {}); // without the list a model can still be named
  return h('span', { class: 'stacked' }, list, other);
}

/** The choice of network; with a list, a field for its hosts. */
function networkField() {
  const hosts = h('textarea', { name: 'allow_hosts', rows: '2', spellcheck: 'false', autocapitalize: 'off',
    placeholder: 'example.com, *.debian.org, host:8443', 'aria-describedby': 'wrong-hosts' });
  const wrong = h('small', { class: 'field-problem', id: 'wrong-hosts', role: 'alert' });
  const below = field('Hosts', h('span', { class: 'stacked' }, hosts, wrong),
    'Empty: the server’s own list. While it runs you can allow what it asks for.');
  below.hidden = true;
  const list = choice('egress', [['', 'Server default'], ...kNetworks]);
  list.onchange = () => {
    below.hidden = list.value !== 'list';
    if (!below.hidden) hosts.focus();
  };
  return h('div', { class: 'form-row' }, field('Network', list), below);
}

function form(loading, secrets) {
  const task = h('textarea',
    { name: 'task', rows: '4', autofocus: true, placeholder: 'What should the agent do? You can also say it later.' });
  const tools = h('fieldset', { class: 'checks' }, h('legend', {}, 'The agent may use'),
    ...kTools.map(([name, words]) => h('label', { class: 'check' },
      h('input', { type: 'checkbox', name: 'tools', value: name, checked: true }), words)));
  return h('form', { method: 'dialog' },
    field('Task', task),
    h('div', { class: 'form-grid' },
      field('Title', text('title', { maxlength: '200', placeholder: 'The first words of the task' })),
      field('Model', modelField(loading)),
      field('Ask before acting', choice('approval', [['', 'Server default'], ...kApproval])),
      field('Screen',
        h('span', { class: 'pair' },
          number('width', { min: '320', max: '7680', placeholder: '1280', 'aria-label': 'Width' }), '×',
        number('height', { min: '240', max: '4320', placeholder: '800', 'aria-label': 'Height' }))),
      networkField(),
      field('Step limit', number('max_steps', { min: '0', max: '100000', placeholder: '200' })),
      field('Cost limit (US$)', number('max_cost_usd', { min: '0', step: 'any', placeholder: 'No limit' }))),
    tools,
    secrets.element,
    h('details', { class: 'more' }, h('summary', {}, 'More'),
      h('div', { class: 'form-grid' },
        field('Effort', choice('effort', kEffort)),
        field('Thinking', choice('thinking', kThinking)),
        field('Token limit', number('max_tokens_total', { min: '0', placeholder: 'No limit' })),
        field('Picture quality', number('screenshot_quality', { min: '10', max: '100', placeholder: '70' }))),
      field('Added to the system prompt',
        h('textarea', { name: 'system_prompt_suffix', rows: '3', maxlength: '20000' }))),
    h('p', { class: 'problem', role: 'alert', hidden: true }));
}

/** What the filled form asks for, as POST /sessions/ takes it. */
export function wishesIn(data) {
  const wishes = {};
  const numbers = ['width', 'height', 'max_steps', 'max_cost_usd', 'max_tokens_total', 'screenshot_quality'];
  for (const name of ['title', 'model', 'approval', 'egress', 'effort', 'thinking', 'system_prompt_suffix']) {
    const value = data.getAll(name).at(-1)?.trim();
    if (value && value !== kOther) wishes[name] = value;
  }
  for (const name of numbers) if (data.get(name)) wishes[name] = Number(data.get(name));
  const hosts = hostsIn(data.get('allow_hosts') ?? '');
  if (wishes.egress === 'list' && hosts.length > 0) wishes.allow_hosts = hosts;
  const tools = data.getAll('tools');
  if (tools.length < kTools.length) wishes.tools = tools;
  return wishes;
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

/** Shows the dialog; `opened(id)` is called with the new session. */
export function showNewSession(task, opened) {
  const secrets = new NewSecrets();
  secrets.makeRows((keptForm(kForm)?.secret ?? []).length);
  const made = form(Promise.all([get('health'), get('models')]), secrets);
  const draft = keepForm(made, kForm);
  if (task) made.elements.task.value = task;
  draft.keep();
  const problem = made.querySelector('.problem');
  const wrongHosts = made.querySelector('#wrong-hosts');
  const create = h('button', { class: 'primary', type: 'submit' }, 'Create session');
  made.append(h('div', { class: 'dialog-foot' },
    h('button', { type: 'button', onclick: cancel }, 'Cancel'), create));
  const again = h('p', { class: 'soft' }, 'As you left it. ', h('button', { class: 'link', type: 'button',
    onclick: () => {
      cancel();
      showNewSession('', opened);
    } }, 'Start over'));
  const dialog = showDialog('New session', [draft.wasKept && again, made], { wide: true,
    onclose: () => secrets.clear() });

  function cancel() {
    draft.forget();
    dialog.close();
  }

  async function submit(given) {
    const data = new FormData(made);
    const wishes = wishesIn(data);
    if (Object.keys(given).length > 0) wishes.secrets = given;
    const session = await post('sessions', wishes);
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
