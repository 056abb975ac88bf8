// Events as the server sends them, for the tests of what the page makes of them.
let clock = Date.parse('2026-01-01T10:00:00Z');

/** Numbers events from 1 on: const tell = teller(); tell.user('Hello'). */
export function teller(first = 1) {
  let seq = first - 1;
  const stored = (type, content) => ({ type, content, seq: ++seq, session_id: 's',
    timestamp: new Date(clock += 100).toISOString() });
  return {
    stored,
    user: (text) => stored('user', { text, note: '' }),
    run: (run = 'r1') => stored('status', { status: 'running', run, provider: 'demo', model: 'm' }),
    text: (text) => stored('text', { type: 'text', text }),
    thinking: (thinking) => stored('thinking', { type: 'thinking', thinking }),
    usage: (cost = 0.01) => stored('usage', { run: 'r1', usage: { input: 100, output: 20 }, cost_usd: cost }),
    use: (id, action = 'left_click', input = { coordinate: [10, 20] }) =>
      stored('tool_use', { type: 'tool_use', id, name: action, toolset: 'computer', input }),
    started: (id, action = { kind: 'left_click', coordinate: [10, 20] }) => stored('tool_started',
      { run: 'r1', tool_use_id: id, tool: 'computer', summary: 'left click at (10, 20)', action }),
    result: (id, more = {}) => stored('tool_result', { run: 'r1', tool_use_id: id, text: 'Clicked.', images: [],
      is_error: false, stopped: false, duration_ms: 120, details: {}, ...more }),
    question: (id) => stored('approval_request', { run: 'r1', tool_use_id: id, tool: 'computer',
      summary: 'left click at (10, 20)', input: { coordinate: [10, 20] }, reason: 'clicks',
      action: { kind: 'left_click', coordinate: [10, 20] } }),
    decision: (id, decision, more = {}) => stored('approval_decision', { tool_use_id: id, decision, by: 'browser',
      note: '', input: {}, remember: false, ...more }),
    end: (outcome = 'completed') => stored(outcome === 'error' ? 'error' : 'completed',
      { run: 'r1', outcome, message: '', steps: 1, usage: {}, cost_usd: 0.01, duration_ms: 900 }),
  };
}

/** Frames that are not stored. */
export const live = (type, content) =>
  ({ type, content, session_id: 's', timestamp: new Date(clock += 10).toISOString() });

export const snapshot = (lastSeq, more = {}) => live('snapshot',
  { status: 'running', last_seq: lastSeq, pending_approvals: [], partial: { text: '', thinking: '' }, ...more });
