/**
 * Follows the transaction log for the money of gifts: that one is paid in advance, that money went back. Each end
 * changes its gift in the transaction that moves this follower's place, so it counts once however often this
 * starts again. It also ends what is out of time, and tells givers what changed.
 */
import { sql } from 'kysely';
import type { GiftInput } from '../../domain/gift-machine.ts';
import { Rounds } from '../../platform/rounds.ts';
import { followedLinesMax, followLog } from '../database/follow-log.ts';
import { forgetOldGiftBars } from '../database/gift-bars.ts';
import { changeGift, type GiftRow, leaseGraceMs } from '../database/gift-rows.ts';
import type { CloudTransaction } from '../database/schema.ts';
import type { GiftsPorts } from './gifts-ports.ts';

const pollMs = 2000;
const dueMax = 100;

interface Line {
  readonly log_id: number | string;
  readonly about: string;
  readonly ref_id: string;
  readonly state: string;
  readonly merchant_id: string;
  readonly gift_id: string;
  readonly amount_minor: number | string;
}

/** What a line means to its gift; undefined for what is no end. */
function inputOf(line: Line): GiftInput | undefined {
  if (line.about === 'refund') {
    if (line.state !== 'refunded' && line.state !== 'failed') return undefined;
    return { kind: 'refundEnded', refundId: line.ref_id, outcome: line.state };
  }
  if (line.state !== 'paid') return undefined;
  return { kind: 'paid', chargeId: line.ref_id, amountMinor: Number(line.amount_minor) };
}

export class GiftFollower {
  #ports: GiftsPorts;
  #rounds: Rounds;
  #toldEvent: number | undefined;
  #sendLeases: (merchantId: string, machineId: string) => Promise<void>;

  /** `sendLeases`: a gift that is kept for this machine has opened. */
  constructor(ports: GiftsPorts, sendLeases: (merchantId: string, machineId: string) => Promise<void>) {
    this.#ports = ports;
    this.#sendLeases = sendLeases;
    const failed = 'gifts are looked at later';
    this.#rounds = new Rounds(ports, { everyMs: pollMs, round: () => this.#round(), failed });
  }

  start(): void {
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** Something was committed to the transaction log, or to a gift. */
  wake(): void {
    this.#rounds.wake();
  }

  async #round(): Promise<undefined> {
    while (!this.#rounds.stopping() && (await this.#follow())) {
      // There may be more of the log.
    }
    if (await this.#endWhatIsOver()) this.#ports.wakeRefunds();
    await this.#tell();
  }

  /** Takes the next part of the log; answers whether there may be more. */
  async #follow(): Promise<boolean> {
    const { db, clock } = this.#ports;
    const keepers = new Map<string, string>();
    const take = async (tx: CloudTransaction, line: Line) => {
      const input = inputOf(line);
      if (!input) return;
      const { row, changed } = await this.#put(tx, line, input, clock.now());
      if (changed && input.kind === 'paid' && row.keep_at !== null) keepers.set(row.keep_at, row.merchant_id);
    };
    const more = await followLog(db, { feed: 'gifts', lines: linesOf, take });
    for (const [machineId, merchantId] of keepers) await this.#sendLeases(merchantId, machineId);
    return more;
  }

  #put(
    tx: CloudTransaction,
    { merchant_id: merchantId, gift_id: giftId }: { merchant_id: string; gift_id: string },
    input: GiftInput,
    atMs: number,
  ) {
    return changeGift(tx, { merchantId, giftId, input, atMs });
  }

  /** Whether money is to go back now. */
  async #endWhatIsOver(): Promise<boolean> {
    const { db, clock } = this.#ports;
    const nowMs = clock.now();
    return db.transaction().execute(async (tx) => {
      await forgetOldGiftBars(tx, nowMs);
      const rows = await tx
        .selectFrom('gifts')
        .selectAll()
        .where('due_at_ms', '<=', nowMs)
        .orderBy('due_at_ms')
        .limit(dueMax)
        .forUpdate()
        .skipLocked()
        .execute();
      let refunds = false;
      for (const row of rows) {
        const input = await dueInput(tx, row, nowMs);
        if (!input) continue;
        refunds = (await this.#put(tx, row, input, nowMs)).refunds || refunds;
      }
      return refunds;
    });
  }

  /** Rings for the givers of gifts to which something happened since the last time. */
  async #tell(): Promise<void> {
    const { db, ring } = this.#ports;
    const { newest } = await db
      .selectFrom('gift_events')
      .select((eb) => eb.fn.max('event_id').as('newest'))
      .executeTakeFirstOrThrow();
    const before = this.#toldEvent ?? Number(newest ?? 0);
    this.#toldEvent = Number(newest ?? 0);
    if (this.#toldEvent <= before) return;
    const rows = await db
      .selectFrom('gift_events')
      .innerJoin('gifts', (join) =>
        join
          .onRef('gifts.merchant_id', '=', 'gift_events.merchant_id')
          .onRef('gifts.gift_id', '=', 'gift_events.gift_id'),
      )
      .select(['gifts.merchant_id', 'gifts.giver_id'])
      .distinct()
      .where('gift_events.event_id', '>', before)
      .where('gifts.giver_id', 'is not', null)
      .execute();
    for (const { merchant_id, giver_id } of rows) ring(merchant_id, giver_id as string);
  }
}

async function linesOf(tx: CloudTransaction, place: number, newest: number): Promise<readonly Line[]> {
  const { rows } = await sql<Line>`
    select l.log_id, l.about, l.ref_id, l.state, g.merchant_id, g.gift_id, g.amount_minor
    from transaction_log l
    join gifts g on g.order_id = l.order_id and g.merchant_id = l.merchant_id
    where l.log_id > ${place}::bigint and l.log_id <= ${newest}::bigint
    order by l.log_id limit ${followedLinesMax}`.execute(tx);
  return rows;
}

/** What happens to a gift that is due. */
async function dueInput(tx: CloudTransaction, row: GiftRow, nowMs: number): Promise<GiftInput | undefined> {
  const { state } = row;
  const { offer, lease } = state;
  const expired = Number(row.expires_at_ms) <= nowMs;
  if (offer && offer.untilMs <= nowMs) return { kind: 'offerEnded', offerId: offer.offerId };
  switch (state.name) {
    case 'created':
      return (await canStillBePaid(tx, row, nowMs)) ? undefined : { kind: 'paymentLapsed' };
    case 'open':
      if (state.ending) return { kind: 'ended', end: state.ending, nowMs };
      return expired ? { kind: 'ended', end: 'expired', nowMs } : undefined;
    case 'leased':
      if (!lease || lease.untilMs + leaseGraceMs > nowMs) return undefined;
      return { kind: 'leaseForfeited', leaseId: lease.leaseId };
    case 'accepted':
      return { kind: 'settleDue' };
    case 'declined':
      return expired ? { kind: 'refundConfirmed' } : undefined;
    default:
      return undefined;
  }
}

/** An order whose charge is under way may still be paid; the gift waits for its end. */
async function canStillBePaid(tx: CloudTransaction, row: GiftRow, nowMs: number): Promise<boolean> {
  if (row.order_id === null) return false;
  const order = await tx
    .selectFrom('pre_orders')
    .select(['state', 'expires_at_ms'])
    .where('order_id', '=', row.order_id)
    .executeTakeFirst();
  if (!order) return false;
  const under = order.state === 'paying' || order.state === 'paid';
  return under || (order.state === 'open' && Number(order.expires_at_ms) > nowMs);
}
