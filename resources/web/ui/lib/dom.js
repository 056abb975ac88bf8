// Elements without a framework. Text is only ever set as text; HTML from a model goes through
// chat/markdown.js and its sanitiser, nowhere else.

/** h('button', {class: 'primary', onclick: f}, 'Send', icon): falsy children are left out. */
export function h(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) setProperty(made, name, value);
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** What `make` gives; where it throws, what `otherwise` gives: what is wrong with one thing stays with it. */
export function safely(make, otherwise) {
  try {
    return make();
  } catch (error) {
    console.warn('Shown plainly, as it could not be drawn:', error);
    return otherwise();
  }
}

function setProperty(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith('on')) element[name] = value;
  else if (name === 'class') element.className = value;
  else if (name === 'data') Object.assign(element.dataset, value);
  else element.setAttribute(name, value === true ? '' : value);
}

const kSvg = 'http://www.w3.org/2000/svg';

/** As h(), for SVG: attributes only. */
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(kSvg, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Changes the text only if it differs: screen readers and selections are left in peace. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A list of named nodes brought in line with `keys`: `make(key)` for new ones, old ones kept. */
export function reconcile(parent, keys, make) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let next = parent.firstElementChild;
  for (const key of keys) {
    let child = old.get(key);
    old.delete(key);
    if (!child) {
      child = make(key);
      child.dataset.key = key;
    }
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
  }
  for (const left of old.values()) left.remove();
}
