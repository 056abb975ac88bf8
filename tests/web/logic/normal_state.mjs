// A state of the reducer as it is kept for all who make one from events: the page, the window.

/** Without what is not there (null and missing are the same), and what only the page has. */
export function normal(value) {
  if (Array.isArray(value)) return value.map(normal);
  if (value === null || typeof value !== 'object') return value;
  const fields = Object.entries(value)
    .filter(([name, field]) => field !== null && field !== undefined && name !== 'rev');
  return Object.fromEntries(fields.map(([name, field]) => [name, normal(field)]).sort());
}

/** What is said of changes is put into words here; elsewhere by whoever shows it. */
export function normalItem(item) {
  const { text, ...rest } = item;
  return normal(item.kind === 'note' && ['settings', 'grant'].includes(item.note) ? rest : { ...rest, text });
}

/** All but the items. */
export const standing = ({ firstSeq, lastSeq, draftFloor, status, reason, run, questions, control, picture }) =>
  normal({ firstSeq, lastSeq, draftFloor, status, reason, run, questions: [...questions.values()], control, picture });
