// Where a screen lies in its frame when it is larger: plain numbers, all in pixels of the page. Pure.
// A view is {scale, left, top}: pixels of the page for one of the desktop, and how far is scrolled.

const kMost = 4; // pixels of the page for one of the desktop

/** The scale at which the whole screen is seen, and no larger than it needs. */
export function fittingScale(frame, screen) {
  return Math.min(frame.width / screen.width, frame.height / screen.height);
}

const within = (value, least, most) => Math.min(Math.max(value, least), most);
const marginOf = (frame, length) => Math.max(0, (frame - length) / 2); // a smaller screen is in the middle

/** The view scaled by `factor`, with the place under `point` (from the corner of the frame) kept there. */
export function zoomedAt(view, factor, point, frame, screen) {
  const least = Math.min(1, fittingScale(frame, screen));
  const scale = within(view.scale * factor, least, Math.max(kMost, least));
  const along = (at, scrolled, frameLength, length) => {
    const place = (scrolled + at - marginOf(frameLength, length * view.scale)) / view.scale;
    const wanted = place * scale + marginOf(frameLength, length * scale) - at;
    return within(wanted, 0, Math.max(0, length * scale - frameLength));
  };
  return { scale, left: along(point.x, view.left, frame.width, screen.width),
    top: along(point.y, view.top, frame.height, screen.height) };
}

/** How far to scroll along one axis until `place` is seen with some room around it. */
export function revealing(scrolled, place, frameLength) {
  const room = Math.min(40, frameLength / 4);
  return within(scrolled, place + room - frameLength, place - room);
}
