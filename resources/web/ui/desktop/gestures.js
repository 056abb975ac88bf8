// What fingers mean, whatever it is then used for. Pure: positions and times come in, acts go out.
//   {kind: 'tap', fingers: 1 | 2, count, x, y}   count: 2 for the second of a double tap
//   {kind: 'hold', x, y}                         a finger that stays; what it does then are drags
//   {kind: 'start' | 'drag' | 'end', x, y, dx, dy, held}   one finger that moves
//   {kind: 'two', x, y, dx, dy, factor, isPinch} two fingers that move: how far, and how much apart

const kSlop = 9; // pixels that a finger may tremble
const kSpread = 26; // pixels of more or less distance that make it a pinch
const kHold = 500; // milliseconds
const kTap = 350; // of all fingers of a tap
const kDouble = 320; // from tap to tap
const kNear = 32; // pixels between two taps at one place

const middle = (fingers) => ({ x: fingers.reduce((sum, one) => sum + one.x, 0) / fingers.length,
  y: fingers.reduce((sum, one) => sum + one.y, 0) / fingers.length });
const apart = ([one, other]) => Math.hypot(one.x - other.x, one.y - other.y);
const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

export class Gestures {
  #state = 'none'; // 'one', 'moving', 'held', 'two', 'moving-two', 'over'
  #began = { x: 0, y: 0, at: 0, spread: 0 };
  #last = { x: 0, y: 0, spread: 0 };
  #isPinch = false;
  #lastTap = null;

  /** When tick() is to be called if nothing else happens; null: not at all. */
  get holdsAt() {
    return this.#state === 'one' ? this.#began.at + kHold : null;
  }

  tick(time) {
    if (this.#state !== 'one' || time < this.#began.at + kHold) return [];
    this.#state = 'held';
    return [{ kind: 'hold', x: this.#last.x, y: this.#last.y }];
  }

  /** `fingers`: all that touch now, [{x, y}], after something changed. */
  take(fingers, time) {
    if (fingers.length === 0) return this.#lifted(time);
    if (this.#state === 'none' && fingers.length === 1) return this.#begin('one', fingers, time);
    if (fingers.length === 2 && !['two', 'moving-two', 'over'].includes(this.#state)) {
      const ended = this.#endOfDrag();
      const at = this.#state === 'one' ? this.#began.at : time;
      this.#begin('two', fingers, at);
      if (ended.length > 0) this.#state = 'moving-two';
      return ended;
    }
    if (fingers.length === 1 && ['one', 'moving', 'held'].includes(this.#state)) return this.#moveOne(fingers[0]);
    if (fingers.length === 2 && this.#state !== 'over') return this.#moveTwo(fingers);
    if (fingers.length < 2 && this.#state === 'two') return []; // the second finger of a tap
    const ended = this.#endOfDrag();
    this.#state = 'over';
    return ended;
  }

  #begin(state, fingers, at) {
    this.#state = state;
    this.#isPinch = false;
    this.#began = { ...middle(fingers), at, spread: fingers.length === 2 ? apart(fingers) : 0 };
    this.#last = { ...this.#began };
    return [];
  }

  #moveOne(finger) {
    const acts = [];
    const held = this.#state === 'held' || this.#last.held === true;
    if (this.#state !== 'moving') {
      if (distance(finger, this.#began) < kSlop) return [];
      acts.push({ kind: 'start', x: this.#began.x, y: this.#began.y, dx: 0, dy: 0, held });
      this.#state = 'moving';
    }
    acts.push({ kind: 'drag', x: finger.x, y: finger.y, dx: finger.x - this.#last.x, dy: finger.y - this.#last.y,
      held });
    this.#last = { x: finger.x, y: finger.y, spread: 0, held };
    return acts;
  }

  #moveTwo(fingers) {
    const now = { ...middle(fingers), spread: apart(fingers) };
    const spread = Math.abs(now.spread - this.#began.spread);
    if (this.#state === 'two') {
      if (spread < kSpread && distance(now, this.#began) < kSlop) return [];
      this.#state = 'moving-two';
      this.#isPinch = spread > distance(now, this.#began);
    } else if (!this.#isPinch && spread > 2 * kSpread && spread > distance(now, this.#began)) {
      this.#isPinch = true;
    }
    const act = { kind: 'two', x: now.x, y: now.y, dx: now.x - this.#last.x, dy: now.y - this.#last.y,
      factor: now.spread / Math.max(1, this.#last.spread), isPinch: this.#isPinch };
    this.#last = now;
    return [act];
  }

  #endOfDrag() {
    if (this.#state !== 'moving' && this.#state !== 'held') return [];
    return [{ kind: 'end', x: this.#last.x, y: this.#last.y, dx: 0, dy: 0,
      held: this.#state === 'held' || this.#last.held === true }];
  }

  #lifted(time) {
    const ended = this.#endOfDrag();
    const isTap = ['one', 'two'].includes(this.#state) && time - this.#began.at < kTap;
    const fingers = this.#state === 'two' ? 2 : 1;
    this.#state = 'none';
    return isTap ? [this.#tap(fingers, time)] : ended;
  }

  #tap(fingers, time) {
    const before = this.#lastTap;
    const isSecond = before?.fingers === fingers && time - before.time < kDouble &&
      distance(before, this.#began) < kNear;
    const { x, y } = isSecond ? before : this.#began; // the same place is meant
    this.#lastTap = isSecond ? null : { x, y, time, fingers };
    return { kind: 'tap', fingers, count: isSecond ? 2 : 1, x, y };
  }
}
