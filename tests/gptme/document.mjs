// A document of OpenAPI, to hold what a server answers against it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export class Described {
  #operations = []; // {name, method, pattern, statuses}
  #asked = new Set();

  constructor(file) {
    const { paths } = JSON.parse(readFileSync(join(process.env.PILOTHOUSE_DOCUMENTS, file), 'utf8'));
    for (const [path, methods] of Object.entries(paths))
      for (const [method, { responses }] of Object.entries(methods)) {
        const pattern = path.replace('{path}', '.+').replace(/\{\w+\}/g, '[^/]+');
        this.#operations.push({ name: `${method} ${path}`, method: method.toUpperCase(),
          pattern: new RegExp(`^${pattern}$`), statuses: Object.keys(responses).map(Number) });
      }
  }

  /** An answer that is not described, or from where nothing is, is a fault of one of the two. */
  hold(method, url, status) {
    if (method === 'OPTIONS') return; // of the browser, not of the document
    const pathname = new URL(url, 'http://localhost').pathname.replace(/\/$/, ''); // each path works with it, too
    const found = this.#operations.find((one) => one.method === method && one.pattern.test(pathname));
    if (!found) {
      assert.ok([404, 405].includes(status), `${method} ${pathname} answers ${status} and is not described`);
      return;
    }
    this.#asked.add(found.name);
    assert.ok(found.statuses.includes(status), `${found.name} answers ${status}, which is not described`);
  }

  /** What nobody has asked yet. */
  get unasked() {
    return this.#operations.map(({ name }) => name).filter((name) => !this.#asked.has(name));
  }
}
