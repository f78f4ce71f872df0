/**
 * Follows the transaction log for the orders of clients: each end of a charge or refund changes its order and
 * becomes a message, in the transaction that moves this follower's place. So however often it starts again,
 * every end is told once. It also ends what is out of time, and asks for charges that were intended and
 * never sent.
 */
import { sql } from 'kysely';
import { Fault, type FaultCode } from '../../domain/fault.ts';
import type { Currency } from '../../domain/money.ts';
import type { VerificationOutcome } from '../../domain/verification-outcome.ts';
import { idMaker, type MakeId } from '../../platform/random.ts';
import { Rounds } from '../../platform/rounds.ts';
import { answerKeptMs, messageKeptMs } from '../../wire/client-schemas.ts';
import { followedLinesMax, followLog } from '../database/follow-log.ts';
import type { CloudTransaction } from '../database/schema.ts';
import type { ClientsPorts } from './clients-ports.ts';
import { addressOf } from './pre-order-desk.ts';
import type { PreOrderInput } from './pre-order-machine.ts';
import { changePreOrder, type HeldPreOrder } from './pre-order-rows.ts';

const pollMs = 2000;
const sweepMax = 100;
/** A charge is at the gateway long before, or its sender is gone. */
const orphanMs = 15_000;
const tidyEveryMs = 600_000;

interface Line {
  readonly log_id: number | string;
  readonly about: string;
  readonly order_id: string;
  readonly ref_id: string;
  readonly state: string;
  readonly reason: FaultCode | null;
  readonly verification: VerificationOutcome | null;
  readonly at_ms: number | string;
}

interface Touched {
  readonly merchantId: string;
  readonly clientId: string;
}

/** What a line means to its order; undefined for what is no end. */
function inputOf(line: Line): PreOrderInput | undefined {
  const reason = line.reason === null ? {} : { reason: line.reason };
  if (line.about === 'refund') {
    if (line.state !== 'refunded' && line.state !== 'failed') return undefined;
    return { kind: 'refundEnded', end: line.state, ...reason };
  }
  if (line.state !== 'paid' && line.state !== 'failed' && line.state !== 'reversed') return undefined;
  const results = line.verification === null ? {} : { results: line.verification.results };
  return { kind: 'chargeEnded', chargeId: line.ref_id, end: line.state, ...reason, ...results };
}

export class OrderFollower {
  #ports: ClientsPorts;
  #makeId: MakeId;
  #rounds: Rounds;
  #tidiedAtMs = Number.NEGATIVE_INFINITY;

  constructor(ports: ClientsPorts) {
    this.#ports = ports;
    this.#makeId = idMaker(ports.clock, ports.random);
    const failed = 'orders of clients are looked at later';
    this.#rounds = new Rounds(ports, { everyMs: pollMs, round: () => this.#round(), failed });
  }

  start(): void {
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** Something was committed to the transaction log. */
  wake(): void {
    this.#rounds.wake();
  }

  async #round(): Promise<undefined> {
    while (!this.#rounds.stopping() && (await this.#follow())) {
      // There may be more of the log.
    }
    await this.#endWhatIsOver();
    await this.#askForOrphans();
    await this.#tidy();
  }

  /** Takes the next part of the log; answers whether there may be more. */
  async #follow(): Promise<boolean> {
    const { db, clock } = this.#ports;
    const touched = new Map<string, Touched>();
    let refunds = false;
    const take = async (tx: CloudTransaction, line: Line) => {
      const input = inputOf(line);
      if (!input) return;
      const change = { orderId: line.order_id, input, atMs: clock.now(), refundId: this.#makeId('rfd') };
      const done = await changePreOrder(tx, change);
      if (!done.changed) return;
      refunds ||= done.refunds || (await this.#givesBack(tx, done.order, Number(line.at_ms)));
      touched.set(done.order.clientId, done.order);
    };
    const more = await followLog(db, { feed: 'clients', lines: linesOf, take });
    this.#tell(touched.values(), refunds);
    return more;
  }

  /** Whether the money of an order that is paid goes back at once, because whom it was for does not take it. */
  async #givesBack(tx: CloudTransaction, order: HeldPreOrder, paidAtMs: number): Promise<boolean> {
    const { clock, takePaid } = this.#ports;
    const { chargeId, platform } = order.state;
    if (order.state.name !== 'paid' || chargeId === undefined || platform === undefined) return false;
    const { orderId, merchantId, clientId, reference, amountMinor } = order;
    const paid = { orderId, merchantId, clientId, reference, chargeId, platform, amountMinor, paidAtMs };
    if ((await takePaid(tx, paid)) === 'kept') return false;
    const change = { orderId, atMs: clock.now(), refundId: this.#makeId('rfd') };
    return (await changePreOrder(tx, { ...change, input: { kind: 'cancelAsked' } })).refunds;
  }

  async #endWhatIsOver(): Promise<void> {
    const { db, clock } = this.#ports;
    const nowMs = clock.now();
    const rows = await db
      .selectFrom('pre_orders')
      .select('order_id')
      .where('state', '=', 'open')
      .where('expires_at_ms', '<=', nowMs)
      .orderBy('expires_at_ms')
      .limit(sweepMax)
      .execute();
    for (const { order_id } of rows) {
      const input = { kind: 'timeIsOver' } as const;
      const change = { orderId: order_id, input, atMs: nowMs, refundId: this.#makeId('rfd') };
      const { order, changed } = await db.transaction().execute((tx) => changePreOrder(tx, change));
      if (changed) this.#tell([order], false);
    }
  }

  /** Intended, and never seen by the gateway: asked for, which closes it there. */
  async #askForOrphans(): Promise<void> {
    const { db, clock, askCharge } = this.#ports;
    const rows = await db
      .selectFrom('pre_orders')
      .selectAll()
      .where('state', '=', 'paying')
      .where('changed_at_ms', '<', clock.now() - orphanMs)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('charges')
              .select('charges.charge_id')
              .whereRef('charges.charge_id', '=', 'pre_orders.charge_id')
              .whereRef('charges.merchant_id', '=', 'pre_orders.merchant_id'),
          ),
        ),
      )
      .limit(sweepMax)
      .execute();
    for (const row of rows) {
      if (row.charge_id === null || row.platform === null) {
        throw new Fault('INTERNAL_DEFECT', 'ask for a charge that has no name');
      }
      const terms = {
        platform: row.platform,
        amountMinor: Number(row.amount_minor),
        currency: row.currency as Currency,
      };
      const owner = addressOf({ merchantId: row.merchant_id, clientId: row.client_id });
      await askCharge(owner, { chargeId: row.charge_id, orderId: row.order_id, terms });
      this.#rounds.wake();
    }
  }

  /** What was promised to be kept is kept so long and no longer. */
  async #tidy(): Promise<void> {
    const { db, clock } = this.#ports;
    if (clock.monotonicMs() - this.#tidiedAtMs < tidyEveryMs) return;
    this.#tidiedAtMs = clock.monotonicMs();
    const nowMs = clock.now();
    await db
      .deleteFrom('client_answers')
      .where('at_ms', '<', nowMs - answerKeptMs)
      .execute();
    await db
      .deleteFrom('client_messages')
      .where('at_ms', '<', nowMs - messageKeptMs)
      .execute();
  }

  #tell(touched: Iterable<Touched>, refunds: boolean): void {
    for (const { merchantId, clientId } of touched) this.#ports.ring(merchantId, clientId);
    if (refunds) this.#ports.wakeRefunds();
  }
}

async function linesOf(tx: CloudTransaction, place: number, newest: number): Promise<readonly Line[]> {
  const { rows } = await sql<Line>`
    select l.log_id, l.about, l.order_id, l.ref_id, l.state, l.reason, l.verification, l.at_ms
    from transaction_log l
    join pre_orders o on o.order_id = l.order_id and o.merchant_id = l.merchant_id
    where l.log_id > ${place}::bigint and l.log_id <= ${newest}::bigint
    order by l.log_id limit ${followedLinesMax}`.execute(tx);
  return rows;
}
