// Numbers and times as people read them, in the language of the page. Pure.
import { dateAndTime, hasText, number, t } from './texts.js';

const withDigits = (value, digits) =>
  number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false });

/** "4 s", "1:05", "2:03:09". */
export function duration(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return t('lib.seconds', { number: seconds });
  const two = (part) => String(part).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** How long something took: "80 ms", "0.4 s", "12 s". */
export function shortDuration(milliseconds) {
  if (milliseconds < 100) return t('lib.milliseconds', { number: Math.round(milliseconds) });
  if (milliseconds < 9950) return t('lib.seconds', { number: withDigits(milliseconds / 1000, 1) });
  return duration(milliseconds);
}

/** "just now", "5 min", "3 h", "2 d", then the date. */
export function relativeTime(iso, now = Date.now()) {
  const seconds = (now - Date.parse(iso)) / 1000;
  if (seconds < 45) return t('lib.just_now');
  if (seconds < 3600) return t('lib.minutes_ago', { number: Math.max(1, Math.round(seconds / 60)) });
  if (seconds < 86400) return t('lib.hours_ago', { number: Math.round(seconds / 3600) });
  if (seconds < 7 * 86400) return t('lib.days_ago', { number: Math.round(seconds / 86400) });
  return dateAndTime(new Date(iso), { day: 'numeric', month: 'short' });
}

/** Date and time of day, as people write them; `medium` with seconds. */
export const moment = (iso, timeStyle = 'short') => dateAndTime(new Date(iso), { dateStyle: 'medium', timeStyle });

/** "950", "12.4k", "1.3M". */
export function count(amount) {
  if (amount < 1000) return String(amount);
  if (amount < 999_950) return t('lib.thousands', { number: withDigits(amount / 1000, amount < 99_950 ? 1 : 0) });
  return t('lib.millions', { number: withDigits(amount / 1e6, 1) });
}

const kLeastMoney = 0.0001;

const inDollars = (dollars, digits) => number(dollars, { style: 'currency', currency: 'USD',
  currencyDisplay: 'narrowSymbol', minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false });

/** "$0.0042", "$1.20". */
export function money(dollars) {
  if (dollars === 0) return inDollars(0, 0);
  if (dollars < kLeastMoney) return t('lib.less_money', { money: inDollars(kLeastMoney, 4) });
  return inDollars(dollars, dollars < 0.1 ? 4 : 2);
}

/** "$3", "$0.25": of so many tokens. */
export const price = (dollars) => inDollars(dollars, Number.isInteger(dollars) ? 0 : 2);

/** "312 B", "4.5 kB", "1.2 MB". */
export function bytes(size) {
  if (size < 1000) return t('lib.bytes', { number: size });
  if (size < 999_950) return t('lib.kilobytes', { number: withDigits(size / 1000, 1) });
  return t('lib.megabytes', { number: withDigits(size / 1e6, 1) });
}

/** All tokens of a usage object. */
export function tokens(usage) {
  return ['input', 'output', 'cache_read', 'cache_write_5m', 'cache_write_1h']
    .reduce((sum, kind) => sum + (usage?.[kind] ?? 0), 0);
}

/** The first line of a text without the signs of markdown, no longer than `most` characters. */
export function firstLine(text, most = 90) {
  const line = text.trim().split('\n', 1)[0].replace(/[`*]+|^#+\s/g, '').replace(/\s+/g, ' ');
  return line.length <= most ? line : line.slice(0, most - 1).trimEnd() + '…';
}

/** What a session is called: its title, else its first message. */
export const titleOf = (session) =>
  session.title || firstLine(session.preview?.first_message ?? '') || t('lib.new_session');

/** What a status is called; a newer server may know others. */
export const statusWord = (status) => (hasText(`lib.status.${status}`) ? t(`lib.status.${status}`) : status);

/** Whether a run is going on. */
export const isBusy = (status) => status === 'running' || status === 'awaiting_approval';
