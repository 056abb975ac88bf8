// What people and the model say, and what happened between: one view per kind of item. A view is
// {element, update(item)}.
import { h, setText } from '../lib/dom.js';
import { duration, moment, money } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { markedPicture } from '../lib/picture.js';
import { dateAndTime, hasText, t } from '../lib/texts.js';
import { allowedWords } from '../session/egress.js';
import { visible } from '../session/invisible.js';
import { serverWords } from '../lib/server_words.js';
import { actsOnText, actsOnUser } from './forks.js';
import { copyButton } from './copy_button.js';
import { nameScrolling, visiblePieces } from './hidden_text.js';
import { highlight, isMarkdownReady, markdown, markdownReady } from './markdown.js';

const kMoment = { dateStyle: 'medium', timeStyle: 'medium' };
const kRedraw = 90; // milliseconds between two drawings of a growing text

/** The pictures of a message, each a button that shows it large. */
function sentPictures(item, onPicture) {
  return h('div', { class: 'sent-pictures' }, ...item.images.map((image, index) =>
    h('button', { class: 'sent-picture', type: 'button', 'aria-label': t('chat.show_large'),
      onclick: () => onPicture(item, index) }, markedPicture(image, null,
        { shownWidth: 200, alt: t('chat.sent_picture') }))));
}

export function userView(item, { onPicture, forks } = {}) {
  const element = h('li', { class: 'item user' },
    speaker(t('chat.you_said')),
    item.images.length > 0 ? sentPictures(item, onPicture) : null,
    item.text ? h('div', { class: 'bubble', title: dateAndTime(new Date(item.at), kMoment) },
      ...visiblePieces(item.text))
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
    nameScrolling(block, t('chat.code'));
    frame.append(block, copyButton(() => code) ?? '');
  }
}

const stoppedMark = () => h('p', { class: 'stopped-here' }, icon('stop'), h('span', {}, t('chat.stopped_here')));

export function textView(item, { forks } = {}) {
  const element = h('li', { class: 'item said' });
  let current = item;
  let timer = null;
  const draw = () => {
    timer = null;
    element.replaceChildren(speaker(t('chat.agent_said')), markdown(current.text),
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
  const label = h('span', {}, item.isDraft ? t('chat.thinking') : t('chat.thought'));
  const first = h('span', { class: 'thought-first' }, item.isDraft ? '' : visible(item.text.slice(0, 120)));
  const details = h('details', {}, h('summary', {}, icon('thought'), speaker(t('chat.by_agent')), label, first), text);
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

export function controlText(item) {
  const name = item.holder === 'agent' ? t('chat.the_agent') : item.name || t('chat.a_person');
  const time = item.seconds >= 1 ? duration(item.seconds * 1000) : t('chat.under_a_second');
  return t(hasText(`chat.control.${item.reason}`) ? `chat.control.${item.reason}` : 'chat.has_wheel', { name, time });
}

const givenUpText = ({ reason }) => t(`chat.given_up.${['limit', 'lost'].includes(reason) ? reason : 'idle'}`);

const forkedText = ({ title, files }) => {
  const came = t(`chat.forked_files.${files || 'none'}`);
  return title ? t('chat.forked', { title: visible(title), files: came }) : t('chat.forked_elsewhere', { files: came });
};

export function noteView(item) {
  const kinds = { forked: ['fork', forkedText],
    restored: ['clock', ({ savedAt }) => t('chat.files_restored', { time: moment(savedAt) })],
    desktop: ['screen', givenUpText], control: ['wheel', controlText], status: ['pause', (i) => serverWords(i.text)],
    settings: ['pencil', (i) => i.text], grant: ['shield', (i) => i.text],
    egress: ['shield', (i) => t('chat.host_allowed', { allowed: allowedWords(i.by), host: i.host })],
    summary: ['book', () => t('chat.summary')] };
  const [name, words] = kinds[item.note];
  const element = h('li', { class: 'item note' }, icon(name), h('span', {}, ...visiblePieces(words(item)),
    item.origin ? [' ', h('a', { href: `#${item.origin}` }, t('chat.open_it'))] : ''));
  return { element, update() {} };
}

/** What the wait for a model says: why, and when it is asked again. Pure. */
export function retryWords({ reason, attempt, until }, now) {
  const left = Math.ceil((until - now) / 1000);
  const values = { reason: visible(serverWords(reason)), attempt, time: duration(left * 1000) };
  return left > 0 ? t('chat.attempt_in', values) : t('chat.attempt_now', values);
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

const kOutcomeIcons = { completed: 'check', interrupted: 'stop', paused: 'pause', budget: 'pause', cancelled: 'stop',
  error: 'alert' };

export function endView(item) {
  const word = hasText(`chat.outcome.${item.outcome}`) ? t(`chat.outcome.${item.outcome}`) : item.outcome;
  const facts = [t('chat.steps', { count: item.steps }), duration(item.durationMs ?? 0),
    item.cost > 0 ? money(item.cost) : null].filter(Boolean).join(' · ');
  const said = item.text && !(item.outcome === 'interrupted');
  const element = h('li', { class: `item end ${item.outcome}` },
    h('p', {}, icon(kOutcomeIcons[item.outcome] ?? 'help'), h('strong', {}, word),
      h('span', { class: 'facts' }, facts)),
    said ? h('p', { class: 'end-message' }, ...visiblePieces(serverWords(item.text))) : null,
    said && item.outcome === 'error' ? h('p', { class: 'end-help' }, t('chat.help.error')) : null);
  return { element, update() {} };
}
