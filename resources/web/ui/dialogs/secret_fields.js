// The fields of one secret: its name, its value, and where it may go. The value is nowhere but in its field.
import { h } from '../lib/dom.js';
import { t } from '../lib/texts.js';
import { visible } from '../session/invisible.js';
import { complaintIn, entriesIn, wrongWithName } from '../session/secrets.js';

let made = 0;

function part(label, control, hint) {
  const id = `secret-part-${++made}`;
  const wrong = h('small', { class: 'field-problem', id, role: 'alert' });
  control.setAttribute('aria-describedby', id);
  const element = h('div', { class: 'form-field' },
    h('label', { class: 'stacked' }, h('span', {}, label), control), hint ? h('small', {}, hint) : null, wrong);
  return { element, control, wrong };
}

const input = (name, type, more) =>
  h('input', { name, type, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', ...more });

export class SecretFields {
  #parts = {
    name: part(t('dialogs.name'), input('secret', 'text', { maxlength: '64', placeholder: 'MAIL_PASSWORD' })),
    // Of a password that may be an old one, browsers fill in what they know for this address: the token.
    value: part(t('dialogs.value'), input('secret-value', 'password',
      { maxlength: '4096', autocomplete: 'new-password' })),
    hosts: null,
    windows: part(t('dialogs.windows'), input('secret-windows', 'text', { placeholder: 'xterm, keepass*' }),
      t('dialogs.windows_hint')),
  };

  /** `hostsHint`: a sentence below the hosts; `lead`: an element after all fields. */
  constructor(hostsHint, lead = null) {
    this.#parts.hosts = part(t('dialogs.hosts'), input('secret-hosts', 'text',
      { placeholder: 'example.com, *.example.org' }),
      hostsHint);
    const { name, value, hosts, windows } = this.#parts;
    this.element = h('fieldset', { class: 'secret-fields', 'aria-label': t('dialogs.secret') },
      name.element, value.element, hosts.element, windows.element, lead);
  }

  get name() {
    return this.#parts.name.control.value.trim();
  }

  get isEmpty() {
    return Object.values(this.#parts).every(({ control }) => control.value === '');
  }

  /** As the server takes it: {value, hosts, windows}. */
  read() {
    const { value, hosts, windows } = this.#parts;
    return { value: value.control.value, hosts: entriesIn(hosts.control.value),
      windows: entriesIn(windows.control.value) };
  }

  /** What is wrong with the name; empty when nothing is. */
  get wrongName() {
    return wrongWithName(this.name);
  }

  /** Says at its field what is wrong: a sentence of the server's. */
  complain(message) {
    const { part: which, words } = complaintIn(message);
    const { control, wrong } = this.#parts[which];
    wrong.textContent = visible(words);
    control.setAttribute('aria-invalid', 'true');
    control.focus();
  }

  /** Nothing is said to be wrong any more. */
  forgive() {
    for (const { control, wrong } of Object.values(this.#parts)) {
      wrong.textContent = '';
      control.removeAttribute('aria-invalid');
    }
  }

  clear() {
    for (const { control } of Object.values(this.#parts)) control.value = '';
    this.forgive();
  }

  focus() {
    this.#parts.name.control.focus();
  }
}
