// What a person who does not see the page is told of a session, a short sentence each. Pure.
import { hasText, t } from '../lib/texts.js';
import { callOfQuestion, inWords } from './calls.js';
import { serverWords } from '../lib/server_words.js';

function endWords({ outcome, steps, text }) {
  if (outcome === 'completed') return t('session.done_after', { count: steps });
  const word = hasText(`chat.outcome.${outcome}`) ? t(`chat.outcome.${outcome}`) : outcome;
  return ['error', 'budget'].includes(outcome) && text ? t('session.ended_with', { word, text: serverWords(text) })
    : word;
}

/** What a question is about, in a line. */
export function questionWords(question) {
  const { title, object } = inWords(callOfQuestion(question));
  return object ? `${title} ${object.split('\n', 1)[0]}` : title;
}

/** What is told apart later. `state`: of a session. */
export function lookAt(state) {
  return { asked: new Set(state.questions.keys()), end: state.items.findLast((item) => item.kind === 'end') ?? null };
}

/** What has happened since `before`, of lookAt(). */
export function newsOf(before, state) {
  const news = [];
  for (const [id, question] of state.questions)
    if (!before.asked.has(id)) news.push(t('session.asks', { what: questionWords(question) }));
  const { end } = lookAt(state);
  if (end && end.key !== before.end?.key && end.seq > (before.end?.seq ?? 0)) news.push(endWords(end));
  return news;
}
