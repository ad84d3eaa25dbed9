/** Of two members, the one that dials at once; the other dials only when that does not come. So that a pair makes one connection. */
export function dialsFirst(self: string, other: string): boolean {
  return self < other;
}
