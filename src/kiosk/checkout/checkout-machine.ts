/**
 * The list before payment: what a scan or a touch does to it. Pure: ids and the time come with the
 * question. A code is read as goods here and only here; while paying the sale asks nobody here, so a goods
 * code can never be taken for a payment code nor the reverse.
 */
import { type Item, linesMax, type PricedLine, quantityMax, type Totals } from '../../domain/basket.ts';
import { Fault, type FaultCode } from '../../domain/fault.ts';
import type { HeldBack } from '../../domain/held-back.ts';
import { itemFrom, itemFromSelection } from '../../domain/make-item.ts';
import { mergeItem } from '../../domain/merge-item.ts';
import { defaultCodeFormats, looksLikePaymentCode } from '../../domain/payment-code.ts';
import { type PriceContext, priceBasket } from '../../domain/price.ts';
import type { Product } from '../../domain/product.ts';
import { type GoodsReading, readGoodsCode } from '../../domain/read-code.ts';
import { judgeItem } from './judge-items.ts';
import type { ClockDoubt, Shop } from './shop.ts';

export interface Basket {
  readonly items: readonly Item[];
  readonly lines: readonly PricedLine[];
  readonly totals: Totals;
  /** Points that the lines count on. */
  readonly pointsSpent?: number;
}

export const emptyBasket: Basket = {
  items: [],
  lines: [],
  totals: { pieces: 0, regularMinor: 0, discountMinor: 0, dueMinor: 0 },
};

/** What is known when the question is asked. */
export interface CheckoutContext {
  readonly shop: Shop;
  readonly nowMs: number;
  readonly makeLineId: () => string;
  /** Absent where the clock can be trusted. */
  readonly clockDoubt?: ClockDoubt | undefined;
  /** What lowers the prices of this list beside the promotions that hold for everybody. */
  readonly benefits?: Pick<PriceContext, 'member' | 'coupons' | 'points'>;
}

/** A changed list, or the reason why it stays as it was: goods held back for their date, or a fault. */
export type CheckoutOutcome =
  | { readonly basket: Basket; readonly changedLineId: string | undefined }
  | { readonly heldBack: readonly HeldBack[] }
  | { readonly refused: FaultCode };

/** Prices the items anew; every list that is shown went through here. */
export function pricedBasket(items: readonly Item[], context: CheckoutContext): Basket {
  const { bundle } = context.shop;
  const { lines, totals, pointsSpent } = priceBasket(items, bundle.promotions, {
    nowMs: context.nowMs,
    timeZone: bundle.timeZone,
    ...(context.benefits ?? { member: false, coupons: [] }),
  });
  return { items, lines, totals, ...(pointsSpent > 0 ? { pointsSpent } : {}) };
}

/** A code was scanned while goods are expected. */
export function scanGoods(
  basket: Basket,
  scan: { text: string; symbology?: string },
  context: CheckoutContext,
): CheckoutOutcome {
  return refusing(() => {
    const reading = readAsGoods(scan, context);
    const product = productOf(reading, context.shop);
    const { shop, nowMs, clockDoubt } = context;
    const item = itemFrom(reading, product, {
      lineId: context.makeLineId(),
      day: shop.siteDay(nowMs, clockDoubt),
      goodsIn: shop.goodsIn(product.productId),
      bestBeforeBlocks: shop.shelfLife.bestBeforeBlocks,
    });
    return judgedAndAdded(basket, item, context);
  });
}

/** A product was chosen by touch. */
export function chooseSelection(
  basket: Basket,
  choice: { selectionId: string; options: Readonly<Record<string, number>> },
  context: CheckoutContext,
): CheckoutOutcome {
  return refusing(() => {
    const { bundle, products } = context.shop;
    const selection = bundle.selections.find((s) => s.selectionId === choice.selectionId);
    const product = selection && products.byId(selection.productId);
    if (!selection || !product) throw new Fault('CODE_UNKNOWN', 'choose a product');
    const goodsIn = context.shop.goodsIn(product.productId);
    const item = itemFromSelection(selection, product, choice.options, context.makeLineId(), goodsIn);
    return judgedAndAdded(basket, item, context);
  });
}

/** Quantity 0 takes the line off; a weighed or coded line cannot have more than one. */
export function setQuantity(
  basket: Basket,
  change: { lineId: string; quantity: number },
  context: CheckoutContext,
): CheckoutOutcome {
  return refusing(() => {
    const line = basket.items.find((item) => item.lineId === change.lineId);
    if (!line) throw new Fault('SALE_BUSY', 'change a line that is gone');
    const fixed =
      line.weightGrams !== undefined || line.codePriceMinor !== undefined || line.serial !== undefined;
    if (change.quantity > quantityMax || (fixed && change.quantity > 1)) {
      throw new Fault('BASKET_FULL', 'raise the quantity of a line');
    }
    const items =
      change.quantity === 0
        ? basket.items.filter((item) => item !== line)
        : basket.items.map((item) => (item === line ? { ...item, quantity: change.quantity } : item));
    return {
      basket: pricedBasket(items, context),
      changedLineId: change.quantity === 0 ? undefined : line.lineId,
    };
  });
}

function readAsGoods(scan: { text: string; symbology?: string }, context: CheckoutContext): GoodsReading {
  const { bundle } = context.shop;
  const { isNamed } = context.shop;
  const { todayIso } = context.shop.siteDay(context.nowMs, context.clockDoubt);
  try {
    return readGoodsCode(scan, { patterns: bundle.patterns, currency: bundle.currency, todayIso, isNamed });
  } catch (error) {
    if (looksLikePaymentCode(scan.text, [...bundle.codeFormats, ...defaultCodeFormats], scan.symbology)) {
      throw new Fault('CODE_IS_PAYMENT', 'read a goods code', { cause: error });
    }
    throw error;
  }
}

function productOf(reading: GoodsReading, shop: Shop): Product {
  const product = shop.products.find(reading);
  if (!product) throw new Fault('CODE_UNKNOWN', 'find the product of a code', { facts: { by: reading.by } });
  return product;
}

function judgedAndAdded(basket: Basket, item: Item, context: CheckoutContext): CheckoutOutcome {
  const judged = judgeItem(item, context, false);
  return 'heldBack' in judged ? { heldBack: [judged.heldBack] } : added(basket, judged.item, context);
}

function added(basket: Basket, item: Item, context: CheckoutContext): CheckoutOutcome {
  const items = mergeItem(basket.items, item);
  if (items.length > linesMax) throw new Fault('BASKET_FULL', 'add a line');
  const changed = items.find((now, index) => now !== basket.items[index]);
  return { basket: pricedBasket(items, context), changedLineId: changed?.lineId ?? item.lineId };
}

function refusing(attempt: () => CheckoutOutcome): CheckoutOutcome {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof Fault) return { refused: error.code };
    throw error;
  }
}
