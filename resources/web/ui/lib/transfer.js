// A file on its way to the server. fetch() cannot tell how far it is; the older interface can.
import { keyFields } from '../../auth/page_key.js';
import { ApiError, goToLogin, refusal } from './api.js';
import { addressOf } from './root.js';
import { t } from './texts.js';

const jsonIn = (text) => {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
};

/**
 * Sends `file` with PUT. `onProgress(sent)`: bytes so far; `signal`: ends it. Throws ApiError; an
 * AbortError when it was ended.
 */
export function putFile(path, file, { fields = {}, onProgress = () => {}, signal } = {}) {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open('PUT', addressOf(path));
    for (const [name, value] of Object.entries({ ...fields, ...keyFields() })) sending.setRequestHeader(name, value);
    sending.upload.onprogress = (event) => onProgress(event.loaded);
    sending.onload = () => {
      if (sending.status === 401) goToLogin();
      if (sending.status < 300) resolve();
      else reject(refusal(sending, jsonIn(sending.responseText)));
    };
    sending.onerror = () => reject(new ApiError(t('lib.unreachable'), 0));
    signal?.addEventListener('abort', () => {
      sending.abort();
      reject(signal.reason);
    }, { once: true });
    // What cannot be read fails like a broken connection: it is tried before.
    file.slice(0, 1).arrayBuffer().then(() => !signal?.aborted && sending.send(file),
      () => reject(new ApiError(t('lib.unreadable'), 0)));
  });
}
