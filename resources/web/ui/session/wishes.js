// What somebody wants of a new session, as POST /sessions takes it: in words, and from several sources. Pure.
import { kNetworks } from './egress.js';
import { kAsks, limitsOf, modelName } from './settings.js';

const kTools = { computer: 'mouse, keyboard, screen', bash: 'shell', edit: 'text editor' };
const lowered = (text) => text[0].toLowerCase() + text.slice(1);
const named = (pairs, value) => pairs.find(([name]) => name === value)?.[1] ?? value;

/** ["Claude Opus 5.5", "asks about everything", …]; the system prompt is named only. */
export function wishWords(wishes) {
  const words = [];
  if (wishes.model) words.push(modelName(wishes.model));
  if (wishes.approval) words.push(kAsks[wishes.approval] ?? wishes.approval);
  for (const name of ['max_steps', 'max_cost_usd', 'max_tokens_total', 'max_time'])
    if (wishes[name] === 0) words.push(`no limit of ${kLimits[name]}`);
  words.push(...limitsOf(wishes));
  if (wishes.egress) words.push(`network: ${lowered(named(kNetworks, wishes.egress))}`);
  if (wishes.allow_hosts) words.push(wishes.allow_hosts.join(', '));
  if (wishes.width || wishes.height) words.push(`${wishes.width ?? '…'} × ${wishes.height ?? '…'}`);
  if (wishes.tools) words.push(`only ${wishes.tools.map((name) => kTools[name] ?? name).join(' and ')}`);
  if (wishes.effort) words.push(`effort: ${wishes.effort}`);
  if (wishes.thinking) words.push(`thinking: ${wishes.thinking}`);
  if (wishes.title) words.push(`“${wishes.title}”`);
  if (wishes.system_prompt_suffix) words.push('words added to the system prompt');
  return words;
}

const kLimits = { max_steps: 'steps', max_cost_usd: 'cost', max_tokens_total: 'tokens', max_time: 'time' };

/** `wishes`, and what `others` say of the rest. Hosts are for a list only. */
export function combined(wishes, others) {
  const both = { ...others, ...wishes };
  if (both.egress !== 'list') delete both.allow_hosts;
  return both;
}

/** Those that hold on a server of this kind: with the demo model there is no other. */
export function possible(wishes, provider) {
  const { model, ...rest } = wishes;
  return model === undefined || provider === 'demo' ? rest : wishes;
}

/** What makes another session like the one of this record. */
export function wishesOf(record) {
  const names = ['model', 'approval', 'egress', 'tools', 'effort', 'thinking', 'width', 'height', 'max_steps',
    'max_cost_usd', 'max_tokens_total', 'max_time'];
  const wishes = Object.fromEntries(names.filter((name) => record[name]).map((name) => [name, record[name]]));
  if (wishes.tools?.length === Object.keys(kTools).length) delete wishes.tools; // all
  if (record.egress === 'list') wishes.allow_hosts = record.allow_hosts;
  return possible(wishes, record.provider);
}
