/** How each step of an order is performed: the one place where the order's needs meet the features. */
import { Fault } from '../domain/fault.ts';
import type { RecordBody } from '../domain/record.ts';
import type { MakeId } from '../platform/random.ts';
import type { Shop } from './checkout/shop.ts';
import type { DeliveryFlow } from './delivery/delivery-flow.ts';
import type { CashFlow } from './payments/cash-flow.ts';
import type { ChargeFlow } from './payments/charge-flow.ts';
import type { PayoutFlow } from './payments/payout-flow.ts';
import { receiptOf } from './receipt/receipt-layout.ts';
import type { StepExecutors, StepOutcome } from './sale/order-flow.ts';

export interface ExecutorPorts {
  readonly makeId: MakeId;
  readonly delivery: DeliveryFlow;
  readonly cash: CashFlow;
  readonly payouts: PayoutFlow;
  readonly charges: ChargeFlow;
  append(bodies: readonly RecordBody[]): Promise<unknown>;
  shop(): Shop | undefined;
}

/** The step is done when `work` is; look at the order again. */
async function thenAgain(work: Promise<unknown>): Promise<StepOutcome> {
  await work;
  return 'again';
}

export function stepExecutors(ports: ExecutorPorts): StepExecutors {
  const { makeId, delivery, cash, payouts, charges } = ports;
  const record = (body: RecordBody) => thenAgain(ports.append([body]));
  return {
    nothing: () => 'wait',
    awaitShopper: () => 'wait',
    awaitCharge: (order, step) => {
      charges.follow('charge', step.chargeId, order.orderId);
      return 'wait';
    },
    awaitRefund: (order, step) => {
      charges.follow('refund', step.refundId, order.orderId);
      return 'wait';
    },
    markPaid: ({ orderId }, { payments, changeMinor }) =>
      record({ kind: 'orderPaid', orderId, payments: [...payments], changeMinor }),
    deliver: (order, step) => thenAgain(delivery.deliver(order, step)),
    verifyDelivery: (order, step) => thenAgain(delivery.verify(order, step.delivery)),
    refund: ({ orderId, currency }, { chargeId, amountMinor, reason }) =>
      record({
        kind: 'refundIntended',
        orderId,
        refundId: makeId('rfd'),
        chargeId,
        amountMinor,
        currency,
        reason,
      }),
    payOut: (order, step) => thenAgain(payouts.payOut(order, step.purpose, step.amountMinor)),
    verifyPayout: (order, step) => thenAgain(payouts.verify(order, step.payout)),
    intendParking: ({ orderId }, { lotId, validMinutes }) =>
      record({ kind: 'parkingIntended', orderId, lotId, validMinutes }),
    awaitParking: () => 'wait',
    issueReceipt: async (order) => {
      if (await cash.awaitClosed(order.orderId)) return 'again';
      const shop = ports.shop();
      if (!shop) throw new Fault('BUNDLE_MISSING', 'write a receipt');
      const { orderId, language } = order;
      const receiptLine = receiptOf(order, shop.bundle);
      return record({ kind: 'receiptIssued', orderId, receiptId: makeId('rct'), language, receiptLine });
    },
    close: async ({ orderId }, { state }) => {
      if (await cash.awaitClosed(orderId)) return 'again';
      if (!cash.counted(orderId))
        throw new Fault('CASH_OFFLINE', 'close an order whose coins are not counted');
      return record({ kind: 'orderClosed', orderId, state });
    },
  };
}
