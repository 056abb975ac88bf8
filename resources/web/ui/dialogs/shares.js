// Links that show a session to whoever has them: make one, copy it, take it back.
import { call, get, post } from '../lib/api.js';
import { h, setText } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { addressOf } from '../lib/root.js';
import { dateAndTime, t } from '../lib/texts.js';
import { copyButton } from '../chat/copy_button.js';
import { visible } from '../session/invisible.js';
import { showDialog } from './dialog.js';

const kHour = 3600; // seconds
const kDay = 24 * kHour;
const kLifetimes = [kHour, kDay, 7 * kDay, 30 * kDay];
const kUsual = 7 * kDay;

const inWords = (seconds) => (seconds < kDay ? t('share.hours', { count: seconds / kHour })
  : t('share.days', { count: seconds / kDay }));
const moment = (iso) => dateAndTime(new Date(iso), { dateStyle: 'medium', timeStyle: 'short' });

class SharesDialog {
  #path;
  #list = h('ul', { class: 'secrets shares' });
  #said = h('p', { class: 'soft', role: 'status' });
  #lifetime = h('select', { name: 'lifetime' }, ...kLifetimes.map((seconds) =>
    h('option', { value: String(seconds), selected: seconds === kUsual }, inWords(seconds))));
  #make = h('button', { class: 'primary', type: 'submit' }, icon('link'), t('share.make'));

  constructor(session) {
    this.#path = `${session.path}/shares`;
    const form = h('form', { class: 'share-form' },
      h('label', {}, t('share.ends_after'), this.#lifetime), this.#make);
    form.onsubmit = (event) => this.#submit(event);
    this.element = showDialog(t('share.title'), [h('p', { class: 'soft' }, t('share.about')), form, this.#said,
      h('h3', {}, t('share.live')), this.#list], { wide: true });
    this.#load();
  }

  async #load() {
    try {
      const shares = await get(this.#path);
      this.#list.replaceChildren(...(shares.length > 0 ? shares.map((share) => this.#row(share))
        : [h('li', { class: 'none' }, t('share.none'))]));
    } catch (error) {
      this.#list.replaceChildren(h('li', { class: 'none' }, visible(error.message)));
    }
  }

  #row({ id, url, created_at: made, expires_at: end }) {
    const address = url ? String(addressOf(url.slice(1))) : '';
    const field = h('input', { type: 'text', readonly: true, value: address,
      'aria-label': t('share.link', { end: moment(end) }),
      onfocus: () => field.select() });
    return h('li', { data: { share: id } }, h('span', {}, field,
      h('small', {}, t('share.times', { made: moment(made), end: moment(end) }))),
    copyButton(() => address),
    h('button', { type: 'button', onclick: () => this.#revoke(id) }, t('share.revoke')));
  }

  async #submit(event) {
    event.preventDefault();
    setText(this.#said, '');
    this.#make.disabled = true;
    try {
      const { id, url } = await post(this.#path, { expires_in_s: Number(this.#lifetime.value) });
      await this.#load();
      await this.#copy(String(addressOf(url.slice(1))));
      this.#list.querySelector(`[data-share="${CSS.escape(id)}"] input`)?.focus();
    } catch (error) {
      setText(this.#said, visible(error.message));
    }
    this.#make.disabled = false;
  }

  async #copy(address) {
    try {
      await navigator.clipboard.writeText(address);
      setText(this.#said, t('share.copied'));
    } catch { // the browser does not let pages copy here
      setText(this.#said, t('share.made'));
    }
  }

  async #revoke(id) {
    try {
      await call('DELETE', `${this.#path}/${encodeURIComponent(id)}`);
      setText(this.#said, t('share.revoked'));
    } catch (error) {
      setText(this.#said, visible(error.message));
    }
    await this.#load();
    this.#make.focus();
  }
}

/** Shows the links to a session. */
export function showShares(session) {
  return new SharesDialog(session);
}
