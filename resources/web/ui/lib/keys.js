// Keys as they are written on keyboards of the page's language. Pure.
import { hasText, t } from './texts.js';

/** Of a key by its name, in either case. */
export const keyShown = (name) =>
  (hasText(`lib.key.${name.toLowerCase()}`) ? t(`lib.key.${name.toLowerCase()}`) : name);

/** "Ctrl+Alt+Home" in English, "Strg+Alt+Pos1" in German. */
export const keysShown = (chord) => chord.split('+').map((name) => keyShown(name) || '+').join('+');
