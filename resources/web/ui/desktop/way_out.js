// The keyboard's way out of the desktop, and back in. At the wheel every key belongs to the desktop,
// so one chord is kept for the page: that of remote desktop clients, and nobody's in X.

export const kWayOut = 'Ctrl+Alt+Home';

const isChord = (event) => event.key === 'Home' && event.ctrlKey && event.altKey && !event.shiftKey && !event.metaKey;

/**
 * `screen` holds the live desktop. `isSteering()`; `leave()` and `enter()` move the focus.
 * Listens before anything inside of the page does; returns how to end that.
 */
export function wayOut(screen, { isSteering, leave, enter }) {
  const onKey = (event) => {
    if (!isChord(event) || !isSteering() || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.repeat) return;
    if (screen.contains(document.activeElement)) leave();
    else enter();
  };
  document.addEventListener('keydown', onKey, true);
  return () => document.removeEventListener('keydown', onKey, true);
}
