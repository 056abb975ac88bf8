// The screen beside a question: as it is now, with the target marked, as long as the question is open.
import { request } from '../lib/api.js';
import { h, setText } from '../lib/dom.js';
import { pixelAt } from '../lib/marks.js';
import { markLayer } from '../lib/picture.js';
import { storedPicture } from '../lib/stored_picture.js';
import { t } from '../lib/texts.js';

const kEvery = 3000; // ms
const kShownWidth = 420;

export class ApprovalPicture {
  #session;
  #image = h('img', { alt: '', decoding: 'async', draggable: 'false' });
  #frame = h('span', { class: 'picture' }, this.#image);
  #words = h('figcaption', { class: 'soft' });
  #marks = null;
  #next = 0; // when to look again
  #isLooking = false;
  #isLive = false;
  #from = null; // where the pointer went down

  constructor(session, call) {
    this.#session = session;
    this.element = h('figure', { class: 'approval-picture' }, this.#frame, this.#words);
    this.#image.width = this.size.width;
    this.#image.height = this.size.height;
    this.mark(call);
    this.#showEarlier();
  }

  /** {width, height} of what the model sees, in whose pixels it says where. */
  get size() {
    const { picture_width: width, picture_height: height } = this.#session.record;
    return { width, height };
  }

  mark(call) {
    this.#marks?.remove();
    this.#marks = markLayer(call, this.size, kShownWidth);
    if (this.#marks) this.#frame.append(this.#marks);
  }

  /** From now on `picked(from, to)` is told where the pointer went down and up; null: no more. */
  pick(picked, isDrawn = false) {
    const isPicking = Boolean(picked);
    this.element.classList.toggle('picking', isPicking);
    this.element.classList.toggle('drawing', isPicking && isDrawn); // a finger then does not scroll
    const at = (event) => pixelAt(this.#frame.getBoundingClientRect(), event, this.size);
    this.#frame.onpointerdown = isPicking && ((event) => {
      if (event.button !== 0) return;
      this.#frame.setPointerCapture(event.pointerId);
      this.#from = at(event);
    });
    this.#frame.onpointerup = isPicking && ((event) => {
      if (this.#from) picked(this.#from, at(event));
      this.#from = null;
    });
    this.#frame.onpointercancel = () => { this.#from = null; };
  }

  /** Looks again when it is time, and somebody may see it. */
  tick(now) {
    if (now < this.#next || document.hidden || this.#isLooking) return;
    this.#next = now + kEvery;
    this.#look();
  }

  hurry() {
    this.#next = 0;
    this.tick(Date.now());
  }

  async #look() {
    this.#isLooking = true;
    try {
      const answer = await request('GET', `${this.#session.path}/screenshot?format=jpeg&quality=85`);
      const address = URL.createObjectURL(await answer.blob());
      this.#image.onload = () => URL.revokeObjectURL(address);
      this.#show(address, t('chat.screen_now'));
      this.#isLive = true;
      setText(this.#words, '');
    } catch (error) {
      const { picture } = this.#session.state;
      const seen = this.#isLive ? 'chat.no_newer_picture' : picture ? 'chat.earlier_picture' : 'chat.no_picture';
      setText(this.#words, t(seen, { problem: error.message }));
    }
    this.#isLooking = false;
  }

  #showEarlier() {
    this.#frame.hidden = true;
    const { picture } = this.#session.state;
    if (!picture) return;
    storedPicture(picture.url).then((address) => {
      if (!this.#isLive) this.#show(address, t('chat.screen_earlier'));
    }, () => {});
  }

  #show(address, alt) {
    this.#image.src = address;
    this.#image.alt = this.#marks ? t('chat.with_target', { picture: alt }) : alt;
    this.#frame.hidden = false;
  }
}
