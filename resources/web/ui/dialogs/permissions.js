// What a session may do without a word: what it does not ask about again, and the ways to the rest.
import { h, setText } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { kNetworks } from '../session/egress.js';
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
      setText(said, `${visible(grantWords(grant))}: asked about again.`);
    } catch (error) {
      setText(said, visible(error.message));
    }
    (list.querySelector('button') ?? dialog.querySelector('button')).focus();
  }

  function rowOf(grant) {
    const words = visible(grantWords(grant));
    const who = h('small', {}, visible(grantByWords(grant)));
    return h('li', {}, icon('check'), h('span', {}, words, who),
      h('button', { type: 'button', 'aria-label': `Ask again: ${words}`, onclick: () => askAgain(grant) },
        'Ask again'));
  }

  function draw() {
    const { grants } = session.record;
    list.replaceChildren(...(grants.length > 0 ? grants.map(rowOf)
      : [h('li', { class: 'none' }, 'Nothing. A question can be answered with “Don’t ask again”.')]));
  }

  function leadTo(words, glyph, show) {
    const onclick = () => {
      dialog.close();
      show(session);
    };
    return h('button', { type: 'button', onclick }, icon(glyph), words);
  }
  const network = kNetworks.find(([value]) => value === session.record.egress)?.[1] ?? session.record.egress;
  draw();
  const stop = session.on('record', draw);
  const dialog = showDialog('Permissions', [h('h3', {}, 'Not asked about again'), list, said,
    h('h3', {}, 'Network and secrets'), h('p', { class: 'soft' }, `Its programs may connect to: ${visible(network)}.`),
    h('p', { class: 'lead-on' }, leadTo('Network…', 'shield', showNetwork), leadTo('Secrets…', 'key', showSecrets))],
  { onclose: stop });
  return dialog;
}
