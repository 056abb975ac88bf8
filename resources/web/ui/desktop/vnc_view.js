// The live desktop: noVNC on the server's WebSocket.
import { Emitter } from '../lib/emitter.js';
import { h } from '../lib/dom.js';
import { keysShown } from '../lib/keys.js';
import { openSocket } from '../lib/root.js';
import { t } from '../lib/texts.js';
import { loadKeysyms, loadRfb } from '../lib/vendor.js';
import { viewerId } from './viewer.js';
import { kWayOut } from './way_out.js';

const kFirstDelay = 1000;
const kLongestDelay = 15_000;
const kBackspace = 0xff08; // keysyms of X
const kReturn = 0xff0d;
const kModifiers = [['ControlLeft', 0xffe3], ['ControlRight', 0xffe4], ['AltLeft', 0xffe9], ['AltRight', 0xffea]];
const kLeastPause = 1500; // between two tries, however much happens

/**
 * Emits 'connected', 'lost', 'size' and 'clipboard' (text). Tries again by itself while it is
 * open. Without the wheel it sends nothing; the server would drop it, too.
 */
export class VncView extends Emitter {
  element = h('div', { class: 'vnc-screen' });
  isConnected = false;
  lastClose = null; // {code, reason} of the last connection that ended
  #session;
  #rfb = null;
  #keysyms = null;
  #isOpen = false;
  #timer = null;
  #failures = 0;
  #triedAt = 0;
  #steers = false;

  constructor(session) {
    super();
    this.#session = session;
  }

  start() {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#connect();
  }

  stop() {
    this.#isOpen = false;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#drop();
  }

  /** Soon rather than after a long pause: the desktop has started, or the network is back. */
  hurry() {
    if (Date.now() - this.#triedAt >= kLeastPause) this.tryNow();
  }

  tryNow() {
    if (!this.#isOpen || this.#timer === null) return;
    this.#failures = Math.min(this.#failures, 2);
    clearTimeout(this.#timer);
    this.#connect();
  }

  /** Whether it was tried in vain, and will be again. */
  get isFailing() {
    return this.#isOpen && this.#failures > 1;
  }

  setSteering(steers) {
    this.#steers = steers;
    if (!this.#rfb) return;
    this.#rfb.viewOnly = !steers;
    this.#tellKeys();
    if (steers) this.enter();
    else this.#rfb.blur();
  }

  enter() {
    this.#rfb?.focus({ preventScroll: true });
  }

  /** Before the keyboard goes elsewhere: whoever holds Ctrl and Alt there lets go of them here. */
  letGo() {
    if (!this.#rfb || !this.#steers) return;
    for (const [code, keysym] of kModifiers) this.#rfb.sendKey(keysym, code, false);
    this.#rfb.viewOnly = true; // it forgets what was held
    this.#rfb.viewOnly = false;
  }

  // Tab gets here only while there is something to do for the keys.
  #tellKeys() {
    const canvas = this.#canvas;
    canvas.tabIndex = this.#steers ? 0 : -1;
    canvas.setAttribute('role', this.#steers ? 'application' : 'img');
    canvas.setAttribute('aria-label', this.#steers
      ? t('desktop.the_desktop_and_way_out', { keys: keysShown(kWayOut) }) : t('desktop.the_desktop'));
  }

  get #canvas() {
    return this.element.querySelector('canvas');
  }

  /** Of the desktop, in its pixels. */
  get size() {
    return { width: this.#canvas?.width ?? 0, height: this.#canvas?.height ?? 0 };
  }

  /** The place of the desktop under one of the page. */
  placeAt(x, y) {
    const on = this.#canvas.getBoundingClientRect();
    return { x: (x - on.left) * this.#canvas.width / on.width, y: (y - on.top) * this.#canvas.height / on.height };
  }

  /** As a mouse does it there; `buttons` as in MouseEvent. The focus stays, and with it a phone's keyboard. */
  point(type, place, buttons) {
    if (!this.isConnected) return;
    this.#rfb.focusOnClick = false;
    // While a button is down noVNC waits for its end at the window.
    const target = type === 'mouseup' && document.captureElement ? window : this.#canvas;
    target.dispatchEvent(new MouseEvent(type, { ...this.#onPage(place), buttons, bubbles: true, cancelable: true }));
    this.#rfb.focusOnClick = true;
  }

  scroll(place, deltaX, deltaY) {
    this.#canvas?.dispatchEvent(new WheelEvent('wheel', { ...this.#onPage(place), deltaX, deltaY, cancelable: true }));
  }

  hidePointer() {
    this.#canvas?.dispatchEvent(new MouseEvent('mouseleave'));
  }

  #onPage({ x, y }) {
    const on = this.#canvas.getBoundingClientRect();
    return { clientX: on.left + (x + 0.5) * on.width / this.#canvas.width,
      clientY: on.top + (y + 0.5) * on.height / this.#canvas.height };
  }

  paste(text) {
    this.#rfb?.clipboardPasteFrom(text);
  }

  /** Removes characters before the cursor, then types the text; `modifiers` hold for the first key of it. */
  async type(text, backspaces, modifiers = []) {
    // One promise: what is typed meanwhile keeps its order.
    this.#keysyms ??= loadKeysyms().catch((error) => {
      this.#keysyms = null; // to be asked for again
      throw error;
    });
    const { default: keysyms } = await this.#keysyms;
    const keys = Array(backspaces).fill(kBackspace);
    for (const character of text)
      keys.push(character === '\n' ? kReturn : keysyms.lookup(character.codePointAt(0)));
    for (const [at, key] of keys.entries()) this.press(key, at === 0 ? modifiers : []);
  }

  /** `modifiers`: of 'ctrl' and 'alt'. */
  press(keysym, modifiers) {
    this.hold(modifiers, true);
    this.#rfb?.sendKey(keysym);
    this.hold(modifiers, false);
  }

  /** Presses these modifiers, or lets go of them. */
  hold(modifiers, isDown) {
    const keys = modifiers.map((name) => (name === 'ctrl' ? kModifiers[0] : kModifiers[2]));
    for (const [code, keysym] of isDown ? keys : keys.toReversed()) this.#rfb?.sendKey(keysym, code, isDown);
  }

  async #connect() {
    this.#timer = null;
    this.#triedAt = Date.now();
    const RFB = await loadRfb().then((module) => module.default, () => null);
    if (!this.#isOpen || this.#rfb) return;
    if (!RFB) {
      this.#tryLater();
      return;
    }
    const socket = openSocket(`${this.#session.path}/vnc?viewer=${viewerId()}`, 'binary');
    socket.addEventListener('close', ({ code, reason }) => { this.lastClose = { code, reason }; });
    const rfb = new RFB(this.element, socket, { shared: true });
    this.#rfb = rfb;
    Object.assign(rfb, { viewOnly: !this.#steers, scaleViewport: true, clipViewport: false,
      background: 'transparent', qualityLevel: 8, compressionLevel: 1, showDotCursor: true });
    new MutationObserver(() => this.emit('size'))
      .observe(this.#canvas, { attributes: true, attributeFilter: ['width', 'height'] });
    rfb.addEventListener('connect', () => this.#onConnected(rfb));
    rfb.addEventListener('disconnect', () => this.#onLost(rfb));
    rfb.addEventListener('clipboard', (event) => this.emit('clipboard', event.detail.text));
  }

  #onConnected(rfb) {
    if (rfb !== this.#rfb) return;
    this.#failures = 0;
    this.isConnected = true;
    this.setSteering(this.#steers);
    this.emit('connected');
  }

  #onLost(rfb) {
    if (rfb !== this.#rfb) return;
    this.#rfb = null;
    this.isConnected = false;
    if (this.#isOpen) this.#tryLater();
  }

  #tryLater() {
    this.#timer = setTimeout(() => this.#connect(), Math.min(kLongestDelay, kFirstDelay * 2 ** this.#failures));
    this.#failures += 1;
    this.emit('lost');
  }

  #drop() {
    const rfb = this.#rfb;
    this.#rfb = null;
    this.isConnected = false;
    rfb?.disconnect();
  }
}
