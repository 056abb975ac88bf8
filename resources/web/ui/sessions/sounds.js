// Two short sounds, made here: a session asks, a session has come to an end. Off until somebody turns
// them on. Browsers allow sounds from the first click or key on; of several tabs one rings.
import { remember, remembered } from '../lib/stored.js';

const kKey = 'sounds';
const kToldKey = 'sounds.told';
const kStill = { isOn: false, volume: 0.4 };
const kNotes = { question: [[659, 0], [880, 0.13]], end: [[784, 0], [523, 0.15]] }; // Hz, seconds after the start
const kRing = 0.45; // seconds that a note takes to fade
const kAttack = 0.012;
const kLoudest = 0.3; // of what the speakers give
const kSilence = 1e-4; // a fade to nothing at all cannot be asked for
const kApart = 2000; // milliseconds between two of one session that are not the same one

let context = null;

/** {isOn, volume: 0 to 1}. */
export const soundChoices = () => ({ ...kStill, ...remembered(kKey, {}) });

export const chooseSounds = (change) => remember(kKey, { ...soundChoices(), ...change });

/** Makes ready; in the turn of a click or a key, else browsers refuse. */
function unlock() {
  context ??= new AudioContext();
  return context.state === 'running' ? Promise.resolve() : context.resume();
}

/** Listens for the first click or key of this page. */
export function unlockWithFirstGesture() {
  const stop = new AbortController();
  const onGesture = () => {
    if (!soundChoices().isOn) return;
    unlock().then(() => stop.abort(), () => {});
  };
  for (const name of ['pointerup', 'keydown'])
    addEventListener(name, onGesture, { capture: true, signal: stop.signal });
}

function ring(kind) {
  const volume = kLoudest * soundChoices().volume ** 2; // as ears hear it
  for (const [frequency, after] of kNotes[kind]) {
    const start = context.currentTime + after;
    const tone = new OscillatorNode(context, { frequency, type: 'sine' });
    const loudness = new GainNode(context, { gain: 0 });
    loudness.gain.setValueAtTime(kSilence, start);
    loudness.gain.linearRampToValueAtTime(Math.max(volume, kSilence), start + kAttack);
    loudness.gain.exponentialRampToValueAtTime(kSilence, start + kRing);
    tone.connect(loudness).connect(context.destination);
    tone.start(start);
    tone.stop(start + kRing);
  }
}

/** As it sounds, whether sounds are on or not; for a button. */
export const tryOut = (kind) => unlock().then(() => ring(kind));

/**
 * Whether `last`, {id, kind, changed, rungAt} of the sound that any tab made last, tells of another
 * thing than this one, and is over. Times in milliseconds; `changed` is the server's. Pure.
 */
export function isAnother(last, { id, kind, changed }, now) {
  if (!last) return true;
  if (now >= last.rungAt && now - last.rungAt < kRing * 1000) return false;
  return last.id !== id || last.kind !== kind || changed - last.changed >= kApart;
}

function ringOnce(what) {
  const now = Date.now();
  if (!isAnother(remembered(kToldKey, null), what, now)) return;
  remember(kToldKey, { ...what, rungAt: now });
  ring(what.kind);
}

/** For a session as the list has it. A tab in which nothing was clicked leaves it to the others. */
export function soundFor({ id, status, updated_at: at }) {
  if (!soundChoices().isOn || context?.state !== 'running') return;
  const what = { id, kind: status === 'awaiting_approval' ? 'question' : 'end', changed: Date.parse(at) };
  if (navigator.locks) navigator.locks.request('pilothouse.sounds', () => ringOnce(what));
  else ringOnce(what); // without TLS
}
