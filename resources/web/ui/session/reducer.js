// What a session looks like, made from its events: one function, no page, no clock. The same events
// in the same order always give the same state, however often the connection broke between them.
import { callOf, callOfFacts, isOnScreen, withElement } from './calls.js';
import { covers } from './egress.js';
import { add, change, keyOf, remove } from './items.js';
import { changeWords, grantChangeWords } from './settings.js';

/** The state before the first event. `items` is what the transcript shows, in order. */
export function emptyState() {
  return {
    items: [],
    byKey: new Map(),
    firstSeq: 0,
    lastSeq: 0,
    draftFloor: 0, // stored events up to this number say nothing about the drafts
    status: 'active',
    reason: '',
    run: null, // {id, startedAt, steps, tokens, cost, endedAt, outcome, budget, model, provider}
    questions: new Map(), // unanswered approval requests by tool_use_id
    control: { holder: 'agent', name: null, since: null },
    picture: null, // the last one of the whole screen the model saw: {url, width, height, seq}
  };
}

const kStatusOfOutcome = { budget: 'paused', paused: 'paused' };

/**
 * Takes one event in. Returns the keys of the items that changed or came, or null for an event that
 * was there already: whoever reconnects may be told things twice.
 */
export function apply(state, event) {
  if (event.seq !== undefined) {
    if (event.seq <= state.lastSeq) return null;
    state.lastSeq = event.seq;
    if (state.firstSeq === 0) state.firstSeq = event.seq;
  }
  const changed = new Set();
  try {
    kTakers[event.type]?.(state, event, changed);
  } catch (error) {
    console.warn('An event that could not be read:', error);
    addPlain(state, event, changed);
  }
  return changed;
}

/** The state that these stored events give, from nothing. */
export function stateOf(events) {
  const state = emptyState();
  for (const event of events) apply(state, event);
  return state;
}

const draftKey = (kind) => `draft-${kind}`;
const kRetry = draftKey('retry');

function dropDraft(state, event, changed, kind) {
  if (event.seq !== undefined && event.seq <= state.draftFloor) return;
  remove(state, changed, draftKey(kind));
  remove(state, changed, kRetry);
}

function dropDrafts(state, event, changed) {
  dropDraft(state, event, changed, 'thinking');
  dropDraft(state, event, changed, 'text');
}

function growDraft(state, changed, kind, text, at) {
  if (!text) return;
  remove(state, changed, kRetry);
  const draft = state.byKey.get(draftKey(kind));
  if (draft) change(changed, draft, { text: draft.text + text });
  else add(state, changed, { key: draftKey(kind), kind, text, at, isDraft: true });
}

/** The model could not be asked and will be again. */
function addRetry(state, event, changed, { attempt, delay_ms: delay, reason }) {
  add(state, changed, { key: kRetry, kind: 'retry', isDraft: true, attempt, reason,
    until: Date.parse(event.timestamp) + delay });
}

function addNote(state, event, changed, fields) {
  add(state, changed, { key: keyOf(event), kind: 'note', seq: event.seq, at: event.timestamp, ...fields });
}

/** An event in which something is not what it should be: shown to the letter, and nothing else is lost. */
function addPlain(state, event, changed) {
  if (event.seq === undefined) return;
  add(state, changed, { key: keyOf(event), kind: 'plain', seq: event.seq, at: event.timestamp,
    text: JSON.stringify({ type: event.type, content: event.content }) });
}

/** The item of a call; made from what is at hand when its tool_use is on an older page. */
function callItem(state, event, changed) {
  const id = event.content.tool_use_id;
  const known = state.byKey.get(id);
  if (known) return known;
  return add(state, changed, {
    key: id, kind: 'call', seq: event.seq, at: event.timestamp, state: 'waiting',
    call: callOfFacts(event.content),
  });
}

function openCalls(state) {
  return state.items.filter((item) => item.kind === 'call' && ['waiting', 'asking', 'running'].includes(item.state));
}

function takeStatus(state, event, changed) {
  const { status, reason, run } = event.content;
  state.status = status;
  state.reason = reason ?? '';
  if (run) {
    state.run = {
      id: run, startedAt: Date.parse(event.timestamp), steps: 0, tokens: 0, cost: 0, endedAt: null,
      outcome: null, model: event.content.model, provider: event.content.provider,
    };
  } else if (reason && state.control.holder !== 'person') { // that it waits for them was said
    addNote(state, event, changed, { note: 'status', status, text: reason });
  }
}

function takeEnd(state, event, changed) {
  const end = event.content;
  if (event.seq === undefined) return; // the answer to a command, not the end of a run
  dropDrafts(state, event, changed);
  state.questions.clear();
  state.status = kStatusOfOutcome[end.outcome] ?? end.outcome;
  state.reason = end.message ?? '';
  if (state.run)
    Object.assign(state.run, { endedAt: Date.parse(event.timestamp), outcome: end.outcome, steps: end.steps,
      budget: end.budget ?? null });
  for (const item of openCalls(state)) change(changed, item, { state: 'stopped' });
  add(state, changed, {
    key: keyOf(event), kind: 'end', seq: event.seq, at: event.timestamp, outcome: end.outcome,
    text: end.message ?? end.error ?? '', steps: end.steps, cost: end.cost_usd, durationMs: end.duration_ms,
    usage: end.usage,
  });
}

// Who ends a run leaves its question without an answer.
const stateOfDenial = (by) => (by === 'interrupt' ? 'stopped' : 'denied');

function stateOfResult(state, item, result) {
  if (item.decision === 'deny') return stateOfDenial(item.decidedBy);
  if (!result.is_error) return 'done';
  if (!item.startedAt) return 'stopped'; // refused before it began
  if (!result.stopped) return 'failed';
  return isOnScreen(item.call) && state.control.holder === 'person' ? 'yielded' : 'ended';
}

function takeResult(state, event, changed) {
  const result = event.content;
  const item = callItem(state, event, changed);
  const image = result.images?.[0] ?? null;
  if (image && item.call.action !== 'zoom') state.picture = { ...image, seq: event.seq };
  change(changed, item, { state: stateOfResult(state, item, result), text: result.text, image,
    durationMs: result.duration_ms, details: result.details, endSeq: event.seq,
    call: withElement(item.call, result.details) });
}

function takeQuestion(state, event, changed) {
  const question = { ...event.content, askedAt: Date.parse(event.timestamp) };
  state.questions.set(question.tool_use_id, question);
  change(changed, callItem(state, event, changed), { state: 'asking' });
}

function takeDecision(state, event, changed) {
  const decision = event.content;
  state.questions.delete(decision.tool_use_id);
  const item = callItem(state, event, changed);
  const fields = { decision: decision.decision, decidedBy: decision.by, decisionNote: decision.note,
    remembered: decision.remember };
  if (decision.decision === 'edit') fields.call = { ...item.call, input: decision.input };
  change(changed, item, { ...fields, state: decision.decision === 'deny' ? stateOfDenial(decision.by) : 'waiting' });
}

function takeControl(state, event, changed) {
  const { holder, name, reason, seconds } = event.content;
  state.control = { holder, name: name ?? null, since: event.timestamp };
  addNote(state, event, changed, { note: 'control', holder, name, reason, seconds });
}

// Refusals in a row are one item: a page asks for twenty hosts at once.
function takeDenied(state, event, changed) {
  const row = { ...event.content, allowedBy: null };
  const last = state.items.findLast((item) => !item.isDraft);
  if (last?.kind === 'blocked') change(changed, last, { rows: [...last.rows, row] });
  else add(state, changed, { key: keyOf(event), kind: 'blocked', seq: event.seq, at: event.timestamp, rows: [row] });
}

function takeAllowed(state, event, changed) {
  const { host, by } = event.content;
  const isMet = (row) => row.entry && !row.allowedBy && covers(host, row.entry);
  const met = state.items.filter((item) => item.kind === 'blocked' && item.rows.some(isMet));
  for (const item of met) {
    change(changed, item, { rows: item.rows.map((row) => (isMet(row) ? { ...row, allowedBy: by } : row)) });
  }
  if (met.length === 0) addNote(state, event, changed, { note: 'egress', host, by });
}

function takeSnapshot(state, event, changed) {
  const snapshot = event.content;
  state.status = snapshot.status;
  state.draftFloor = snapshot.last_seq;
  if (snapshot.control?.holder) state.control = snapshot.control;
  const known = state.questions;
  state.questions = new Map(snapshot.pending_approvals.map((question) =>
    [question.tool_use_id, { ...question, askedAt: known.get(question.tool_use_id)?.askedAt }]));
  for (const kind of ['thinking', 'text']) {
    remove(state, changed, draftKey(kind));
    growDraft(state, changed, kind, snapshot.partial?.[kind], event.timestamp);
  }
  remove(state, changed, kRetry);
  if (snapshot.retrying) addRetry(state, event, changed, snapshot.retrying);
}

const kTakers = {
  user(state, event, changed) {
    add(state, changed, { key: keyOf(event), kind: 'user', seq: event.seq, at: event.timestamp,
      text: event.content.text, aside: event.content.note, images: event.content.images ?? [] });
  },
  text(state, event, changed) {
    dropDraft(state, event, changed, 'text');
    if (event.content.text.trim()) {
      add(state, changed,
        { key: keyOf(event), kind: 'text', seq: event.seq, at: event.timestamp, text: event.content.text });
    }
  },
  thinking(state, event, changed) {
    dropDraft(state, event, changed, 'thinking');
    if (event.content.thinking) {
      add(state, changed,
        { key: keyOf(event), kind: 'thinking', seq: event.seq, at: event.timestamp, text: event.content.thinking });
    }
  },
  reply_stopped(state, event, changed) {
    dropDrafts(state, event, changed);
    const { text, thinking } = event.content;
    const base = { seq: event.seq, at: event.timestamp };
    if (thinking) {
      add(state, changed, { ...base, key: `${keyOf(event)}-thinking`, kind: 'thinking', text: thinking,
        isStopped: !text });
    }
    if (text) add(state, changed, { ...base, key: keyOf(event), kind: 'text', text, isStopped: true });
  },
  tool_use(state, event, changed) {
    add(state, changed, { key: event.content.id, kind: 'call', seq: event.seq, at: event.timestamp,
      state: 'waiting', call: callOf(event.content) });
  },
  tool_started(state, event, changed) {
    const item = callItem(state, event, changed);
    const call = withElement(item.call, event.content.action);
    change(changed, item, { state: 'running', startedAt: Date.parse(event.timestamp), call });
  },
  usage(state, event, changed) {
    dropDrafts(state, event, changed);
    if (!state.run) return;
    const { usage, cost_usd: cost } = event.content;
    state.run.steps += 1;
    state.run.cost += cost;
    state.run.tokens += Object.values(usage).reduce((sum, number) => sum + number, 0);
  },
  settings_changed(state, event, changed) {
    addNote(state, event, changed, { note: 'settings', text: changeWords(event.content) });
  },
  grant_changed(state, event, changed) {
    addNote(state, event, changed, { note: 'grant', text: grantChangeWords(event.content) });
  },
  summary(state, event, changed) {
    addNote(state, event, changed, { note: 'summary', text: event.content.text });
  },
  retrying(state, event, changed) {
    dropDrafts(state, event, changed);
    addRetry(state, event, changed, event.content);
  },
  text_delta: (state, event, changed) => growDraft(state, changed, 'text', event.content.text, event.timestamp),
  thinking_delta: (state, event, changed) => growDraft(state, changed, 'thinking', event.content.text, event.timestamp),
  status: takeStatus,
  completed: takeEnd,
  error: takeEnd,
  tool_result: takeResult,
  approval_request: takeQuestion,
  approval_decision: takeDecision,
  control: takeControl,
  egress_denied: takeDenied,
  egress_allowed: takeAllowed,
  forked(state, event, changed) {
    state.status = 'active';
    if (state.run) state.run.endedAt ??= Date.parse(event.timestamp);
    const { session, title, files } = event.content;
    addNote(state, event, changed, { note: 'forked', origin: session, title, files });
  },
  files_restored(state, event, changed) {
    addNote(state, event, changed, { note: 'restored', savedAt: event.content.saved_at });
  },
  desktop_given_up(state, event, changed) {
    addNote(state, event, changed, { note: 'desktop', reason: event.content.reason });
  },
  snapshot: takeSnapshot,
};
