// The objects of the stand-in, with what happened to them: the part of the API that etcd is.
import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import { kinds } from './kinds.mjs';

export class Store extends EventEmitter {
  #objects = new Map(Object.keys(kinds).map((plural) => [plural, new Map()]));
  #history = []; // of {version, plural, type, object}
  #forgotten = 0; // what happened up to this version is not known any more
  version = 100;

  constructor() {
    super();
    this.setMaxListeners(200);
  }

  get(plural, name) {
    return this.#objects.get(plural).get(name);
  }

  all(plural) {
    return [...this.#objects.get(plural).values()];
  }

  add(plural, object) {
    Object.assign(object.metadata, { uid: randomUUID(), generation: 1, creationTimestamp: new Date().toISOString() });
    return this.#note(plural, 'ADDED', object);
  }

  /** A new state of what is there. */
  put(plural, object) {
    return this.#note(plural, 'MODIFIED', structuredClone(object));
  }

  /** As a controller sets it: the generation stays. */
  setStatus(plural, name, status) {
    const object = this.get(plural, name);
    if (object) this.put(plural, { ...object, status });
  }

  remove(plural, name) {
    const object = this.get(plural, name);
    if (!object) return undefined;
    const last = this.#note(plural, 'DELETED', structuredClone(object));
    this.#objects.get(plural).delete(name);
    return last;
  }

  /** What happened since; undefined: that is not known any more. */
  since(plural, version) {
    if (version < this.#forgotten) return undefined;
    return this.#history.filter((each) => each.plural === plural && each.version > version);
  }

  /** As etcd does after a while. */
  compact() {
    this.#forgotten = ++this.version;
    this.#history = [];
  }

  #note(plural, type, object) {
    object.metadata.resourceVersion = String(++this.version);
    this.#objects.get(plural).set(object.metadata.name, object);
    const event = { version: this.version, plural, type, object: structuredClone(object) };
    this.#history.push(event);
    this.emit('event', event);
    return object;
  }
}
