/**
 * The one line of a sale that a vending controller asked for: its price is the controller's and stays as it
 * is, whatever the catalogue or a promotion says; its product is the one that the planogram puts into the
 * slot named by the controller's item number, and otherwise just that number.
 */
import type { Delivery, PricedLine, Totals } from './basket.ts';
import type { Bundle } from './bundle.ts';
import type { ProductIndex } from './find-product.ts';
import type { RecordOf } from './record.ts';
import type { Text } from './text.ts';

/** What a controller asks the money for, or has sold by itself. */
export type Vend = Omit<Extract<Delivery, { how: 'vend' }>, 'how'>;

/** What a machine sells. */
interface VendShop {
  readonly bundle: Bundle;
  readonly products: ProductIndex;
}

const category = 'vending';

function nameOf(item: string): Text {
  return { zh: `${item} 号货道`, en: `Selection ${item}` };
}

/** The line of a vend. */
export function vendLine(vend: Vend, shop: VendShop, lineId: string): PricedLine {
  const { item, amountMinor } = vend;
  const selection = shop.bundle.selections.find(
    ({ target }) => target.how === 'slot' && target.slot === item,
  );
  const product = selection && shop.products.byId(selection.productId);
  return {
    lineId,
    productId: product?.productId ?? `selection-${item}`,
    name: product?.name ?? nameOf(item),
    category: product?.category ?? category,
    quantity: 1,
    unitPriceMinor: amountMinor,
    ...(product === undefined ? {} : { picture: product.picture }),
    delivery: { how: 'vend', ...vend },
    regularMinor: amountMinor,
    discountMinor: 0,
    dueMinor: amountMinor,
    discounts: [],
  };
}

export function vendTotals({ dueMinor }: PricedLine): Totals {
  return { pieces: 1, regularMinor: dueMinor, discountMinor: 0, dueMinor };
}

/** A cash sale that a controller reported, with the ids under which it is on record. */
export interface ReportedSale {
  readonly orderId: string;
  readonly lineId: string;
  readonly deliveryId: string;
  readonly vend: Vend;
}

/** The record of a cash sale; the shopper's language is not known, so it is the site's. */
export function cashSaleRecord(
  { orderId, lineId, deliveryId, vend }: ReportedSale,
  shop: VendShop,
): RecordOf<'cashSaleReported'> {
  const line = vendLine(vend, shop, lineId);
  const { currency } = shop.bundle;
  return { kind: 'cashSaleReported', orderId, deliveryId, currency, line, language: 'zh' };
}

/** The vend that an order's lines were asked for by, if it was one. */
export function vendOf(lines: readonly PricedLine[]): Vend | undefined {
  const [line] = lines;
  return line?.delivery.how === 'vend' ? line.delivery : undefined;
}
