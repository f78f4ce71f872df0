/** Orders of every kind for the forms: paid by one tender or several, corrected by coupons and points, given back. */
import fc from 'fast-check';
import type { CloudDatabase } from '../../src/cloud/database/schema.ts';
import type { PricedLine } from '../../src/domain/basket.ts';
import { allocate } from '../../src/domain/money.ts';
import type { Order, OrderCharge } from '../../src/domain/order.ts';

export const madeDayMs = Date.UTC(2026, 10, 20, 4);
const name = { zh: '货', en: 'Goods' };
const channels = ['alipay', 'wechat', 'stored-value'] as const;

export interface MadeLine {
  readonly product: number;
  readonly quantity: number;
  readonly unitMinor: number;
  readonly promotion: number;
  readonly coupon: number;
  readonly points: number;
}

export interface MadeOrder {
  readonly lines: readonly MadeLine[];
  /** How what is due is shared among coins and the channels. */
  readonly weights: readonly number[];
  readonly minutes: number;
  readonly isPaid: boolean;
  readonly isClosed: boolean;
  /** Tenths of the last charge that go back. */
  readonly backTenths: number;
}

export const madeOrders = fc.array(
  fc.record({
    lines: fc.array(
      fc.record({
        product: fc.integer({ min: 1, max: 3 }),
        quantity: fc.integer({ min: 1, max: 3 }),
        unitMinor: fc.integer({ min: 0, max: 9999 }),
        promotion: fc.integer({ min: 0, max: 4 }),
        coupon: fc.integer({ min: 0, max: 4 }),
        points: fc.integer({ min: 0, max: 4 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    weights: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3)),
    minutes: fc.integer({ min: 0, max: 3 * 1440 }),
    isPaid: fc.boolean(),
    isClosed: fc.boolean(),
    backTenths: fc.nat(10),
  }),
  { minLength: 1, maxLength: 12 },
);

function pricedLine(made: MadeLine, n: number): PricedLine {
  const regularMinor = made.quantity * made.unitMinor;
  const off = (tenths: number) => Math.floor((regularMinor * tenths) / 13);
  const discounts = [
    { promotionId: 'sale', name, amountMinor: off(made.promotion) },
    { promotionId: 'welcome', name, amountMinor: off(made.coupon), coupon: 'welcome' },
    { promotionId: 'points', name, amountMinor: off(made.points), points: true as const },
  ].filter(({ amountMinor }) => amountMinor > 0);
  const discountMinor = discounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    ...{ lineId: `lin_${n}`, productId: `product-${made.product}`, name, category: 'snacks' },
    ...{ quantity: made.quantity, unitPriceMinor: made.unitMinor, delivery: { how: 'none' } },
    ...{ regularMinor, discountMinor, dueMinor: regularMinor - discountMinor, discounts },
  };
}

/** The order as the ledger would hold it. */
export function orderOf(orderId: string, made: MadeOrder): Order {
  const lines = made.lines.map(pricedLine);
  const sum = (of: (line: PricedLine) => number) => lines.reduce((all, line) => all + of(line), 0);
  const dueMinor = sum((line) => line.dueMinor);
  const [cashMinor = 0, ...shares] = allocate(dueMinor, made.weights);
  const atMs = madeDayMs + made.minutes * 60_000;
  const charges = shares.flatMap((amountMinor, n): OrderCharge[] => {
    if (amountMinor === 0) return [];
    const chargeId = `${orderId}_${n}`;
    const platform = channels[n] ?? 'alipay';
    const times = { intendedAtMs: atMs, expiresAtMs: atMs + 60_000, settledAtMs: atMs };
    return [{ chargeId, platform, codeMasked: '', amountMinor, state: 'paid', ...times }];
  });
  return {
    ...{ orderId, state: 'paymentFinished', currency: 'CNY', language: 'zh', submitted: true },
    ...{ lines, openedAtMs: atMs, updatedAtMs: atMs, cashMinor, changeMinor: 0, charges },
    totals: {
      pieces: sum((line) => line.quantity),
      regularMinor: sum((line) => line.regularMinor),
      discountMinor: sum((line) => line.discountMinor),
      dueMinor,
    },
    ...{ deliveries: [], refunds: [], payouts: [] },
    ...(made.isPaid ? { paidAtMs: atMs } : {}),
    ...(made.isClosed ? { closedAtMs: atMs + 30_000 } : {}),
  };
}

let changes = 0;

/** Stores it as the ledger does; what was there under its number is replaced. */
export async function keepOrder(db: CloudDatabase, machineId: string, order: Order): Promise<void> {
  // Every record moves the instant of the last change.
  changes += 1;
  const changing = {
    ...{ state: order.state, currency: order.currency, due_minor: order.totals.dueMinor },
    ...{ updated_at_ms: order.updatedAtMs + changes, submitted_at_ms: order.openedAtMs },
    ...{ paid_at_ms: order.paidAtMs ?? null, closed_at_ms: order.closedAtMs ?? null },
    body: JSON.stringify(order),
  };
  await db
    .insertInto('orders')
    .values({
      ...{ order_id: order.orderId, merchant_id: 'shop', machine_id: machineId },
      ...{ opened_at_ms: order.openedAtMs, search: '', page_ids: null, ...changing },
    })
    .onConflict((conflict) => conflict.column('order_id').doUpdateSet(changing))
    .execute();
}

/** A refund that reached its end, of the order's last charge; answers its amount, 0 for none. */
export async function keepRefund(db: CloudDatabase, order: Order, made: MadeOrder): Promise<number> {
  const charge = order.charges.at(-1);
  const amountMinor = charge ? Math.floor((charge.amountMinor * made.backTenths) / 10) : 0;
  if (!charge || amountMinor === 0) return 0;
  await db
    .insertInto('refunds')
    .values({
      ...{ refund_id: `ref_${charge.chargeId}`, merchant_id: 'shop', machine_id: 'k1', shard: 0 },
      ...{ order_id: order.orderId, charge_id: charge.chargeId, amount_minor: amountMinor },
      ...{ currency: 'CNY', reason: 'DISPENSER_NO_PROOF', state: 'refunded' },
      ...{ intended_at_ms: order.openedAtMs, updated_at_ms: order.openedAtMs + 86_400_000 },
    })
    .onConflict((conflict) => conflict.column('refund_id').doUpdateSet({ amount_minor: amountMinor }))
    .execute();
  return amountMinor;
}
