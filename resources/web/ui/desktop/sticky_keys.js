// Ctrl and Alt for fingers: pressed first, they hold for the next key. Pure.

export class StickyKeys {
  #held = new Set();
  #changed;

  constructor(changed) {
    this.#changed = changed;
  }

  has(name) {
    return this.#held.has(name);
  }

  toggle(name) {
    if (!this.#held.delete(name)) this.#held.add(name);
    this.#changed();
  }

  /** Those that hold for the key that comes now; then they are up. */
  take() {
    const taken = [...this.#held];
    this.clear();
    return taken;
  }

  clear() {
    if (this.#held.size === 0) return;
    this.#held.clear();
    this.#changed();
  }
}
