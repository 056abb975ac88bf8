// The secrets that a new session is given: a fold with the fields of as many as are wanted.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { complaintIn } from '../session/secrets.js';
import { SecretFields } from './secret_fields.js';

export class NewSecrets {
  #rows = [];
  #list = h('div', { class: 'stacked' });
  #add = h('button', { type: 'button', onclick: () => this.#addRow().focus() }, icon('plus'), t('dialogs.add_secret'));

  constructor() {
    this.element = h('details', { class: 'more new-secrets' }, h('summary', {}, t('dialogs.secrets')),
      h('p', { class: 'soft' }, t('dialogs.about_secrets')), this.#list, this.#add);
    this.#addRow();
  }

  #addRow() {
    const remove = h('button', { class: 'quiet', type: 'button' }, icon('trash'), t('dialogs.remove'));
    const fields = new SecretFields(t('dialogs.of_web_pages'), h('div', { class: 'secret-remove' }, remove));
    remove.onclick = () => {
      fields.clear();
      fields.element.remove();
      this.#rows = this.#rows.filter((row) => row !== fields);
      this.#add.focus();
    };
    this.#rows.push(fields);
    this.#list.append(fields.element);
    return fields;
  }

  /** At least so many. */
  makeRows(count) {
    while (this.#rows.length < count) this.#addRow();
  }

  #complainAt(row, message) {
    this.element.open = true;
    row.complain(message);
  }

  /** Name → secret of all that are filled in; null where that cannot be, which is said at the field. */
  read() {
    const secrets = new Map();
    for (const row of this.#rows) row.forgive();
    for (const row of this.#rows.filter(({ isEmpty }) => !isEmpty)) {
      const wrong = row.wrongName || (secrets.has(row.name) ? t('dialogs.name_once') : '');
      if (wrong) {
        this.#complainAt(row, wrong);
        return null;
      }
      secrets.set(row.name, row.read());
    }
    return Object.fromEntries(secrets);
  }

  /** Says at the right field what the server said. */
  complain(message) {
    const { name } = complaintIn(message);
    const row = this.#rows.find((one) => one.name === name) ?? this.#rows.at(-1);
    if (row) this.#complainAt(row, message);
  }

  /** No value stays behind. */
  clear() {
    for (const row of this.#rows) row.clear();
  }
}
