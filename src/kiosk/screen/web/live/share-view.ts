/**
 * Keeps what did not change. Every view arrives whole as new objects; lines, selections and totals that say
 * the same as before are put back as the objects they were, so that React draws only the line that changed.
 */
import type { View } from '../../view.ts';

/** `next` with every part that equals its counterpart in `previous` replaced by it. */
export function shareView(previous: View | undefined, next: View): View {
  if (!previous) return next;
  return {
    ...next,
    lines: shareList(previous.lines, next.lines, (line) => line.lineId),
    selections: shareList(previous.selections, next.selections, (selection) => selection.selectionId),
    totals: same(previous.totals, next.totals) ? previous.totals : next.totals,
    page: same(previous.page, next.page) ? previous.page : next.page,
    limits: same(previous.limits, next.limits) ? previous.limits : next.limits,
    machineName: same(previous.machineName, next.machineName) ? previous.machineName : next.machineName,
    merchantName: same(previous.merchantName, next.merchantName) ? previous.merchantName : next.merchantName,
  };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function shareList<T>(previous: readonly T[], next: readonly T[], idOf: (entry: T) => string): readonly T[] {
  const known = new Map(previous.map((entry) => [idOf(entry), entry]));
  const shared = next.map((entry) => {
    const before = known.get(idOf(entry));
    return before !== undefined && same(before, entry) ? before : entry;
  });
  const unchanged = shared.length === previous.length && shared.every((entry, i) => entry === previous[i]);
  return unchanged ? previous : shared;
}
