// Under the title: how this session works, and what of it can be changed at once.
import { get } from '../lib/api.js';
import { h, setText } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';
import { showLimits } from '../dialogs/limits.js';
import { showPermissions } from '../dialogs/permissions.js';
import { networkWords } from '../session/egress.js';
import { visible } from '../session/invisible.js';
import { approvals, canGoOn, limitsOf, modelName } from '../session/settings.js';

const option = ([value, words]) => h('option', { value }, visible(words));

function setting(words, control) {
  return h('label', { class: 'setting' }, h('span', {}, words), control);
}

/** A list whose choice is a change of the session's field `name`; what is refused goes back. */
function choiceOf(session, name, options) {
  const list = h('select', {}, ...options.map(option));
  list.onchange = () => session.change({ [name]: list.value }).catch((error) => {
    toast(error.message);
    list.value = session.record[name];
  });
  return list;
}

/** The models there are; the demo model is the only one of its server, whatever a session names. */
class ModelSetting {
  #list;
  #models = null; // that are not listed yet
  element;

  constructor(session) {
    this.#list = choiceOf(session, 'model', []);
    this.element = setting(t('layout.model'), this.#list);
    Promise.all([get('health'), get('models')]).then(([{ provider }, { models }]) => {
      if (provider === 'demo') return this.#list.replaceWith(h('span', { class: 'setting-value' },
        t('layout.demo_model')));
      this.#models = models;
      return session.record && this.draw(session.record, this.#list.disabled);
    }, () => {}); // the one it has is shown; there is no other to choose
  }

  #listOf(provider) {
    const own = this.#models.filter((model) => canGoOn(provider, model.provider));
    this.#list.replaceChildren(...own.map(({ id, display_name: name }) => option([id, name])));
    this.#models = null;
  }

  draw({ model, provider }, isOver) {
    if (this.#models) this.#listOf(provider);
    if (model && ![...this.#list.options].some(({ value }) => value === model)) {
      this.#list.append(option([model, modelName(model)]));
    }
    this.#list.value = model;
    this.#list.disabled = Boolean(isOver);
  }
}

function button(name, glyph, onclick) {
  const words = h('span', { class: 'setting-value' });
  const element = h('button', { type: 'button', class: 'quiet setting', 'aria-haspopup': 'dialog', onclick },
    icon(glyph), h('span', {}, name), words);
  return { element, say: (text) => setText(words, text) };
}

function permissionsOf(record) {
  const kept = record.grants.length > 0 ? [t('layout.not_asked_again', { count: record.grants.length })] : [];
  return [networkWords(record.egress), ...kept].join(' · ');
}

/** The strip of a session. */
export function settingsStrip(session) {
  const model = new ModelSetting(session);
  const asks = choiceOf(session, 'approval', approvals());
  const limits = button(t('layout.limits'), 'clock', () => showLimits(session));
  const permissions = button(t('layout.permissions'), 'shield', () => showPermissions(session));
  const element = h('div', { class: 'settings-strip', role: 'group', 'aria-label': t('layout.how_it_works') },
    model.element, setting(t('layout.ask_before'), asks), limits.element, permissions.element);

  function draw() {
    const { record, status } = session;
    const isOver = status === 'finished';
    model.draw(record, isOver);
    asks.value = record.approval;
    asks.disabled = isOver;
    limits.say(limitsOf(record).join(' · ') || t('layout.none'));
    limits.element.disabled = isOver;
    permissions.say(permissionsOf(record));
  }

  session.on('record', draw);
  session.on('state', () => session.record && draw());
  return element;
}
