// The fields for how a session works, for whatever form they stand in. Empty ones are left to the server.
import { h } from '../lib/dom.js';
import { setValue } from '../lib/form_draft.js';
import { count } from '../lib/format.js';
import { hostsIn, kNetworks } from '../session/egress.js';
import { kApproval } from '../session/settings.js';

/** A control with its name above it. */
export function field(label, control, hint) {
  return h('label', { class: 'form-field' }, h('span', {}, label), control, hint ? h('small', {}, hint) : null);
}

/** A field of one line. */
export const text = (name, more = {}) => h('input', { name, type: 'text', ...more });
const number = (name, more = {}) => h('input', { name, type: 'number', inputmode: 'decimal', ...more });

function choice(name, options) {
  return h('select', { name }, ...options.map(([value, words]) => h('option', { value }, words)));
}

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

/** The choice of network; with a list, a field for its hosts. `prefix`: of ids. */
function networkField(prefix) {
  const hosts = h('textarea', { name: 'allow_hosts', rows: '2', spellcheck: 'false', autocapitalize: 'off',
    placeholder: 'example.com, *.debian.org, host:8443', 'aria-describedby': `${prefix}wrong-hosts` });
  const wrong = h('small', { class: 'field-problem', id: `${prefix}wrong-hosts`, role: 'alert' });
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

/** Those that are mostly chosen. `loading`: promise of what /health and /models answer; `prefix`: of their ids. */
export const commonFields = (loading, prefix = '') => [
  field('Model', modelField(loading)),
  field('Ask before acting', choice('approval', [['', 'Server default'], ...kApproval])),
  field('Screen',
    h('span', { class: 'pair' },
      number('width', { min: '320', max: '7680', placeholder: '1280', 'aria-label': 'Width' }), '×',
    number('height', { min: '240', max: '4320', placeholder: '800', 'aria-label': 'Height' }))),
  networkField(prefix),
  field('Step limit', number('max_steps', { min: '0', max: '100000', placeholder: '200' })),
  field('Cost limit (US$)', number('max_cost_usd', { min: '0', step: 'any', placeholder: 'No limit' }))];

/** All of them: {grid, tools, more} in the order in which they stand. */
export function sessionFields(loading, prefix = '') {
  const tools = h('fieldset', { class: 'checks' }, h('legend', {}, 'The agent may use'),
    ...kTools.map(([name, words]) => h('label', { class: 'check' },
      h('input', { type: 'checkbox', name: 'tools', value: name, checked: true }), words)));
  const grid = h('div', { class: 'form-grid' },
    field('Title', text('title', { maxlength: '200', placeholder: 'The first words of the task' })),
    ...commonFields(loading, prefix));
  const more = h('details', { class: 'more' }, h('summary', {}, 'More'),
    h('div', { class: 'form-grid' },
      field('Effort', choice('effort', kEffort)),
      field('Thinking', choice('thinking', kThinking)),
      field('Token limit', number('max_tokens_total', { min: '0', placeholder: 'No limit' })),
      field('Picture quality', number('screenshot_quality', { min: '10', max: '100', placeholder: '70' }))),
    field('Added to the system prompt',
      h('textarea', { name: 'system_prompt_suffix', rows: '3', maxlength: '20000' })));
  return { grid, tools, more };
}

const kTexts = ['title', 'model', 'approval', 'egress', 'effort', 'thinking', 'system_prompt_suffix'];
const kNumbers = ['width', 'height', 'max_steps', 'max_cost_usd', 'max_tokens_total', 'screenshot_quality'];
const kFields = [...kTexts, ...kNumbers, 'allow_hosts'];

/** What the filled form asks for, as POST /sessions/ takes it. `hasTools`: their fields are in it. */
export function wishesIn(data, hasTools = true) {
  const wishes = {};
  for (const name of kTexts) {
    const value = data.getAll(name).at(-1)?.trim();
    if (value && value !== kOther) wishes[name] = value;
  }
  for (const name of kNumbers) if (data.get(name)) wishes[name] = Number(data.get(name));
  const hosts = hostsIn(data.get('allow_hosts') ?? '');
  if (wishes.egress === 'list' && hosts.length > 0) wishes.allow_hosts = hosts;
  const tools = data.getAll('tools');
  if (hasTools && tools.length < kTools.length) wishes.tools = tools;
  return wishes;
}

/** Puts `wishes`, as wishesIn() gives them, into the fields that the form has for them. */
export function fillFields(form, wishes) {
  for (const box of form.querySelectorAll('[name="tools"]')) box.checked = wishes.tools?.includes(box.value) ?? true;
  for (const [name, value] of Object.entries(wishes)) {
    const control = form.querySelector(`[name="${name}"]`);
    if (control && name !== 'tools') setValue(control, Array.isArray(value) ? value.join(', ') : String(value));
  }
}

/** Puts them back to what the server would choose. */
export function clearFields(form) {
  for (const name of kFields) {
    const control = form.querySelector(`[name="${name}"]`);
    if (control) setValue(control, '');
  }
  fillFields(form, {});
}

/** Those of `options` that fields show; the others came from somewhere else, and stay. */
export const isShown = (name) => kFields.includes(name) || name === 'tools';
