// What a call says while no page is open, in the language of the page that asked for it. Pure.
import { money } from '../lib/format.js';
import { serverWords } from '../lib/server_words.js';
import { hasText, t } from '../lib/texts.js';

function whatHappened({ kind, text }) {
  if (!text) return '';
  return kind === 'ask' ? t('push.may', { what: text }) : serverWords(text);
}

function whatItTook({ steps, cost_usd: cost }) {
  if (steps === undefined) return '';
  const count = t('session.limit.max_steps', { count: steps });
  return cost > 0 ? `${count}, ${money(cost)}` : count;
}

/** {title, body} of a notification. `message`: as the server has sealed it, perhaps a newer one. */
export function pushWords(message) {
  const heading = t(hasText(`push.${message.kind}`) ? `push.${message.kind}` : 'push.other');
  return { title: `${heading} · Pilothouse`,
    body: [message.title, whatHappened(message), whatItTook(message)].filter(Boolean).join('\n') };
}
