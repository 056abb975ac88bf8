// What new sessions get in this browser unless somebody says otherwise.
import { Emitter } from '../lib/emitter.js';
import { remember, remembered } from '../lib/stored.js';
import { possible } from '../session/wishes.js';

const kKey = 'defaults';

/** Emits 'changed', in other tabs too. */
export const defaultsNews = new Emitter();

/** As POST /sessions takes them; {}: the server's. */
export const defaults = () => remembered(kKey, {}) ?? {};

export function keepDefaults(wishes) {
  remember(kKey, wishes);
  defaultsNews.emit('changed');
}

/** Those that the server can follow; `health`: a promise of what it says of itself. */
export async function defaultsHere(health) {
  const { provider } = await health.catch(() => ({}));
  return possible(defaults(), provider);
}

addEventListener('storage', ({ key }) => { if (key === `pilothouse.${kKey}`) defaultsNews.emit('changed'); });
