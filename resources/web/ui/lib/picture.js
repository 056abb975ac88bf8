// A picture of the screen with the mark of an action drawn over it.
import { h, svg } from './dom.js';
import { isInside, markRadius, marksOf } from './marks.js';
import { showStored } from './stored_picture.js';

function point({ x, y, count }, radius) {
  const rings = Array.from({ length: count }, (_, i) => radius * (1 + i * 0.5));
  return [
    ...rings.flatMap((r) => [
      svg('circle', { cx: x, cy: y, r, class: 'mark-halo' }),
      svg('circle', { cx: x, cy: y, r, class: 'mark-line' }),
    ]),
    svg('circle', { cx: x, cy: y, r: radius / 4.5, class: 'mark-dot' }),
  ];
}

function line(mark, radius) {
  const ends = { x1: mark.x1, y1: mark.y1, x2: mark.x2, y2: mark.y2 };
  return [
    svg('line', { ...ends, class: 'mark-halo' }),
    svg('line', { ...ends, class: 'mark-line' }),
    svg('circle', { cx: mark.x1, cy: mark.y1, r: radius / 3, class: 'mark-dot' }),
    ...point({ x: mark.x2, y: mark.y2, count: 1 }, radius),
  ];
}

function box({ x, y, width, height }) {
  return ['mark-halo', 'mark-line'].map((name) => svg('rect', { x, y, width, height, class: name }));
}

/** The layer of marks for a picture of this size shown about `shownWidth` wide; null without any. */
export function markLayer(call, size, shownWidth) {
  const marks = marksOf(call).filter((mark) => isInside(mark, size));
  if (marks.length === 0) return null;
  const radius = markRadius(size.width, shownWidth);
  const draw = { point, line, box };
  return svg('svg', { class: 'marks', viewBox: `0 0 ${size.width} ${size.height}`, 'aria-hidden': 'true' },
    ...marks.flatMap((mark) => draw[mark.kind](mark, radius)));
}

// A session may keep no pictures after its run.
const isGone = (event) => event.target.closest('.picture')?.classList.add('gone');

/** The picture and the mark of `call` on it; `call` may be null. */
export function markedPicture(image, call, { shownWidth, alt, lazy = true }) {
  const shown = h('img', { width: image.width, height: image.height, alt, decoding: 'async', onerror: isGone });
  showStored(shown, image.url, { lazy });
  return h('span', { class: 'picture' }, shown,
    call && markLayer(call, image, shownWidth));
}
