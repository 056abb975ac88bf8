// Where in the conversation a stored event is. Pure.

/** The key of the item that shows event `seq`, or the last one before it; null without any. */
export function keyAt({ items, byKey }, events, seq) {
  const event = events.find((one) => one.seq === seq);
  const call = event?.type === 'tool_use' ? event.content?.id : event?.content?.tool_use_id;
  if (byKey.has(call)) return call;
  const own = [`e${seq}`, `e${seq}-thinking`].find((key) => byKey.has(key));
  return own ?? items.findLast((item) => item.seq <= seq)?.key ?? items[0]?.key ?? null;
}

/** The address of event `seq`, after the "#". */
export const placeOf = (session, seq) => `${session}/${seq}`;
