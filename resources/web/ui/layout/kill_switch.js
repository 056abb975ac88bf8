// Escape twice stops the agent, wherever the focus is, unless a dialog is open or a person steers:
// then Escape belongs to them.

const kWithin = 700; // milliseconds between the two

/** Calls `stop()`; `mayStop()` says whether there is anything to stop. Returns how to end this. */
export function killSwitch(mayStop, stop) {
  let last = -Infinity;
  const onKey = (event) => {
    if (event.key !== 'Escape' || event.repeat || document.querySelector('dialog[open]')) return;
    if (document.activeElement?.closest?.('.vnc-screen')) return;
    const isSecond = event.timeStamp - last < kWithin;
    last = isSecond ? -Infinity : event.timeStamp;
    if (isSecond && mayStop()) stop();
  };
  document.addEventListener('keydown', onKey, true);
  return () => document.removeEventListener('keydown', onKey, true);
}
