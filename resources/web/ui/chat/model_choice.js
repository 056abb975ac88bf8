// Another model for what is still to do, where money has run out. None where the demo model is the only one.
import { get } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { number, t } from '../lib/texts.js';
import { visible } from '../session/invisible.js';

const price = (value) => number(value, { style: 'currency', currency: 'USD', maximumFractionDigits: 2 });

function optionOf({ id, display_name: name, prices: { input, output } }) {
  const values = { model: name, input: price(input), output: price(output) };
  return h('option', { value: id }, visible(output > 0 ? t('chat.model_prices', values) : name));
}

export class ModelChoice {
  #list = h('select', {});
  #names = null; // of the models by their ids; null: not asked for yet
  element = h('label', { class: 'model-choice', hidden: true }, h('span', {}, t('chat.go_on_with')), this.#list);

  /** `onchange`: somebody chose, or there is something to choose. */
  constructor(onchange) {
    this.#list.onchange = onchange;
    this.onchange = onchange;
  }

  /** Offers it to a session whose model is `model`, or not at all (null). */
  show(model) {
    this.element.hidden = model === null || !this.#names?.size;
    if (model === null) {
      this.#list.value = '';
      return;
    }
    if (!this.#names) this.#load();
    if (!this.#list.value) this.#list.value = model;
  }

  /** {id, name} of the one that was chosen instead of `model`; null: none was. */
  chosen(model) {
    const id = this.#list.value;
    return this.element.hidden || !id || id === model ? null : { id, name: this.#names.get(id) };
  }

  async #load() {
    this.#names = new Map();
    try {
      const [{ provider }, { models }] = await Promise.all([get('health'), get('models')]);
      if (provider === 'demo') return;
      this.#list.replaceChildren(...models.map(optionOf));
      this.#list.value = '';
      this.#names = new Map(models.map(({ id, display_name: name }) => [id, name]));
      this.onchange();
    } catch {
      this.#names = null; // the limit can be raised all the same
    }
  }
}
