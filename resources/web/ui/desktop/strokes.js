// What was typed, from what a text field held before and after. Pure.

/** {backspaces, text}: how many characters to remove at the end, and what to type then. */
export function strokesBetween(before, after) {
  const was = [...before];
  const is = [...after];
  let same = 0;
  while (same < was.length && was[same] === is[same]) ++same;
  return { backspaces: was.length - same, text: is.slice(same).join('') };
}
