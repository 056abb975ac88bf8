// A session as a film: what the screen showed, when, and what had been done. Pure.
import { t } from '../lib/texts.js';

/**
 * Frames in order: {at, key, item, image}: one for each thing the model did, with the picture of
 * that moment (the last one before, when it brought none). And the moments that are marked on the
 * timeline: {index, kind: 'user' | 'asked' | 'control' | 'failed' | 'end', words}.
 */
export function filmOf(items) {
  const frames = [];
  const moments = [];
  let image = null;
  for (const item of items) {
    if (item.kind === 'call' && item.state !== 'waiting') {
      image = item.image ?? image;
      if (image)
        frames.push(
          { at: item.startedAt ?? Date.parse(item.at), key: item.key, item, image, isOwn: Boolean(item.image) });
      if (item.decision) moments.push({ index: frames.length - 1, kind: 'asked', words: t('replay.asked') });
      if (item.state === 'failed')
        moments.push({ index: frames.length - 1, kind: 'failed', words: t('replay.failed') });
    } else if (item.kind === 'user') {
      moments.push({ index: frames.length, kind: 'user', words: item.text });
    } else if (item.kind === 'note' && item.note === 'control') {
      moments.push({ index: frames.length, kind: 'control', words: t('replay.control') });
    } else if (item.kind === 'end') {
      moments.push({ index: frames.length - 1, kind: 'end', words: t('replay.end') });
    }
  }
  const last = Math.max(0, frames.length - 1);
  return { frames,
    moments: moments.map((moment) => ({ ...moment, index: Math.min(last, Math.max(0, moment.index)) })) };
}

const kShortest = 250;
const kLongest = 2500;

/** How long frame `index` is shown at `speed`: the real time between the two, within reason. */
export function pauseAfter(frames, index, speed) {
  const next = frames[index + 1];
  if (!next) return 0;
  const real = next.at - frames[index].at;
  return Math.min(kLongest, Math.max(kShortest, real)) / speed;
}
