// The replay of a session: its pictures with what was done marked on them, a timeline, a pace.
import { h, setText } from '../lib/dom.js';
import { visiblePieces } from '../chat/hidden_text.js';
import { duration } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { inWords } from '../session/calls.js';
import { visible } from '../session/invisible.js';
import { isOnPicture } from '../lib/marks.js';
import { markedPicture } from '../lib/picture.js';
import { storedPicture } from '../lib/stored_picture.js';
import { number, t } from '../lib/texts.js';
import { filmOf, pauseAfter } from './frames.js';

const kSpeeds = [1, 2, 4, 8];

/** `page`: {onFrame(key), onLeave()}; without onLeave there is nothing live to go back to. */
export class ReplayPane {
  #session;
  #page;
  #film = { frames: [], moments: [] };
  #at = 0;
  #speed = kSpeeds[1];
  #timer = null;
  #stop;
  #stage = h('div', { class: 'replay-stage' });
  #caption = h('p', { class: 'replay-caption' });
  #place = h('span', { class: 'replay-place' });
  #slider = h('input',
    { type: 'range', min: '0', max: '0', value: '0', class: 'replay-slider', 'aria-label': t('replay.place') });
  #moments = h('div', { class: 'replay-moments' });
  #play = h('button', { class: 'round', type: 'button' });
  #pace = h('button', { class: 'quiet pace', type: 'button', title: t('replay.speed') });

  constructor(session, page) {
    this.#session = session;
    this.#page = page;
    const step = (by, words, glyph) => h('button', { class: 'quiet', type: 'button', 'aria-label': words, title: words,
      onclick: () => { this.#pause(); this.#show(this.#at + by); } }, icon(glyph));
    this.element = h('section', { class: 'pane replay-pane', 'aria-label': t('replay.replay'), tabindex: '-1' },
      h('div', { class: 'desktop-bar' },
        h('span', { class: 'badge', data: { kind: 'replay' } }, icon('replay'), t('replay.replay')),
        h('span', { class: 'spacer' }),
        page.onLeave
          && h('button', { type: 'button', onclick: () => page.onLeave() }, icon('screen'), t('replay.back_to_live'))),
      this.#stage, this.#caption,
      h('div', { class: 'replay-controls' }, step(-1, t('replay.step_back'), 'back'), this.#play,
        step(1, t('replay.step_forward'), 'forward'),
        h('div', { class: 'replay-line' }, this.#moments, this.#slider), this.#place, this.#pace));
    this.#play.onclick = () => (this.#timer ? this.#pause() : this.#start());
    this.#slider.oninput = () => { this.#pause(); this.#show(Number(this.#slider.value)); };
    this.#pace.onclick = () => this.#setSpeed(kSpeeds[(kSpeeds.indexOf(this.#speed) + 1) % kSpeeds.length]);
    this.element.onkeydown = (event) => this.#onKey(event);
    this.#stop = session.on('items', () => this.#refresh());
    this.#setSpeed(this.#speed);
  }

  async open() {
    setText(this.#caption, t('replay.loading'));
    await this.#session.loadAll();
    this.#refresh();
    this.#show(0);
    this.#slider.focus();
  }

  close() {
    this.#pause();
    this.#stop();
  }

  #refresh() {
    this.#film = filmOf(this.#session.state.items);
    const { frames, moments } = this.#film;
    this.#slider.max = String(Math.max(0, frames.length - 1));
    this.#slider.disabled = this.#play.disabled = frames.length === 0;
    this.#moments.replaceChildren(...moments.map(({ index, kind, words }) => {
      const mark = h('i', { data: { kind }, title: visible(words.slice(0, 120)) });
      mark.style.left = `${(frames.length > 1 ? index / (frames.length - 1) : 0) * 100}%`;
      return mark;
    }));
    this.#drawPlay();
    if (frames.length > 0) return;
    this.#caption.replaceChildren();
    this.#stage.replaceChildren(
      h('div', { class: 'screen-notice' }, icon('replay'), h('p', {}, t('replay.nothing'))));
  }

  #show(index) {
    const { frames } = this.#film;
    const frame = frames[Math.min(frames.length - 1, Math.max(0, index))];
    if (!frame) return;
    this.#at = frames.indexOf(frame);
    const { title: words, object } = inWords(frame.item.call);
    const title = visible(words);
    const call = isOnPicture(frame.item.call) ? frame.item.call : null;
    this.#stage.replaceChildren(
      markedPicture(frame.image, call, { shownWidth: 900, alt: t('replay.screen_after', { title }), lazy: false }));
    this.#caption.replaceChildren(h('strong', {}, title),
      object ? h('code', {}, ...visiblePieces(object.slice(0, 200).replace(/[\n\t ]+/g, ' '))) : '');
    this.#slider.value = String(this.#at);
    this.#slider.setAttribute('aria-valuetext', t('replay.place_of',
      { place: this.#at + 1, count: frames.length, title }));
    setText(this.#place, `${this.#at + 1} / ${frames.length} · ${duration(frame.at - frames[0].at)}`);
    this.#page.onFrame(frame.key);
    this.#preload(frames[this.#at + 1]);
  }

  #preload(frame) {
    if (frame?.isOwn) storedPicture(frame.image.url).catch(() => {});
  }

  #start() {
    const { frames } = this.#film;
    if (this.#at >= frames.length - 1) this.#show(0);
    this.#schedule();
    this.#drawPlay();
  }

  #schedule() {
    this.#timer = setTimeout(() => {
      this.#show(this.#at + 1);
      if (this.#at >= this.#film.frames.length - 1) this.#pause();
      else this.#schedule();
    }, pauseAfter(this.#film.frames, this.#at, this.#speed));
  }

  #pause() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#drawPlay();
  }

  #drawPlay() {
    const words = this.#timer ? t('replay.pause') : t('replay.play');
    if (this.#play.title === words) return;
    this.#play.replaceChildren(icon(this.#timer ? 'pause' : 'play'));
    this.#play.setAttribute('aria-label', words);
    this.#play.title = words;
  }

  #setSpeed(speed) {
    this.#speed = speed;
    setText(this.#pace, `${number(speed)}×`);
    this.#pace.setAttribute('aria-label', t('replay.speed_times', { speed }));
  }

  #onKey(event) {
    if (event.target.closest('button')) return;
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key];
    if (step || event.key === ' ') event.preventDefault();
    if (step) {
      this.#pause();
      this.#show(this.#at + step);
    }
    if (event.key === ' ') this.#play.click();
  }
}
