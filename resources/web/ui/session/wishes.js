// What somebody wants of a new session, as POST /sessions takes it: in words, and from several sources. Pure.
import { hasText, listed, t } from '../lib/texts.js';
import { toolNames } from './calls.js';
import { networkWords } from './egress.js';
import { limitsOf, modelName } from './settings.js';

const kLimits = ['max_steps', 'max_cost_usd', 'max_tokens_total', 'max_time'];
const worded = (start, value) => (hasText(start + value) ? t(start + value) : value);

/** Of most of them, with gaps where there is none. */
function plainWords(wishes) {
  const { model, desk, approval, egress, allow_hosts: hosts, effort, thinking, title } = wishes;
  return [model && modelName(model),
    desk && t('preferences.wish.desk', { name: desk }),
    approval && t(`preferences.wish.asks.${approval}`),
    ...kLimits.filter((name) => wishes[name] === 0)
      .map((name) => t('preferences.wish.no_limit', { what: t(`preferences.wish.limit.${name}`) })),
    ...limitsOf(wishes),
    egress && t('preferences.wish.network', { name: networkWords(egress) }),
    hosts && listed(hosts),
    wishes.software !== undefined && t(`preferences.wish.software.${wishes.software}`),
    effort && t('preferences.wish.effort', { name: worded('session.effort.', effort) }),
    thinking && t('preferences.wish.thinking', { name: worded('session.thinking.', thinking) }),
    title && t('preferences.wish.title', { title })];
}

/** ["Claude Opus 5.5", "asks about everything", …]; the system prompt is named only. */
export function wishWords(wishes) {
  const { width, height, tools, locale, time_zone: zone } = wishes;
  return [...plainWords(wishes),
    (width || height) && t('preferences.wish.size', { width: `${width ?? '…'}`, height: `${height ?? '…'}` }),
    tools && t('preferences.wish.only', { tools: listed(tools.map((name) => t(`preferences.wish.tool.${name}`))) }),
    locale && t('preferences.wish.locale', { name: locale }),
    zone && t('preferences.wish.time_zone', { name: zone }),
    wishes.system_prompt_suffix && t('preferences.wish.system_prompt')].filter(Boolean);
}

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
    'max_cost_usd', 'max_tokens_total', 'max_time', 'software', 'locale', 'time_zone'];
  const wishes = Object.fromEntries(names.filter((name) => record[name]).map((name) => [name, record[name]]));
  if (wishes.tools?.length === toolNames.length) delete wishes.tools; // all
  if (record.egress === 'list') wishes.allow_hosts = record.allow_hosts;
  return possible(wishes, record.provider);
}
