/** What the oracle judges from: what was seen outside, the platforms' books, and what the cloud holds. */
import type { LoggedTransaction } from '../../../../src/cloud/database/logged-transaction.ts';
import type { Charge, Refund } from '../../../../src/cloud/gateway/gateway-ports.ts';
import type { SimulatedTrade } from '../../../../src/cloud/gateway/simulated-platform.ts';
import { allocate } from '../../../../src/domain/money.ts';
import type { Order, OrderPayout } from '../../../../src/domain/order.ts';
import type { Outside, SeenDrop } from '../outside.ts';

/** Everything about one machine. */
export interface Evidence {
  /** Whose machine it is. */
  readonly merchantId: string;
  readonly outside: Outside;
  /** Receipts that lie in the printer's tray. */
  readonly printed: readonly string[];
  readonly book: readonly SimulatedTrade[];
  readonly charges: readonly Charge[];
  readonly refunds: readonly Refund[];
  /** The transaction log. */
  readonly log: readonly LoggedTransaction[];
  readonly orders: ReadonlyMap<string, Order>;
}

/** One piece of an order that a mechanism hands over. */
export interface JudgedPiece {
  readonly dueMinor: number;
  readonly drops: readonly SeenDrop[];
  /**
   * The money may have been given back although it came out: the machine recorded that it could not know,
   * or the sensor that should have proved it was blind.
   */
  readonly allowed: boolean;
}

/** The facts of one order, as far as the outside knows them. */
export interface JudgedOrder {
  readonly order: Order;
  readonly charges: readonly Charge[];
  /** What the platform holds for the order now, refunds taken off. */
  readonly codeHeldMinor: number;
  /** What charges took that the gateway calls paid, refunds not taken off. */
  readonly codePaidMinor: number;
  readonly coinsInMinor: number;
  readonly coinsOutMinor: number;
  /** What the hopper could not pay, on record for a person to pay. */
  readonly owedMinor: number;
  /** Paid out while the counters were lost or away: the machine left the whole to a person. */
  readonly coinsUnprovedMinor: number;
  readonly pieces: readonly JudgedPiece[];
}

/** Puts the evidence together for one order of the cloud. */
export function judgedOrder(order: Order, evidence: Evidence): JudgedOrder {
  const charges = evidence.charges.filter((charge) => charge.orderId === order.orderId);
  const ids = new Set(charges.map((charge) => charge.chargeId));
  const paid = new Set(charges.filter((c) => c.state.name === 'paid').map((c) => c.chargeId));
  const trades = evidence.book.filter((trade) => ids.has(trade.chargeId));
  const payouts = new Map(order.payouts.map((payout) => [payout.payoutId, payout]));
  const out = evidence.outside.payouts.filter((p) => p.payoutId !== undefined && payouts.has(p.payoutId));
  return {
    order,
    charges,
    codeHeldMinor: sum(trades.map(heldMinor)),
    codePaidMinor: sum(trades.filter((t) => paid.has(t.chargeId)).map((t) => t.amountMinor)),
    coinsInMinor: evidence.outside.orders.get(order.orderId)?.coinsMinor ?? 0,
    coinsOutMinor: sum(out.map((p) => p.amountMinor)),
    owedMinor: sum(order.payouts.map((p) => p.owedMinor)),
    coinsUnprovedMinor: sum(order.payouts.map((p) => unprovedMinor(p, evidence.outside))),
    pieces: piecesOf(order, evidence.outside.drops),
  };
}

export function heldMinor(trade: SimulatedTrade): number {
  return trade.status === 'paid' ? trade.amountMinor - sum([...trade.refunds.values()]) : 0;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** A machine leaves a payout to a person once its board has been away for so long. */
const givenUpAfterMs = 60_000;

/** What a payout gave beyond its record, where the machine could not know: counters lost or out of reach. */
export function unprovedMinor({ payoutId, paidMinor }: OrderPayout, outside: Outside): number {
  const seen = outside.payouts.filter((payout) => payout.payoutId === payoutId);
  const firstAtMs = seen[0]?.atMs ?? Number.POSITIVE_INFINITY;
  const lost = outside.countersLostAtMs.some((atMs) => atMs >= firstAtMs);
  const away = outside.boardAway.some((a) => a.toMs > firstAtMs && a.toMs - a.fromMs > givenUpAfterMs);
  return lost || away ? Math.max(0, sum(seen.map((payout) => payout.amountMinor)) - paidMinor) : 0;
}

function piecesOf(order: Order, drops: readonly SeenDrop[]): JudgedPiece[] {
  return order.lines.flatMap((line) => {
    if (line.delivery.how === 'none') return [];
    const dues = allocate(
      line.dueMinor,
      Array.from({ length: line.quantity }, () => 1),
    );
    return dues.map((dueMinor, piece): JudgedPiece => {
      const tried = order.deliveries.filter((d) => d.lineId === line.lineId && d.piece === piece);
      const ids = new Set(tried.map((d) => d.deliveryId));
      const out = drops.filter((drop) => drop.deliveryId !== undefined && ids.has(drop.deliveryId));
      const unknown = tried.some((d) => d.reason === 'DISPENSER_NO_PROOF');
      return { dueMinor, drops: out, allowed: unknown || out.some((drop) => !drop.proved) };
    });
  });
}
