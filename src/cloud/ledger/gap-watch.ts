/**
 * Tells when records that were asked for again do not come. A short gap is ordinary (a batch was lost on
 * the way, others were under way behind it); one that lasts is an alarm. It is never skipped: the machine
 * may still have what is missing.
 */
import type { LedgerAlarm } from './ledger-ports.ts';
import type { Placement } from './place-batch.ts';

const alarmAfterMs = 60_000;
const alarmAfterCount = 3;

interface Watched {
  readonly sinceMs: number;
  readonly count: number;
}

export class GapWatch {
  /** One entry per machine; undefined while nothing is missing. */
  #machines = new Map<string, Watched | undefined>();

  /** `closed` also at the first batch of a machine since the start, as an older alarm may be open. */
  see(machineId: string, placement: Placement, atMs: number): { raised: LedgerAlarm[]; closed: boolean } {
    const before = this.#machines.get(machineId);
    if (!placement.gap) {
      const closed =
        placement.accepted.length > 0 && (before !== undefined || !this.#machines.has(machineId));
      if (placement.accepted.length > 0) this.#machines.set(machineId, undefined);
      return { raised: [], closed };
    }
    const watched = { sinceMs: before?.sinceMs ?? atMs, count: (before?.count ?? 0) + 1 };
    this.#machines.set(machineId, watched);
    const lasting = watched.count >= alarmAfterCount && atMs - watched.sinceMs >= alarmAfterMs;
    if (!lasting) return { raised: [], closed: false };
    this.#machines.set(machineId, { sinceMs: atMs, count: 0 });
    const subject = `${placement.cursor.journalId}/${placement.cursor.seq + 1}`;
    return { raised: [{ kind: 'gap', subject, fault: 'LEDGER_GAP' }], closed: false };
  }
}
