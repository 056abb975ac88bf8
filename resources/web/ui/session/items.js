// The items of a session's state, each with a key, in the order of the transcript. `changed` collects the keys.

/** Another item at the end; returned as it is kept. */
export function add(state, changed, item) {
  const whole = { rev: 0, ...item };
  state.items.push(whole);
  state.byKey.set(whole.key, whole);
  changed.add(whole.key);
  return whole;
}

export function change(changed, item, fields) {
  Object.assign(item, fields);
  item.rev += 1;
  changed.add(item.key);
}

export function remove(state, changed, key) {
  if (!state.byKey.delete(key)) return;
  state.items = state.items.filter((item) => item.key !== key);
  changed.add(key);
}

/** The key of an item that an event is. */
export const keyOf = (event) => `e${event.seq}`;
