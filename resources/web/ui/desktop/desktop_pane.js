// The desktop side of a session: live, or as pictures; who steers; and what can be done with it.
import { h, setText } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { keysShown } from '../lib/keys.js';
import { addressOf } from '../lib/root.js';
import { confirmed } from '../dialogs/dialog.js';
import { remember, remembered } from '../lib/stored.js';
import { parts, t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';
import { visible } from '../session/invisible.js';
import { acceptDrops } from '../files/drop.js';
import { uploadsOf } from '../files/upload.js';
import { clipboardPanel } from './clipboard_panel.js';
import { keyBar } from './key_bar.js';
import { liveTrouble, whyNotLive } from './live_trouble.js';
import { PictureView } from './picture_view.js';
import { ScreenFrame } from './screen_frame.js';
import { TouchInput } from './touch_input.js';
import { touchKeyboard } from './touch_keyboard.js';
import { VncView } from './vnc_view.js';
import { kWayOut, wayOut } from './way_out.js';
import { Wheel } from './wheel.js';
import { lossWords } from './wheel_words.js';

const kHintShown = 2600;
const isOnlyTouched = () => matchMedia('(any-pointer: coarse)').matches && !matchMedia('(any-pointer: fine)').matches;
const kStarting = new Set(['status', 'tool_started', 'tool_result']);

export class DesktopPane {
  #session;
  #vnc;
  #pictures;
  #wheel;
  #clipboard;
  #keyboard;
  #isOpen = false;
  #keys;
  #frame;
  #touch;
  #steered = false;
  #picture = { state: 'hidden', words: '' };
  #hintTimer = null;
  #badge = h('span', { class: 'badge' });
  #take = h('button', { class: 'wheel-button', type: 'button' });
  #fit = h('button', { class: 'quiet', type: 'button' }, icon('fit'));
  #full = h('button', { class: 'quiet', type: 'button', 'aria-label': t('desktop.full_screen'),
    title: t('desktop.full_screen') },
    icon('expand'));
  #trackpad = h('button', { class: 'quiet', type: 'button', hidden: true }, icon('pointer'));
  #noticeText = h('p');
  #again = h('button', { type: 'button', hidden: true, onclick: () => this.#tryNow() }, t('desktop.try_again'));
  #replay = h('a', { class: 'button', hidden: true }, icon('replay'), t('desktop.replay'));
  #notice = h('div', { class: 'screen-notice' }, icon('screen'), this.#noticeText, this.#again, this.#replay);
  #trouble = liveTrouble(() => this.#tryNow());
  #hint = h('div', { class: 'screen-hint', hidden: true });
  #wayOut = h('span', { class: 'way-out', hidden: true }, 
    ...parts('desktop.way_out', { keys: h('kbd', {}, keysShown(kWayOut)) }).map((part) => h('span', {}, part)));
  #endWayOut = null;

  /** `replay`: the address of the session's replay. */
  constructor(session, replay) {
    this.#session = session;
    this.#replay.href = replay;
    this.#vnc = new VncView(session);
    this.#pictures = new PictureView(session, (told) => this.#onPicture(told));
    this.#wheel = new Wheel(session);
    this.#clipboard = clipboardPanel((text) => this.#vnc.paste(text));
    this.#keyboard = touchKeyboard(
      (text, backspaces) => this.#vnc.type(text, backspaces, this.#keys.takeModifiers()));
    this.#keys = keyBar((keysym, modifiers) => this.#vnc.press(keysym, modifiers));
    this.#frame = new ScreenFrame([this.#pictures.element, this.#vnc.element], () => this.#onFrame());
    this.#touch = new TouchInput(this.#frame, this.#vnc, () => this.#keys.takeModifiers());
    this.stage = h('div', { class: 'stage' }, this.#frame.element, this.#notice, this.#hint, this.#keyboard.field);
    this.element = h('section', { class: 'pane desktop-pane', 'aria-label': t('desktop.desktop') },
      h('div', { class: 'desktop-bar' }, this.#badge, h('span', { class: 'spacer' }), this.#wayOut,
        this.#take, this.#keyboard.button, this.#trackpad, this.#clipboard.element, this.#fit, this.#full),
      this.#trouble.element, this.stage, this.#keys.element);
    this.#listen();
  }

  start() {
    this.#isOpen = true;
    this.#endWayOut ??= wayOut(this.#vnc.element, { isSteering: () => this.#wheel.mine, leave: () => this.#leave(),
      enter: () => this.#vnc.enter() });
    this.#pictures.start();
    this.#wheel.look();
    this.#draw();
  }

  stop() {
    this.#isOpen = false;
    this.#endWayOut?.();
    this.#endWayOut = null;
    this.#vnc.stop();
    this.#pictures.stop();
  }

  hurry() {
    this.#vnc.hurry();
    this.#pictures.hurry();
  }

  #listen() {
    this.#take.onclick = () => this.turnWheel();
    this.#fit.onclick = () => (this.#frame.fits ? this.#frame.showFull() : this.#frame.fit());
    this.#trackpad.onclick = () => this.#setTrackpad(!this.#touch.isTrackpad);
    this.#full.onclick = () => (
      document.fullscreenElement ? document.exitFullscreen() : this.element.requestFullscreen());
    this.stage.addEventListener('pointerdown', () => this.#hintToWatchers());
    this.#wheel.on('change', () => this.#onWheel());
    this.#wheel.on('lost', (now) => toast(lossWords(now), 'info'));
    this.#vnc.on('connected', () => { this.#pictures.stop(); this.#draw(); });
    this.#vnc.on('lost', () => { this.#pictures.start(); this.#draw(); });
    this.#vnc.on('size', () => this.#frame.setSize(this.#vnc.size.width, this.#vnc.size.height));
    this.#pictures.element.addEventListener('load', ({ target }) => {
      if (!this.#vnc.isConnected) this.#frame.setSize(target.naturalWidth, target.naturalHeight);
    });
    this.#vnc.on('clipboard', (text) => this.#clipboard.received(text));
    this.#session.on('state', () => this.#draw());
    this.#session.on('event', (event) => { if (kStarting.has(event.type)) this.hurry(); });
    acceptDrops(this.stage, (files) => uploadsOf(this.#session).bring(files));
    this.#setTrackpad(remembered('trackpad', false));
    this.#onFrame();
  }

  // While a person steers there are no pictures, but there is a desktop.
  #onWheel() {
    if (this.#isOpen && this.#wheel.holder === 'person') this.#vnc.start();
    this.#draw();
  }

  // A desktop that shows a picture can be had live, too; one that is off cannot.
  #onPicture(told) {
    this.#picture = told;
    if (told.state === 'shown') this.#vnc.start();
    this.#draw();
  }

  #tryNow() {
    this.#vnc.tryNow();
    this.#pictures.hurry();
  }

  // Where there are no pictures either, the notice in their place says why.
  #troubleNow() {
    const isSeen = this.#picture.state === 'shown' || this.#wheel.holder === 'person';
    return this.#vnc.isFailing && !this.#vnc.isConnected && isSeen ? whyNotLive(this.#vnc.lastClose) : null;
  }

  #onFrame() {
    const { fits } = this.#frame;
    this.stage.classList.toggle('natural', !fits);
    this.#fit.setAttribute('aria-label', fits ? t('desktop.full_size') : t('desktop.fit'));
    this.#fit.title = this.#fit.getAttribute('aria-label');
    this.#fit.setAttribute('aria-pressed', String(!fits));
    this.#touch.showPointer();
  }

  #setTrackpad(on) {
    this.#touch.setTrackpad(on);
    remember('trackpad', on);
    const words = t('desktop.trackpad');
    for (const name of ['aria-label', 'title']) this.#trackpad.setAttribute(name, words);
    this.#trackpad.setAttribute('aria-pressed', String(on));
  }

  /** Takes the wheel or hands it back. */
  async turnWheel() {
    this.#take.disabled = true;
    try {
      if (this.#wheel.mine) await this.#wheel.handBack();
      else if (this.#wheel.holder === 'agent') await this.#wheel.take();
      else await this.#takeAway();
    } catch (error) {
      toast(error.message);
    }
    this.#take.disabled = false;
    this.#draw();
  }

  async #takeAway() {
    const who = this.#wheel.name || t('desktop.another_person');
    if (await confirmed(t('desktop.take_away'), t('desktop.is_steering', { name: who }), t('desktop.take_it_away'))) {
      await this.#wheel.takeAway();
    }
  }

  // The wheel stays: to look something up in the page is no end of steering.
  #leave() {
    this.#vnc.letGo();
    this.#take.focus();
  }

  #hintToWatchers() {
    if (!this.#wheel.mine && this.#vnc.isConnected) this.#showHint(t('desktop.watching'));
  }

  #showHint(words) {
    setText(this.#hint, words);
    this.#hint.hidden = false;
    clearTimeout(this.#hintTimer);
    this.#hintTimer = setTimeout(() => { this.#hint.hidden = true; }, kHintShown);
  }

  #badgeNow() {
    const { holder, mine, name } = this.#wheel;
    if (mine) return [t('desktop.you_steer'), 'mine', 'wheel'];
    if (holder === 'person') return [visible(t('desktop.steers', { name: name || t('desktop.another_person') })),
      'person', 'wheel'];
    if (this.#vnc.isConnected) return [t('desktop.live'), 'live', 'eye', t('desktop.view_only')];
    if (this.#picture.state === 'shown') return [t('desktop.pictures'), 'pictures', 'camera', t('desktop.view_only')];
    return [this.#picture.state === 'off' ? t('desktop.desktop_off') : t('desktop.not_connected'), 'off', 'screen'];
  }

  #draw() {
    const [first, kind, glyph, more] = this.#badgeNow();
    const words = more ? `${first} · ${more}` : first;
    if (this.#badge.dataset.kind !== kind || this.#badge.textContent !== words) {
      this.#badge.dataset.kind = kind;
      this.#badge.title = words;
      this.#badge.replaceChildren(icon(glyph),
        h('span', {}, first, more ? h('span', { class: 'badge-more' }, ` · ${more}`) : null));
    }
    const { mine, holder, isOffered } = this.#wheel;
    const deed = mine ? t('desktop.hand_back') : holder === 'person' ? t('desktop.take_over') : t('desktop.take_wheel');
    if (this.#take.textContent !== deed) this.#take.replaceChildren(icon('wheel'), deed);
    this.#take.hidden = !isOffered || (!this.#vnc.isConnected && !mine);
    this.#take.classList.toggle('primary', !mine);
    this.#take.classList.toggle('steering', mine);
    this.element.classList.toggle('steered', mine);
    if (mine !== this.#steered) this.#setSteering(mine);
    this.#trouble.show(this.#troubleNow());
    this.#clipboard.element.hidden = !this.#vnc.isConnected;
    this.#clipboard.setSteering(mine);
    this.stage.classList.toggle('live', this.#vnc.isConnected);
    this.#drawNotice();
  }

  #setSteering(steers) {
    this.#steered = steers;
    const hadKeys = this.#vnc.element.contains(document.activeElement);
    this.#vnc.setSteering(steers);
    this.#keyboard.setSteering(steers);
    this.#keys.setSteering(steers);
    this.#touch.setSteering(steers);
    this.#trackpad.hidden = this.#keys.element.hidden;
    if (!steers && hadKeys) this.#take.focus(); // else the keyboard is nowhere
    this.#wayOut.hidden = !steers || isOnlyTouched();
    this.#hint.hidden = true;
    const isInBar = this.#wayOut.offsetWidth > 0;
    if (steers && !isOnlyTouched() && !isInBar) this.#showHint(t('desktop.way_out', { keys: keysShown(kWayOut) }));
  }

  #drawNotice() {
    const { state, words } = this.#picture;
    const isOff = !this.#vnc.isConnected && state !== 'shown';
    this.stage.classList.toggle('off', isOff);
    this.#notice.hidden = !isOff;
    this.#fit.hidden = isOff;
    this.#full.hidden = isOff || !document.fullscreenEnabled;
    if (!isOff) return;
    const closed = this.#session.status === 'finished';
    const text = this.#wheel.holder === 'person' ? words
      : closed ? t('desktop.closed')
      : this.#session.isBusy && state === 'hidden' && !words ? t('desktop.starting')
        : state === 'off' ? t('desktop.is_off') : words;
    setText(this.#noticeText, text);
    this.#again.hidden = closed || state !== 'hidden' || !words;
    this.#replay.hidden = !this.#session.state.picture || this.#session.isRunning;
  }
}

/** The address of the page with this desktop alone. */
export const desktopAddress = (session) => String(addressOf(`vnc.html?session=${session.id}`));
