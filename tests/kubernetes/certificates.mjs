// An authority and what it signed: for the API by address, for pods by the one name they share.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const openssl = (...args) => execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
const kKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

function sign(folder, name, subject) {
  const at = (ending) => join(folder, `${name}.${ending}`);
  writeFileSync(at('ext'), `subjectAltName=${subject}\nextendedKeyUsage=serverAuth\n`);
  openssl('req', ...kKey, '-keyout', at('key'), '-out', at('csr'), '-subj', `/CN=${name}`);
  openssl('x509', '-req', '-in', at('csr'), '-CA', join(folder, 'ca.pem'), '-CAkey', join(folder, 'ca.key'),
    '-CAcreateserial', '-days', '2', '-extfile', at('ext'), '-out', at('pem'));
  return { key: readFileSync(at('key')), cert: readFileSync(at('pem')), keyFile: at('key'), certFile: at('pem') };
}

/** {authority: file, api, node, stranger}; `stranger` has another name. */
export function makeCertificates(folder) {
  const authority = join(folder, 'ca.pem');
  openssl('req', '-x509', ...kKey, '-keyout', join(folder, 'ca.key'), '-out', authority, '-days', '2',
    '-subj', '/CN=test', '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign');
  return { authority, api: sign(folder, 'api', 'IP:127.0.0.1'), node: sign(folder, 'node', 'DNS:pilothouse-node'),
    stranger: sign(folder, 'stranger', 'DNS:pilothouse-stranger') };
}
