// The card of one thing the model does: what, where, how long, what came of it.
import { h, setText } from '../lib/dom.js';
import { duration, shortDuration } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { inWords } from '../session/calls.js';
import { isOnPicture } from '../lib/marks.js';
import { visible } from '../session/invisible.js';
import { copyButton } from './copy_button.js';
import { nameScrolling, terminalPieces, visiblePieces, visibleText } from './hidden_text.js';
import { firstOf, plainText, terminalText } from './terminal_text.js';
import { markedPicture } from '../lib/picture.js';
import { hasText, t } from '../lib/texts.js';

const kPreviewLines = 4;
const kMostShown = 60_000; // characters; the rest is in the export
// Pictures are larger where there is no desktop beside the conversation.
const kThumbWidth = globalThis.document?.documentElement.dataset.view === 'chat' ? 520 : 120;

const kLong = 2000; // milliseconds after which a running call tells its time
const kEnds = ['failed', 'yielded', 'ended'];

function stateWords(item) {
  if (item.state === 'done') return item.durationMs === undefined ? '' : shortDuration(item.durationMs);
  if (kEnds.includes(item.state))
    return t(`chat.ended.${item.state}`, { time: shortDuration(item.durationMs ?? 0) });
  if (item.state === 'running') return runningWords(Date.now() - item.startedAt);
  if (item.state === 'denied' && item.decidedBy === 'timeout') return t('chat.no_answer');
  return hasText(`chat.state.${item.state}`) ? t(`chat.state.${item.state}`) : '';
}

/** "Running", and after a while for how long. */
function runningWords(milliseconds) {
  return milliseconds < kLong ? t('chat.running') : t('chat.running_for', { time: duration(milliseconds) });
}

/** What came out, in short: nothing for actions of the hand that simply worked, or that a person ended. */
function outcomeText(item) {
  if (!item.text || ['stopped', 'yielded'].includes(item.state) || item.details?.silent) return '';
  const worked = item.call.tool === 'computer' && item.state === 'done';
  return worked && item.text.length < 40 ? '' : item.text;
}

function preview(text) {
  const lines = text.split('\n');
  if (lines.length <= kPreviewLines && text.length < 600) return text;
  return lines.slice(0, kPreviewLines).join('\n').slice(0, 600) + '\n…';
}

const isCommand = (item) => item.call.tool === 'bash';

function previewPieces(item, text) {
  if (!isCommand(item)) return [visible(preview(text))];
  const { runs } = terminalText(text);
  const plain = plainText(runs);
  const cut = preview(plain);
  if (cut === plain) return terminalPieces(runs, visible);
  return [...terminalPieces(firstOf(runs, cut.length - '\n…'.length), visible), '\n…'];
}

/** All that came out; of a command as a terminal shows it, with a way to see what that leaves out. */
function outputOf(item) {
  const text = item.text.slice(0, kMostShown);
  const output = nameScrolling(h('pre', { class: 'call-output' }), t('chat.output'));
  const copied = () => (isCommand(item) ? plainText(terminalText(item.text).runs) : item.text);
  const parts = [output, copyButton(copied)];
  if (isCommand(item)) {
    const { runs, leftOut } = terminalText(text);
    output.append(...terminalPieces(runs));
    if (leftOut) parts.push(leftOutNote(output, text));
  } else {
    output.append(...visiblePieces(text));
  }
  return h('div', { class: 'copyable' }, ...parts);
}

/** Offers to show in `output` what the agent got, control characters marked. */
function leftOutNote(output, text) {
  const button = h('button', { class: 'link', type: 'button' }, t('chat.show_all_output'));
  const note = h('p', { class: 'aside left-out' }, t('chat.left_out'), ' ', button);
  button.onclick = () => {
    output.replaceChildren(...visiblePieces(text));
    output.focus({ preventScroll: true });
    note.remove();
  };
  return note;
}

function inputOf(call) {
  const { object } = inWords(call);
  const rest = Object.entries(call.input ?? {}).filter(([, value]) => value !== object);
  const parts = object ? [visibleText(object)] : [];
  for (const [name, value] of rest) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    parts.push(h('div', { class: 'field' }, h('span', {}, visible(name)), visibleText(text.slice(0, kMostShown))));
  }
  return parts;
}

/** `context`: {onPicture(item)}. */
export function callView(item, context) {
  const words = h('span', { class: 'call-title' });
  const state = h('span', { class: 'call-state' });
  const glyph = h('span', { class: 'call-icon' });
  const toggle = h('button', { class: 'call-toggle', 'aria-expanded': 'false' }, glyph, words, state);
  const head = h('div', { class: 'call-head' }, toggle);
  const short = h('pre', { class: 'call-preview' });
  const body = h('div', { class: 'call-body', hidden: true });
  const element = h('li', { class: 'item call' }, h('span', { class: 'for-ears' }, t('chat.by_agent'), ' '),
    head, short, body);
  let current = item;
  let drawnOutcome = '';
  let thumb = null;
  let timer = null;

  toggle.onclick = () => {
    const open = body.hidden;
    toggle.setAttribute('aria-expanded', String(open));
    body.hidden = !open;
    drawBody();
  };

  function drawBody() {
    if (body.hidden) {
      body.replaceChildren();
    } else {
      body.replaceChildren(...inputOf(current.call), current.text ? outputOf(current) : '',
        current.decisionNote ? h('p', { class: 'aside' }, visible(t('chat.reason_is',
          { reason: current.decisionNote }))) : '');
    }
    short.hidden = !body.hidden || !short.textContent;
  }

  function drawPicture() {
    if (!current.image || thumb) return;
    const { title } = inWords(current.call);
    thumb = h('button', { class: 'call-thumb', 'aria-label': t('chat.show_after', { title: visible(title) }),
      onclick: () => context.onPicture(current) },
    markedPicture(current.image, isOnPicture(current.call) ? current.call : null,
      { shownWidth: kThumbWidth, alt: '' }));
    head.append(thumb);
  }

  function draw() {
    const { title, object, icon: name } = inWords(current.call);
    element.dataset.state = current.state;
    glyph.replaceChildren(icon(name));
    words.replaceChildren(visible(title), object ? ' ' : '',
      object ? h('code', {}, ...visiblePieces(object.slice(0, 160).replace(/[\n\t ]+/g, ' '))) : '');
    drawState();
    const outcome = outcomeText(current);
    if (outcome !== drawnOutcome) short.replaceChildren(...previewPieces(current, outcome));
    drawnOutcome = outcome;
    short.classList.toggle('lines', outcome.trim().includes('\n') && current.state === 'done');
    drawPicture();
    drawBody();
  }

  function drawState() {
    setText(state, stateWords(current));
    clearTimeout(timer);
    if (current.state === 'running' && (element.isConnected || !timer)) timer = setTimeout(drawState, 1000);
  }

  draw();
  return {
    element,
    update(changed) {
      current = changed;
      draw();
    },
  };
}
