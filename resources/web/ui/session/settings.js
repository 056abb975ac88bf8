// How a session works, in words: model, when it asks, limits, and what it does not ask about again. Pure.
import { count, duration, money } from '../lib/format.js';
import { hasText, t } from '../lib/texts.js';
import { kindOf } from './calls.js';
import { allowedWords } from './egress.js';

/** [value, words] of when the agent asks before it acts, the freest first. */
export const approvals = () => ['auto', 'sensitive', 'all'].map((value) => [value, t(`session.approval.${value}`)]);
/** "It …", in a sentence. */
const asksWords = (approval) => (hasText(`session.asking.${approval}`) ? t(`session.asking.${approval}`) : approval);

/** "Claude Opus 5.5" of "claude-opus-5-5", as the server's list of models has it. */
export function modelName(id) {
  if (!id.startsWith('claude-')) return id.replace(/^gpt-/, 'GPT-'); // as its server calls it
  const words = id.split('-').filter(Boolean).map((word) => word[0].toUpperCase() + word.slice(1));
  return words.join(' ').replace(/(\d) (?=\d)/g, '$1.');
}

/** Whether a session of provider `of` can go on with a model of provider `to`. */
export function canGoOn(of, to) {
  const api = (provider) => (['openai', 'chat'].includes(provider) ? provider : 'messages');
  return api(of) === api(to);
}

const kLimits = {
  max_steps: (value) => t('session.limit.max_steps', { count: value }),
  max_cost_usd: money,
  max_tokens_total: (value) => t('session.limit.max_tokens_total', { tokens: count(value) }),
  max_time: (value) => duration(value * 1000),
};

/** The limits that are set, in words: ["200 steps", "$1.00"]. */
export function limitsOf(record) {
  return Object.entries(kLimits).filter(([name]) => record[name] > 0).map(([name, words]) => words(record[name]));
}

/** "it asks about everything, at most 400 steps". */
function changesIn(change) {
  const words = [];
  if (change.model) words.push(t('session.model_from_next', { model: modelName(change.model) }));
  if (change.approval) words.push(t('session.it_asks', { asks: asksWords(change.approval) }));
  for (const [name, inWords] of Object.entries(kLimits)) {
    if (change[name] > 0) words.push(t('session.at_most', { limit: inWords(change[name]) }));
    else if (change[name] === 0) words.push(t('session.no_limit_of', { kind: kindOfLimit(name) }));
  }
  return words.join(', ');
}

/** What the conversation says of a change: "Changed by ann: at most 400 steps." */
export function changeWords(change) {
  const changes = changesIn(change) || t('session.thinking_and_effort');
  const key = `session.changed.${change.by || 'anonymous'}`;
  return hasText(key) ? t(key, { changes }) : t('session.changed_by', { name: change.by, changes });
}

/** What is not asked about again: "Shell commands". */
export function grantWords(grant) {
  const words = kindOf(grant);
  return words[0].toUpperCase() + words.slice(1);
}

/** "Allowed by ann": who said so. */
export const grantByWords = ({ by }) => allowedWords(by || 'anonymous');

/** "Shell commands: asked about again." */
export function grantChangeWords(change) {
  return t(change.granted ? 'session.not_asked_again' : 'session.asked_again', { grant: grantWords(change) });
}

/** Which limit is used up, so that a run would end at once: those of the whole session. */
export function usedUp({ record, totals, state }) {
  if (record.max_cost_usd > 0 && totals.cost >= record.max_cost_usd) return 'max_cost_usd';
  if (record.max_tokens_total > 0 && totals.tokens >= record.max_tokens_total) return 'max_tokens_total';
  const { run } = state;
  const reached = run?.outcome === 'budget' ? run.budget : null;
  return ['max_steps', 'max_time'].includes(reached) ? reached : null;
}

/** The next larger limit: twice as much, and more than is spent. */
export function raised(name, { record, totals }) {
  const spent = { max_cost_usd: totals.cost, max_tokens_total: totals.tokens }[name] ?? 0;
  let limit = record[name] * 2;
  while (limit < spent * 1.25) limit *= 2;
  return limit;
}

/** "cost". */
export const kindOfLimit = (name) => t(`session.limit_kind.${name}`);

/** "$2.00", "400 steps". */
export const limitWords = (name, value) => kLimits[name](value);
