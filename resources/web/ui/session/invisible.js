// Characters that a person would not see, or that change how others look: an approval must show
// what will really be typed. The table is the same for the server (core/hidden_characters.h). Pure.
import { kHiddenCharacters } from './hidden_characters.js';

const kNames = new Map([
  [0x00, 'NUL'], [0x07, 'BEL'], [0x08, 'BS'], [0x09, 'TAB'], [0x0a, 'LF'], [0x0b, 'VT'], [0x0c, 'FF'],
  [0x0d, 'CR'], [0x1b, 'ESC'], [0x7f, 'DEL'], [0x85, 'NEL'], [0xa0, 'NBSP'], [0xad, 'SHY'],
  [0x34f, 'CGJ'], [0x61c, 'ALM'], [0x115f, 'HCF'], [0x1160, 'HJF'], [0x17b4, 'KIV'], [0x17b5, 'KIV'],
  [0x180e, 'MVS'], [0x200b, 'ZWSP'], [0x200c, 'ZWNJ'], [0x200d, 'ZWJ'], [0x200e, 'LRM'], [0x200f, 'RLM'],
  [0x2028, 'LS'], [0x2029, 'PS'], [0x202a, 'LRE'], [0x202b, 'RLE'], [0x202c, 'PDF'], [0x202d, 'LRO'],
  [0x202e, 'RLO'], [0x202f, 'NNBSP'], [0x2060, 'WJ'], [0x2066, 'LRI'], [0x2067, 'RLI'], [0x2068, 'FSI'],
  [0x2069, 'PDI'], [0x2800, 'BRAILLE BLANK'], [0x3000, 'IDEOGRAPHIC SPACE'], [0x3164, 'HF'],
  [0xfeff, 'BOM'], [0xffa0, 'HHF'], [0xfffc, 'OBJ'],
]);

function isHidden(point) {
  const range = kHiddenCharacters.find(([, last]) => point <= last);
  return range !== undefined && point >= range[0];
}

function nameOf(point) {
  if (point >= 0xe0020 && point <= 0xe007e) return `TAG ${String.fromCharCode(point - 0xe0000)}`;
  return kNames.get(point) ?? 'U+' + point.toString(16).toUpperCase().padStart(4, '0');
}

// What joins and colours emoji is seen as part of them.
const kEmoji = /\p{Regional_Indicator}{2}|\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?(?:\u200d\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)*|[#*0-9]\ufe0f?\u20e3/uy;

/** The characters of a text; an emoji of several is one. */
function* characters(text) {
  for (let at = 0; at < text.length;) {
    kEmoji.lastIndex = at;
    const next = kEmoji.exec(text)?.[0] ?? String.fromCodePoint(text.codePointAt(at));
    yield next;
    at += next.length;
  }
}

/**
 * The text as pieces: {text} as it is, {text, hidden: 'RLO'} for one that nobody sees. Line ends
 * and tabs are pieces of their own, {text: '\n', hidden: 'LF', plain: true}: seen, but harmless.
 */
export function pieces(text) {
  const found = [];
  let plain = '';
  const flush = () => {
    if (plain) found.push({ text: plain });
    plain = '';
  };
  for (const character of characters(text)) {
    const point = character.codePointAt(0);
    if (!isHidden(point)) {
      plain += character;
      continue;
    }
    flush();
    const piece = { text: character, hidden: nameOf(point) };
    if (point === 0x0a || point === 0x09) piece.plain = true;
    found.push(piece);
  }
  flush();
  return found;
}

/** The text with what nobody sees as «U+202E», for where there is only room for text. */
export const visible = (text) => pieces(String(text ?? '')).map((piece) => (!piece.hidden || piece.plain ? piece.text
  : `«U+${piece.text.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}»`)).join('');

/** How many characters nobody would see, line ends and tabs apart. */
export const hiddenCount = (text) => pieces(text).filter((piece) => piece.hidden && !piece.plain).length;

// Blanks and line ends of other kinds become plain ones: without them words would run together.
const plainly = (character) => (/\p{Zs}/u.test(character) ? ' ' : /[\p{Zl}\p{Zp}\u0085]/u.test(character) ? '\n' : '');

/** The text without what nobody sees. */
export const withoutHidden = (text) => pieces(text).map((piece) =>
  (!piece.hidden || piece.plain ? piece.text : plainly(piece.text))).join('');
