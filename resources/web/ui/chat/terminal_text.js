// What a command wrote, as a terminal would show it: colours, lines that were overwritten, no control sequences.
// What it does not know stays in the text, where hidden characters are marked. Takes time in proportion to the
// text, whatever it holds. Sequences: ECMA-48, and the xterm manual "Control Sequences". Pure.

const kColours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
// Of xterm: what colours of other kinds are compared with.
const kPalette = [[0, 0, 0], [205, 0, 0], [0, 205, 0], [205, 205, 0], [0, 0, 238], [205, 0, 205], [0, 205, 205],
  [229, 229, 229], [127, 127, 127], [255, 0, 0], [0, 255, 0], [255, 255, 0], [92, 92, 255], [255, 0, 255],
  [0, 255, 255], [255, 255, 255]];
const kCube = [0, 95, 135, 175, 215, 255];

// Only what is whole, of a sensible length and without further controls: the rest is text.
const kControl = new RegExp([
  String.raw`\x1b\[(?<parameters>[0-?]{0,64})(?<between>[ -/]{0,4})(?<final>[@-~])`,
  String.raw`\x1b\](?<told>[^\x00-\x1f\x7f-\x9f]{0,2000})(?:\x07|\x1b\\)`,
  String.raw`\x1b(?<other>\(B|[=>78])`].join('|'), 'y');

function nearest(rgb) {
  const distance = (one) => one.reduce((sum, value, at) => sum + (value - rgb[at]) ** 2, 0);
  return kPalette.reduce((best, one, at) => (distance(one) < distance(kPalette[best]) ? at : best), 0);
}

/** One of the 16 for a number of the 256; null for none. */
function ofNumber(number) {
  if (!(number >= 0 && number <= 255)) return null;
  if (number < 16) return number;
  if (number >= 232) return nearest(Array(3).fill(8 + 10 * (number - 232)));
  const at = number - 16;
  return nearest([kCube[Math.floor(at / 36)], kCube[Math.floor(at / 6) % 6], kCube[at % 6]]);
}

/** The colour after 38 or 48 in `codes`, and how many codes it takes. */
function extended([kind, ...rest]) {
  if (kind === 5) return { colour: ofNumber(rest[0]), taken: 2 };
  if (kind !== 2) return { colour: null, taken: 0 };
  const rgb = rest.slice(0, 3);
  return { colour: rgb.length === 3 && rgb.every((value) => value <= 255) ? nearest(rgb) : null, taken: 4 };
}

const kSet = { 1: 'bold', 3: 'italic', 4: 'underline', 7: 'inverse', 21: 'underline' };
const kUnset = { 22: 'bold', 23: 'italic', 24: 'underline', 27: 'inverse', 39: 'ink', 49: 'ground' };

/** The pen after one code; `pen`: {ink, ground, bold, ...}. Concealed text (8) stays as it is: seen. */
function afterCode(pen, code) {
  if (code === 0) return {};
  if (kSet[code]) return { ...pen, [kSet[code]]: true };
  if (kUnset[code]) return { ...pen, [kUnset[code]]: undefined };
  for (const [first, name, added] of [[30, 'ink', 0], [40, 'ground', 0], [90, 'ink', 8], [100, 'ground', 8]])
    if (code >= first && code < first + 8) return { ...pen, [name]: code - first + added };
  return pen;
}

/** The pen after all codes of a sequence. With colons a colour is one parameter: "38:2::255:0:0". */
function afterCodes(pen, parameters) {
  const list = parameters.split(';').map((one) => one.split(':'));
  let next = pen;
  for (let at = 0; at < list.length; at += 1) {
    const [code, ...parts] = list[at].map(Number);
    if (code === 38 || code === 48) {
      const inOne = parts.length > 0;
      if (inOne && parts.length > 4) parts.splice(1, 1); // the colour space
      const { colour, taken } = extended(inOne ? parts : list.slice(at + 1).map(([first]) => Number(first)));
      next = { ...next, [code === 38 ? 'ink' : 'ground']: colour ?? undefined };
      if (!inOne) at += taken;
    } else {
      next = afterCode(next, code === 4 && parts[0] === 0 ? 24 : code);
    }
  }
  return next;
}

/** The names of how a pen writes, as in "on red bold". On a ground of its own all ink is the page's: always seen. */
function styleOf({ ink, ground, inverse, ...rest }) {
  const on = inverse ? ink ?? 7 : ground;
  const colour = on ?? (inverse ? ground : ink);
  const names = on === undefined ? [] : ['on'];
  if (colour !== undefined) names.push(kColours[colour % 8], ...(colour > 7 ? ['bright'] : []));
  return [...names, ...['bold', 'italic', 'underline'].filter((name) => rest[name])].join(' ');
}

/** Lines of cells, the last of which is written to. */
class Screen {
  runs = [];
  leftOut = false;
  style = '';
  #pen = {};
  #characters = [];
  #styles = [];
  #column = 0;

  write(character) {
    const old = this.#characters[this.#column];
    if (old !== undefined && old !== character && old !== ' ') this.leftOut = true;
    this.#characters[this.#column] = character;
    this.#styles[this.#column] = this.style;
    this.#column += 1;
  }

  toStart() { this.#column = 0; }

  back() {
    if (this.#column === 0) return;
    this.#column -= 1;
    if (this.#column === this.#characters.length - 1) this.#cut();
  }

  endLine() {
    this.finish();
    this.#add('\n', this.runs.at(-1)?.style ?? '');
  }

  finish() {
    this.#characters.forEach((character, at) => this.#add(character, this.#styles[at]));
    this.#characters = [];
    this.#styles = [];
    this.#column = 0;
  }

  control({ parameters, between, final, told, other }) {
    if (final === 'm' && !between && /^[\d;:]*$/.test(parameters)) {
      this.#pen = afterCodes(this.#pen, parameters);
      this.style = styleOf(this.#pen);
    } else if (final === 'K' && /^[02]?$/.test(parameters)) {
      if (parameters === '2') this.#column = 0; // who clears a line begins it anew
      this.#cut();
    } else if (final === 'G' && /^[01]?$/.test(parameters)) {
      this.toStart();
    } else if (told !== '' && other === undefined) {
      this.leftOut = true;
    }
  }

  /** Removes what is at the cursor and behind it. */
  #cut() {
    if (this.#characters.length > this.#column) this.leftOut = true;
    this.#characters.length = this.#column;
    this.#styles.length = this.#column;
  }

  #add(text, style) {
    const last = this.runs.at(-1);
    if (last?.style === style) last.text += text;
    else this.runs.push({ text, style });
  }
}

/**
 * {runs, leftOut}: the text in runs of one style, {text, style: 'bright red bold'} ('' for none), and whether
 * anything but colours is left out of it: what was overwritten, titles, movements of the cursor. A text of
 * which nothing would be seen is left as it is, to be marked.
 */
export function terminalText(text) {
  const screen = new Screen();
  for (let at = 0; at < text.length;) {
    kControl.lastIndex = at;
    const character = String.fromCodePoint(text.codePointAt(at));
    const control = character === '\x1b' ? kControl.exec(text) : null;
    at += (control?.[0] ?? character).length;
    if (control) screen.control(control.groups);
    else if (character === '\n') screen.endLine();
    else if (character === '\r') screen.toStart();
    else if (character === '\b') screen.back();
    else screen.write(character);
  }
  screen.finish();
  const { runs, leftOut } = screen;
  return leftOut && !plainText(runs).trim() ? { runs: [{ text, style: '' }], leftOut: false } : { runs, leftOut };
}

/** What is read of them, without colours. */
export const plainText = (runs) => runs.map((run) => run.text).join('');

/** The first `length` characters of them. */
export function firstOf(runs, length) {
  const kept = [];
  for (let left = length, at = 0; left > 0 && at < runs.length; at += 1) {
    kept.push({ ...runs[at], text: runs[at].text.slice(0, left) });
    left -= runs[at].text.length;
  }
  return kept;
}
