/** The part of a view that comes from the bundle: what can be chosen, at which price, and how to pay. */

import type { Bundle } from '../../domain/bundle.ts';
import { Fault, type FaultCode } from '../../domain/fault.ts';
import { itemFromSelection } from '../../domain/make-item.ts';
import { priceBasket } from '../../domain/price.ts';
import type { Selection } from '../../domain/product.ts';
import type { Shop } from '../checkout/shop.ts';
import type { ViewSelection } from './view.ts';
import type { ViewSource } from './view-source.ts';

export interface SiteHealth {
  readonly online: boolean;
  readonly cashReady: boolean;
  readonly hasCash: boolean;
  /** Some card may be spent without the network. */
  readonly anyLease?: boolean;
  readonly canScan: boolean;
  soldOut(selectionId: string): boolean;
  /** Pressed at a vending controller's own keypad, so not offered here. */
  onKeypad(selectionId: string): boolean;
  receiptLink(orderId: string, bundle: Bundle): string;
}

/** Prices of selections change with the minute at most; they are kept until then. */
interface PricedMinute {
  readonly shop: Shop;
  readonly minute: number;
  readonly selections: readonly ViewSelection[];
}
let kept: PricedMinute | undefined;

export function siteView(shop: Shop, nowMs: number, health: SiteHealth): NonNullable<ViewSource['site']> {
  const { bundle } = shop;
  const priced = pricedSelections(shop, nowMs);
  const codeFault: FaultCode | undefined = health.online ? undefined : 'PAY_OFFLINE';
  const cashFault: FaultCode | undefined = health.cashReady ? undefined : 'CASH_OFFLINE';
  return {
    machineName: bundle.machineName,
    merchantName: bundle.merchantName,
    helpPhone: bundle.helpPhone,
    currency: bundle.currency,
    timeZone: bundle.timeZone,
    parking: bundle.parking,
    members: bundle.members,
    benefits: bundle,
    faces: bundle.faces,
    gifts: { policy: bundle.gifts, members: bundle.members !== undefined },
    display: bundle.display,
    selections: priced
      .filter((s) => !health.onKeypad(s.selectionId))
      .map((s) => ({ ...s, soldOut: health.soldOut(s.selectionId) })),
    canScan: health.canScan,
    receiptLink: (orderId) => health.receiptLink(orderId, bundle),
    tenders: [
      ...(bundle.tenders.code
        ? [{ tender: 'code' as const, ...(codeFault ? { unavailable: codeFault } : {}) }]
        : []),
      ...(bundle.cards
        ? [{ tender: 'card' as const, ...(codeFault && !health.anyLease ? { unavailable: codeFault } : {}) }]
        : []),
      ...(bundle.tenders.cash && health.hasCash
        ? [{ tender: 'cash' as const, ...(cashFault ? { unavailable: cashFault } : {}) }]
        : []),
    ],
    platforms: [...new Set(bundle.codeFormats.map((f) => f.platform))],
    shown: bundle.tenders.code && health.online ? (bundle.shownPlatforms ?? []) : [],
  };
}

function pricedSelections(shop: Shop, nowMs: number): readonly ViewSelection[] {
  const minute = Math.floor(nowMs / 60_000);
  if (kept?.shop === shop && kept.minute === minute) return kept.selections;
  const selections = shop.bundle.selections.flatMap((selection) => priced(shop, selection, nowMs) ?? []);
  kept = { shop, minute, selections };
  return selections;
}

function priced(shop: Shop, selection: Selection, nowMs: number): ViewSelection | undefined {
  const { bundle } = shop;
  const choice = choosable(() => {
    const product = shop.products.byId(selection.productId);
    return product && { product, item: itemFromSelection(selection, product, {}, 'preview') };
  });
  if (!choice) return undefined;
  const { product, item } = choice;
  const { lines } = priceBasket([item], bundle.promotions, {
    nowMs,
    timeZone: bundle.timeZone,
    member: false,
    coupons: [],
  });
  const [line] = lines;
  const { target } = selection;
  return {
    selectionId: selection.selectionId,
    productId: product.productId,
    name: product.name,
    category: product.category,
    picture: product.picture,
    priceMinor: item.unitPriceMinor,
    ...(line && line.discountMinor > 0 ? { nowMinor: line.dueMinor } : {}),
    how: target.how,
    ...(target.how === 'slot' ? { slot: target.slot } : {}),
    soldOut: false,
    options: product.options,
  };
}

/** A selection whose product cannot be sold by touch is not shown; the console tells the operator. */
function choosable<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
