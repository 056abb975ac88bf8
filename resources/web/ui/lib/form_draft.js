// What is typed into the form of a dialog, kept by the tab while the dialog is closed. Never what
// is in a field for passwords, or for addresses, which may hold a token.
import { draftOf, keepDraft } from './drafts.js';
import { h } from './dom.js';

const isKept = ({ name, type, tagName }) =>
  name && tagName !== 'FIELDSET' && !['password', 'url', 'file', 'submit', 'button'].includes(type);
const isTicked = ({ type }) => type === 'checkbox' || type === 'radio';

/** Fills one field; a list gets what it does not have. */
export function setValue(field, value) {
  if (isTicked(field)) {
    field.checked = value;
    return;
  }
  const isMissing = field.tagName === 'SELECT' && ![...field.options].some((option) => option.value === value);
  if (isMissing) field.append(h('option', { value }, value)); // its list is not there yet
  field.value = value;
  if (field.tagName === 'SELECT') field.dispatchEvent(new Event('change', { bubbles: true }));
}

function valuesOf(form) {
  const values = {};
  for (const field of [...form.elements].filter(isKept))
    (values[field.name] ??= []).push(isTicked(field) ? field.checked : field.value);
  return values;
}

/** What was kept of the form of this name: field name → values in their order; null: nothing. */
export function keptForm(name) {
  try {
    return JSON.parse(draftOf(`form.${name}`)) ?? null;
  } catch {
    return null;
  }
}

/** Fills the form with what was kept, and keeps what changes from here on. Returns {wasKept, keep(), forget()}. */
export function keepForm(form, name) {
  const kept = keptForm(name);
  const empty = JSON.stringify(valuesOf(form));
  if (kept) {
    const counts = {};
    for (const field of [...form.elements].filter(isKept)) {
      const at = counts[field.name] = (counts[field.name] ?? -1) + 1;
      if (kept[field.name]?.[at] !== undefined) setValue(field, kept[field.name][at]);
    }
  }
  let isForgotten = false;
  const keep = () => {
    if (isForgotten) return;
    const values = JSON.stringify(valuesOf(form));
    keepDraft(`form.${name}`, values === empty ? '' : values);
  };
  form.addEventListener('input', keep);
  form.addEventListener('change', keep);
  return {
    wasKept: kept !== null,
    keep, // after a change that nobody typed
    forget() {
      isForgotten = true;
      keepDraft(`form.${name}`, '');
    },
  };
}
