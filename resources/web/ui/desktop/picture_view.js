// The desktop as pictures, when it cannot be had live: one a second while the agent works.
import { ApiError, request } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { storedPicture } from '../lib/stored_picture.js';
import { t } from '../lib/texts.js';

const kWhileBusy = 1000;
const kWhileIdle = 4000;

/** Calls `told({state: 'shown' | 'off' | 'hidden', words})` whenever that changes. */
export class PictureView {
  #session;
  #told;
  #image = h('img', { class: 'screen-picture', alt: t('desktop.the_desktop'), hidden: true });
  #timer = null;
  #taken = ''; // the address of what was taken last
  #isOpen = false;

  constructor(session, told) {
    this.#session = session;
    this.#told = told;
    this.element = this.#image;
  }

  start() {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#look();
  }

  stop() {
    this.#isOpen = false;
    clearTimeout(this.#timer);
  }

  /** Something has happened: look now. */
  hurry() {
    if (!this.#isOpen) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), 60);
  }

  async #look() {
    if (!document.hidden) await this.#fetch();
    if (!this.#isOpen) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), this.#session.isBusy ? kWhileBusy : kWhileIdle);
  }

  async #fetch() {
    try {
      const answer = await request('GET', `${this.#session.path}/screenshot?format=jpeg&quality=80`);
      const blob = await answer.blob();
      if (!this.#isOpen) return;
      const taken = URL.createObjectURL(blob);
      this.#show(taken);
      this.#taken = taken;
      this.#told({ state: 'shown', words: '' });
    } catch (error) {
      if (this.#isOpen) this.#fallBack(error);
    }
  }

  /** The last picture that the model saw, or nothing. */
  #fallBack(error) {
    const { picture } = this.#session.state;
    const isOff = error instanceof ApiError && error.status === 409;
    if (picture) storedPicture(picture.url).then((address) => this.#isOpen && this.#show(address), () => {});
    this.#image.hidden = !picture;
    this.#told({ state: isOff ? 'off' : 'hidden', words: error.message });
  }

  #show(address) {
    const old = this.#image.src;
    if (old === address) return;
    this.#image.src = address;
    this.#image.hidden = false;
    if (old === this.#taken) setTimeout(() => URL.revokeObjectURL(old), 1000);
  }
}
