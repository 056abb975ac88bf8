// The cluster behind the stand-in: agent-sandbox's controllers, the scheduler and the nodes, so far as
// claims see them. A pod is a real `pilothouse node` with an address of its own on loopback.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const kDoor = 8443;
const condition = (type, status, reason, message) => ({ type, status, reason, message,
  lastTransitionTime: new Date().toISOString() });

export class Controller {
  hasRoom = true;
  pools = ['pilothouse'];
  pods = new Map(); // by name of the sandbox: {child, address, said}
  suspended = new Set(); // that are asleep or were
  #made = 0;
  #steps = new Map(); // of each sandbox, the last
  #net = 1 + Math.floor(Math.random() * 250);

  /** `options`: folder, binary, certificate {keyFile, certFile}, tokenFile. */
  constructor(api, options) {
    Object.assign(this, { api, ...options });
    this.take = this.take.bind(this);
    api.store.on('event', this.take);
    this.clock = setInterval(() => this.expire(), 200);
  }

  async stop() {
    clearInterval(this.clock);
    this.api.store.off('event', this.take);
    await Promise.all([...this.pods.keys()].map((name) => this.endPod(name)));
  }

  take({ plural, type, object }) {
    if (plural === 'sandboxclaims' && type === 'ADDED') queueMicrotask(() => this.adopt(object.metadata.name));
    if (plural === 'sandboxclaims' && type === 'DELETED') this.clear(object);
    if (plural === 'sandboxes' && type === 'MODIFIED') queueMicrotask(() => this.operate(object.metadata.name));
  }

  #claimOf(sandbox) {
    return this.api.store.all('sandboxclaims').find((each) => each.status?.sandbox?.name === sandbox);
  }

  #tellClaim(name, conditions, sandbox = {}) {
    this.api.store.setStatus('sandboxclaims', name, { conditions, sandbox });
  }

  adopt(name) {
    const { store, namespace } = this.api;
    const claim = store.get('sandboxclaims', name);
    if (!claim || claim.status) return;
    if (!this.pools.includes(claim.spec.warmPoolRef.name)) {
      this.#tellClaim(name, [condition('Ready', 'False', 'WarmPoolNotFound',
        `SandboxWarmPool "${claim.spec.warmPoolRef.name}" not found`)]);
      return;
    }
    const sandbox = `pool-${++this.#made}`;
    store.add('sandboxes', { apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox',
      metadata: { name: sandbox, namespace }, spec: { operatingMode: 'Running' } });
    this.#tellClaim(name, [condition('Ready', 'False', 'DependenciesNotReady', 'Pod does not exist')],
      { name: sandbox });
    this.operate(sandbox);
  }

  /** Has the pod of a sandbox be as its operatingMode says; one step after the other. */
  operate(name) {
    const step = (this.#steps.get(name) ?? Promise.resolve()).then(() => this.#operate(name));
    this.#steps.set(name, step);
    return step;
  }

  async #operate(name) {
    const { store } = this.api;
    const sandbox = store.get('sandboxes', name);
    if (!sandbox) return;
    const runs = sandbox.spec.operatingMode !== 'Suspended';
    if (runs && !this.pods.has(name)) await this.#run(name);
    if (!runs && this.pods.has(name)) {
      this.suspended.add(name);
      await this.endPod(name);
      this.#tell(name, [condition('Ready', 'False', 'SandboxSuspended', 'Sandbox is suspended')], []);
    }
  }

  async #run(name) {
    if (!this.hasRoom) {
      const words = '0/3 nodes are available: 3 Insufficient memory.';
      this.#tell(name, [condition('PodScheduled', 'False', 'Unschedulable', words),
        condition('Ready', 'False', 'DependenciesNotReady', 'Pod exists with phase: Pending')], []);
      return;
    }
    const pod = await this.#startPod(name);
    if (this.pods.get(name) === pod && pod.child.exitCode === null)
      this.#tell(name, [condition('Ready', 'True', 'DependenciesReady', 'Pod is Ready')], [pod.address]);
  }

  /** The sandbox tells more than the claim, which has its Ready alone. */
  #tell(name, conditions, podIPs) {
    // Stale, as it may be there.
    const stale = this.suspended.has(name) ? [condition('Suspended', 'True', 'PodTerminated', '')] : [];
    const all = [...conditions, ...stale];
    const sandbox = this.api.store.get('sandboxes', name);
    if (!sandbox) return;
    sandbox.status = { conditions: all, podIPs };
    const claim = this.#claimOf(name);
    if (!claim) return;
    this.#tellClaim(claim.metadata.name, all.filter((each) => each.type !== 'PodScheduled'),
      { name, ...(podIPs.length ? { podIPs } : {}) });
  }

  #startPod(name) {
    const address = `127.77.${this.#net}.${++this.#made % 250 + 1}`;
    const volume = join(this.folder, 'volumes', name);
    mkdirSync(join(volume, 'run'), { recursive: true, mode: 0o711 });
    const child = spawn(this.binary, ['node', '--host', address, '--port', String(kDoor), '--tls-cert',
      this.certificate.certFile, '--tls-key', this.certificate.keyFile, '--node-token-file', this.tokenFile],
    { cwd: volume, env: { PATH: process.env.PATH, HOME: volume, XDG_RUNTIME_DIR: join(volume, 'run'),
      PILOTHOUSE_DATA_DIR: join(volume, 'data') } });
    const pod = { child, address, said: '' };
    this.pods.set(name, pod);
    return new Promise((resolve) => {
      const hear = (bytes) => {
        pod.said += bytes;
        if (pod.said.includes('node is ready')) resolve(pod);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('exit', () => resolve(pod));
    });
  }

  async endPod(name, signal = 'SIGTERM') {
    const pod = this.pods.get(name);
    this.pods.delete(name);
    if (!pod || pod.child.exitCode !== null || pod.child.signalCode) return;
    const gone = new Promise((resolve) => pod.child.once('exit', resolve));
    pod.child.kill(signal);
    const late = setTimeout(() => pod.child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(late);
  }

  /** What is owned by a claim goes with it. */
  async clear(claim) {
    const name = claim.status?.sandbox?.name;
    if (!name) return;
    this.api.store.remove('sandboxes', name);
    await this.endPod(name);
    rmSync(join(this.folder, 'volumes', name), { recursive: true, force: true, maxRetries: 5 });
  }

  expire() {
    const { store } = this.api;
    for (const claim of store.all('sandboxclaims')) {
      const { shutdownTime, shutdownPolicy } = claim.spec.lifecycle ?? {};
      if (!shutdownTime || Date.parse(shutdownTime) > Date.now()) continue;
      if (shutdownPolicy === 'Delete') store.remove('sandboxclaims', claim.metadata.name);
      else if (claim.status?.sandbox?.name) {
        this.clear(claim);
        this.#tellClaim(claim.metadata.name, [condition('Ready', 'False', 'ClaimExpired', 'Claim expired.')]);
      }
    }
  }
}
