/** What a promotion does, for which goods and when, in a few words. */
import type { Currency } from '../../../domain/money.ts';
import type { Promotion, PromotionEffect } from '../../../domain/promotion.ts';
import type { Text } from '../../../domain/text.ts';
import { categoryName } from '../../../look/shared-texts.ts';
import { counted, joined } from '../language/counted.ts';
import { amountText } from '../parts/amount-text.ts';
import { formatInstant } from '../time/zone-time.ts';

export type EffectKind = PromotionEffect['kind'];

/** The kinds as the editor offers them. */
export const effectNames: Readonly<Record<EffectKind, Text>> = {
  percentOff: { zh: '打折', en: 'Percent off' },
  amountOff: { zh: '每件立减', en: 'Amount off each' },
  fixedPrice: { zh: '一口价', en: 'Fixed price' },
  nForM: { zh: '多件优惠（买 N 付 M）', en: 'N for the price of M' },
  nthOff: { zh: '第 N 件优惠', en: 'Every nth piece off' },
  bundle: { zh: '组合价', en: 'Bundle price' },
  basketAmountOff: { zh: '满减', en: 'Off from a minimum' },
  memberPrice: { zh: '会员价', en: 'Member price' },
};

/** 1250 → 12.5 */
export function percentText(basisPoints: number): string {
  return String(basisPoints / 100);
}

/** What is left of ten tenths, as Chinese shops say it: 3000 → 7 折; all of it is free. */
function foldText(basisPoints: number): string {
  return basisPoints >= 10_000 ? '免费' : `${String((10_000 - basisPoints) / 1000)} 折`;
}

/** `productName` gives a product's name by its id. */
export function effectText(
  effect: PromotionEffect,
  currency: Currency,
  productName: (productId: string) => Text,
): Text {
  const money = (minor: number) => amountText(minor, currency);
  switch (effect.kind) {
    case 'percentOff':
      return { zh: foldText(effect.basisPoints), en: `${percentText(effect.basisPoints)}% off` };
    case 'amountOff':
      return { zh: `每件减 ${money(effect.amountMinor)}`, en: `${money(effect.amountMinor)} off each` };
    case 'fixedPrice':
      return { zh: `一口价 ${money(effect.priceMinor)}`, en: `${money(effect.priceMinor)} each` };
    case 'nForM':
      return {
        zh: `买 ${effect.take} 付 ${effect.pay}`,
        en: `${effect.take} for the price of ${effect.pay}`,
      };
    case 'nthOff':
      return {
        zh: `第 ${effect.every} 件 ${foldText(effect.basisPoints)}`,
        en: `every ${ordinal(effect.every)} piece ${percentText(effect.basisPoints)}% off`,
      };
    case 'bundle': {
      const parts = effect.parts.map(({ productId, quantity }) => times(productName(productId), quantity));
      const goods = joined(parts, { zh: ' + ', en: ' + ' });
      return {
        zh: `${goods.zh}，${money(effect.priceMinor)}`,
        en: `${goods.en}, ${money(effect.priceMinor)}`,
      };
    }
    case 'basketAmountOff':
      return {
        zh: `满 ${money(effect.minSpendMinor)} 减 ${money(effect.amountMinor)}`,
        en: `${money(effect.amountMinor)} off from ${money(effect.minSpendMinor)}`,
      };
    case 'memberPrice':
      return { zh: '按会员价', en: 'at the member price' };
  }
}

function times(name: Text, quantity: number): Text {
  return quantity === 1 ? name : { zh: `${name.zh} × ${quantity}`, en: `${name.en} × ${quantity}` };
}

function ordinal(number: number): string {
  const tens = number % 100;
  if (tens >= 11 && tens <= 13) return `${number}th`;
  return `${number}${['th', 'st', 'nd', 'rd'][number % 10] ?? 'th'}`;
}

export function scopeText(scope: Promotion['scope'], productName: (productId: string) => Text): Text {
  const { productIds, categories, namedOnly } = scope;
  if (namedOnly) return { zh: '进货时指定的商品', en: 'Goods for which it was named when they came in' };
  const parts: Text[] = [];
  if (categories.length > 0) parts.push(joined(categories.map(categoryName), { zh: '、', en: ', ' }));
  if (productIds.length > 0 && productIds.length <= 3) {
    parts.push(joined(productIds.map(productName), { zh: '、', en: ', ' }));
  } else if (productIds.length > 3) {
    parts.push(counted(productIds.length, '种商品', 'product'));
  }
  if (parts.length === 0) return { zh: '全部商品', en: 'all goods' };
  return joined(parts, { zh: ' 中的 ', en: ': ' });
}

const dayNames: readonly Text[] = [
  { zh: '周一', en: 'Mon' },
  { zh: '周二', en: 'Tue' },
  { zh: '周三', en: 'Wed' },
  { zh: '周四', en: 'Thu' },
  { zh: '周五', en: 'Fri' },
  { zh: '周六', en: 'Sat' },
  { zh: '周日', en: 'Sun' },
];

/** 1 is Monday. */
export function dayName(day: number): Text {
  return dayNames[day - 1] ?? { zh: '', en: '' };
}

export function windowText(window: Promotion['window'], timeZone: string): Text {
  const { fromMs, untilMs, days, fromTime, untilTime } = window;
  const day = (atMs: number) => formatInstant(atMs, timeZone, 'minuteOfYear');
  const parts: Text[] = [];
  if (fromMs !== undefined && untilMs !== undefined) {
    parts.push(bothWays(`${day(fromMs)} – ${day(untilMs)}`));
  } else if (fromMs !== undefined) {
    parts.push({ zh: `${day(fromMs)} 起`, en: `from ${day(fromMs)}` });
  } else if (untilMs !== undefined) {
    parts.push({ zh: `至 ${day(untilMs)}`, en: `until ${day(untilMs)}` });
  }
  if (days !== undefined && days.length < 7) {
    parts.push(joined([...days].sort().map(dayName), { zh: '、', en: ', ' }));
  }
  if (fromTime !== undefined || untilTime !== undefined) {
    parts.push(bothWays(`${fromTime ?? '00:00'} – ${untilTime ?? '24:00'}`));
  }
  if (parts.length === 0) return { zh: '一直有效', en: 'always' };
  return joined(parts, { zh: ' · ', en: ' · ' });
}

function bothWays(text: string): Text {
  return { zh: text, en: text };
}
