/**
 * How often something may be done in a while by one phone, address, till or machine. Counted in the database: a
 * restart forgets nothing, and several processes count together. Who it was stands there as a keyed hash.
 */
import { sql } from 'kysely';
import { Fault } from '../../domain/fault.ts';
import type { CloudDatabase } from '../database/schema.ts';
import type { GiftsPorts } from './gifts-ports.ts';

export interface GiftLimit {
  readonly name: string;
  readonly max: number;
  readonly withinMs: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export const giftLimits = {
  /** Tries that fit nothing: codes, numbers, passkeys. */
  misses: { name: 'misses', max: 20, withinMs: 10 * minuteMs },
  phoneHour: { name: 'phoneHour', max: 5, withinMs: hourMs },
  phoneDay: { name: 'phoneDay', max: 10, withinMs: dayMs },
  /** Whoever has codes sent: many people may share an address or stand at one till. */
  askerHour: { name: 'askerHour', max: 60, withinMs: hourMs },
  askerDay: { name: 'askerDay', max: 300, withinMs: dayMs },
  /** What a merchant's text messages may cost at most when many addresses ask together. */
  merchantDay: { name: 'merchantDay', max: 5000, withinMs: dayMs },
  /** What passkeys are asked to sign is stored, so nobody may have it made without end. */
  challenges: { name: 'challenges', max: 120, withinMs: 10 * minuteMs },
} as const satisfies Record<string, GiftLimit>;

/** One thing that is done, by whom. */
export type Counted = readonly [limit: GiftLimit, who: string];

export class GiftLimits {
  #ports: Pick<GiftsPorts, 'db' | 'clock' | 'hashes'>;

  constructor(ports: Pick<GiftsPorts, 'db' | 'clock' | 'hashes'>) {
    this.#ports = ports;
  }

  /** Whether it may be done once more. */
  async allows(merchantId: string, [limit, who]: Counted): Promise<boolean> {
    const { db, clock } = this.#ports;
    const row = await db
      .selectFrom('gift_limits')
      .select('times')
      .where('merchant_id', '=', merchantId)
      .where('limit_name', '=', limit.name)
      .where('who', '=', this.#stored(merchantId, who))
      .where('until_ms', '>', clock.now())
      .executeTakeFirst();
    return row === undefined || row.times < limit.max;
  }

  /** It was done once more. */
  async count(merchantId: string, counted: Counted): Promise<void> {
    await this.#sweep();
    await this.#add(this.#ports.db, merchantId, counted);
  }

  /** Counts all of it or nothing; throws `GIFT_TRIES`, naming `attempted`, where one is used up. */
  async take(merchantId: string, all: readonly Counted[], attempted: string): Promise<void> {
    await this.#sweep();
    await this.#ports.db.transaction().execute(async (tx) => {
      for (const counted of all) {
        const times = await this.#add(tx, merchantId, counted);
        if (times > counted[0].max) throw new Fault('GIFT_TRIES', attempted);
      }
    });
  }

  /** It was counted and did not come about. */
  async giveBack(merchantId: string, [limit, who]: Counted): Promise<void> {
    await this.#ports.db
      .updateTable('gift_limits')
      .set((eb) => ({ times: eb('times', '-', 1) }))
      .where('merchant_id', '=', merchantId)
      .where('limit_name', '=', limit.name)
      .where('who', '=', this.#stored(merchantId, who))
      .where('times', '>', 0)
      .execute();
  }

  /** Forgets what was counted of one phone, address, till or machine. */
  async forget(db: CloudDatabase, merchantId: string, who: string): Promise<void> {
    await db
      .deleteFrom('gift_limits')
      .where('merchant_id', '=', merchantId)
      .where('who', '=', this.#stored(merchantId, who))
      .execute();
  }

  /** Answers how often by now. */
  async #add(db: CloudDatabase, merchantId: string, [limit, who]: Counted): Promise<number> {
    const nowMs = this.#ports.clock.now();
    const stored = this.#stored(merchantId, who);
    const untilMs = nowMs + limit.withinMs;
    const { rows } = await sql<{ times: number }>`
      insert into gift_limits (merchant_id, limit_name, who, times, until_ms)
      values (${merchantId}, ${limit.name}, ${stored}, 1, ${untilMs}::bigint)
      on conflict (merchant_id, limit_name, who) do update set
        times = case when gift_limits.until_ms <= ${nowMs}::bigint then 1 else gift_limits.times + 1 end,
        until_ms = case when gift_limits.until_ms <= ${nowMs}::bigint then excluded.until_ms
          else gift_limits.until_ms end
      returning times`.execute(db);
    return rows[0]?.times ?? 0;
  }

  /** Apart from what is counted, so that two who count wait for each other in one order only. */
  async #sweep(): Promise<void> {
    const { db, clock } = this.#ports;
    await db.deleteFrom('gift_limits').where('until_ms', '<=', clock.now()).execute();
  }

  #stored(merchantId: string, who: string): string {
    return this.#ports.hashes.stored(merchantId, `limit ${who}`);
  }
}
