// The machines on which desktops are, for whoever operates the server. Hidden where they are on its own.
import { get } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { number, t } from '../lib/texts.js';
import { section } from './parts.js';

function standing(node) {
  if (!node.reachable) return t('preferences.node_away', { reason: node.skipped });
  if (node.drained) return t('preferences.node_drained');
  return t(node.room > 0 ? 'preferences.node_takes' : 'preferences.node_full');
}

function row(node) {
  const room = node.reachable && t('preferences.node_room', { desktops: node.desktops, most: node.most,
    load: number(node.load, { maximumFractionDigits: 1 }) });
  return h('li', {}, h('div', {}, node.address),
    h('div', { class: 'soft' }, [standing(node), room].filter(Boolean).join(' · ')));
}

export function nodesSection() {
  const rows = h('ul', { class: 'nodes' });
  const part = section(t('preferences.nodes'), h('p', { class: 'soft' }, t('preferences.nodes_use')), rows);
  part.hidden = true;
  get('nodes').then(({ nodes }) => {
    rows.replaceChildren(...nodes.map(row));
    part.hidden = nodes.length === 0;
  }).catch(() => {}); // the page says by itself that its server is away
  return part;
}
