// Whole sessions as the server tells them: the files are compared with it by tests/feed.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inWords } from '../../../resources/web/ui/session/calls.js';
import { apply, emptyState, stateOf } from '../../../resources/web/ui/session/reducer.js';
import { marksOf } from '../../../resources/web/ui/lib/marks.js';

const kFolder = new URL('../../fixtures/protocol/', import.meta.url);
const framesOf = (name) => readFileSync(new URL(`${name}.jsonl`, kFolder), 'utf8').trim().split('\n')
  .map((line) => JSON.parse(line));

/** The state after each frame; `check(state, frame)` may look in between. */
function play(frames, check = () => {}) {
  const state = emptyState();
  for (const frame of frames) {
    apply(state, frame);
    check(state, frame);
  }
  return state;
}

/** What the transcript says, in short: ['user Hello', 'call Click at 1, 2: done', …]. */
function told(state) {
  return state.items.map((item) => {
    if (item.kind === 'call') {
      const { title, object } = inWords(item.call);
      return `call ${[title, object].filter(Boolean).join(' ')}: ${item.state}`;
    }
    if (item.kind === 'end') return `end ${item.outcome}`;
    if (item.kind === 'blocked') {
      const rows = item.rows.map(({ host, allowedBy }) => (allowedBy ? `${host} (${allowedBy})` : host));
      return `blocked ${rows.join(', ')}`;
    }
    if (item.kind === 'note') return `note ${item.note} ${item.status ?? item.reason ?? ''}`.trim();
    if (item.images?.length > 0) return `user ${item.text} (pictures: ${item.images.length})`;
    return `${item.kind} ${item.text}${item.isStopped ? ' (stopped here)' : ''}`;
  });
}

const kExpected = {
  pictures: {
    status: 'completed',
    told: ['user What is this? (pictures: 1)', 'text A red square.', 'end completed'],
  },
  task: {
    status: 'completed',
    told: ['user Look around', 'thinking A click, then the password.', 'text I look at the screen.',
      'call Look at the screen: done', 'call Click at 640, 400: done', 'call Type hunter2: done',
      'call Press Ctrl+S: done', 'call Look closer at 600, 300, 700, 500: done',
      'call Run ls\nwc -l *: done', 'call Run true: done', 'call Write notes.txt: done', 'call Run cat none: failed',
      'text Done: it is a **terminal**.', 'end completed'],
  },
  approvals: {
    status: 'completed',
    told: ['user Tidy up', 'call Click at 640, 400: done', 'call Run ls: denied', 'call Type rm -i /tmp/a: done',
      'call Run sleep 9: denied', 'note grant', 'text Done.', 'end completed'],
  },
  stop: {
    status: 'interrupted',
    told: ['user Wait', 'call Run sleep 60: ended', 'call Click at 640, 400: stopped', 'end interrupted'],
  },
  stopped_reply: {
    status: 'completed',
    told: ['user Write a story', 'thinking A story, then.', 'text Once upon a (stopped here)', 'end interrupted',
      'user Go on', 'text time.', 'end completed'],
  },
  wheel: {
    status: 'completed',
    told: ['user Click', 'call Click at 640, 400: yielded', 'call Run ls: stopped', 'note control taken',
      'note control handed_back', 'call Click at 640, 400: done', 'text Done.', 'end completed'],
  },
  error: { status: 'error', told: ['user Begin', 'text I begin.', 'call Run ls: done', 'end error'] },
  budget: { status: 'paused', told: ['user Go on and on', 'call Run ls: done', 'end budget'] },
  pause_and_resume: {
    status: 'completed',
    told: ['user List', 'call Run ls: done', 'end paused', 'text Done.', 'end completed'],
  },
  summary: {
    status: 'completed',
    told: ['user List everything', 'call Run ls: done', 'note summary', 'text All is listed.', 'end completed'],
  },
  egress: {
    status: 'completed',
    told: ['user Fetch the page', 'call Run curl https://example.com: done', 'blocked example.com (ann), 192.0.2.7',
      'text example.com cannot be reached.', 'end completed', 'user Try again',
      'call Run curl https://example.com: done', 'text Now it can.', 'end completed'],
  },
  settings: {
    status: 'completed',
    told: ['user List', 'call Run ls: done', 'end budget', 'note settings', 'call Run ls: done', 'call Run ls: done',
      'note grant', 'text Done.', 'end completed', 'note grant'],
  },
  retry: { status: 'completed', told: ['user Hello', 'text Good day.', 'end completed'] },
  reconnect: { status: 'completed', told: ['user Hello', 'text Good day.', 'end completed'] },
};

test('each recorded session is known here', () => {
  const recorded = readdirSync(kFolder).map((name) => name.replace('.jsonl', ''));
  assert.deepEqual(recorded.sort(), Object.keys(kExpected).sort());
});

for (const [name, expected] of Object.entries(kExpected)) {
  test(`the recorded session "${name}" is told as it was`, () => {
    const state = play(framesOf(name));
    assert.deepEqual(told(state), expected.told);
    assert.equal(state.status, expected.status);
    assert.equal(state.questions.size, 0);
    assert.equal(state.control.holder, 'agent');
  });

  test(`a call of the recorded session "${name}" is known by its facts alone`, () => {
    const frames = framesOf(name).filter((frame) => frame.type !== 'tool_use' && frame.seq !== undefined);
    for (const item of stateOf(frames).items.filter((one) => one.kind === 'call' && one.startedAt)) {
      assert.notEqual(inWords(item.call).icon, 'help', JSON.stringify(item.call));
    }
  });
}

test('facts say where, and tell nothing of what is typed', () => {
  const started = framesOf('task').filter((frame) => frame.type === 'tool_started');
  assert.ok(started.length > 0);
  assert.doesNotMatch(JSON.stringify(started), /hunter2|secret/);
  const frames = framesOf('task').filter((frame) => frame.type !== 'tool_use');
  const state = stateOf(frames.filter((frame) => frame.seq !== undefined));
  assert.deepEqual(marksOf(state.byKey.get('c2').call), [{ kind: 'point', x: 640, y: 400, count: 1 }]);
  assert.deepEqual(marksOf(state.byKey.get('c5').call), [{ kind: 'box', x: 600, y: 300, width: 100, height: 200 }]);
  assert.equal(inWords(state.byKey.get('c3').call).title, 'Type 7 characters');
});

test('what each question is about', () => {
  const asked = [];
  play(framesOf('approvals'), (state, frame) => {
    if (frame.type !== 'approval_request') return;
    assert.equal(state.questions.size, 1);
    assert.equal(state.byKey.get(frame.content.tool_use_id).state, 'asking');
    asked.push(frame.content.action.kind);
  });
  assert.deepEqual(asked, ['left_click', 'run', 'type', 'run']);
  const state = play(framesOf('approvals'));
  assert.equal(state.byKey.get('b1').decisionNote, 'Not today');
  assert.equal(state.byKey.get('b2').decidedBy, 'timeout');
});

test('a person at the wheel has it until it is handed back', () => {
  const holders = [];
  play(framesOf('wheel'), (state, frame) => { if (frame.type === 'control') holders.push(state.control.holder); });
  assert.deepEqual(holders, ['person', 'agent']);
});

test('a reply on its way is shown, and void when it is tried again', () => {
  const drafts = [];
  play(framesOf('retry'), (state, frame) => {
    if (frame.seq === undefined) drafts.push(state.byKey.get('draft-text')?.text ?? null);
  });
  assert.deepEqual(drafts, ['Half a', null, 'Good day.']);
});

test('who comes in the middle of a reply sees what was said so far', () => {
  const drafts = [];
  play(framesOf('reconnect'), (state) => {
    const draft = state.byKey.get('draft-text')?.text;
    if (draft !== undefined && draft !== drafts.at(-1)) drafts.push(draft);
  });
  assert.deepEqual(drafts, ['Good ', 'Good day.']);
});

test('a command that wrote nothing says so as a fact', () => {
  const state = play(framesOf('task'));
  assert.equal(state.byKey.get('b2').details.silent, true);
});
