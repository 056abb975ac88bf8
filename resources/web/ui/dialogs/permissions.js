// What a session may do without a word: what it does not ask about again, and the ways to the rest.
import { h, setText } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { networkWords } from '../session/egress.js';
import { visible } from '../session/invisible.js';
import { grantByWords, grantWords } from '../session/settings.js';
import { showDialog } from './dialog.js';
import { showNetwork } from './network.js';
import { showSecrets } from './secrets.js';

/** Shows the permissions of a session; what is taken back is asked about from the next call on. */
export function showPermissions(session) {
  const list = h('ul', { class: 'secrets grants' });
  const said = h('p', { class: 'soft', role: 'status' });

  async function askAgain(grant) {
    try {
      await session.askAgain(grant.id);
      setText(said, t('session.asked_again', { grant: visible(grantWords(grant)) }));
    } catch (error) {
      setText(said, visible(error.message));
    }
    (list.querySelector('button') ?? dialog.querySelector('button')).focus();
  }

  function rowOf(grant) {
    const words = visible(grantWords(grant));
    const who = h('small', {}, visible(grantByWords(grant)));
    return h('li', {}, icon('check'), h('span', {}, words, who),
      h('button', { type: 'button', 'aria-label': t('dialogs.ask_again_about', { grant: words }),
        onclick: () => askAgain(grant) },
        t('dialogs.ask_again')));
  }

  function draw() {
    const { grants } = session.record;
    list.replaceChildren(...(grants.length > 0 ? grants.map(rowOf)
      : [h('li', { class: 'none' }, t('dialogs.nothing_granted'))]));
  }

  function leadTo(words, glyph, show) {
    const onclick = () => {
      dialog.close();
      show(session);
    };
    return h('button', { type: 'button', onclick }, icon(glyph), words);
  }
  const network = networkWords(session.record.egress);
  draw();
  const stop = session.on('record', draw);
  const dialog = showDialog(t('dialogs.permissions'), [h('h3', {}, t('dialogs.not_asked')), list, said,
    h('h3', {}, t('dialogs.network_and_secrets')), h('p', { class: 'soft' },
      t('dialogs.may_connect', { network: visible(network) })),
    h('p', { class: 'lead-on' }, leadTo(t('dialogs.network_more'), 'shield', showNetwork),
      leadTo(t('dialogs.secrets_more'), 'key', showSecrets))],
  { onclose: stop });
  return dialog;
}
