/**
 * Which rows to show in which order while the pointer or the focus is on the list: rows stay where they are, those that vanished stay as
 * gaps to be drawn as gone, and new ones come at the end. Let go, and the list takes its true order.
 */
export function heldOrder(shown: readonly string[], wanted: readonly string[], held: boolean): readonly string[] {
  if (!held || shown.length === 0) return wanted;
  const known = new Set(shown);
  return [...shown, ...wanted.filter((id) => !known.has(id))];
}
