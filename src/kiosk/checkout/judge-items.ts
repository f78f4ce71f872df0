/** Sorts goods by their dates: what may be sold now, and what is held back. Pure. */
import type { Item } from '../../domain/basket.ts';
import { redated } from '../../domain/goods-dates.ts';
import type { HeldBack } from '../../domain/held-back.ts';
import { judgeDate } from '../../domain/shelf-life-policy.ts';
import type { ClockDoubt, Shop } from './shop.ts';

interface JudgeContext {
  readonly shop: Shop;
  readonly nowMs: number;
  readonly clockDoubt?: ClockDoubt | undefined;
}

/** The item as it may be sold, or why not. */
export type JudgedItem = { readonly item: Item } | { readonly heldBack: HeldBack };

/** `wasListed`: it was on the list before, and is judged again. */
export function judgeItem(
  item: Item,
  { shop, nowMs, clockDoubt }: JudgeContext,
  wasListed: boolean,
): JudgedItem {
  const verdict = judgeDate(item.expiresOn, shop.siteDay(nowMs, clockDoubt), shop.shelfLife);
  if (verdict === 'expired' || verdict === 'clockUnknown')
    return { heldBack: heldBackOf(item, verdict, wasListed) };
  const unchecked = verdict === 'unchecked';
  if (unchecked === (item.dateUnchecked ?? false)) return { item };
  const { dateUnchecked: _before, ...rest } = item;
  return { item: unchecked ? { ...rest, dateUnchecked: true } : rest };
}

/** The list as it may be sold now, by the day and by what is recorded of its goods. */
export function judgeList(
  items: readonly Item[],
  context: JudgeContext,
): { readonly items: readonly Item[]; readonly heldBack: readonly HeldBack[] } {
  const kept: Item[] = [];
  const heldBack: HeldBack[] = [];
  for (const item of items) {
    const judged = judgeItem(upToDate(item, context.shop), context, true);
    if ('heldBack' in judged) heldBack.push(judged.heldBack);
    else kept.push(judged.item);
  }
  return { items: kept, heldBack };
}

function upToDate(item: Item, shop: Shop): Item {
  const entries = shop.goodsIn(item.productId);
  // With nothing recorded of the goods there is nothing to learn, and no reason to look the product up.
  if (entries.length === 0 && item.promotionId === undefined) return item;
  return redated(item, entries, shop.products.byId(item.productId)?.shelfLifeDays);
}

function heldBackOf(item: Item, reason: HeldBack['reason'], wasListed: boolean): HeldBack {
  const { productId, name, picture, quantity, lot, serial, producedOn, expiresOn = '', dateBy } = item;
  return {
    ...{ productId, name, quantity, expiresOn, reason, wasListed },
    dateBy: dateBy ?? 'code',
    ...(picture === undefined ? {} : { picture }),
    ...(lot === undefined ? {} : { lot }),
    ...(serial === undefined ? {} : { serial }),
    ...(producedOn === undefined ? {} : { producedOn }),
  };
}
