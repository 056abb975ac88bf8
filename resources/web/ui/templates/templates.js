// The templates of the server, as this page knows them.
import { call, get, post } from '../lib/api.js';
import { Emitter } from '../lib/emitter.js';

const byName = (one, other) => one.name.localeCompare(other.name);

/** Emits 'changed'. */
class Templates extends Emitter {
  all = []; // {id, name, task, options, …} by name

  /** Looks what the others have changed. Throws ApiError. */
  async load() {
    this.#take(await get('templates'));
  }

  /** Makes one, or changes that of the id. Throws ApiError. */
  async save({ id, ...content }) {
    const saved = id ? await call('PUT', `templates/${id}`, content) : await post('templates', content);
    this.#take([...this.all.filter((one) => one.id !== saved.id), saved]);
    return saved;
  }

  /** One that is gone already is no error. */
  async remove(id) {
    await call('DELETE', `templates/${id}`).catch((error) => { if (error.status !== 404) throw error; });
    this.#take(this.all.filter((one) => one.id !== id));
  }

  #take(all) {
    this.all = all.toSorted(byName);
    this.emit('changed');
  }
}

export const templates = new Templates();
