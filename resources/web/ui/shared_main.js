// What a link to a session opens. It asks for nothing that is not below the address of the link.
import { prepareMarkdown } from './chat/markdown.js';
import { h } from './lib/dom.js';
import { loadTexts, t } from './lib/texts.js';
import { troublePage } from './layout/trouble_page.js';
import { SharedSession } from './shared/shared_session.js';
import { SharedView } from './shared/shared_view.js';

function whyNot({ status, message }) {
  const isDead = [404, 429].includes(status);
  return { heading: isDead ? t('share.dead') : t('share.not_opened'),
    words: isDead ? t('share.dead_why') : message };
}

function showTrouble(error) {
  const again = h('button', { class: 'primary', type: 'button', onclick: () => location.reload() }, t('share.again'));
  const page = troublePage({ ...whyNot(error), deeds: [again] });
  document.body.replaceChildren(h('main', { class: 'alone alone-trouble' }, page.element));
  page.focus();
}

async function start() {
  await loadTexts();
  prepareMarkdown().catch(() => {}); // texts stay as they are
  const session = new SharedSession();
  await session.open();
  const view = new SharedView(session);
  document.body.replaceChildren(view.element);
  await view.open();
}

start().catch(showTrouble);
