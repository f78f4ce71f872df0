/**
 * Fetches statements when their platforms have them, compares days again when something settled late, enters money from
 * before there was a ledger, and checks the books every night. Platforms make a day's statement in the morning after and may be late: it is asked for from
 * 09:30 or 10:30 in China, then hourly. Where none comes by noon and the books have nothing of the day either, the day
 * had no trades. Two clouds may do the same at once; the second one finds it done.
 */
import { faultChain } from '../../domain/fault.ts';
import { localTime } from '../../domain/local-time.ts';
import { chinaDay, chinaDayStartMs, dayAfter } from '../../domain/statement-cells.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { clearAlarms, type RaisedAlarm, raiseAlarms } from '../database/alarm-rows.ts';
import type { CloudDatabase } from '../database/schema.ts';
import type { BooksDesk } from './books-desk.ts';
import { enterOlderMoney } from './older-money.ts';
import type { StatementChannel } from './read-statement.ts';

export interface StatementAccount {
  readonly merchantId: string;
  readonly channel: StatementChannel;
}

export interface BooksSchedulePorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly log: Log;
  readonly desk: BooksDesk;
  readonly accounts: readonly StatementAccount[];
}

const sweepMs = 5 * 60_000;
const againMs = 3_600_000;
const daysBack = 7;
const dayMs = 86_400_000;
/** After midnight in China. */
const firstAskMs: Readonly<Record<StatementChannel, number>> = {
  alipay: 9.5 * 3_600_000,
  wechat: 10.5 * 3_600_000,
};
const noTradesMs = 12 * 3_600_000;
const nightHour = 3;
/** In one sweep: statements are not kept waiting. */
const olderBatchesMax = 50;
/** Of one merchant's books in one night; the log has all. */
const alarmsMax = 20;
const actor = 'schedule';

export class BooksSchedule {
  #ports: BooksSchedulePorts;
  #cancel: (() => void) | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = true;
  /** When a statement was asked for last. */
  #asked = new Map<string, number>();
  /** The day on which a merchant's books were checked last. */
  #checked = new Map<string, string>();

  constructor(ports: BooksSchedulePorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#stopped = false;
    this.#again();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    await this.#running;
  }

  /** Does what is due now. */
  async sweep(): Promise<void> {
    await this.#guard('enter older money', () => this.#enterOlder());
    for (const account of this.#ports.accounts) {
      if (this.#stopped) return;
      await this.#guard('fetch statements', () => this.#fetchDue(account));
      await this.#guard('compare days again', () => this.#compareAgain(account));
    }
    await this.#checkNightly();
  }

  #again(): void {
    this.#cancel = this.#ports.clock.after(sweepMs, () => {
      this.#running = this.sweep().finally(() => {
        if (!this.#stopped) this.#again();
      });
    });
  }

  /** The edge: what could not be done is logged once and tried again with the next sweep. */
  async #guard(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#ports.log.warn(`could not ${what}`, { fault: faultChain(error) });
    }
  }

  async #enterOlder(): Promise<void> {
    const { db, clock, log } = this.#ports;
    for (let n = 0; n < olderBatchesMax; n += 1) {
      if ((await enterOlderMoney(db, clock.now(), log)) === 0) return;
    }
  }

  async #fetchDue({ merchantId, channel }: StatementAccount): Promise<void> {
    const { clock, db } = this.#ports;
    const today = chinaDay(clock.now());
    const merchant = await db
      .selectFrom('merchants')
      .select('created_at_ms')
      .where('merchant_id', '=', merchantId)
      .executeTakeFirst();
    if (!merchant) return;
    const since = chinaDay(Number(merchant.created_at_ms));
    const known = await db
      .selectFrom('statement_files')
      .select('day')
      .where('merchant_id', '=', merchantId)
      .where('channel', '=', channel)
      .where('state', 'in', ['imported', 'none'])
      .where('day', '>=', dayAfter(today, -daysBack))
      .execute();
    const there = new Set(known.map(({ day }) => day));
    for (let back = daysBack; back >= 1 && !this.#stopped; back -= 1) {
      const day = dayAfter(today, -back);
      if (there.has(day) || day < since) continue;
      await this.#guard(`fetch the statement of ${channel} of ${day}`, () =>
        this.#ask({ merchantId, channel }, day),
      );
    }
  }

  async #ask({ merchantId, channel }: StatementAccount, day: string): Promise<void> {
    const { clock, log, desk } = this.#ports;
    const nowMs = clock.now();
    const sinceMs = nowMs - (chinaDayStartMs(dayAfter(day)) ?? nowMs);
    const key = `${merchantId} ${channel} ${day}`;
    if (sinceMs < firstAskMs[channel] || nowMs - (this.#asked.get(key) ?? 0) < againMs) return;
    this.#asked.set(key, nowMs);
    const named = { merchantId, channel, day, actor };
    const { state, fault, reason } = await desk.fetch(named);
    if (state === 'refused') log.error('a statement was refused', { channel, day, fault, reason });
    if (state !== 'absent' || sinceMs < noTradesMs || (await this.#hasTrades(merchantId, channel, day)))
      return;
    await desk.takeNone(named);
  }

  async #hasTrades(merchantId: string, channel: string, day: string): Promise<boolean> {
    const fromMs = chinaDayStartMs(day) ?? 0;
    const row = await this.#ports.db
      .selectFrom('charges')
      .select('charge_id')
      .where('merchant_id', '=', merchantId)
      .where('platform', '=', channel)
      .where('submitted_at_ms', '>=', fromMs)
      .where('submitted_at_ms', '<', fromMs + dayMs)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Days whose payments came to an end after they were compared, or whose statement is another one now. */
  async #compareAgain({ merchantId, channel }: StatementAccount): Promise<void> {
    const { db, clock, desk } = this.#ports;
    const runs = await db
      .selectFrom('statement_files as f')
      .leftJoin('reconciliation_runs as r', (join) =>
        join
          .onRef('r.merchant_id', '=', 'f.merchant_id')
          .onRef('r.channel', '=', 'f.channel')
          .onRef('r.day', '=', 'f.day'),
      )
      .select(['f.day', 'f.file_id', 'r.file_id as compared', 'r.started_at_ms', 'r.state'])
      .where('f.merchant_id', '=', merchantId)
      .where('f.channel', '=', channel)
      .where('f.state', 'in', ['imported', 'none'])
      .where('f.day', '>=', dayAfter(chinaDay(clock.now()), -daysBack))
      .orderBy('f.day')
      .execute();
    for (const { day, file_id, compared, started_at_ms, state } of runs) {
      const same = compared === file_id && state === 'done';
      if (same && !(await this.#settledSince(merchantId, channel, day, Number(started_at_ms)))) continue;
      await desk.compare({ merchantId, channel, day, actor });
    }
  }

  async #settledSince(merchantId: string, channel: string, day: string, sinceMs: number): Promise<boolean> {
    const fromMs = chinaDayStartMs(day) ?? 0;
    const row = await this.#ports.db
      .selectFrom('charges')
      .select('charge_id')
      .where('merchant_id', '=', merchantId)
      .where('platform', '=', channel)
      .where('submitted_at_ms', '>=', fromMs)
      .where('submitted_at_ms', '<', fromMs + dayMs)
      .where('updated_at_ms', '>=', sinceMs)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  async #checkNightly(): Promise<void> {
    const { db, clock } = this.#ports;
    await this.#guard('check the books', async () => {
      const merchants = await db.selectFrom('merchants').select(['merchant_id', 'time_zone']).execute();
      for (const { merchant_id: merchantId, time_zone } of merchants) {
        const { dateIso, minuteOfDay } = localTime(clock.now(), time_zone);
        if (minuteOfDay < nightHour * 60 || this.#checked.get(merchantId) === dateIso) continue;
        await this.#guard(`check the books of ${merchantId}`, async () => {
          await this.#check(merchantId);
          this.#checked.set(merchantId, dateIso);
        });
      }
    });
  }

  /** One alarm for each thing that is wrong; books that are right again clear them. */
  async #check(merchantId: string): Promise<void> {
    const { db, clock, log, desk } = this.#ports;
    const broken = await desk.check(merchantId);
    if (broken.length === 0) {
      await clearAlarms(db, merchantId, 'books', clock.now());
      return;
    }
    log.error('the books are broken', { merchantId, fault: 'BOOKS_BROKEN', found: broken.join('; ') });
    const about = { merchantId, machineId: merchantId, kind: 'books', severity: 'critical' } as const;
    const alarms = broken.map((subject): RaisedAlarm => ({ ...about, subject, fault: 'BOOKS_BROKEN' }));
    await raiseAlarms(db, alarms.slice(0, alarmsMax), clock.now());
  }
}
