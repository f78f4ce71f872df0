/**
 * Makes one batch of those that wait and follow one another without a gap, so that they share a commit: the
 * cost of a transaction is then paid once for all that came while the last one was under way.
 */
import type { OpenedBatch, OpenedRecord } from './open-batch.ts';

/** Records in one commit; more would only make other machines wait. */
export const commitRecordsMax = 4000;

/** `first` with as many of `behind` as continue it, and how many those are. */
export function joinBatches(
  first: OpenedBatch,
  behind: readonly OpenedBatch[],
): { readonly batch: OpenedBatch; readonly count: number } {
  const records = [...first.records];
  const pages = [...(first.pages ?? [])];
  let count = 0;
  for (const next of behind) {
    if (!continues(first, records, next)) break;
    records.push(...next.records);
    pages.push(...(next.pages ?? []));
    count += 1;
  }
  return { batch: { ...first, records, ...(pages.length > 0 ? { pages } : {}) }, count };
}

function continues(first: OpenedBatch, records: readonly OpenedRecord[], next: OpenedBatch): boolean {
  return (
    next.journalId === first.journalId &&
    next.firstSeq === first.firstSeq + records.length &&
    next.previousHash === records.at(-1)?.hash &&
    records.length + next.records.length <= commitRecordsMax
  );
}
