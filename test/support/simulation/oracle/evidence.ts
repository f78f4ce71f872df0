/** What the oracle judges from: what was seen outside, the platform's book, and the cloud's orders. */
import type { Charge } from '../../../../src/cloud/gateway/gateway-ports.ts';
import type { SimulatedTrade } from '../../../../src/cloud/gateway/simulated-platform.ts';
import { allocate } from '../../../../src/domain/money.ts';
import type { Order, OrderPayout } from '../../../../src/domain/order.ts';
import type { Outside, SeenDrop } from '../outside.ts';

export interface Evidence {
  readonly outside: Outside;
  readonly book: readonly SimulatedTrade[];
  readonly charges: readonly Charge[];
  readonly orders: ReadonlyMap<string, Order>;
}

/** One piece of an order that a mechanism hands over. */
export interface JudgedPiece {
  readonly dueMinor: number;
  readonly drops: readonly SeenDrop[];
  /** The machine recorded that it could not know, and gave the money back: the one allowance there is. */
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
  /** Paid out while the counters were lost: the machine recorded that it left the whole to a person. */
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

function unprovedMinor({ payoutId, paidMinor }: OrderPayout, outside: Outside): number {
  const seen = outside.payouts.filter((payout) => payout.payoutId === payoutId);
  const firstAtMs = seen[0]?.atMs ?? Number.POSITIVE_INFINITY;
  const lost = outside.countersLostAtMs.some((atMs) => atMs >= firstAtMs);
  return lost ? Math.max(0, sum(seen.map((payout) => payout.amountMinor)) - paidMinor) : 0;
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
      return {
        dueMinor,
        drops: drops.filter((drop) => drop.deliveryId !== undefined && ids.has(drop.deliveryId)),
        allowed: tried.some((d) => d.reason === 'DISPENSER_NO_PROOF'),
      };
    });
  });
}
