// A new session with other options than the server's own. Empty fields are left to the server.
import { post } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { showDialog } from './dialog.js';

function field(label, control, hint) {
  return h('label', { class: 'form-field' }, h('span', {}, label), control, hint ? h('small', {}, hint) : null);
}

const text = (name, more = {}) => h('input', { name, type: 'text', ...more });
const number = (name, more = {}) => h('input', { name, type: 'number', inputmode: 'decimal', ...more });

function choice(name, options) {
  return h('select', { name }, ...options.map(([value, words]) => h('option', { value }, words)));
}

const kApproval = [['', 'As the server has it'], ['auto', 'Never ask'], ['sensitive', 'Before what has consequences'],
  ['all', 'Before everything it does']];
const kTools = [['computer', 'Mouse, keyboard, screen'], ['bash', 'Shell'], ['edit', 'Text editor']];
const kEffort = [['', 'As the model has it'], ['low', 'Low'], ['medium', 'Medium'], ['high', 'High'],
  ['xhigh', 'Very high'], ['max', 'Most']];
const kThinking = [['', 'As the model has it'], ['adaptive', 'Adaptive'], ['disabled', 'Off'], ['enabled', 'On']];

function modelField(models) {
  const list = h('datalist', { id: 'models' }, ...models.map((model) => h('option', { value: model })));
  return h('span', { class: 'with-list' }, text('model', { list: 'models', placeholder: 'The server’s default' }), list);
}

function form(models) {
  const task = h('textarea', { name: 'task', rows: '4', autofocus: true, placeholder: 'What shall be done? It can also be said later.' });
  const tools = h('fieldset', { class: 'checks' }, h('legend', {}, 'The agent may use'), ...kTools.map(([name, words]) =>
    h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'tools', value: name, checked: true }), words)));
  return h('form', { method: 'dialog' },
    field('Task', task),
    h('div', { class: 'form-grid' },
      field('Title', text('title', { maxlength: '200', placeholder: 'The first words of the task' })),
      field('Model', modelField(models)),
      field('Ask me', choice('approval', kApproval)),
      field('Screen', h('span', { class: 'pair' }, number('width', { min: '320', max: '3840', placeholder: '1280', 'aria-label': 'Width' }), '×',
        number('height', { min: '240', max: '2160', placeholder: '800', 'aria-label': 'Height' }))),
      field('Steps at most', number('max_steps', { min: '0', max: '100000', placeholder: '200' })),
      field('US dollars at most', number('max_cost_usd', { min: '0', step: 'any', placeholder: 'No limit' }))),
    tools,
    h('details', { class: 'more' }, h('summary', {}, 'More'),
      h('div', { class: 'form-grid' },
        field('Effort', choice('effort', kEffort)),
        field('Thinking', choice('thinking', kThinking)),
        field('Tokens at most', number('max_tokens_total', { min: '0', placeholder: 'No limit' })),
        field('Picture quality', number('screenshot_quality', { min: '10', max: '100', placeholder: '70' }))),
      field('Added to the system prompt', h('textarea', { name: 'system_prompt_suffix', rows: '3', maxlength: '20000' }))),
    h('p', { class: 'problem', role: 'alert', hidden: true }));
}

/** What the filled form asks for, as POST /sessions/ takes it. */
export function wishesIn(data) {
  const wishes = {};
  const numbers = ['width', 'height', 'max_steps', 'max_cost_usd', 'max_tokens_total', 'screenshot_quality'];
  for (const name of ['title', 'model', 'approval', 'effort', 'thinking', 'system_prompt_suffix']) {
    const value = (data.get(name) ?? '').trim();
    if (value) wishes[name] = value;
  }
  for (const name of numbers) if (data.get(name)) wishes[name] = Number(data.get(name));
  const tools = data.getAll('tools');
  if (tools.length < kTools.length) wishes.tools = tools;
  return wishes;
}

/** Shows the dialog; `models` are offered, `opened(id)` is called with the new session. */
export function showNewSession(task, models, opened) {
  const made = form(models);
  made.elements.task.value = task;
  const problem = made.querySelector('.problem');
  const create = h('button', { class: 'primary', type: 'submit' }, 'Create session');
  made.append(h('div', { class: 'dialog-foot' },
    h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'), create));
  const dialog = showDialog('New session', [made], { wide: true });

  async function submit() {
    const data = new FormData(made);
    const session = await post('sessions', wishesIn(data));
    const message = (data.get('task') ?? '').trim();
    if (message) await post(`sessions/${session.id}/messages`, { message });
    dialog.close();
    opened(session.id);
  }

  made.onsubmit = (event) => {
    event.preventDefault();
    create.disabled = true;
    problem.hidden = true;
    submit().catch((error) => {
      problem.textContent = error.message;
      problem.hidden = false;
      create.disabled = false;
    });
  };
}
