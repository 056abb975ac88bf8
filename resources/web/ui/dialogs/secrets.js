// The secrets of a session: which there are and where they may go, one to take back, one to give.
import { h, setText } from '../lib/dom.js';
import { keepForm } from '../lib/form_draft.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { visible } from '../session/invisible.js';
import { isBound, placesOf } from '../session/secrets.js';
import { showDialog } from './dialog.js';
import { SecretFields } from './secret_fields.js';

function placeWords(secret) {
  return isBound(secret) ? t('dialogs.into', { places: placesOf(secret) }) : t('dialogs.asked_each_time');
}

class SecretsDialog {
  #session;
  #known = [];
  #list = h('ul', { class: 'secrets' });
  #said = h('p', { class: 'soft', role: 'status' });
  #fields = new SecretFields(t('dialogs.hosts_hint'));
  #give = h('button', { class: 'primary', type: 'submit' }, t('dialogs.give'));
  #form;
  #draft = null;

  constructor(session) {
    this.#session = session;
    const isOver = session.status === 'finished';
    this.#form = isOver ? null : h('form', { class: 'secret-form', autocomplete: 'off' },
      h('h3', {}, t('dialogs.give_secret')),
      this.#fields.element, h('div', { class: 'dialog-foot' }, this.#said, this.#give));
    if (this.#form) {
      this.#draft = keepForm(this.#form, `secrets.${session.id}`);
      this.#form.onsubmit = (event) => this.#submit(event);
      this.#form.oninput = () => this.#nameDeed();
    }
    showDialog(t('dialogs.secrets'), [h('p', { class: 'soft' }, isOver ? t('dialogs.secrets_gone')
      : t('dialogs.about_secrets')), this.#list, this.#form], { wide: true, onclose: () => this.#fields.clear() });
    this.#load();
  }

  async #load() {
    try {
      this.#known = await this.#session.secrets();
      this.#list.replaceChildren(...(this.#known.length > 0 ? this.#known.map((secret) => this.#row(secret))
        : [h('li', { class: 'none' }, this.#form ? t('dialogs.none_yet') : t('dialogs.none'))]));
    } catch (error) {
      this.#list.replaceChildren(h('li', { class: 'none' }, visible(error.message)));
    }
    this.#nameDeed();
  }

  #row(secret) {
    const name = visible(secret.name);
    return h('li', {}, icon('key'), h('span', {}, h('code', {}, name),
      h('small', {}, visible(placeWords(secret)))),
    h('button', { type: 'button', 'aria-label': t('dialogs.take_back_name', { name }),
      onclick: () => this.#takeBack(secret.name) },
      t('dialogs.take_back')));
  }

  /** One of the same name is replaced, and the button says so. */
  #nameDeed() {
    const isThere = this.#known.some(({ name }) => name === this.#fields.name);
    setText(this.#give, isThere ? t('dialogs.replace', { name: this.#fields.name }) : t('dialogs.give'));
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
      setText(this.#said, t('dialogs.given', { name }));
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
      setText(this.#said, t('dialogs.taken_back', { name: visible(name) }));
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
