// What a person who does not see the page is told of a session, a short sentence each. Pure.
const kOutcome = { completed: 'Done', interrupted: 'Stopped', cancelled: 'Cancelled', paused: 'Paused',
  budget: 'Paused', error: 'Failed' };

function endWords({ outcome, steps, text }) {
  const word = kOutcome[outcome] ?? outcome;
  if (outcome === 'completed') return `${word} after ${steps} ${steps === 1 ? 'step' : 'steps'}`;
  return ['error', 'budget'].includes(outcome) && text ? `${word}: ${text}` : word;
}

/** What is told apart later. `state`: of a session. */
export function lookAt(state) {
  return { asked: new Set(state.questions.keys()), end: state.items.findLast((item) => item.kind === 'end') ?? null };
}

/** What has happened since `before`, of lookAt(). */
export function newsOf(before, state) {
  const news = [];
  for (const [id, { summary }] of state.questions)
    if (!before.asked.has(id)) news.push(`The agent asks: ${summary}`);
  const { end } = lookAt(state);
  if (end && end.key !== before.end?.key && end.seq > (before.end?.seq ?? 0)) news.push(endWords(end));
  return news;
}
