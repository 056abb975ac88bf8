// What the server says of how a run stands, in the language of the page as far as the page knows the sentence. Pure.
import { t } from '../lib/texts.js';

const kSentences = [
  [/^The limit of steps \((.+?)\) is reached\./, 'session.reached.max_steps'],
  [/^The limit of cost \((.+?)\) is reached: (\S+) spent\./, 'session.reached.max_cost_usd'],
  [/^The limit of tokens \((.+?)\) is reached: (\S+) used\./, 'session.reached.max_tokens_total'],
  [/^The limit of time \((.+?) s\) is reached\./, 'session.reached.max_time'],
  [/^Paused by a person\.$/, 'session.ended.paused'],
  [/^The run was interrupted\.$/, 'session.ended.interrupted'],
  [/^A person has the wheel\.$/, 'session.steered'],
];

export function serverWords(sentence) {
  for (const [sign, key] of kSentences) {
    const found = sign.exec(sentence);
    if (found) return t(key, { limit: found[1], used: found[2] });
  }
  return sentence;
}
