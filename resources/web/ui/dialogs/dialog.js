// Dialogs over the page. The browser's own <dialog> keeps the focus and closes with Escape.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { visible } from '../session/invisible.js';

// A field that the browser refuses may lie in a folded part, where nobody would see why nothing happens.
function showInvalid({ target, currentTarget }) {
  target.closest('details')?.setAttribute('open', '');
  if (!currentTarget.querySelector('[aria-invalid="true"]')) target.scrollIntoView({ block: 'center' });
  target.setAttribute('aria-invalid', 'true');
}

function forgive({ target }) {
  if (target.validity?.valid) target.removeAttribute('aria-invalid');
}

/** Shows a dialog; it is removed when it closes. */
export function showDialog(title, children, { wide = false, onclose } = {}) {
  const dialog = h('dialog', { class: wide ? 'dialog wide' : 'dialog', 'aria-label': title },
    h('header', {}, h('h2', {}, title),
      h('button', { class: 'quiet', type: 'button', 'aria-label': t('dialogs.close'), onclick: () => dialog.close() },
        icon('close'))),
    ...children);
  dialog.addEventListener('invalid', showInvalid, true); // it does not bubble
  dialog.addEventListener('input', forgive);
  dialog.onclick = (event) => { if (event.target === dialog) dialog.close(); };
  dialog.onclose = () => {
    dialog.remove();
    onclose?.();
  };
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks for a yes; resolves to whether it came. */
export function confirmed(title, text, yes, no = t('dialogs.cancel')) {
  return new Promise((resolve) => {
    let answer = false;
    const dialog = showDialog(title, [h('p', {}, visible(text)), h('div', { class: 'dialog-foot' },
      h('button', { type: 'button', autofocus: true, onclick: () => dialog.close() }, no),
      h('button', { class: 'danger filled', type: 'button', onclick: () => { answer = true; dialog.close(); } }, yes))],
    { onclose: () => resolve(answer) });
  });
}
