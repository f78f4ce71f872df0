/**
 * What the records of machines become in the ledger of accounts. A sale is at regular prices, and what promotions,
 * coupons and points took off stands beside it, so that the actual amount is the regular one corrected by them.
 * What was paid and what was sold meet in `orders`, where nothing stays of an order that is closed.
 */
import type { AccountEntry } from './account.ts';
import type { Currency } from './money.ts';
import type { Order } from './order.ts';
import type { RecordBody } from './record.ts';

/** Where a record came from; its place is unique. */
export interface RecordPlace {
  readonly machineId: string;
  readonly journalId: string;
  readonly seq: number;
  readonly atMs: number;
  readonly currency: Currency;
}

/** What coupons, points and other promotions took off. */
export function discountsOf({ lines }: Pick<Order, 'lines'>) {
  const off = { coupons: 0, points: 0, discounts: 0 };
  for (const { discounts, discountMinor } of lines) {
    let named = 0;
    for (const { amountMinor, coupon, points } of discounts) {
      off[points ? 'points' : coupon === undefined ? 'discounts' : 'coupons'] += amountMinor;
      named += amountMinor;
    }
    off.discounts += discountMinor - named;
  }
  return off;
}

/** A paid order as goods sold; its source is the order. */
export function saleEntry(order: Order, machineId: string): AccountEntry {
  const { orderId, currency, totals, paidAtMs = order.updatedAtMs } = order;
  const { coupons, points, discounts } = discountsOf(order);
  return {
    ...{ source: { kind: 'sale', id: orderId }, atMs: paidAtMs, currency, orderId, machineId },
    postings: [
      { account: 'orders', amountMinor: totals.regularMinor - coupons - points - discounts },
      { account: 'discounts', amountMinor: discounts },
      { account: 'coupons', amountMinor: coupons },
      { account: 'points', amountMinor: points },
      { account: 'sales', amountMinor: -totals.regularMinor },
    ],
  };
}

/** Goods that were paid and not handed over: the money is the shopper's again, however it goes back. */
export function saleReturnedEntry(
  order: Order,
  machineId: string,
  back: { readonly id: string; readonly amountMinor: number; readonly atMs: number },
): AccountEntry {
  const { orderId, currency } = order;
  return {
    ...{ source: { kind: 'saleReturned', id: back.id }, atMs: back.atMs, currency, orderId, machineId },
    postings: [
      { account: 'refunds', amountMinor: back.amountMinor },
      { account: 'orders', amountMinor: -back.amountMinor },
    ],
  };
}

/** Coins that came in or went out by this record; undefined where it moves none. */
export function cashEntry(body: RecordBody, place: RecordPlace): AccountEntry | undefined {
  const { machineId, journalId, seq, atMs, currency } = place;
  if (body.kind === 'cashInserted') {
    const source = { kind: 'cashIn' as const, id: `${machineId}/${journalId}/${seq}` };
    return cash(source, body.orderId, body.amountMinor, { machineId, atMs, currency });
  }
  if (body.kind === 'cashSaleReported') {
    const source = { kind: 'cashIn' as const, id: body.orderId };
    return cash(source, body.orderId, body.line.dueMinor, { machineId, atMs, currency: body.currency });
  }
  if (body.kind !== 'payoutSettled') return undefined;
  return cash({ kind: 'cashOut', id: body.payoutId }, body.orderId, -body.paidMinor, {
    ...{ machineId, atMs, currency },
  });
}

/** Coins of an order whose records are not told one by one. */
export function orderCashEntry(
  orderId: string,
  inMinor: number,
  at: Pick<RecordPlace, 'machineId' | 'atMs' | 'currency'>,
): AccountEntry {
  return cash({ kind: 'cashIn', id: orderId }, orderId, inMinor, at);
}

function cash(
  source: AccountEntry['source'],
  orderId: string | undefined,
  inMinor: number,
  at: { readonly machineId: string; readonly atMs: number; readonly currency: Currency },
): AccountEntry {
  return {
    ...{ source, orderId, ...at },
    postings: [
      { account: 'cash', channel: 'cash', amountMinor: inMinor },
      { account: 'orders', channel: 'cash', amountMinor: -inMinor },
    ],
  };
}
