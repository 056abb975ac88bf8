// The page at /ui/: a client of the same HTTP interface as everybody's. Text from the session is
// only ever set as text, never as HTML.
'use strict';

const $ = (id) => document.getElementById(id);
const kTypes = ['user', 'status', 'text', 'thinking', 'tool_use', 'tool_started', 'tool_result', 'usage',
  'approval_request', 'approval_decision', 'summary', 'completed', 'error', 'text_delta', 'thinking_delta', 'retrying'];
let current = null; // the session shown: {id, stream, timer of its picture, running, drafts, tools}

async function ask(method, path, body) {
  const answer = await fetch(path, {
    method, headers: body ? {'Content-Type': 'application/json'} : {}, body: body && JSON.stringify(body)});
  if (answer.status === 401) location.href = '/auth/login?next=/ui/';
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(typeof json.detail === 'string' ? json.detail : (json.detail?.[0]?.msg ?? answer.statusText));
  return json;
}

function complain(error) {
  $('problem').textContent = error ? error.message : '';
  $('problem').hidden = !error;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

const nameOf = (session) => session.title || 'Session ' + session.id.slice(0, 8);
const statusText = (status) => status.replace('_', ' ');

async function listSessions() {
  const sessions = await ask('GET', '/sessions/?limit=100');
  $('sessions').replaceChildren(...sessions.map((session) => {
    const link = element('a', '', nameOf(session));
    link.href = '#' + session.id;
    if (session.id === current?.id) link.setAttribute('aria-current', 'page');
    link.append(element('small', '', statusText(session.status) + ' · ' + new Date(session.created_at).toLocaleString()));
    const item = element('li');
    item.append(link);
    return item;
  }));
}

async function showState() {
  const id = current.id;
  const session = await ask('GET', '/sessions/' + id);
  if (current?.id !== id) return;
  const running = current.running = session.status === 'running' || session.status === 'awaiting_approval';
  $('title').textContent = nameOf(session);
  $('status').textContent = statusText(session.status);
  $('status').className = 'status ' + session.status;
  $('cost').textContent = session.cost_usd > 0 ? '$' + session.cost_usd.toFixed(4) : '';
  $('pause').hidden = $('interrupt').hidden = !running;
  $('resume').hidden = !['paused', 'interrupted', 'error'].includes(session.status);
  $('message').disabled = session.status === 'finished';
  for (const button of $('composer').querySelectorAll('button')) button.disabled = running || session.status === 'finished';
  if (!running) $('question').hidden = true;
}

async function showPicture() {
  const id = current?.id;
  if (!id || document.hidden) return;
  const answer = await fetch(`/sessions/${id}/screenshot?format=jpeg&quality=80`).catch(() => null);
  if (current?.id !== id) return;
  $('picture').hidden = !answer?.ok;
  $('dark').hidden = Boolean(answer?.ok);
  if (!answer?.ok) return;
  const old = $('picture').src;
  $('picture').src = URL.createObjectURL(await answer.blob());
  if (old) URL.revokeObjectURL(old);
}

// A long history comes at once: one look at the end of it is enough.
let refreshing = 0;
function refreshSoon() {
  clearTimeout(refreshing);
  refreshing = setTimeout(() => {
    listSessions().catch(complain);
    if (!current) return;
    showState().catch(complain);
    showPicture();
  }, 100);
}

function add(item) {
  const list = $('events');
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  list.append(item);
  if (atEnd) list.scrollTop = list.scrollHeight;
  return item;
}

function addDelta(kind, text) {
  current.drafts[kind] ??= add(element('li', kind));
  current.drafts[kind].append(text);
  const list = $('events');
  list.scrollTop = list.scrollHeight;
}

function dropDraft(kind) {
  current.drafts[kind]?.remove();
  delete current.drafts[kind];
}

function showQuestion(content) {
  const box = $('question');
  const decide = (decision) => ask('POST', `/sessions/${current.id}/approvals/${content.tool_use_id}`, {decision}).catch(complain);
  const allow = element('button', 'primary', 'Allow');
  const deny = element('button', '', 'Deny');
  allow.onclick = () => decide('allow');
  deny.onclick = () => decide('deny');
  box.replaceChildren(element('strong', '', 'May it? ' + content.summary),
    element('pre', '', JSON.stringify(content.input, null, 2)), allow, deny);
  box.hidden = false;
}

const shows = {
  user: (content) => add(element('li', 'user', content.text)),
  text: (content) => { dropDraft('text'); add(element('li', 'text', content.text)); },
  thinking: (content) => { dropDraft('thinking'); if (content.thinking) add(element('li', 'thinking', content.thinking)); },
  text_delta: (content) => addDelta('text', content.text),
  thinking_delta: (content) => addDelta('thinking', content.text),
  retrying: (content) => { dropDraft('text'); dropDraft('thinking'); add(element('li', 'end', content.reason + ' Trying again.')); },
  tool_started: (content) => { current.tools[content.tool_use_id] = add(element('li', 'tool', '▸ ' + content.summary)); },
  tool_result: (content) => {
    const item = current.tools[content.tool_use_id] ?? current.tools[content.tool_id] ?? add(element('li', 'tool'));
    const text = content.error ?? content.output;
    if (content.is_error) item.classList.add('failed');
    if (text) item.append(element('pre', '', text.length > 2000 ? text.slice(0, 2000) + '…' : text));
    refreshSoon();
  },
  approval_request: showQuestion,
  approval_decision: (content) => { $('question').hidden = true; add(element('li', 'end', content.decision === 'deny' ? 'Denied.' : 'Allowed.')); },
  summary: () => add(element('li', 'end', 'The conversation outgrew one request; the model goes on from a summary.')),
  completed: (content) => add(element('li', 'end', ({completed: 'Done', interrupted: 'Interrupted', paused: 'Paused', budget: 'Paused'}[content.outcome] ?? content.outcome) +
    ` · ${content.steps} steps` + (content.message ? ' · ' + content.message : ''))),
  error: (content) => add(element('li', 'error', content.error)),
};

function open(id) {
  current?.stream.close();
  clearInterval(current?.timer);
  $('welcome').hidden = Boolean(id);
  $('session').hidden = !id;
  $('question').hidden = true;
  complain(null);
  current = null;
  if (!id) return;
  $('events').replaceChildren();
  $('picture').hidden = true;
  $('dark').hidden = false;
  $('export').href = `/sessions/${id}/export?format=html`;
  current = {id, drafts: {}, tools: {}, stream: new EventSource(`/sessions/${id}/events`), timer: setInterval(() => current?.running && showPicture(), 1000)};
  for (const type of kTypes) {
    current.stream.addEventListener(type, (event) => {
      shows[type]?.(JSON.parse(event.data).content ?? {});
      if (['user', 'status', 'completed', 'error', 'approval_request', 'approval_decision'].includes(type)) refreshSoon();
    });
  }
  showState().catch((error) => { location.hash = ''; complain(error); });
  showPicture();
  $('message').focus();
}

const act = (action) => ask('POST', `/sessions/${current.id}/${action}`).then(() => complain(null), complain);
$('pause').onclick = () => act('pause');
$('resume').onclick = () => act('resume');
$('interrupt').onclick = () => act('interrupt');
$('delete').onclick = async () => {
  if (!confirm('Delete this session with its desktop, files and history?')) return;
  await ask('DELETE', '/sessions/' + current.id).catch(complain);
  location.hash = '';
  listSessions();
};
$('new').onclick = () => ask('POST', '/sessions/', {}).then((session) => { location.hash = session.id; return listSessions(); }).catch((error) => alert(error.message));
$('logout').onclick = () => fetch('/auth/login', {method: 'DELETE'}).then(() => { location.href = '/auth/login'; });
$('composer').onsubmit = (event) => {
  event.preventDefault();
  const message = $('message').value.trim();
  if (!message) return;
  ask('POST', `/sessions/${current.id}/messages`, {message}).then(() => { $('message').value = ''; complain(null); }, complain);
};
$('message').onkeydown = (event) => {
  if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); $('composer').requestSubmit(); }
};
window.onhashchange = () => { open(location.hash.slice(1)); listSessions(); };

ask('GET', '/health/').then((health) => {
  $('provider').textContent = health.provider === 'demo' ? 'Demo model' : 'v' + health.version;
  $('demo').hidden = health.provider !== 'demo';
});
listSessions().catch(complain);
open(location.hash.slice(1));
