// The manifests: the chart and the plain ones are the same, they fit the schemas of Kubernetes, and hold
// what docs/kubernetes.md says.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { Api } from '../api.mjs';
import { plainManifests, renderChart } from './renderer.mjs';

const source = process.env.PILOTHOUSE_SOURCE;
const chart = join(source, 'deploy/helm/pilothouse');
const plain = join(source, 'deploy/kubernetes/pilothouse.yaml');
const load = createRequire(import.meta.url);
const model = (path) => load(`kubernetes-models/${path}`)[path.split('/').at(-1)];
const kRbac = 'rbac.authorization.k8s.io/v1';
const kPlaces = { Deployment: 'apps/v1', Role: kRbac, RoleBinding: kRbac, ServiceAccount: 'v1', Service: 'v1',
  PersistentVolumeClaim: 'v1', Secret: 'v1', PodDisruptionBudget: 'policy/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2' };

const objectsIn = (text) => parseAllDocuments(text, { strict: true }).map((each) => {
  assert.deepEqual(each.errors, []);
  return each.toJS();
});
const objects = objectsIn(readFileSync(plain, 'utf8'));
const the = (kind, from = objects) => from.find((each) => each.kind === kind);
const server = the('Deployment').spec.template.spec;
const template = the('SandboxTemplate').spec;
const desktop = template.podTemplate.spec;

/** By the schemas of Kubernetes; parts of kinds that are not its own as what they are made of. */
function validate(object) {
  if (kPlaces[object.kind]) return new (model(`${kPlaces[object.kind]}/${object.kind}`))(object).validate();
  const { podTemplate, networkPolicy, volumeClaimTemplates } = object.spec;
  if (object.kind !== 'SandboxTemplate') return undefined;
  new (model('v1/Pod'))({ metadata: { name: 'a', ...podTemplate.metadata }, spec: podTemplate.spec }).validate();
  const policy = { podSelector: {}, ...networkPolicy };
  new (model('networking.k8s.io/v1/NetworkPolicy'))({ metadata: { name: 'a' }, spec: policy }).validate();
  return volumeClaimTemplates.forEach((each) => new (model('v1/PersistentVolumeClaim'))(each).validate());
}

test('the plain manifests are the chart with its defaults', () => {
  assert.equal(readFileSync(plain, 'utf8'), plainManifests(chart), 'write.mjs beside this test makes them');
});

test('all of it fits the schemas of Kubernetes', () => {
  const settings = { desktop: { runtimeClassName: 'gvisor' }, warmPool: { autoscaling: { enabled: true } } };
  const all = objectsIn(renderChart(chart, settings));
  assert.equal(all.length, objects.length + 1);
  all.forEach(validate);
  assert.equal(the('SandboxTemplate', all).spec.podTemplate.spec.runtimeClassName, 'gvisor');
  assert.equal(the('HorizontalPodAutoscaler', all).spec.scaleTargetRef.name, the('SandboxWarmPool').metadata.name);
  assert.throws(() => validate({ ...the('Deployment'), spec: { replicas: 'one' } }));
});

test('its own kinds say what agent-sandbox understands', () => {
  const known = { SandboxTemplate: ['networkPolicyManagement', 'envVarsInjectionPolicy', 'volumeClaimTemplatesPolicy',
    'networkPolicy', 'podTemplate', 'volumeClaimTemplates', 'service', 'generatedSecrets'],
  SandboxWarmPool: ['replicas', 'sandboxTemplateRef', 'updateStrategy'] };
  for (const [kind, fields] of Object.entries(known)) {
    assert.equal(the(kind).apiVersion, 'extensions.agents.x-k8s.io/v1beta1');
    for (const field of Object.keys(the(kind).spec)) assert.ok(fields.includes(field), field);
  }
  assert.equal(the('SandboxWarmPool').spec.sandboxTemplateRef.name, the('SandboxTemplate').metadata.name);
});

for (const [name, pod] of Object.entries({ server, desktop }))
  test(`the pod of the ${name} is restricted, with a root that is read-only`, () => {
    assert.equal(pod.securityContext.runAsNonRoot, true);
    assert.ok(pod.securityContext.runAsUser > 0);
    assert.equal(pod.securityContext.seccompProfile.type, 'RuntimeDefault');
    for (const key of ['hostNetwork', 'hostPID', 'hostIPC', 'initContainers']) assert.equal(pod[key], undefined);
    const kinds = pod.volumes.map((each) => Object.keys(each).find((key) => key !== 'name'));
    for (const kind of kinds) assert.ok(['emptyDir', 'secret', 'persistentVolumeClaim'].includes(kind), kind);
    for (const { securityContext, resources, readinessProbe, livenessProbe, volumeMounts } of pod.containers) {
      assert.deepEqual(securityContext, { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] } });
      assert.ok(resources.limits.memory && resources.requests.memory && readinessProbe && livenessProbe);
      for (const path of ['/data', '/tmp']) assert.ok(volumeMounts.some((each) => each.mountPath === path));
    }
  });

test('the server has one process with its data, and the rights that it uses', () => {
  const { spec } = the('Deployment');
  assert.equal(spec.replicas, 1);
  assert.equal(spec.strategy.type, 'Recreate');
  const rules = the('Role').rules.flatMap((rule) => rule.resources.map((each) => [each, rule.verbs]));
  const granted = Object.fromEntries(rules);
  assert.deepEqual(granted, new Api().rights); // with these the stand-in's tests pass
  assert.equal(the('RoleBinding').subjects[0].name, server.serviceAccountName);
});

test('only the server gets into a desktop, and only the internet can be reached from one', () => {
  const [rule, ...others] = template.networkPolicy.ingress;
  assert.deepEqual(others, []);
  assert.deepEqual(rule.from, [{ podSelector: { matchLabels: the('Deployment').spec.template.metadata.labels } }]);
  assert.notDeepEqual(template.podTemplate.metadata.labels, rule.from[0].podSelector.matchLabels);
  assert.deepEqual(rule.ports, [{ protocol: 'TCP', port: desktop.containers[0].ports[0].containerPort }]);
  const blocks = template.networkPolicy.egress.flatMap((each) => each.to.map((to) => to.ipBlock));
  assert.deepEqual(blocks.map((each) => each.cidr), ['0.0.0.0/0', '::/0']);
  for (const net of ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10', 'fc00::/7'])
    assert.ok(blocks.some((each) => each.except.includes(net)), net);
  assert.equal(desktop.automountServiceAccountToken, false);
  assert.equal(desktop.dnsPolicy, 'None');
});

test('the server never sees the key of the pods', () => {
  const { items } = server.volumes.find((each) => each.secret).secret;
  assert.deepEqual(items.map((each) => each.key), ['token', 'ca.crt']);
});

test('the binary understands what it is started with', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pilothouse-manifests-'));
  const env = { PATH: process.env.PATH, HOME: folder, PILOTHOUSE_DATA_DIR: folder };
  for (const { containers: [{ args }] } of [server, desktop]) {
    const options = { env, cwd: folder, encoding: 'utf8' };
    const ran = spawnSync(process.env.PILOTHOUSE_BINARY, [...args, '--print-config'], options);
    assert.equal(ran.status, 0, `${ran.stdout}${ran.stderr}`);
  }
  rmSync(folder, { recursive: true });
});

test('the script of the Secret makes one that holds', () => {
  const secret = parse(execFileSync(join(source, 'deploy/kubernetes/secrets'), { encoding: 'utf8' }));
  validate(secret);
  assert.deepEqual(Object.keys(secret.data), ['token', 'ca.crt', 'tls.crt', 'tls.key']);
  const folder = mkdtempSync(join(tmpdir(), 'pilothouse-secret-'));
  for (const [name, value] of Object.entries(secret.data))
    writeFileSync(join(folder, name), Buffer.from(value, 'base64'));
  execFileSync('openssl', ['verify', '-CAfile', join(folder, 'ca.crt'), '-verify_hostname', 'pilothouse-node',
    join(folder, 'tls.crt')], { stdio: 'pipe' });
  rmSync(folder, { recursive: true });
});
