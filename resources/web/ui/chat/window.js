// Which part of a long list is on the page: a part that moves with the reader. Pure.

const kPage = 300; // items at the end, to begin with
const kStep = 150; // more at either side
const kMost = 750;

/** Items `from` to before `to` of a list; `isAtEnd`: with all that still comes. */
export class ListWindow {
  from = 0;
  to = 0;
  isAtEnd = true;

  /** The last page of `count` items. */
  toEnd(count) {
    this.isAtEnd = true;
    this.to = count;
    this.from = Math.max(0, count - kPage);
  }

  /** The list has `count` items now: what follows the end goes with it. */
  follow(count) {
    if (this.isAtEnd) this.to = count;
    this.to = Math.min(this.to, count);
    if (this.isAtEnd && this.to - this.from > kMost) this.from = this.to - kPage;
    this.from = Math.min(this.from, this.to);
  }

  /** The reader is not at the end, whatever is the last item on the page. */
  hold() {
    this.isAtEnd = false;
  }

  /** `by` items came before the first. */
  shift(by) {
    this.from += by;
    this.to += by;
  }

  /** Shows more above; false when there is no more. */
  up() {
    if (this.from === 0) return false;
    this.from = Math.max(0, this.from - kStep);
    if (this.to - this.from > kMost) {
      this.to = this.from + kMost;
      this.isAtEnd = false;
    }
    return true;
  }

  /** Shows more below; false when it is at the end. */
  down(count) {
    if (this.isAtEnd) return false;
    const isMore = this.to < count;
    this.to = Math.min(count, this.to + kStep);
    this.isAtEnd = this.to === count;
    this.from = Math.max(this.from, this.to - kMost);
    return isMore;
  }

  /** Brings item `index` in; false when it was there. */
  show(index, count) {
    if (index >= this.from && index < this.to) return false;
    this.from = Math.max(0, index - kStep);
    this.to = Math.min(count, index + kStep);
    this.isAtEnd = this.to === count;
    return true;
  }
}
