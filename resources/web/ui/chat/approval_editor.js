// Correcting what the agent wants to do: every part of its input stays in view, as a field of its own.
import { h } from '../lib/dom.js';
import { hasText, t } from '../lib/texts.js';
import { mainField } from '../session/calls.js';
import { visible } from '../session/invisible.js';
import { hiddenBelow } from './hidden_text.js';

const rowsOf = (text) => text.split('\n').reduce((rows, line) => rows + 1 + Math.floor(line.length / 50), 0);
const isPoint = (name, value) => name.endsWith('coordinate') && Array.isArray(value) && value.length === 2 &&
  value.every(Number.isFinite);

/** A field with what nobody would see marked below. What is not touched stays as it was, to the letter. */
function textField(label, text) {
  const area = h('textarea', { class: 'approval-edit', rows: String(Math.min(10, rowsOf(text))), 'aria-label': label });
  area.value = text;
  let isTouched = false;
  area.addEventListener('input', () => { isTouched = true; });
  const now = () => (isTouched ? area.value : text); // a field knows no carriage returns
  return { elements: [area, hiddenBelow(area, now).element], focused: area, value: now };
}

function jsonField(label, value) {
  const field = textField(label, JSON.stringify(value, null, 2));
  return { ...field, value() {
    try {
      return JSON.parse(field.value());
    } catch {
      throw new Error(t('chat.invalid_json', { label }));
    }
  } };
}

function numberInput(label, value, limits = {}) {
  return h('input', { type: 'number', class: 'approval-number', value: String(value), step: 'any', required: true,
    'aria-label': label, ...limits });
}

function numberIn(input) {
  if (!input.reportValidity()) throw new Error(t('chat.invalid_number', { label: input.getAttribute('aria-label') }));
  return input.valueAsNumber;
}

function numberField(label, value) {
  const input = numberInput(label, value);
  return { elements: [input], focused: input, value: () => numberIn(input) };
}

/** Two numbers, which may be shown on the picture, too. `size`: of that picture, or null. */
function pointField(label, [x, y], size) {
  const limits = (count) => ({ step: '1', min: '0', max: size ? String(count - 1) : null });
  const across = numberInput(t('chat.from_left', { label }), x, limits(size?.width));
  const down = numberInput(t('chat.from_top', { label }), y, limits(size?.height));
  return {
    elements: [h('div', { class: 'approval-point' }, across, down)],
    focused: across,
    value: () => [numberIn(across), numberIn(down)],
    marked: () => [across.valueAsNumber, down.valueAsNumber],
    put(point) { [across.value, down.value] = point; },
  };
}

const labelOf = (name) => (hasText(`chat.input.${name}`) ? t(`chat.input.${name}`) : visible(name));

function fieldFor(label, name, value, size) {
  if (typeof value === 'string') return textField(label, value);
  if (Number.isFinite(value)) return numberField(label, value);
  return isPoint(name, value) ? pointField(label, value, size) : jsonField(label, value);
}

function hintFor(points, size) {
  if (!size || !points.coordinate) return null;
  return h('p', { class: 'soft' }, points.start_coordinate ? t('chat.or_draw')
    : t('chat.or_click'));
}

/**
 * {elements, focused, input(), marked(), place}: input() throws an Error for people; marked() is the input as far
 * as marks need it; place(from, to) takes places on the picture, null where the call has none.
 */
export function approvalEditor(call, question, size) {
  const main = mainField(call);
  const entries = Object.entries(question.input);
  if (entries.length === 0) {
    const all = jsonField(t('chat.the_input'), question.input);
    return { elements: all.elements, focused: all.focused, input: all.value, marked: () => ({}), place: null };
  }
  const rank = (name) => (name === 'start_coordinate' ? 0 : name === main ? 2 : 1); // what it is about before its text
  entries.sort(([one], [other]) => rank(one) - rank(other));
  const fields = entries.map(([name, value]) => [name, fieldFor(labelOf(name), name, value, size)]);
  const points = Object.fromEntries(fields.filter(([, field]) => field.put));
  const elements = fields.map(([name, field]) =>
    h('div', { class: 'field', data: { name } }, h('span', {}, labelOf(name)), ...field.elements));
  const { focused } = (fields.find(([name]) => name === main) ?? fields[0])[1];
  return {
    elements: [...elements, hintFor(points, size)].filter(Boolean),
    focused,
    input: () => Object.fromEntries(fields.map(([name, field]) => [name, field.value()])),
    marked: () => ({ ...question.input,
      ...Object.fromEntries(Object.entries(points).map(([name, point]) => [name, point.marked()])) }),
    place: points.coordinate ? (from, to) => {
      points.start_coordinate?.put(from);
      points.coordinate.put(to);
    } : null,
    isDrawn: Boolean(points.start_coordinate),
  };
}
