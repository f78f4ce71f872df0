/**
 * One order as the fold of its records. The machine's read model and the cloud's ledger both use
 * `evolveOrder`, so the two can only differ in which records they have seen. Each record is folded once,
 * in the order of the journal; whoever folds keeps the sequence number it has come to.
 */
import type { PricedLine, Totals } from './basket.ts';
import { giftAppliers, type WithGifts } from './gift-order.ts';
import type { HeldBack } from './held-back.ts';
import { addOnce, patch } from './list-change.ts';
import type { Currency } from './money.ts';
import { benefitAppliers, spentOn, type WithBenefits } from './order-benefits.ts';
import type {
  OrderCharge,
  OrderDelivery,
  OrderMember,
  OrderParking,
  OrderPayout,
  OrderRefund,
} from './order-parts.ts';
import type { JournalRecord, OrderRecord, OrderState, RecordOf } from './record.ts';
import type { Language } from './text.ts';
import { vendTotals } from './vend-line.ts';

export type * from './order-parts.ts';

export interface Order extends WithBenefits, WithGifts {
  readonly orderId: string;
  readonly state: OrderState;
  readonly currency: Currency;
  readonly lines: readonly PricedLine[];
  readonly totals: Totals;
  readonly language: Language;
  readonly openedAtMs: number;
  readonly updatedAtMs: number;
  readonly submitted: boolean;
  readonly submittedAtMs?: number;
  readonly paidAtMs?: number;
  readonly closedAtMs?: number;
  readonly abandoned?: RecordOf<'orderAbandoned'>['reason'];
  /** Cash put in for this order. */
  readonly cashMinor: number;
  readonly changeMinor: number;
  readonly charges: readonly OrderCharge[];
  readonly deliveries: readonly OrderDelivery[];
  readonly refunds: readonly OrderRefund[];
  readonly payouts: readonly OrderPayout[];
  readonly receipt?: { readonly receiptId: string; readonly printed: boolean };
  readonly parking?: OrderParking;
  readonly member?: OrderMember;
  /** Goods that were held back for their date, until the shopper has acknowledged it. */
  readonly heldBack?: readonly HeldBack[];
}

/** Whether a record body belongs to an order. */
export function isOrderRecord(body: JournalRecord['body']): body is OrderRecord {
  return 'orderId' in body && body.orderId !== undefined;
}

/** Whether the order has a fact `paid` and no fact `closed` yet. */
export function isPaid(order: Order): boolean {
  return order.paidAtMs !== undefined;
}

export function isClosed(order: Order): boolean {
  return order.closedAtMs !== undefined;
}

function emptyOrder(orderId: string, atMs: number): Order {
  return {
    orderId,
    state: 'selecting',
    currency: 'CNY',
    lines: [],
    totals: { pieces: 0, regularMinor: 0, discountMinor: 0, dueMinor: 0 },
    language: 'zh',
    openedAtMs: atMs,
    updatedAtMs: atMs,
    submitted: false,
    cashMinor: 0,
    changeMinor: 0,
    charges: [],
    deliveries: [],
    refunds: [],
    payouts: [],
  };
}

type Appliers = {
  [K in OrderRecord['kind']]: (order: Order, body: RecordOf<K>, atMs: number) => Order;
};

/** Only while its end is not known. */
function markCharge(order: Order, chargeId: string, mark: Pick<OrderCharge, 'overdue' | 'closing'>): Order {
  const charges = patch(
    order.charges,
    (c) => c.chargeId === chargeId && c.state === 'intended',
    (c) => ({ ...c, ...mark }),
  );
  return { ...order, charges };
}

/** What was said about parking belongs to one way to pay for one list. */
function withoutParking(order: Order): Order {
  const { parking: _parking, ...rest } = order;
  return rest;
}

/** The lot's first definite answer stays. */
function parkingSettled(order: Order, end: Partial<OrderParking>, atMs: number): Order {
  const { parking } = order;
  return parking?.state === 'intended'
    ? { ...order, parking: { ...parking, ...end, settledAtMs: atMs } }
    : order;
}

/**
 * What is paid for is a list that was submitted, and it stays as it was. The shopper's touch and the payment may
 * be decided side by side: whichever is on record first holds, and the other one changes nothing.
 */
const unlessPaid = (order: Order, change: (order: Order) => Order): Order =>
  isPaid(order) ? order : change(order);

const appliers: Appliers = {
  basketChanged: (order, body) =>
    unlessPaid(order, (open) => ({
      ...open,
      state: 'selecting',
      currency: body.currency,
      lines: body.lines,
      totals: body.totals,
    })),
  orderSubmitted: (order, body, atMs) =>
    unlessPaid(order, (open) => ({
      ...withoutParking(open),
      state: 'deliveryRequestReceived',
      currency: body.currency,
      lines: body.lines,
      totals: body.totals,
      language: body.language,
      submitted: true,
      submittedAtMs: atMs,
      ...spentOn(open, body),
    })),
  orderReopened: (order) =>
    unlessPaid(order, (open) => ({ ...withoutParking(open), state: 'selecting', submitted: false })),
  goodsHeldBack: (order, body) => ({ ...order, heldBack: [...(order.heldBack ?? []), ...body.goods] }),
  heldBackAcknowledged: ({ heldBack: _read, ...order }) => order,
  orderAbandoned: (order, body) => ({ ...order, abandoned: body.reason }),
  chargeIntended: (order, body, atMs) => ({
    ...order,
    state: 'paymentInExecution',
    charges: addOnce(
      order.charges,
      (c) => c.chargeId === body.chargeId,
      () => ({
        chargeId: body.chargeId,
        platform: body.platform,
        codeMasked: body.codeMasked,
        amountMinor: body.amountMinor,
        intendedAtMs: atMs,
        expiresAtMs: body.expiresAtMs,
        ...(body.showsCode ? { showsCode: true as const } : {}),
        state: 'intended',
      }),
    ),
  }),
  chargeSettled: (order, body, atMs) => ({
    ...order,
    state: body.outcome === 'paid' ? order.state : 'paymentFailed',
    charges: patch(
      order.charges,
      (c) => c.chargeId === body.chargeId,
      (c) => ({
        ...c,
        state: body.outcome,
        settledAtMs: atMs,
        ...(body.reason === undefined ? {} : { reason: body.reason }),
        ...(body.platformTradeNo === undefined ? {} : { platformTradeNo: body.platformTradeNo }),
        ...(body.verification === undefined ? {} : { verification: body.verification }),
      }),
    ),
  }),
  chargeOverdue: (order, { chargeId }) => markCharge(order, chargeId, { overdue: true }),
  settleAgainAsked: (order, { chargeId }) => markCharge(order, chargeId, { closing: true }),
  fingerConsented: (order) => order,
  paymentRefused: (order) => ({ ...order, state: 'paymentFailed' }),
  cashInserted: (order, body) => ({
    ...order,
    state: 'paymentInExecution',
    cashMinor: order.cashMinor + body.amountMinor,
  }),
  orderPaid: (order, body, atMs) =>
    order.submitted
      ? { ...order, state: 'paymentFinished', paidAtMs: atMs, changeMinor: body.changeMinor }
      : order,
  deliveryStarted: (order, body, atMs) => ({
    ...order,
    state: 'deliveryInExecution',
    deliveries: addOnce(
      order.deliveries,
      (d) => d.deliveryId === body.deliveryId,
      () => ({
        deliveryId: body.deliveryId,
        lineId: body.lineId,
        piece: body.piece,
        target: body.target,
        dispenserId: body.dispenserId,
        mark: body.mark,
        startedAtMs: atMs,
        state: 'started',
      }),
    ),
  }),
  deliveryEnded: (order, body, atMs) => ({
    ...order,
    deliveries: patch(
      order.deliveries,
      (d) => d.deliveryId === body.deliveryId,
      (d) => ({
        ...d,
        state: body.outcome,
        endedAtMs: atMs,
        ...(body.proof === undefined ? {} : { proof: body.proof }),
        ...(body.reason === undefined ? {} : { reason: body.reason }),
      }),
    ),
  }),
  refundIntended: (order, body, atMs) => ({
    ...order,
    state: 'deliveryFailRefundInExecution',
    refunds: addOnce(
      order.refunds,
      (r) => r.refundId === body.refundId,
      () => ({
        refundId: body.refundId,
        chargeId: body.chargeId,
        amountMinor: body.amountMinor,
        reason: body.reason,
        intendedAtMs: atMs,
        state: 'intended',
      }),
    ),
  }),
  refundSettled: (order, body, atMs) => ({
    ...order,
    refunds: patch(
      order.refunds,
      (r) => r.refundId === body.refundId,
      (r) => ({ ...r, state: body.outcome, settledAtMs: atMs }),
    ),
  }),
  payoutIntended: (order, body) => ({
    ...order,
    payouts: addOnce(
      order.payouts,
      (p) => p.payoutId === body.payoutId,
      () => ({
        payoutId: body.payoutId,
        purpose: body.purpose,
        amountMinor: body.amountMinor,
        mark: body.mark,
        state: 'intended',
        paidMinor: 0,
        owedMinor: 0,
      }),
    ),
  }),
  payoutSettled: (order, body) => ({
    ...order,
    payouts: patch(
      order.payouts,
      (p) => p.payoutId === body.payoutId,
      (p) => ({ ...p, state: 'settled', paidMinor: body.paidMinor, owedMinor: body.owedMinor }),
    ),
  }),
  orderClosed: (order, body, atMs) => ({ ...order, state: body.state, closedAtMs: atMs }),
  cashSaleReported: (order, body, atMs) => {
    const { line, deliveryId } = body;
    const controller = line.delivery.how === 'vend' ? line.delivery.controller : '';
    const delivery: OrderDelivery = {
      deliveryId,
      lineId: line.lineId,
      piece: 0,
      target: line.delivery,
      dispenserId: controller,
      mark: {},
      startedAtMs: atMs,
      state: 'delivered',
      proof: 'machineAnswer',
      endedAtMs: atMs,
    };
    return {
      ...order,
      state: 'deliveryAndPaymentSuccess',
      currency: body.currency,
      lines: [line],
      totals: vendTotals(line),
      language: body.language,
      submitted: true,
      submittedAtMs: atMs,
      paidAtMs: atMs,
      closedAtMs: atMs,
      cashMinor: line.dueMinor,
      deliveries: [delivery],
    };
  },
  receiptIssued: (order, body) => ({ ...order, receipt: { receiptId: body.receiptId, printed: false } }),
  receiptPrinted: (order, body) => ({ ...order, receipt: { receiptId: body.receiptId, printed: true } }),
  parkingAsked: (order, { lotId, by, carMasked, validMinutes }) =>
    order.parking === undefined || order.parking.state === 'asked'
      ? { ...order, parking: { lotId, by, carMasked, validMinutes, state: 'asked' } }
      : order,
  parkingDropped: (order) => (order.parking?.state === 'asked' ? withoutParking(order) : order),
  parkingIntended: (order, { lotId, validMinutes }, atMs) =>
    order.parking?.state === 'asked'
      ? {
          ...order,
          parking: { ...order.parking, lotId, validMinutes, state: 'intended', intendedAtMs: atMs },
        }
      : order,
  parkingPending: (order) =>
    order.parking?.state === 'intended' ? { ...order, parking: { ...order.parking, pending: true } } : order,
  parkingGranted: (order, { stay, leaveByMs }, atMs) =>
    parkingSettled(
      order,
      { state: 'granted', stay, ...(leaveByMs === undefined ? {} : { leaveByMs }) },
      atMs,
    ),
  memberNamed: (order, { memberId, by, memberPrice }) =>
    unlessPaid(order, (open) => ({ ...open, member: { memberId, by, memberPrice } })),
  memberLeft: (order) =>
    unlessPaid(order, (open) => {
      const { member: _member, ...rest } = open;
      return rest;
    }),
  ...benefitAppliers(unlessPaid),
  ...giftAppliers,
  parkingRefused: (order, { reason }, atMs) => parkingSettled(order, { state: 'refused', reason }, atMs),
};

/** The order after one more of its records. `order` is undefined for the first. */
export function evolveOrder(order: Order | undefined, body: OrderRecord, atMs: number): Order {
  const before = order ?? emptyOrder(body.orderId as string, atMs);
  const apply = appliers[body.kind] as (order: Order, body: OrderRecord, atMs: number) => Order;
  return { ...apply(before, body, atMs), updatedAtMs: atMs };
}
