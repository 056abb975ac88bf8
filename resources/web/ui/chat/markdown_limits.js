// What the Markdown reader can be given: it calls itself once per level of nesting, and looks for the
// end of an emphasis in all that follows. Pure.

const kLongest = 100_000; // characters
const kMostMarks = 4000; // of emphasis, in one block
const kTooMuch = [
  /^[ \t]*(?:(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])[ \t]*){21}/m, // quotes and lists within each other on one line
  /^[ \t]{80,}(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])/m, // and by indentation
  /[*_~]{100}/,
  /\S{4000}/, // where an address in it ends is looked for again and again
];

const marksIn = (block) => block.match(/[*_~]/g)?.length ?? 0;

/** Whether a text is read in a short time, and at all; others are shown as they are. */
export function isReadable(text) {
  return text.length <= kLongest && !kTooMuch.some((sign) => sign.test(text)) &&
    text.split(/\n\s*\n/).every((block) => marksIn(block) <= kMostMarks);
}
