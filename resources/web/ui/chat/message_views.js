// What people and the model say, and what happened between: one view per kind of item. A view is
// {element, update(item)}.
import { h, setText } from '../lib/dom.js';
import { duration, money } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { markedPicture } from '../lib/picture.js';
import { allowedWords } from '../session/egress.js';
import { visible } from '../session/invisible.js';
import { actsOnText, actsOnUser } from './forks.js';
import { copyButton } from './copy_button.js';
import { nameScrolling, visiblePieces } from './hidden_text.js';
import { highlight, isMarkdownReady, markdown, markdownReady } from './markdown.js';

const kRedraw = 90; // milliseconds between two drawings of a growing text

/** The pictures of a message, each a button that shows it large. */
function sentPictures(item, onPicture) {
  return h('div', { class: 'sent-pictures' }, ...item.images.map((image, index) =>
    h('button', { class: 'sent-picture', type: 'button', 'aria-label': 'Show the picture large',
      onclick: () => onPicture(item, index) }, markedPicture(image, null, { shownWidth: 200, alt: 'Sent picture' }))));
}

export function userView(item, { onPicture, forks } = {}) {
  const element = h('li', { class: 'item user' },
    speaker('You said:'),
    item.images.length > 0 ? sentPictures(item, onPicture) : null,
    item.text ? h('div', { class: 'bubble', title: new Date(item.at).toLocaleString() }, ...visiblePieces(item.text))
      : null,
    forks ? actsOnUser(item, forks) : null,
    item.aside ? h('p', { class: 'aside' }, ...visiblePieces(item.aside)) : null);
  return { element, update() {} };
}

/** Who speaks is seen by place and colour; this is for those who listen. */
export const speaker = (words) => h('span', { class: 'for-ears' }, `${words} `);

/** Code that stays gets its colours and a button to copy it. */
function finish(element) {
  highlight(element);
  for (const block of element.querySelectorAll('pre')) {
    const code = block.textContent;
    const frame = h('div', { class: 'copyable' });
    block.replaceWith(frame);
    nameScrolling(block, 'Code');
    frame.append(block, copyButton(() => code) ?? '');
  }
}

const stoppedMark = () => h('p', { class: 'stopped-here' }, icon('stop'), h('span', {}, 'Stopped here'));

export function textView(item, { forks } = {}) {
  const element = h('li', { class: 'item said' });
  let current = item;
  let timer = null;
  const draw = () => {
    timer = null;
    element.replaceChildren(speaker('The agent said:'), markdown(current.text),
      ...element.querySelectorAll(':scope > .step-link'));
    for (const table of element.querySelectorAll('table')) table.tabIndex = 0; // it may be wider than the page
    if (!current.isDraft) finish(element);
    if (current.isStopped) element.append(stoppedMark());
    if (forks && !current.isDraft) element.append(actsOnText(current, forks));
  };
  draw();
  if (!isMarkdownReady()) markdownReady.then(draw);
  element.classList.toggle('draft', Boolean(item.isDraft));
  return {
    element,
    update(changed) {
      current = changed;
      timer ??= setTimeout(draw, kRedraw);
    },
  };
}

export function thinkingView(item) {
  const text = h('div', { class: 'thought' }, ...visiblePieces(item.text));
  const label = h('span', {}, item.isDraft ? 'Thinking…' : 'Thought');
  const first = h('span', { class: 'thought-first' }, item.isDraft ? '' : visible(item.text.slice(0, 120)));
  const details = h('details', {}, h('summary', {}, icon('thought'), speaker('The agent:'), label, first), text);
  return {
    element: h('li', { class: 'item thinking' }, details, item.isStopped ? stoppedMark() : null),
    update(changed) {
      text.replaceChildren(...visiblePieces(changed.text));
    },
  };
}

/** An item that could not be drawn, or read, as what it is. */
export function plainView(item) {
  const { kind, text, call } = item;
  const shown = typeof text === 'string' ? text : JSON.stringify(call ?? { kind });
  return { element: h('li', { class: 'item' }, h('p', { class: 'as-it-is' }, ...visiblePieces(shown))), update() {} };
}

const kControl = {
  taken: (name) => `${name} took the wheel.`,
  handed_back: (name, time) => `The wheel was handed back after ${time}.`,
  disconnected: (name, time) => `The connection was lost: the wheel went back after ${time}.`,
  idle: (name, time) => `Nobody moved: the wheel went back after ${time}.`,
  taken_away: (name, time) => `The wheel was taken away after ${time}.`,
  ended: (name, time) => `The desktop ended; the wheel was held for ${time}.`,
};

export function controlText(item) {
  const name = item.holder === 'agent' ? 'The agent' : item.name || 'A person';
  const words = kControl[item.reason] ?? (() => `${name} has the wheel.`);
  const held = item.seconds >= 1 ? duration(item.seconds * 1000) : 'less than a second';
  return words(name, held);
}

const kGivenUp = {
  limit: 'The desktop was given up for another session, as nothing was going on here.',
  idle: 'The desktop was closed, as nobody used it.',
};
const givenUpText = ({ reason }) =>
  `${kGivenUp[reason] ?? kGivenUp.idle} Your next message starts it again; files are kept.`;

const forkedText = ({ title }) =>
  `${title ? `Until here this was said in “${visible(title)}”.` : 'This was begun elsewhere.'} ` +
  'Files, programs, secrets and permissions did not come along.';

export function noteView(item) {
  const kinds = { forked: ['fork', forkedText],
    desktop: ['screen', givenUpText], control: ['wheel', controlText], status: ['pause', (i) => i.text],
    settings: ['pencil', (i) => i.text], grant: ['shield', (i) => i.text],
    egress: ['shield', (i) => `${allowedWords(i.by)}: ${i.host}.`],
    summary: ['book', () => 'The conversation outgrew one request. The model goes on from a summary of it.'] };
  const [name, words] = kinds[item.note];
  const element = h('li', { class: 'item note' }, icon(name), h('span', {}, ...visiblePieces(words(item)),
    item.origin ? [' ', h('a', { href: `#${item.origin}` }, 'Open it')] : ''));
  return { element, update() {} };
}

/** What the wait for a model says: why, and when it is asked again. Pure. */
export function retryWords({ reason, attempt, until }, now) {
  const left = Math.ceil((until - now) / 1000);
  const next = left > 0 ? `Attempt ${attempt} in ${duration(left * 1000)}.` : `Attempt ${attempt} is on its way.`;
  return `${visible(reason)} ${next}`;
}

export function retryView(item) {
  let current = item;
  const words = h('span', {});
  const element = h('li', { class: 'item note retry' }, icon('clock'), words);
  const tick = () => setText(words, retryWords(current, Date.now()));
  const timer = setInterval(() => (element.isConnected ? tick() : clearInterval(timer)), 1000);
  tick();
  return { element, update(changed) { current = changed; tick(); } };
}

const kOutcome = {
  completed: ['check', 'Done'], interrupted: ['stop', 'Stopped'], paused: ['pause', 'Paused'],
  budget: ['pause', 'Paused'], cancelled: ['stop', 'Cancelled'], error: ['alert', 'Failed'],
};

const kHelp = { error: 'Resume asks again from here: what was done so far is kept.' };

export function endView(item) {
  const [name, word] = kOutcome[item.outcome] ?? ['help', item.outcome];
  const facts = [`${item.steps} ${item.steps === 1 ? 'step' : 'steps'}`, duration(item.durationMs ?? 0),
    item.cost > 0 ? money(item.cost) : null].filter(Boolean).join(' · ');
  const said = item.text && !(item.outcome === 'interrupted');
  const element = h('li', { class: `item end ${item.outcome}` },
    h('p', {}, icon(name), h('strong', {}, word), h('span', { class: 'facts' }, facts)),
    said ? h('p', { class: 'end-message' }, ...visiblePieces(item.text)) : null,
    said && kHelp[item.outcome] ? h('p', { class: 'end-help' }, kHelp[item.outcome]) : null);
  return { element, update() {} };
}
