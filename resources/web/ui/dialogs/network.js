// Where a session may connect to; with a list, what is on it and one host more.
import { get } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { keepForm } from '../lib/form_draft.js';
import { t } from '../lib/texts.js';
import { meaningOf, networkWords } from '../session/egress.js';
import { visible } from '../session/invisible.js';
import { showDialog } from './dialog.js';

function addForm(session) {
  const host = h('input', { type: 'text', name: 'host', maxlength: '300', spellcheck: 'false', autocapitalize: 'off',
    placeholder: 'example.com', 'aria-label': t('dialogs.host_to_allow'), 'aria-describedby': 'wrong-host' });
  const wrong = h('small', { class: 'field-problem', id: 'wrong-host', role: 'alert' });
  const form = h('form', { class: 'stacked' },
    h('span', { class: 'pair' }, host, h('button', { type: 'submit' }, t('dialogs.allow'))), wrong);
  const draft = keepForm(form, `network.${session.id}`);
  form.onsubmit = async (event) => {
    event.preventDefault();
    wrong.textContent = '';
    try {
      await session.allowHost(host.value.trim());
      host.value = '';
      draft.keep();
    } catch (error) {
      wrong.textContent = visible(error.about?.('host').join(' ') || error.message);
    }
    host.focus();
  };
  return form;
}

/** Says so where the server's sandbox cannot hold it: docs/network.md. */
function doubt(egress) {
  const words = h('p', { class: 'warning', hidden: true });
  get('health').then(({ sandbox }) => {
    words.textContent = t('dialogs.not_held', { sandbox });
    words.hidden = sandbox === 'bwrap' || !['all', 'public'].includes(egress);
  }, () => {}); // whoever may not know that has no session either
  return words;
}

/** Shows the network of a session. */
export function showNetwork(session) {
  const { egress } = session.record;
  const hosts = h('ul', { class: 'hosts' });
  const draw = () => {
    const names = session.record.allow_hosts;
    hosts.replaceChildren(...(names.length > 0 ? names.map((name) => h('li', {}, h('code', {}, visible(name))))
      : [h('li', { class: 'soft' }, t('dialogs.none_yet'))]));
  };
  draw();
  const stop = session.on('record', draw);
  const name = networkWords(egress);
  const isList = egress === 'list';
  showDialog(t('dialogs.network'), [h('p', {}, h('strong', {}, t('dialogs.network_name', { network: name })), ' ',
    meaningOf(egress)), doubt(egress), isList && hosts,
    isList && session.status !== 'finished' ? addForm(session) : null], { onclose: stop });
}
