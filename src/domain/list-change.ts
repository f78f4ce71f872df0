/** Changes to lists that are never changed in place. */

/** The list with one more, unless it has the same one already. */
export function addOnce<T>(list: readonly T[], same: (item: T) => boolean, make: () => T): readonly T[] {
  return list.some(same) ? list : [...list, make()];
}

/** The list with every one that is meant changed. */
export function patch<T>(
  list: readonly T[],
  same: (item: T) => boolean,
  change: (item: T) => T,
): readonly T[] {
  return list.map((item) => (same(item) ? change(item) : item));
}
