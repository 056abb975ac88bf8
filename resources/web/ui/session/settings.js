// How a session works, in words: model, when it asks, limits, and what it does not ask about again. Pure.
import { count, duration, money } from '../lib/format.js';
import { kindOf } from './calls.js';

/** [value, words] of when the agent asks before it acts, the freest first. */
export const kApproval = [['auto', 'Never'], ['sensitive', 'What has consequences'], ['all', 'Everything it does']];
const kAsks = { auto: 'asks about nothing', sensitive: 'asks about what has consequences',
  all: 'asks about everything' };

/** "Claude Opus 5.5" of "claude-opus-5-5", as the server's list of models has it. */
export function modelName(id) {
  const words = id.split('-').filter(Boolean).map((word) => word[0].toUpperCase() + word.slice(1));
  return words.join(' ').replace(/(\d) (?=\d)/g, '$1.');
}

const kLimits = {
  max_steps: (value) => `${value} ${value === 1 ? 'step' : 'steps'}`,
  max_cost_usd: money,
  max_tokens_total: (value) => `${count(value)} tokens`,
  max_time: (value) => duration(value * 1000),
};

/** The limits that are set, in words: ["200 steps", "$1.00"]. */
export function limitsOf(record) {
  return Object.entries(kLimits).filter(([name]) => record[name] > 0).map(([name, words]) => words(record[name]));
}

/** "it asks about everything, at most 400 steps". */
function changesIn(change) {
  const words = [];
  if (change.model) words.push(`${modelName(change.model)} answers from the next message on`);
  if (change.approval) words.push(`it ${kAsks[change.approval] ?? change.approval}`);
  for (const [name, inWords] of Object.entries(kLimits)) {
    if (change[name] > 0) words.push(`at most ${inWords(change[name])}`);
    else if (change[name] === 0) words.push(`no limit of ${kOf[name]}`);
  }
  return words.join(', ');
}

const kOf = { max_steps: 'steps', max_cost_usd: 'cost', max_tokens_total: 'tokens', max_time: 'time' };

/** What the conversation says of a change: "Changed by ann: at most 400 steps." */
export function changeWords(change) {
  return `Changed${byWords(change.by)}: ${changesIn(change) || 'thinking and effort'}.`;
}

const kDoors = { browser: ' on this page', token: ' with the token', terminal: ' at the terminal', anonymous: '' };
const byWords = (by) => kDoors[by] ?? (by ? ` by ${by}` : '');

/** What is not asked about again: "Shell commands". */
export function grantWords(grant) {
  const words = kindOf(grant);
  return words[0].toUpperCase() + words.slice(1);
}

/** "Allowed by ann": who said so. */
export const grantByWords = ({ by }) => `Allowed${byWords(by)}`;

/** "Shell commands: asked about again." */
export function grantChangeWords(change) {
  return `${grantWords(change)}: ${change.granted ? 'not ' : ''}asked about again.`;
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
export const kindOfLimit = (name) => kOf[name];

/** "$2.00", "400 steps". */
export const limitWords = (name, value) => kLimits[name](value);
