// A stand-in of the Kubernetes API, as strict as the real one where we speak to it: paths, verbs,
// content types, who may do what, schemas, resourceVersion, watches with bookmarks.
import { createServer } from 'node:https';
import { once } from 'node:events';
import { answerWatch } from './watch.mjs';
import { faultsOf, kinds, mergePatch, missingIn, prune } from './kinds.mjs';
import { Store } from './store.mjs';

const kReasons = { 400: 'BadRequest', 401: 'Unauthorized', 403: 'Forbidden', 404: 'NotFound',
  405: 'MethodNotAllowed', 409: 'AlreadyExists', 410: 'Expired', 415: 'UnsupportedMediaType', 422: 'Invalid',
  429: 'TooManyRequests', 500: 'InternalError' };
const kContent = { POST: ['application/json'], PATCH: ['application/merge-patch+json'] };

export class ApiError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }

  get status() {
    return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: this.message,
      reason: kReasons[this.code] ?? '', code: this.code };
  }
}

/** What is asked for: {plural, name, verb} or {review: true}. */
function targetOf(url, method, namespace) {
  if (url.pathname === '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews') {
    if (method !== 'POST') throw new ApiError(405, 'the server does not allow this method on the requested resource');
    return { review: true };
  }
  const found = /^\/apis\/([^/]+)\/v1beta1\/namespaces\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(url.pathname);
  const [, group, space, plural, name] = found ?? [];
  if (!found || kinds[plural]?.group !== group)
    throw new ApiError(404, 'the server could not find the requested resource');
  const verbs = name ? { GET: 'get', PATCH: 'patch', DELETE: 'delete' }
    : { GET: url.searchParams.get('watch') === 'true' ? 'watch' : 'list', POST: 'create' };
  if (!verbs[method]) throw new ApiError(405, 'the server does not allow this method on the requested resource');
  return { plural, name, verb: verbs[method], isOther: space !== namespace };
}

export function selects(selector, object) {
  return !selector || selector.split(',').every((each) => {
    const [key, value] = each.split('=');
    return object.metadata.labels?.[key] === value;
  });
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const type = request.headers['content-type'] ?? '';
  if (!(kContent[request.method] ?? [type]).includes(type))
    throw new ApiError(415, `the body of the request was in an unknown format - ${type}`);
  if (parts.length === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(parts).toString());
  } catch {
    throw new ApiError(400, 'the object provided is unrecognized');
  }
}

export class Api {
  store = new Store();
  asked = []; // of {verb, plural, name}
  watches = new Set();
  token = 'the token of a service account';
  namespace = 'desktops';
  rights = { sandboxclaims: ['create', 'get', 'list', 'watch', 'patch', 'delete'], sandboxes: ['get', 'patch'] };
  bookmarkEvery = 300;
  #faults = []; // of {verb, code, headers, afterDeed}

  async start({ key, cert }) {
    this.#server = createServer({ key, cert }, (request, response) => this.#serve(request, response));
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = `https://127.0.0.1:${this.#server.address().port}`;
  }

  async stop() {
    this.cutWatches();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #server;

  /** The next `times` requests of `verb` get `code`; 0: the connection is cut, after the deed if `afterDeed`. */
  fail(verb, code, { times = 1, headers = {}, afterDeed = false } = {}) {
    for (let i = 0; i < times; ++i) this.#faults.push({ verb, code, headers, afterDeed });
  }

  cutWatches() {
    for (const watch of this.watches) watch.destroy();
  }

  count(verb, plural = 'sandboxclaims') {
    return this.asked.filter((each) => each.verb === verb && each.plural === plural).length;
  }

  async #serve(request, response) {
    try {
      const url = new URL(request.url, this.url);
      const target = targetOf(url, request.method, this.namespace);
      if (request.headers.authorization !== `Bearer ${this.token}`) throw new ApiError(401, 'Unauthorized');
      const body = await bodyOf(request);
      if (target.review) return this.#send(response, 201, this.#review(body));
      this.asked.push({ ...target, at: Date.now() });
      this.#authorize(target);
      const fault = this.#takeFault(target.verb);
      if (fault && !fault.afterDeed) return this.#breakDown(response, fault);
      if (target.verb === 'watch') return answerWatch(this, url, target.plural, response);
      const [status, answer] = this[`_${target.verb}`](target, body, url.searchParams);
      if (fault) return this.#breakDown(response, fault);
      return this.#send(response, status, answer);
    } catch (error) {
      const told = error instanceof ApiError ? error : new ApiError(500, error.stack);
      return this.#send(response, told.code, told.status);
    }
  }

  #takeFault(verb) {
    const at = this.#faults.findIndex((each) => each.verb === verb);
    return at < 0 ? undefined : this.#faults.splice(at, 1)[0];
  }

  #breakDown(response, { code, headers }) {
    if (code === 0) response.socket.destroy();
    else this.#send(response, code, new ApiError(code, 'it was told to').status, headers);
  }

  #send(response, status, answer, headers = {}) {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(answer));
  }

  #authorize({ plural, verb, isOther }) {
    if (isOther || !this.rights[plural].includes(verb))
      throw new ApiError(403, `${plural}.${kinds[plural].group} is forbidden: "pilothouse" cannot ${verb} resource`);
  }

  #review({ apiVersion, kind, spec }) {
    if (apiVersion !== 'authorization.k8s.io/v1' || kind !== 'SelfSubjectAccessReview' || !spec?.resourceAttributes)
      throw new ApiError(400, 'that is no SelfSubjectAccessReview');
    const { namespace, verb, group, resource } = spec.resourceAttributes;
    const isKnown = namespace === this.namespace && kinds[resource]?.group === group;
    const allowed = isKnown && this.rights[resource].includes(verb);
    return { apiVersion, kind, spec, status: { allowed } };
  }

  _list({ plural }, _, query) {
    const all = this.store.all(plural).filter((each) => selects(query.get('labelSelector'), each));
    const from = Number(query.get('continue') ?? 0);
    const limit = Number(query.get('limit') ?? all.length) || all.length;
    const more = from + limit < all.length ? { continue: String(from + limit) } : {};
    const { group, kind } = kinds[plural];
    return [200, { apiVersion: `${group}/v1beta1`, kind: `${kind}List`, items: all.slice(from, from + limit),
      metadata: { resourceVersion: String(this.store.version), ...more } }];
  }

  _get({ plural, name }) {
    return [200, this.#known(plural, name)];
  }

  _create({ plural }, object, query) {
    this.#check(plural, object, query);
    if (object.metadata.resourceVersion)
      throw new ApiError(400, 'resourceVersion should not be set on objects to be created');
    if (this.store.get(plural, object.metadata.name))
      throw new ApiError(409, `${plural} "${object.metadata.name}" already exists`);
    kinds[plural].complete(object);
    return [201, this.store.add(plural, { ...object, metadata: { ...object.metadata, namespace: this.namespace } })];
  }

  _patch({ plural, name }, patch, query) {
    const old = this.#known(plural, name);
    const merged = mergePatch(old, patch);
    this.#check(plural, merged, query);
    if (merged.metadata.name !== name)
      throw new ApiError(400, 'the name of the object does not match the name on the URL');
    if (patch.metadata?.resourceVersion && patch.metadata.resourceVersion !== old.metadata.resourceVersion)
      throw new ApiError(409, 'the object has been modified');
    kinds[plural].complete(merged);
    if (JSON.stringify(merged) === JSON.stringify(old)) return [200, old];
    merged.metadata.generation += 1;
    return [200, this.store.put(plural, { ...merged, status: old.status })]; // a subresource of its own
  }

  _delete({ plural, name }) {
    this.#known(plural, name);
    this.store.remove(plural, name);
    return [200, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' }];
  }

  #known(plural, name) {
    const object = this.store.get(plural, name);
    if (!object) throw new ApiError(404, `${plural}.${kinds[plural].group} "${name}" not found`);
    return object;
  }

  #check(plural, object, query) {
    const { group, kind, fields, required } = kinds[plural];
    if (object?.apiVersion !== `${group}/v1beta1` || object.kind !== kind)
      throw new ApiError(400, `the object provided is no ${kind} of ${group}/v1beta1`);
    const faults = faultsOf(object, fields);
    const wrong = [...faults.filter((each) => !each.isUnknown), ...missingIn(object, required)];
    if (wrong.length) throw new ApiError(422, `${kind} is invalid: ${wrong.map((each) => each.words).join(', ')}`);
    if (faults.length && query.get('fieldValidation') === 'Strict')
      throw new ApiError(400, `strict decoding error: ${faults.map((each) => each.words).join(', ')}`);
    prune(object, faults);
  }
}
