// The words of the page: one table in each language (texts/), with numbers and times as people write them there.
// A table has a text for each key: a string with {names} of values in it, or {one, other} of which the value
// `count` chooses. English is part of the page; another language is loaded before anything is drawn.
import english from '../texts/en.js';
import { remember, remembered } from './stored.js';

/** What there is to choose from, each called as it calls itself. */
export const kLanguages = [['en', 'English'], ['de', 'Deutsch']];

const kLoaders = { de: () => import('../texts/de.js') };

const localeFor = (wanted) =>
  globalThis.navigator?.languages?.find((tag) => tag.toLowerCase().startsWith(wanted)) ?? wanted;

let chosen = 'en';
let locale = 'en-US';
let table = english;
let sentences = {};

/** Loads the table of the language that theme.js has found for this page. Draw nothing before it is there. */
export async function loadTexts() {
  const wanted = document.documentElement.lang;
  const loaded = kLoaders[wanted] ? await kLoaders[wanted]() : { default: english };
  useTexts(wanted, loaded.default, localeFor(wanted), loaded.sentences);
}

/** From now on the page speaks this language. `said`: sentences of the server in it, by the English ones. */
export function useTexts(wanted, words, tag = wanted, said = {}) {
  chosen = wanted;
  table = words;
  locale = tag;
  sentences = said;
}

/** Sentences of the server's in this language, by what it says. */
export const serverSentences = () => sentences;

/** 'en' or 'de': what the page speaks. */
export const language = () => chosen;

/** 'system', 'en' or 'de': what was chosen in this browser. 'system' follows the browser's languages. */
export const languageChoice = () => remembered('language', 'system');

/** Keeps the choice, and loads the page anew to speak it. */
export function setLanguage(choice) {
  remember('language', choice);
  location.reload();
}

const asText = (value) => (typeof value === 'number' ? number(value) : String(value));

function textOf(key, values) {
  const text = table[key];
  if (text === undefined) throw new RangeError(key);
  if (typeof text === 'string') return text;
  return text[new Intl.PluralRules(locale).select(values.count)] ?? text.other;
}

/** The text of this key. Values that are numbers are written as numbers are; give others as strings. */
export function t(key, values = {}) {
  return textOf(key, values).replace(/\{(\w+)\}/g, (_, name) => asText(values[name]));
}

/** The same as pieces for h(), where some of the values are elements. */
export function parts(key, values) {
  return textOf(key, values).split(/\{(\w+)\}/).map((piece, at) => {
    if (at % 2 === 0) return piece;
    return values[piece] instanceof Node ? values[piece] : asText(values[piece]);
  }).filter((piece) => piece !== '');
}

/** Whether there is a text of this key, for what a newer server may say. */
export const hasText = (key) => table[key] !== undefined;

/** `options` as of Intl.NumberFormat. */
export const number = (value, options = {}) => new Intl.NumberFormat(locale, options).format(value);

/** `options` as of Intl.DateTimeFormat. */
export const dateAndTime = (date, options) => new Intl.DateTimeFormat(locale, options).format(date);

/** "a, b and c". `type`: of Intl.ListFormat. */
export const listed = (words, type = 'conjunction') => new Intl.ListFormat(locale, { type }).format(words);
