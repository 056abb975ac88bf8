// The secrets of a session: which there are and where they may go, one to take back, one to give.
import { h, setText } from '../lib/dom.js';
import { keepForm } from '../lib/form_draft.js';
import { icon } from '../lib/icons.js';
import { visible } from '../session/invisible.js';
import { isBound, placesOf } from '../session/secrets.js';
import { showDialog } from './dialog.js';
import { kAboutSecrets, SecretFields } from './secret_fields.js';

const kHostsHint = 'Of web pages. Works on desktops that start with such a secret: give it before the first message.';

function placeWords(secret) {
  return isBound(secret) ? `Into ${placesOf(secret)}` : 'You are asked each time';
}

class SecretsDialog {
  #session;
  #known = [];
  #list = h('ul', { class: 'secrets' });
  #said = h('p', { class: 'soft', role: 'status' });
  #fields = new SecretFields(kHostsHint);
  #give = h('button', { class: 'primary', type: 'submit' }, 'Give');
  #form;
  #draft = null;

  constructor(session) {
    this.#session = session;
    const isOver = session.status === 'finished';
    this.#form = isOver ? null : h('form', { class: 'secret-form', autocomplete: 'off' }, h('h3', {}, 'Give a secret'),
      this.#fields.element, h('div', { class: 'dialog-foot' }, this.#said, this.#give));
    if (this.#form) {
      this.#draft = keepForm(this.#form, `secrets.${session.id}`);
      this.#form.onsubmit = (event) => this.#submit(event);
      this.#form.oninput = () => this.#nameDeed();
    }
    showDialog('Secrets', [h('p', { class: 'soft' }, isOver ? 'This session is finished; its secrets are gone.'
      : kAboutSecrets), this.#list, this.#form], { wide: true, onclose: () => this.#fields.clear() });
    this.#load();
  }

  async #load() {
    try {
      this.#known = await this.#session.secrets();
      this.#list.replaceChildren(...(this.#known.length > 0 ? this.#known.map((secret) => this.#row(secret))
        : [h('li', { class: 'none' }, this.#form ? 'None yet.' : 'None.')]));
    } catch (error) {
      this.#list.replaceChildren(h('li', { class: 'none' }, visible(error.message)));
    }
    this.#nameDeed();
  }

  #row(secret) {
    const name = visible(secret.name);
    return h('li', {}, icon('key'), h('span', {}, h('code', {}, name),
      h('small', {}, visible(placeWords(secret)))),
    h('button', { type: 'button', 'aria-label': `Take back ${name}`, onclick: () => this.#takeBack(secret.name) },
      'Take back'));
  }

  /** One of the same name is replaced, and the button says so. */
  #nameDeed() {
    const isThere = this.#known.some(({ name }) => name === this.#fields.name);
    setText(this.#give, isThere ? `Replace ${this.#fields.name}` : 'Give');
  }

  async #submit(event) {
    event.preventDefault();
    setText(this.#said, '');
    this.#fields.forgive();
    const { name, wrongName } = this.#fields;
    if (wrongName) {
      this.#fields.complain(wrongName);
      return;
    }
    this.#give.disabled = true;
    try {
      await this.#session.giveSecret(name, this.#fields.read());
      this.#fields.clear();
      this.#draft.keep();
      setText(this.#said, `${name} is given. The agent is told its name.`);
      await this.#load();
      this.#fields.focus();
    } catch (error) {
      this.#fields.complain(error.about?.('value').join(' ') || error.message);
    }
    this.#give.disabled = false;
  }

  async #takeBack(name) {
    try {
      await this.#session.takeBackSecret(name);
      setText(this.#said, `${visible(name)} is taken back. Its value stays hidden.`);
    } catch (error) {
      setText(this.#said, visible(error.message));
    }
    await this.#load();
    this.#fields.focus();
  }
}

/** Shows the secrets of a session. */
export function showSecrets(session) {
  return new SecretsDialog(session);
}
