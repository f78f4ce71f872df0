/**
 * What an order needs next, from its facts alone. The same function drives the sale on the screen, an
 * order found open after a power cut, and one whose payment became known when nobody stood there any
 * more: each step is an effect or a record, and every record brings the next step nearer, until the
 * order is closed. Intent before act: `deliver`, `refund` and `payOut` begin with a durable record.
 */
import type { Delivery, PricedLine } from '../../domain/basket.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import { allocate } from '../../domain/money.ts';
import { isClosed, isPaid, type Order, type OrderDelivery, type OrderPayout } from '../../domain/order.ts';
import { changeDueMinor, paymentsOf, receivedMinor, remainingMinor } from '../../domain/order-money.ts';
import type { OrderState, RecordOf } from '../../domain/record.ts';

export type OrderStep =
  | { readonly step: 'nothing' }
  /** The shopper is still choosing or paying. */
  | { readonly step: 'awaitShopper' }
  | { readonly step: 'awaitCharge'; readonly chargeId: string }
  | { readonly step: 'awaitRefund'; readonly refundId: string }
  | {
      readonly step: 'markPaid';
      readonly payments: RecordOf<'orderPaid'>['payments'];
      readonly changeMinor: number;
    }
  | { readonly step: 'deliver'; readonly line: PricedLine; readonly piece: number; readonly target: Delivery }
  /** Begun before a crash: the mechanism knows how it ended. */
  | { readonly step: 'verifyDelivery'; readonly delivery: OrderDelivery }
  | {
      readonly step: 'refund';
      readonly chargeId: string;
      readonly amountMinor: number;
      readonly reason: FaultCode;
    }
  | { readonly step: 'payOut'; readonly purpose: 'change' | 'refund'; readonly amountMinor: number }
  | { readonly step: 'verifyPayout'; readonly payout: OrderPayout }
  /** Paid: the lot shall let the car out for free. */
  | { readonly step: 'intendParking'; readonly lotId: string; readonly validMinutes: number }
  /** The receipt tells of the parking: it waits for the lot's answer, or until the shopper was told otherwise. */
  | { readonly step: 'awaitParking' }
  | { readonly step: 'issueReceipt' }
  | { readonly step: 'close'; readonly state: OrderState };

/** One piece of a line, and what it cost the shopper. */
export interface Piece {
  readonly line: PricedLine;
  readonly piece: number;
  readonly dueMinor: number;
  readonly delivery: OrderDelivery | undefined;
}

/** The pieces of an order that a mechanism hands over; goods taken from the counter need none. */
export function piecesOf(order: Order): Piece[] {
  return order.lines.flatMap((line) => {
    if (line.delivery.how === 'none') return [];
    const dues = allocate(
      line.dueMinor,
      Array.from({ length: line.quantity }, () => 1),
    );
    return dues.map((dueMinor, piece) => ({
      line,
      piece,
      dueMinor,
      delivery: order.deliveries.find((d) => d.lineId === line.lineId && d.piece === piece),
    }));
  });
}

/** What was given back or is on its way back; what the hopper could not pay counts, a person owes it. */
function returnedMinor(order: Order): number {
  const refunds = order.refunds.reduce((sum, r) => sum + r.amountMinor, 0);
  return order.payouts.reduce((sum, p) => sum + p.amountMinor, refunds);
}

/** What the shopper has for the money: nothing before the order is paid, then all but the undelivered. */
function keptMinor(order: Order): number {
  if (!isPaid(order)) return 0;
  const missing = piecesOf(order).filter((p) => p.delivery?.state !== 'delivered');
  return missing.reduce((sum, p) => sum - p.dueMinor, order.totals.dueMinor);
}

/** Money beyond a complete delivery is change; otherwise it is a refund. */
function purposeOfPayout(order: Order): 'change' | 'refund' {
  const complete = isPaid(order) && piecesOf(order).every((p) => p.delivery?.state === 'delivered');
  return complete ? 'change' : 'refund';
}

/**
 * The money to give back next, each part by the way it came and never more than came that way. Coins go first,
 * because they are in the shopper's hand at once whatever the network does; then the charges, the latest first.
 */
function giveBack(order: Order, reason: FaultCode): OrderStep | undefined {
  const owed = receivedMinor(order) - keptMinor(order) - returnedMinor(order);
  if (owed <= 0) return undefined;
  const paidOut = order.payouts.reduce((sum, p) => sum + p.amountMinor, 0);
  const cashLeft = Math.min(owed, order.cashMinor - paidOut);
  if (cashLeft > 0) return { step: 'payOut', purpose: purposeOfPayout(order), amountMinor: cashLeft };
  for (const charge of [...order.charges].reverse()) {
    if (charge.state !== 'paid') continue;
    const refunded = order.refunds.filter((r) => r.chargeId === charge.chargeId);
    const left = refunded.reduce((sum, r) => sum - r.amountMinor, charge.amountMinor);
    if (left > 0) {
      return { step: 'refund', chargeId: charge.chargeId, amountMinor: Math.min(owed, left), reason };
    }
  }
  return undefined;
}

function reasonForRefund(order: Order): FaultCode {
  const failed = order.deliveries.find((d) => d.state === 'notDelivered');
  if (failed?.reason) return failed.reason;
  return order.abandoned === 'paymentUnknown' ? 'PAY_UNKNOWN' : 'DISPENSER_OFFLINE';
}

/** What has begun and is not known to have ended. */
function unfinished(order: Order): OrderStep | undefined {
  const delivery = order.deliveries.find((d) => d.state === 'started');
  if (delivery) return { step: 'verifyDelivery', delivery };
  const payout = order.payouts.find((p) => p.state === 'intended');
  if (payout) return { step: 'verifyPayout', payout };
  const charge = order.charges.find((c) => c.state === 'intended');
  if (charge) return { step: 'awaitCharge', chargeId: charge.chargeId };
  return undefined;
}

function unpaidStep(order: Order): OrderStep {
  if (order.abandoned) return giveBack(order, 'PAY_UNKNOWN') ?? endOf(order);
  if (order.submitted && remainingMinor(order) === 0) {
    return { step: 'markPaid', payments: paymentsOf(order), changeMinor: changeDueMinor(order) };
  }
  return { step: 'awaitShopper' };
}

/** Parking is free with a purchase: whoever got all their money back has none. */
function parkingStep({ parking, abandoned }: Order, keptMinor: number): OrderStep | undefined {
  if (parking?.state !== 'asked' || (abandoned !== undefined && keptMinor === 0)) return undefined;
  return { step: 'intendParking', lotId: parking.lotId, validMinutes: parking.validMinutes };
}

function paidStep(order: Order): OrderStep {
  const parking = parkingStep(order, keptMinor(order));
  if (parking) return parking;
  const changePaid = order.payouts.some((p) => p.purpose === 'change');
  if (order.changeMinor > 0 && !changePaid) {
    return { step: 'payOut', purpose: 'change', amountMinor: order.changeMinor };
  }
  const next = order.abandoned ? undefined : piecesOf(order).find((p) => p.delivery === undefined);
  if (next) return { step: 'deliver', line: next.line, piece: next.piece, target: next.line.delivery };
  const back = giveBack(order, reasonForRefund(order));
  if (back) return back;
  if (!order.receipt) {
    const open = order.parking?.state === 'intended' && !order.parking.pending;
    return open ? { step: 'awaitParking' } : { step: 'issueReceipt' };
  }
  return endOf(order);
}

/** Nothing is left to do but to wait for refunds and to close. */
function endOf(order: Order): OrderStep {
  const pending = order.refunds.find((r) => r.state === 'intended');
  if (pending) return { step: 'awaitRefund', refundId: pending.refundId };
  return { step: 'close', state: finalState(order) };
}

function finalState(order: Order): OrderState {
  if (order.refunds.some((r) => r.state === 'failed')) return 'deliveryFailRefundFailed';
  if (order.refunds.length > 0) return 'deliveryFailRefundSuccess';
  const coinsReturned = order.payouts.some((p) => p.purpose === 'refund');
  // What cost nothing needs no refund, and is not delivered all the same.
  const complete = piecesOf(order).every((piece) => piece.delivery?.state === 'delivered');
  if (isPaid(order))
    return coinsReturned || !complete ? 'deliveryFailRefundSuccess' : 'deliveryAndPaymentSuccess';
  const declined = order.charges.length > 0 && order.abandoned !== 'shopperCancelled';
  return declined ? 'paymentFailed' : 'paymentCancelledByUser';
}

/** The next step of an order. Pure: equal orders need equal steps. */
export function nextStep(order: Order): OrderStep {
  if (isClosed(order)) return { step: 'nothing' };
  return unfinished(order) ?? (isPaid(order) ? paidStep(order) : unpaidStep(order));
}
