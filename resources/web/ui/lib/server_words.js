// What the server says, in the language of the page as far as the page knows the sentence. Pure.
import { serverSentences, t } from './texts.js';

// Said in other words here, in every language.
const kSentences = [
  [/^The limit of steps \((.+?)\) is reached\./, 'session.reached.max_steps'],
  [/^The limit of cost \((.+?)\) is reached: (\S+) spent\./, 'session.reached.max_cost_usd'],
  [/^The limit of tokens \((.+?)\) is reached: (\S+) used\./, 'session.reached.max_tokens_total'],
  [/^The limit of time \((.+?) s\) is reached\./, 'session.reached.max_time'],
  [/^Paused by a person\.$/, 'session.ended.paused'],
  [/^The run was interrupted\.$/, 'session.ended.interrupted'],
  [/^A person has the wheel\.$/, 'session.steered'],
];

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const signOf = (sentence) => new RegExp(`^${sentence.split(/\{(\w+)\}/)
  .map((piece, at) => (at % 2 ? `(?<${piece}>.*?)` : escaped(piece))).join('')}$`, 's');
const signs = new Map(); // by sentence

export function serverWords(sentence) {
  for (const [sign, key] of kSentences) {
    const found = sign.exec(sentence);
    if (found) return t(key, { limit: found[1], used: found[2] });
  }
  for (const [known, words] of Object.entries(serverSentences())) {
    if (!signs.has(known)) signs.set(known, signOf(known));
    const found = signs.get(known).exec(sentence);
    if (found) return words.replace(/\{(\w+)\}/g, (_, name) => found.groups[name]);
  }
  return sentence;
}
