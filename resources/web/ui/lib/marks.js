// Where on the picture an action happened, for the mark drawn over it. Pure. Coordinates are pixels
// of the picture that the model saw, origin top left.

const isPoint = (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isFinite);

/**
 * The marks of a call: {kind: 'point', x, y, count}, {kind: 'line', x1, y1, x2, y2} or
 * {kind: 'box', x, y, width, height}. Empty: it has no place.
 */
export function marksOf(call) {
  if (!['computer', 'act_on', 'windows'].includes(call?.tool)) return [];
  const { coordinate, start_coordinate: start, region } = call.input ?? {};
  const isArea = call.action === 'zoom' || call.tool !== 'computer';
  if (isArea && Array.isArray(region) && region.length === 4) {
    const [left, top, right, bottom] = region;
    return [{ kind: 'box', x: left, y: top, width: right - left, height: bottom - top }];
  }
  if (call.action === 'left_click_drag' && isPoint(start) && isPoint(coordinate)) {
    return [{ kind: 'line', x1: start[0], y1: start[1], x2: coordinate[0], y2: coordinate[1] }];
  }
  if (!isPoint(coordinate)) return [];
  const count = { double_click: 2, triple_click: 3 }[call.action] ?? 1;
  return [{ kind: 'point', x: coordinate[0], y: coordinate[1], count }];
}

/** Whether the picture of the answer shows the place: a zoomed picture shows another part. */
export const isOnPicture = (call) => call.action !== 'zoom';

/** Whether all of a mark is inside of a picture of this size. */
export function isInside(mark, { width, height }) {
  const inside = (x, y) => x >= 0 && y >= 0 && x <= width && y <= height;
  if (mark.kind === 'line') return inside(mark.x1, mark.y1) && inside(mark.x2, mark.y2);
  if (mark.kind === 'box') return inside(mark.x, mark.y) && inside(mark.x + mark.width, mark.y + mark.height);
  return inside(mark.x, mark.y);
}

/** Radius of a mark so that it looks alike on pictures of any size shown `shownWidth` wide. */
export function markRadius(pictureWidth, shownWidth) {
  return (11 * pictureWidth) / Math.max(1, shownWidth);
}

/** The pixel of a picture of this size under a place on the page; `box`: where the picture is there. */
export function pixelAt(box, { clientX, clientY }, { width, height }) {
  const pixel = (part, whole, count) => Math.min(count - 1, Math.max(0, Math.floor((part / whole) * count)));
  return [pixel(clientX - box.left, box.width, width), pixel(clientY - box.top, box.height, height)];
}
