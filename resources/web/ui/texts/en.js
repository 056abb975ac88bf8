// All texts of the page in English. Each part has its area's name before its keys: see lib/texts.js.
import lib from './en/lib.js';

export default { ...lib };
