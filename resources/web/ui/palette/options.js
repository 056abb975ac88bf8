// The rows of the palette: {element, choose()} for a session, a deed, a place in a conversation.
import { h } from '../lib/dom.js';
import { relativeTime, statusWord, titleOf } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { keysShown } from '../lib/keys.js';
import { dateAndTime, t } from '../lib/texts.js';
import { visible } from '../session/invisible.js';
import { piecesOf } from './entries.js';

let made = 0;

function option(key, glyph, main, side, choose) {
  const element = h('div', { class: 'option', role: 'option', id: `palette-${++made}`, 'aria-selected': 'false',
    data: { key } }, icon(glyph), h('span', { class: 'option-main' }, ...main), side);
  return { element, choose };
}

export function sessionOption(session, choose) {
  const title = visible(titleOf(session));
  const time = h('time', { datetime: session.updated_at }, relativeTime(session.updated_at));
  return option(`s${session.id}`, 'chat', [h('span', { class: 'option-title', dir: 'auto', title }, title)],
    h('span', { class: 'option-side' }, `${statusWord(session.status)} · `, time), choose);
}

/** `deed`: {words, glyph, keys, onclick} or with href. */
export function deedOption(deed, choose) {
  const keys = deed.keys ? h('kbd', {}, keysShown(deed.keys)) : null;
  return option(`d${deed.words}`, deed.glyph, [h('span', { class: 'option-title' }, deed.words)],
    h('span', { class: 'option-side' }, keys), choose);
}

const kMoment = { dateStyle: 'medium', timeStyle: 'medium' };
const kGlyph = { user: 'pencil', title: 'chat', tool_started: 'terminal', tool_use: 'terminal',
  tool_result: 'terminal' };
const who = () => ({ user: t('palette.who.user'), text: t('palette.who.text'),
  tool_started: t('palette.who.tool_started'), reply_stopped: t('palette.who.text'),
  title: t('palette.who.title'), approval_decision: t('palette.who.approval_decision'), thinking: t('search.thinking'),
  tool_use: t('search.input'), tool_result: t('search.output') });

/** `isAlone`: all hits are of one session, which needs no name. */
export function hitOption(hit, isAlone, choose) {
  const text = piecesOf(hit.snippet).map(({ text: piece, isFound }) =>
    (isFound ? h('mark', {}, visible(piece)) : visible(piece)));
  const place = [who()[hit.type] ?? hit.type, isAlone ? '' : visible(hit.title)].filter(Boolean).join(' · ');
  const time = h('time', { datetime: hit.timestamp, title: dateAndTime(new Date(hit.timestamp), kMoment) },
    relativeTime(hit.timestamp));
  return option(`h${hit.session_id}/${hit.seq}`, kGlyph[hit.type] ?? 'thought',
    [h('span', { class: 'option-text', dir: 'auto' }, ...text), h('small', { dir: 'auto' }, place)],
    h('span', { class: 'option-side' }, time), choose);
}

export const moreOption = (choose) =>
  option('more', 'down', [h('span', { class: 'option-title' }, t('palette.more_places'))], null, choose);

/** Looks in what was thought and done, too. */
export const widerOption = (choose) =>
  option('wider', 'search', [h('span', { class: 'option-title' }, t('search.wider'))],
    null, choose);
