// The fields for how a session works, for whatever form they stand in. Empty ones are left to the server.
import { get } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { setValue } from '../lib/form_draft.js';
import { count, price } from '../lib/format.js';
import { t } from '../lib/texts.js';
import { toolNames } from '../session/calls.js';
import { visible } from '../session/invisible.js';
import { hostsIn, networks } from '../session/egress.js';
import { approvals } from '../session/settings.js';

/** A control with its name above it. */
export function field(label, control, hint) {
  return h('label', { class: 'form-field' }, h('span', {}, label), control, hint ? h('small', {}, hint) : null);
}

/** A field of one line. */
export const text = (name, more = {}) => h('input', { name, type: 'text', ...more });
const numeric = (name, more = {}) => h('input', { name, type: 'number', inputmode: 'decimal', ...more });

function choice(name, options) {
  return h('select', { name }, ...options.map(([value, words]) => h('option', { value }, words)));
}

const kCode = { maxlength: '200', spellcheck: 'false', autocapitalize: 'off' };
const kOther = 'other'; // in the list of models: one that is not in it
const modelChoices = (area, values) =>
  [['', t('dialogs.model_default')], ...values.map((value) => [value, t(area + value)])];
const efforts = () => modelChoices('dialogs.effort.', ['low', 'medium', 'high', 'xhigh', 'max']);
const thinkings = () => modelChoices('dialogs.thinking.', ['adaptive', 'disabled', 'enabled']);

/** What helps to choose a model: its name, how much it holds, what it costs. */
function modelWords({ display_name: name, context_tokens: context, prices }) {
  const facts = { name, tokens: count(context) };
  if (!(prices.output > 0)) return t('dialogs.model_facts', facts);
  return t('dialogs.model_prices', { ...facts, input: price(prices.input), output: price(prices.output) });
}

/** A list to choose from, which is filled when the server has told it, and a field for any other. */
function modelField(loading) {
  const other = text('model',
    { hidden: true, disabled: true, placeholder: t('dialogs.model_id'), 'aria-label': t('dialogs.model_id') });
  const list = h('select', { name: 'model', 'aria-label': t('dialogs.model') },
    h('option', { value: '' }, t('dialogs.servers_default')),
    h('option', { value: kOther }, t('dialogs.another_model')));
  list.onchange = () => {
    other.hidden = other.disabled = list.value !== kOther;
    if (!other.hidden) other.focus();
  };
  loading.then(([{ provider }, { models, default: own }]) => {
    if (provider === 'demo') { // there is no other
      list.replaceChildren(h('option', { value: '' }, t('dialogs.demo_model')));
      list.disabled = true;
      return;
    }
    list.options[0].textContent = t('dialogs.default_is',
      { model: models.find(({ id }) => id === own)?.display_name ?? own });
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
  const below = field(t('dialogs.hosts'), h('span', { class: 'stacked' }, hosts, wrong),
    t('dialogs.hosts_empty'));
  below.hidden = true;
  const list = choice('egress', [['', t('dialogs.server_default')], ...networks()]);
  list.onchange = () => {
    below.hidden = list.value !== 'list';
    if (!below.hidden) hosts.focus();
  };
  return h('div', { class: 'form-row' }, field(t('dialogs.network'), list), below);
}

/** What the home folder begins with; hidden where the server has no desk. */
function deskField(desks) {
  const list = choice('desk', [['', t('dialogs.no_desk')]]);
  const whole = field(t('dialogs.desk'), list, t('dialogs.desk_hint'));
  whole.hidden = true;
  desks.then((all) => {
    const chosen = list.value; // before, and kept
    for (const { name } of all)
      if (![...list.options].some(({ value }) => value === name))
        list.append(h('option', { value: name, translate: 'no' }, visible(name)));
    list.value = chosen;
    whole.hidden = list.options.length === 1;
  }, () => {});
  return whole;
}

/** Those that are mostly chosen. `loading`: promise of what /health and /models answer; `prefix`: of their ids. */
export const commonFields = (loading, prefix = '') => [
  field(t('dialogs.model'), modelField(loading)),
  field(t('dialogs.ask_before'), choice('approval', [['', t('dialogs.server_default')], ...approvals()])),
  field(t('dialogs.screen'),
    h('span', { class: 'pair' },
      numeric('width', { min: '320', max: '7680', placeholder: '1280', 'aria-label': t('dialogs.width') }), '×',
    numeric('height', { min: '240', max: '4320', placeholder: '800', 'aria-label': t('dialogs.height') }))),
  networkField(prefix),
  field(t('dialogs.step_limit'), numeric('max_steps', { min: '0', max: '100000', placeholder: '200' })),
  field(t('dialogs.cost_limit'), numeric('max_cost_usd', { min: '0', step: 'any',
    placeholder: t('dialogs.no_limit') }))];

/** All of them: {grid, tools, more} in the order in which they stand. */
export function sessionFields(loading, prefix = '') {
  const tools = h('fieldset', { class: 'checks' }, h('legend', {}, t('dialogs.may_use')),
    ...toolNames.map((name) => h('label', { class: 'check' },
      h('input', { type: 'checkbox', name: 'tools', value: name, checked: true }), t(`dialogs.tool.${name}`))));
  const grid = h('div', { class: 'form-grid' }, deskField(get('desks')),
    field(t('dialogs.title'), text('title', { maxlength: '200', placeholder: t('dialogs.title_hint') })),
    ...commonFields(loading, prefix));
  const more = h('details', { class: 'more' }, h('summary', {}, t('dialogs.more')),
    h('div', { class: 'form-grid' },
      field(t('dialogs.effort_name'), choice('effort', efforts())),
      field(t('dialogs.thinking_name'), choice('thinking', thinkings())),
      field(t('dialogs.token_limit'), numeric('max_tokens_total', { min: '0', placeholder: t('dialogs.no_limit') })),
      field(t('dialogs.picture_quality'), numeric('screenshot_quality', { min: '10', max: '100', placeholder: '70' })),
      field(t('dialogs.software'), choice('software', [['', t('dialogs.server_default')],
        ...['true', 'false'].map((value) => [value, t(`dialogs.software.${value}`)])]), t('dialogs.software_hint')),
      field(t('dialogs.locale'), text('locale', { ...kCode, placeholder: 'de_DE' })),
      field(t('dialogs.time_zone'), text('time_zone', { ...kCode, placeholder: t('dialogs.time_zone_hint') }))),
    field(t('dialogs.system_prompt'),
      h('textarea', { name: 'system_prompt_suffix', rows: '3', maxlength: '20000' })));
  return { grid, tools, more };
}

const kTexts = ['title', 'model', 'desk', 'approval', 'egress', 'effort', 'thinking', 'locale', 'time_zone',
  'system_prompt_suffix'];
const kNumbers = ['width', 'height', 'max_steps', 'max_cost_usd', 'max_tokens_total', 'screenshot_quality'];
const kFields = [...kTexts, ...kNumbers, 'software', 'allow_hosts'];

/** What the filled form asks for, as POST /sessions/ takes it. `hasTools`: their fields are in it. */
export function wishesIn(data, hasTools = true) {
  const wishes = {};
  for (const name of kTexts) {
    const value = data.getAll(name).at(-1)?.trim();
    if (value && value !== kOther) wishes[name] = value;
  }
  for (const name of kNumbers) if (data.get(name)) wishes[name] = Number(data.get(name));
  if (data.get('software')) wishes.software = data.get('software') === 'true';
  const hosts = hostsIn(data.get('allow_hosts') ?? '');
  if (wishes.egress === 'list' && hosts.length > 0) wishes.allow_hosts = hosts;
  const tools = data.getAll('tools');
  if (hasTools && tools.length < toolNames.length) wishes.tools = tools;
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
