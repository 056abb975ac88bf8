// The server's HTTP interface. Each call returns the JSON of the answer or throws an ApiError whose
// message is a sentence for people.
import { keyFields } from '../../auth/page_key.js';
import { addressOf, ownPath } from './root.js';
import { serverWords } from './server_words.js';
import { t } from './texts.js';

export class ApiError extends Error {
  /** `status` is 0 when the server could not be reached; `details`: [{loc, msg}] of wrong fields. */
  constructor(message, status, details = []) {
    super(message);
    this.status = status;
    this.details = details;
  }

  /** What is wrong with the field `name`, a sentence each. */
  about(name) {
    return this.details.filter(({ loc }) => loc?.includes(name)).map(({ msg }) => msg);
  }
}

export function goToLogin() {
  sessionStorage.setItem('pilothouse.return', location.hash);
  location.href = addressOf('auth/login?fresh=1&next=' + encodeURIComponent(ownPath()));
}

/** What an answer that is not good means. `json`: its body, or {}. */
export function refusal(answer, json) {
  const detail = Array.isArray(json.detail) ? json.detail.map((one) => ({ ...one, msg: serverWords(one.msg) }))
    : json.detail;
  return new ApiError(sentenceIn(answer, detail), answer.status, Array.isArray(detail) ? detail : []);
}

function sentenceIn(answer, detail) {
  if (typeof detail === 'string') return serverWords(detail);
  const first = Array.isArray(detail) ? detail[0] : null;
  const field = first?.loc?.findLast((step) => typeof step === 'string');
  if (first) return t('lib.field_problem', { field: field ?? t('lib.input'), problem: first.msg });
  return t('lib.answered', { status: `${answer.status} ${answer.statusText}`.trim() });
}

async function send(path, options) {
  try {
    return await fetch(addressOf(path), { ...options, headers: { ...options.headers, ...keyFields() } });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(t('lib.unreachable_for_now'), 0);
  }
}

/** Throws unless the answer is good; without a login it leads there. */
export async function request(method, path, options = {}) {
  const answer = await send(path, { method, ...options });
  if (answer.status === 401) goToLogin();
  if (answer.ok || answer.status === 304) return answer;
  throw refusal(answer, await answer.json().catch(() => ({})));
}

export async function call(method, path, body) {
  const options = body === undefined ? {} : {
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
  const answer = await request(method, path, options);
  return answer.status === 204 ? null : answer.json();
}

const known = new Map(); // path -> {tag, json}

/** GET of what mostly stays the same: the page keeps it, as browsers may not, and asks for news. */
export async function getNews(path) {
  const old = known.get(path);
  const answer = await request('GET', path, old ? { headers: { 'If-None-Match': old.tag } } : {});
  if (answer.status === 304) return old.json;
  const json = await answer.json();
  known.set(path, { tag: answer.headers.get('ETag'), json });
  return json;
}

export const get = (path) => call('GET', path);
export const post = (path, body = {}) => call('POST', path, body);
