// Fingers on the screen. Who watches moves and enlarges the picture. Who steers points with the
// finger itself, or moves a pointer with it as on a trackpad; two fingers then enlarge or scroll.
import { Gestures } from './gestures.js';

const kLeft = 1; // buttons, as in MouseEvent.buttons
const kRight = 2;
const kSpeed = 1.5; // of the pointer, against the finger
const kScroll = 2.5;
const kDoubleTapZoom = 2.5;

export class TouchInput {
  isSteering = false;
  isTrackpad = false;
  #frame;
  #screen;
  #gestures = new Gestures();
  #timer = null;
  #pointer = { x: 0, y: 0 }; // of the trackpad, in pixels of the desktop
  #pressed = 0;
  #takeModifiers;
  #modifiers = []; // down since the button is

  /** `frame`: ScreenFrame; `screen`: VncView; `takeModifiers()`: those that the key bar holds for what comes now. */
  constructor(frame, screen, takeModifiers) {
    this.#frame = frame;
    this.#screen = screen;
    this.#takeModifiers = takeModifiers;
    for (const type of ['touchstart', 'touchmove', 'touchend', 'touchcancel'])
      frame.element.addEventListener(type, (event) => this.#onTouch(event), { capture: true, passive: false });
  }

  /** The pointer stands where a person sees it, whatever was moved or enlarged. */
  showPointer() {
    if (this.isSteering && this.isTrackpad && this.#frame.element.offsetWidth > 0) this.#move(this.#pointer);
    else this.#screen.hidePointer();
  }

  setTrackpad(on) {
    this.isTrackpad = on;
    const { width, height } = this.#screen.size;
    if (on && this.#pointer.x === 0) this.#pointer = { x: width / 2, y: height / 2 };
    this.showPointer();
  }

  setSteering(steers) {
    this.isSteering = steers;
    this.#pressed = 0;
    this.#screen.hold(this.#modifiers.splice(0), false);
    this.setTrackpad(this.isTrackpad);
  }

  // No one else hears of it: not the browser, which would make it a click, nor noVNC.
  #onTouch(event) {
    event.preventDefault();
    event.stopPropagation();
    const fingers = [...event.touches].map((touch) => ({ x: touch.clientX, y: touch.clientY }));
    this.#act(this.#gestures.take(fingers, event.timeStamp));
    clearTimeout(this.#timer);
    const { holdsAt } = this.#gestures;
    if (holdsAt !== null)
      this.#timer = setTimeout(() => this.#act(this.#gestures.tick(holdsAt)), holdsAt - event.timeStamp);
  }

  #act(acts) {
    for (const act of acts) {
      if (!this.isSteering) this.#watch(act);
      else if (this.isTrackpad) this.#slide(act);
      else this.#point(act);
    }
  }

  #watch(act) {
    if (act.kind === 'drag') this.#frame.panBy(act.dx, act.dy);
    if (act.kind === 'two') this.#enlarge(act);
    if (act.kind !== 'tap' || act.count !== 2) return;
    if (this.#frame.fits) this.#frame.zoomAt(kDoubleTapZoom, act.x, act.y);
    else this.#frame.fit();
  }

  #enlarge({ x, y, dx, dy, factor }) {
    this.#frame.panBy(dx, dy);
    this.#frame.zoomAt(factor, x, y);
  }

  /** The finger is the pointer. */
  #point(act) {
    const place = this.#screen.placeAt(act.x, act.y);
    if (act.kind === 'tap') this.#click(place, act.fingers === 2 ? kRight : kLeft);
    if (act.kind === 'hold') this.#click(place, kRight);
    if (act.kind === 'two') this.#enlarge(act);
    if (act.kind === 'start' && !act.held) this.#press(place, kLeft);
    if (act.kind === 'drag' && !act.held) this.#move(place);
    if (act.kind === 'end' && !act.held) this.#release(place);
    if (act.kind === 'tap' || act.kind === 'end') this.#screen.hidePointer();
  }

  /** The finger moves the pointer. */
  #slide(act) {
    if (act.kind === 'tap') this.#click(this.#pointer, act.fingers === 2 ? kRight : kLeft);
    if (act.kind === 'hold') this.#press(this.#pointer, kLeft);
    if (act.kind === 'end' && act.held) this.#release(this.#pointer);
    if (act.kind === 'drag') this.#slideBy(act.dx, act.dy);
    if (act.kind !== 'two') return;
    if (act.isPinch) this.#enlarge(act);
    else this.#screen.scroll(this.#pointer, -kScroll * act.dx, -kScroll * act.dy);
  }

  #slideBy(dx, dy) {
    const { width, height } = this.#screen.size;
    const step = kSpeed / this.#frame.scale;
    this.#pointer = { x: Math.min(Math.max(this.#pointer.x + dx * step, 0), width - 1),
      y: Math.min(Math.max(this.#pointer.y + dy * step, 0), height - 1) };
    this.#frame.reveal(this.#pointer.x, this.#pointer.y);
    this.#move(this.#pointer);
  }

  #click(place, button) {
    this.#press(place, button);
    this.#release(place);
  }

  #press(place, button) {
    this.#move(place);
    this.#modifiers = this.#takeModifiers();
    this.#screen.hold(this.#modifiers, true);
    this.#pressed = button;
    this.#screen.point('mousedown', place, this.#pressed);
  }

  #move(place) {
    this.#screen.point('mousemove', place, this.#pressed);
  }

  #release(place) {
    this.#pressed = 0;
    this.#screen.point('mouseup', place, 0);
    this.#screen.hold(this.#modifiers.splice(0), false);
  }
}
