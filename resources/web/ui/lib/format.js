// Numbers and times as people read them. Pure.

/** "4 s", "1:05", "2:03:09". */
export function duration(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const two = (number) => String(number).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** How long something took: "80 ms", "0.4 s", "12 s". */
export function shortDuration(milliseconds) {
  if (milliseconds < 100) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 9950) return `${(milliseconds / 1000).toFixed(1)} s`;
  return duration(milliseconds);
}

/** "just now", "5 min", "3 h", "2 d", then the date. */
export function relativeTime(iso, now = Date.now()) {
  const seconds = (now - Date.parse(iso)) / 1000;
  if (seconds < 45) return 'just now';
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min`;
  if (seconds < 86400) return `${Math.round(seconds / 3600)} h`;
  if (seconds < 7 * 86400) return `${Math.round(seconds / 86400)} d`;
  return new Date(iso).toLocaleDateString(undefined, { day: 'numeric', month: 'short' });
}

/** "950", "12.4k", "1.3M". */
export function count(number) {
  if (number < 1000) return String(number);
  if (number < 999_950) return `${(number / 1000).toFixed(number < 99_950 ? 1 : 0)}k`;
  return `${(number / 1e6).toFixed(1)}M`;
}

/** "$0.0042", "$1.20". */
export function money(dollars) {
  if (dollars === 0) return '$0';
  if (dollars < 0.0001) return '< $0.0001';
  return '$' + dollars.toFixed(dollars < 0.1 ? 4 : 2);
}

/** "312 B", "4.5 kB", "1.2 MB". */
export function bytes(size) {
  if (size < 1000) return `${size} B`;
  if (size < 999_950) return `${(size / 1000).toFixed(1)} kB`;
  return `${(size / 1e6).toFixed(1)} MB`;
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
  session.title || firstLine(session.preview?.first_message ?? '') || 'New session';

const kStatus = {
  active: 'Ready', running: 'Working', awaiting_approval: 'Needs you', paused: 'Paused',
  completed: 'Done', error: 'Failed', cancelled: 'Cancelled', interrupted: 'Stopped', finished: 'Closed',
};
export const statusWord = (status) => kStatus[status] ?? status;

/** Whether a run is going on. */
export const isBusy = (status) => status === 'running' || status === 'awaiting_approval';
