/**
 * The records of one sale as the machine appends them, in the machine's own order: each is one append that
 * must be durable before the next. By turns an article that is scanned and taken along (eight records) and
 * one that the shelf hands over (ten); both paid by code, both with a printed receipt.
 */
import type { Item } from '../../src/domain/basket.ts';
import type { Bundle } from '../../src/domain/bundle.ts';
import { itemFrom, itemFromSelection } from '../../src/domain/make-item.ts';
import { evolveOrder, isOrderRecord, type Order } from '../../src/domain/order.ts';
import { maskPaymentCode } from '../../src/domain/payment-code.ts';
import { priceBasket } from '../../src/domain/price.ts';
import type { Product } from '../../src/domain/product.ts';
import { promotionSchema } from '../../src/domain/promotion.ts';
import type { RecordBody } from '../../src/domain/record.ts';
import { receiptOf } from '../../src/kiosk/receipt/receipt-layout.ts';
import type { MakeId } from '../../src/platform/random.ts';
import { benchSite, paymentCode } from './bench-bundle.ts';

/** What one order is in every figure about orders. */
export const orderMeans =
  'an order is every record of a sale of one article: 8 if it is taken along, 10 if the shelf hands it over, by turns';

export interface SaleWorld {
  readonly products: readonly Product[];
  readonly makeId: MakeId;
  readonly nowMs: () => number;
}

const promotions = benchSite.promotions.map((promotion) => promotionSchema.parse(promotion));
/** All that a receipt says of the site. */
const site = benchSite as unknown as Bundle;

/** The bodies of sale `index`, first to last. */
export function benchSale(index: number, world: SaleWorld): RecordBody[] {
  const orderId = world.makeId('ord');
  const item = itemOf(index, world);
  const upToPaid = [...chosen(orderId, item, world), ...delivered(orderId, item, world)];
  const receiptId = world.makeId('rct');
  const receiptLine = receiptOf(folded(upToPaid, world.nowMs()), site);
  return [
    ...upToPaid,
    { kind: 'receiptIssued', orderId, receiptId, language: 'zh', receiptLine },
    { kind: 'orderClosed', orderId, state: 'deliveryAndPaymentSuccess' },
    { kind: 'receiptPrinted', orderId, receiptId, provedAtMs: world.nowMs() },
  ];
}

function itemOf(index: number, { products, makeId }: SaleWorld): Item {
  const lineId = makeId('lin');
  if (index % 2 === 0) {
    const product = products[index % products.length] as Product;
    return itemFrom({ by: 'gtin' }, product, { lineId, day: { todayIso: '2026-06-01', known: true } });
  }
  const at = (index >> 1) % benchSite.selections.length;
  const selection = benchSite.selections[at] as (typeof benchSite.selections)[number];
  return itemFromSelection(selection, products[at] as Product, {}, lineId);
}

/** From the list to the money. */
function chosen(orderId: string, item: Item, { makeId, nowMs }: SaleWorld): RecordBody[] {
  const { currency, timeZone, version } = site;
  const context = { nowMs: nowMs(), timeZone, member: false, coupons: [] };
  const { lines, totals } = priceBasket([item], promotions, context);
  const list = { orderId, currency, lines: [...lines], totals };
  const amountMinor = totals.dueMinor;
  const chargeId = makeId('chg');
  const charge = { orderId, chargeId, platform: 'alipay', amountMinor, currency };
  return [
    { kind: 'basketChanged', ...list },
    { kind: 'orderSubmitted', ...list, bundleVersion: version, language: 'zh' },
    {
      ...{ kind: 'chargeIntended', ...charge },
      ...{ codeMasked: maskPaymentCode(paymentCode), expiresAtMs: nowMs() + 45_000 },
    },
    { kind: 'chargeSettled', orderId, chargeId, outcome: 'paid', platformTradeNo: `2026${chargeId}` },
    {
      ...{ kind: 'orderPaid', orderId, changeMinor: 0 },
      payments: [{ tender: 'code', amountMinor, chargeId, platform: 'alipay' }],
    },
  ];
}

/** Nothing for goods that are taken along. */
function delivered(orderId: string, { lineId, delivery }: Item, { makeId }: SaleWorld): RecordBody[] {
  if (delivery.how === 'none') return [];
  const deliveryId = makeId('dlv');
  return [
    {
      ...{ kind: 'deliveryStarted', orderId, deliveryId, lineId, piece: 0, target: delivery },
      ...{ dispenserId: 'shelf', mark: { epoch: 'bench', runs: 12, sensed: 34 } },
    },
    { kind: 'deliveryEnded', orderId, deliveryId, outcome: 'delivered', proof: 'dropSensor' },
  ];
}

function folded(bodies: readonly RecordBody[], atMs: number): Order {
  let order: Order | undefined;
  for (const body of bodies) if (isOrderRecord(body)) order = evolveOrder(order, body, atMs);
  return order as Order;
}
