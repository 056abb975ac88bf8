// What the desktop is seen through: as a whole, at full size, or as large as somebody likes it, and
// then scrolled. The screen itself is made larger, not only its picture, so that places stay right.
import { h } from '../lib/dom.js';
import { fittingScale, revealing, zoomedAt } from './zoom.js';

export class ScreenFrame {
  #screens;
  #size = null; // of the desktop, in its own pixels
  #scale = null; // pixels of the page for one of the desktop; null: as it fits
  #changed;
  #sheet;

  /** `screens` show the same desktop, one at a time. `changed()` after its place or size has. */
  constructor(screens, changed) {
    this.#screens = screens;
    this.#changed = changed;
    this.#sheet = h('div', { class: 'screen-sheet' }, ...screens);
    this.element = h('div', { class: 'screen-frame' }, this.#sheet);
    new ResizeObserver(() => this.#layOut()).observe(this.element);
    this.element.addEventListener('scroll', () => this.#changed());
    this.#panByMouse();
  }

  setSize(width, height) {
    if (!width || !height || (this.#size?.width === width && this.#size.height === height)) return;
    this.#size = { width, height };
    this.#layOut();
  }

  get fits() {
    return this.#scale === null;
  }

  get scale() {
    return this.#scale ?? (this.#size ? fittingScale(this.#frame, this.#size) : 1);
  }

  fit() {
    this.#scale = null;
    this.#layOut();
  }

  /** A pixel of the page for each of the desktop. */
  showFull() {
    this.#scale = 1;
    this.#layOut();
  }

  /** `x`, `y`: the place on the page that stays where it is. */
  zoomAt(factor, x, y) {
    if (!this.#size) return;
    const { element } = this;
    const corner = element.getBoundingClientRect();
    const view = { scale: this.scale, left: element.scrollLeft, top: element.scrollTop };
    const next = zoomedAt(view, factor, { x: x - corner.left, y: y - corner.top }, this.#frame, this.#size);
    this.#scale = next.scale > fittingScale(this.#frame, this.#size) * 1.01 ? next.scale : null;
    this.#layOut();
    element.scrollTo(next.left, next.top);
  }

  panBy(dx, dy) {
    this.element.scrollBy(-dx, -dy);
  }

  /** A place of the desktop, in its pixels. */
  reveal(x, y) {
    const { element, scale } = this;
    element.scrollTo(revealing(element.scrollLeft, x * scale, element.clientWidth),
      revealing(element.scrollTop, y * scale, element.clientHeight));
  }

  isPannable() {
    const { element } = this;
    return element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
  }

  get #frame() { // without the bars, which would come and go with what they are for
    return { width: this.element.offsetWidth, height: this.element.offsetHeight };
  }

  #layOut() {
    if (!this.#size || this.element.offsetWidth === 0) {
      this.#changed();
      return;
    }
    const { scale } = this;
    for (const screen of this.#screens) {
      screen.style.width = `${this.#size.width * scale}px`;
      screen.style.height = `${this.#size.height * scale}px`;
    }
    this.element.classList.toggle('larger', this.#scale !== null);
    this.#changed();
  }

  // At the wheel the mouse belongs to the desktop; there are the bars at the edge.
  #panByMouse() {
    const { element } = this;
    element.addEventListener('pointerdown', (event) => {
      if (event.pointerType !== 'mouse' || event.button !== 0 || !this.isPannable()) return;
      if (element.closest('.steered') || event.target === element) return; // the latter: the bars
      element.setPointerCapture(event.pointerId);
      element.classList.add('panning');
      element.onpointermove = (move) => this.panBy(move.movementX, move.movementY);
      element.onpointerup = element.onpointercancel = () => {
        element.onpointermove = null;
        element.classList.remove('panning');
      };
    });
  }
}
