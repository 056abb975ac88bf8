// Being called while the page is closed: this browser, and the others that the server calls.
import { h, setText } from '../lib/dom.js';
import { t } from '../lib/texts.js';
import { moment } from '../lib/format.js';
import { visible } from '../session/invisible.js';
import { canPush, isPushed, pushedBrowsers, removeBrowser, startPush, stopPush } from '../sessions/push.js';
import { tick } from './parts.js';

const labelOf = (browser) => visible(browser.label) || t('push.unnamed');

/** {element, setUsable(isUsable), stop()}: usable while calls are on. */
export function pushPart() {
  const main = tick(t('push.also_closed'), false, turn);
  const words = h('p', { class: 'soft', role: 'status' }, t(canPush() ? 'push.how' : 'push.cannot'));
  const list = h('ul', { class: 'pushed', 'aria-label': t('push.browsers') });
  let own = null; // this browser's row
  let isUsable = false;

  async function turn(isOn) {
    main.box.disabled = true;
    try {
      own = isOn ? await startPush() : (await stopPush(own?.id), null);
      setText(words, t('push.how'));
    } catch (error) {
      setText(words, t('push.failed_to_start', { problem: error.message }));
    }
    await draw();
  }

  async function remove(browser) {
    await (browser.id === own?.id ? stopPush(browser.id) : removeBrowser(browser.id));
    if (browser.id === own?.id) own = null;
    await draw();
  }

  function row(browser) {
    const label = browser.id === own?.id ? t('push.this_one', { label: labelOf(browser) }) : labelOf(browser);
    const since = h('small', { class: 'soft' }, t('push.since', { time: moment(browser.created_at) }));
    return h('li', {}, h('span', {}, label, since),
      h('button', { type: 'button', 'aria-label': t('push.remove_label', { label }), onclick: () => remove(browser) },
        t('push.remove')));
  }

  async function draw() {
    main.box.checked = own !== null;
    main.box.disabled = !isUsable || !canPush();
    const browsers = await pushedBrowsers().catch(() => []);
    list.replaceChildren(...browsers.map(row));
    list.hidden = browsers.length === 0;
  }

  async function begin() {
    if (await isPushed()) own = await startPush().catch(() => null);
    await draw();
  }

  begin();
  return { element: h('div', { class: 'push-part' }, main.element, words, list),
    setUsable(now) { isUsable = now; main.box.disabled = !now || !canPush(); },
    stop() { if (own) turn(false); } };
}
