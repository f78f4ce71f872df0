/** What people and the schedule do with the books: statements are taken and compared, differences decided, days closed. */
import { Fault, faultCodeOf } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Random } from '../../platform/random.ts';
import type { DayRunView, TakenStatementView } from '../../wire/rest-finance.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';
import type { BooksWork } from './books-jobs.ts';
import { checkBooks, closeDay } from './day-close.ts';
import { actOnDifference, type DifferenceDecision, writeOffMinorMax } from './difference-actions.ts';
import { addSummaryMismatch } from './difference-rows.ts';
import type { StatementChannel } from './read-statement.ts';
import { type DayAsked, reconcileDay } from './reconcile-day.ts';
import { StatementDesk, type TakenStatement } from './statement-desk.ts';

/** What a channel says of its statement of a day. */
export type OfferedBy =
  | { readonly kind: 'file'; readonly sha1?: string; readonly download: () => AsyncIterable<Uint8Array> }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface BooksDeskPorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly jobs: BooksWork;
  /** Folder for files under way. */
  readonly spoolDir: string;
  /** Asks the merchant's account at the channel; undefined where there is none. */
  readonly statementOf: (merchantId: string, channel: string, day: string) => Promise<OfferedBy | undefined>;
}

export interface NamedDay extends DayAsked {
  readonly channel: StatementChannel;
}

const nothing: TakenStatementView = {
  ...{ state: 'absent', id: null, rows: 0, fault: null, line: null, column: null, reason: null, run: null },
};

export class BooksDesk {
  readonly writeOffMinorMax = writeOffMinorMax;
  #ports: BooksDeskPorts;
  #statements: StatementDesk;

  constructor(ports: BooksDeskPorts) {
    this.#ports = ports;
    this.#statements = new StatementDesk(ports);
  }

  async upload(day: NamedDay, bytes: AsyncIterable<Uint8Array>): Promise<TakenStatementView> {
    const taken = await this.#statements.take({ ...day, source: 'uploaded', bytes });
    return this.#after(day, taken);
  }

  /** `absent` where the channel has none yet, or none at all. */
  async fetch(day: NamedDay): Promise<TakenStatementView> {
    const { merchantId, channel } = day;
    const offered = await this.#ports.statementOf(merchantId, channel, day.day);
    if (!offered) throw new Fault('NOT_FOUND', 'find an account that has statements');
    if (offered.kind === 'absent') return nothing;
    if (offered.kind === 'unknown') throw new Fault('PAY_PLATFORM_DOWN', 'fetch a statement');
    const { sha1, download } = offered;
    const taken = await this.#statements.take({ ...day, source: 'fetched', sha1, bytes: download() });
    return this.#after(day, taken);
  }

  /** The day had no trades, as far as its channel and our books say. */
  async takeNone(day: NamedDay): Promise<void> {
    await this.#statements.takeNone({ ...day, source: 'fetched' });
    await this.compare(day);
  }

  async compare(day: DayAsked): Promise<void> {
    await reconcileDay(this.#ports, day);
  }

  act(tx: CloudTransaction, decision: DifferenceDecision): Promise<{ readonly amountMinor: number }> {
    return actOnDifference(tx, decision, this.#ports.random);
  }

  close(tx: CloudTransaction, asked: Parameters<typeof closeDay>[1]) {
    return closeDay(tx, asked);
  }

  check(merchantId: string): Promise<string[]> {
    return checkBooks(this.#ports.db, merchantId);
  }

  async #after(day: NamedDay, taken: TakenStatement): Promise<TakenStatementView> {
    const { fileId: id, state, rows, fault = null, line = null, column = null, reason = null } = taken;
    const view = { id, state, rows, fault, line, column, reason };
    if (state === 'refused') {
      if (fault === 'STATEMENT_TOTALS') await this.#keepWrongSums(day, taken);
      return { ...view, run: null };
    }
    try {
      await this.compare(day);
    } catch (error) {
      const { channel } = day;
      this.#ports.log.error('a day could not be compared', {
        channel,
        day: day.day,
        fault: faultCodeOf(error),
      });
    }
    return { ...view, run: await this.#run(day) };
  }

  async #keepWrongSums({ merchantId, channel, day, actor }: NamedDay, taken: TakenStatement): Promise<void> {
    const { db, clock, random } = this.#ports;
    await db.transaction().execute(async (tx) => {
      const { currency } = await tx
        .selectFrom('merchants')
        .select('currency')
        .where('merchant_id', '=', merchantId)
        .executeTakeFirstOrThrow();
      const { file_hash: fileHash } = await tx
        .selectFrom('statement_files')
        .select('file_hash')
        .where('file_id', '=', taken.fileId)
        .executeTakeFirstOrThrow();
      const reason = `line ${taken.line ?? 0}: ${taken.reason ?? ''}`;
      const found = { merchantId, channel, currency, day, fileHash, reason };
      await addSummaryMismatch(tx, found, { actor, atMs: clock.now(), random });
    });
  }

  async #run({ merchantId, channel, day }: NamedDay): Promise<DayRunView | null> {
    const row = await this.#ports.db
      .selectFrom('reconciliation_runs')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .where('channel', '=', channel)
      .where('day', '=', day)
      .executeTakeFirst();
    if (!row) return null;
    return {
      ...{ channel, day, run: row.run, state: row.state as DayRunView['state'], file: row.file_id },
      ...{ startedAtMs: Number(row.started_at_ms), endedAtMs: Number(row.ended_at_ms) },
      ...{ figures: row.figures, fault: row.fault as DayRunView['fault'], actor: row.actor },
    };
  }
}
