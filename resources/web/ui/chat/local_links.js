// Links of a conversation that lead back to this machine or this host. Any program there gets what
// the browser keeps for that name, and may look like these pages: nobody follows one unwarned.
import { confirmed } from '../dialogs/dialog.js';
import { h } from '../lib/dom.js';
import { t } from '../lib/texts.js';

const kNames = /^(.+\.)?(localhost|localdomain|localhost[46]|ip6-(localhost|loopback))$/;
const kIpv4 = /^(127\.\d+\.\d+\.\d+|0\.0\.0\.0)$/;

/** Of an address inside "[]" that holds an IPv4 one (mapped, compatible, translated); else null. */
function ipv4Within(ipv6) {
  const [, high, low] = /^(?:::ffff:(?:0:)?|::|64:ff9b::)([\da-f]{1,4}):([\da-f]{1,4})$/.exec(ipv6) ?? [];
  if (high === undefined) return null;
  const number = parseInt(high, 16) * 65536 + parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

/** Whether `href` leads to this machine, however it is spelt, or to `ownHost` on any port. */
export function isLocal(href, ownHost = globalThis.location?.hostname) {
  const address = URL.canParse(href) ? new URL(href) : null;
  if (!address || !/^(https?|wss?|ftp):$/.test(address.protocol)) return false;
  const name = address.hostname.replace(/\.$/, ''); // the parser has turned 0x7f.1 and 2130706433 into 127.0.0.1
  if (name === ownHost || kNames.test(name) || kIpv4.test(name)) return true;
  if (!name.startsWith('[')) return false;
  const ipv6 = name.slice(1, -1);
  return ['::', '::1'].includes(ipv6) || kIpv4.test(ipv4Within(ipv6) ?? '');
}

async function follow(href) {
  const yes = await confirmed(t('chat.leave_page'), t('chat.leads_here', { address: href }), t('chat.open_it'));
  if (yes) window.open(href, '_blank', 'noopener,noreferrer');
}

/** Puts buttons that ask first in the place of such links below `fragment`. */
export function guardLinks(fragment) {
  for (const link of fragment.querySelectorAll('a[href]')) {
    const { href } = link;
    if (!isLocal(href)) continue;
    link.replaceWith(h('button', { type: 'button', class: 'link', title: href, onclick: () => follow(href) },
      ...link.childNodes));
  }
}
