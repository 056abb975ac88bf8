// A button that copies a text, where the browser lets a page do that: over https or on this machine.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';

const kShown = 1500; // milliseconds of "done"

/** `text()` is asked for when it is pressed. Null where copying is not possible. */
export function copyButton(text) {
  if (!navigator.clipboard) return null;
  const button = h('button', { class: 'quiet copy', type: 'button', 'aria-label': t('chat.copy'),
    title: t('chat.copy') },
    icon('clipboard'));
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(text());
    } catch {
      toast(t('chat.no_copy'));
      return;
    }
    button.replaceChildren(icon('check'));
    setTimeout(() => button.replaceChildren(icon('clipboard')), kShown);
  };
  return button;
}
