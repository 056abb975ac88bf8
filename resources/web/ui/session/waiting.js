// Waiting for what a session is told by its events.

/** Resolves as soon as `holds()`, looked at whenever the session's state changes; `patience` ms at most. */
export function until(session, holds, patience = Infinity) {
  if (holds()) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = patience < Infinity ? setTimeout(done, patience) : 0;
    const stop = session.on('state', () => { if (holds()) done(); });
  });
}
