// A watch of the stand-in: what happened since a version, then what happens; one object a line.
import { ApiError, selects } from './api.mjs';
import { kinds } from './kinds.mjs';

export function answerWatch(api, url, plural, response) {
  const query = url.searchParams;
  const version = query.get('resourceVersion');
  if (!/^\d+$/.test(version ?? '')) throw new ApiError(400, 'resourceVersion is needed here');
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  const say = (type, object) => response.write(`${JSON.stringify({ type, object })}\n`);
  const past = api.store.since(plural, Number(version));
  if (!past) {
    say('ERROR', new ApiError(410, `too old resource version: ${version} (${api.store.version})`).status);
    return response.end();
  }
  const tell = (event) => {
    if (event.plural === plural && selects(query.get('labelSelector'), event.object)) say(event.type, event.object);
  };
  past.forEach(tell);
  api.store.on('event', tell);
  api.watches.add(response);
  const { group, kind } = kinds[plural];
  const marks = query.get('allowWatchBookmarks') === 'true' && setInterval(() => say('BOOKMARK', { kind,
    apiVersion: `${group}/v1beta1`, metadata: { resourceVersion: String(api.store.version) } }), api.bookmarkEvery);
  const end = setTimeout(() => response.end(), Number(query.get('timeoutSeconds') ?? 1800) * 1000);
  response.on('close', () => {
    api.store.off('event', tell);
    api.watches.delete(response);
    clearInterval(marks);
    clearTimeout(end);
  });
  return undefined;
}
