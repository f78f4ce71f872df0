/** An order as the API shows it, purely from the ledger's fold. */
import type { Order } from '../../domain/order.ts';
import type { Text } from '../../domain/text.ts';
import type { RestOrder } from '../../wire/rest.ts';
import { benefitsOf } from './order-benefit-view.ts';

export interface OrderPlace {
  readonly machineId: string;
  readonly machineName: Text;
  /** Base of receipt links, without a slash at the end. */
  readonly receiptUrlBase: string;
}

/** An object without its undefined fields. */
function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

function paymentsOf(order: Order): RestOrder['payments'] {
  const payments: RestOrder['payments'] = order.charges.map((charge) =>
    defined({
      tender: 'code' as const,
      amountMinor: charge.amountMinor,
      state: charge.state,
      chargeId: charge.chargeId,
      platform: charge.platform,
      codeMasked: charge.codeMasked,
      platformTradeNo: charge.platformTradeNo,
      reason: charge.reason,
      intendedAtMs: charge.intendedAtMs,
      settledAtMs: charge.settledAtMs,
    }),
  );
  if (order.cashMinor > 0) payments.push({ tender: 'cash', amountMinor: order.cashMinor, state: 'paid' });
  return payments;
}

function deliveriesOf(order: Order): RestOrder['deliveries'] {
  return order.deliveries.map((delivery) =>
    defined({
      id: delivery.deliveryId,
      lineId: delivery.lineId,
      piece: delivery.piece,
      target: delivery.target,
      state: delivery.state,
      proof: delivery.proof,
      reason: delivery.reason,
      startedAtMs: delivery.startedAtMs,
      endedAtMs: delivery.endedAtMs,
    }),
  );
}

function parkingOf({ parking }: Order): RestOrder['parking'] {
  if (!parking) return null;
  const { lotId, carMasked, state, stay, leaveByMs, reason, settledAtMs } = parking;
  return defined({ lotId, carMasked, state, stay, leaveByMs, reason, settledAtMs });
}

export function viewOrder(order: Order, place: OrderPlace): RestOrder {
  return {
    id: order.orderId,
    kiosk: place.machineId,
    kioskName: place.machineName,
    state: order.state,
    currency: order.currency,
    lines: [...order.lines],
    total: order.totals.dueMinor,
    totals: order.totals,
    payments: paymentsOf(order),
    deliveries: deliveriesOf(order),
    refunds: order.refunds.map((refund) =>
      defined({
        id: refund.refundId,
        chargeId: refund.chargeId,
        amountMinor: refund.amountMinor,
        state: refund.state,
        reason: refund.reason,
        intendedAtMs: refund.intendedAtMs,
        settledAtMs: refund.settledAtMs,
      }),
    ),
    payouts: order.payouts.map(({ payoutId, purpose, state, amountMinor, paidMinor, owedMinor }) => ({
      ...{ id: payoutId, purpose, state },
      ...{ amountMinor, paidMinor, owedMinor },
    })),
    abandoned: order.abandoned ?? null,
    parking: parkingOf(order),
    ...benefitsOf(order),
    receipt: order.receipt
      ? {
          id: order.receipt.receiptId,
          printed: order.receipt.printed,
          url: `${place.receiptUrlBase}/${encodeURIComponent(order.orderId)}`,
        }
      : null,
    times: {
      openedAtMs: order.openedAtMs,
      updatedAtMs: order.updatedAtMs,
      submittedAtMs: order.submittedAtMs ?? null,
      paidAtMs: order.paidAtMs ?? null,
      closedAtMs: order.closedAtMs ?? null,
    },
  };
}
