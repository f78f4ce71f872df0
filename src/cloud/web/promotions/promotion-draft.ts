/**
 * A promotion while it is being edited: what stands in the fields, and the promotion they make or what is
 * wrong with each field. The domain's schema has the last word.
 */
import { type Currency, decimalOf } from '../../../domain/money.ts';
import { type Promotion, type PromotionEffect, promotionSchema } from '../../../domain/promotion.ts';
import type { Text } from '../../../domain/text.ts';
import { typedMinor } from '../parts/money-text.ts';
import type { Problems } from '../products/product-draft.ts';
import { fromLocalField, toLocalField } from '../time/zone-time.ts';
import { type EffectKind, percentText } from './effect-words.ts';

export interface BundlePart {
  readonly productId: string;
  readonly quantity: number;
}

export interface PromotionDraft {
  readonly promotionId: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly priority: string;
  readonly exclusive: boolean;
  readonly membersOnly: boolean;
  readonly coupon: string;
  readonly categories: readonly string[];
  readonly productIds: readonly string[];
  /** Only for goods for which it is named when they come in. */
  readonly namedOnly: boolean;
  /** `2026-08-28 17:30` on the merchant's clock, or empty. */
  readonly from: string;
  readonly until: string;
  readonly days: readonly number[];
  readonly fromTime: string;
  readonly untilTime: string;
  readonly kind: EffectKind;
  readonly percent: string;
  readonly amount: string;
  readonly minSpend: string;
  readonly price: string;
  readonly take: string;
  readonly pay: string;
  readonly every: string;
  readonly parts: readonly BundlePart[];
}

export type PromotionField = keyof PromotionDraft;

export const allDays: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

export const emptyPromotion: PromotionDraft = {
  promotionId: '',
  nameZh: '',
  nameEn: '',
  priority: '100',
  exclusive: true,
  membersOnly: false,
  coupon: '',
  categories: [],
  productIds: [],
  namedOnly: false,
  from: '',
  until: '',
  days: allDays,
  fromTime: '',
  untilTime: '',
  kind: 'percentOff',
  percent: '10',
  amount: '',
  minSpend: '',
  price: '',
  take: '3',
  pay: '2',
  every: '2',
  parts: [],
};

export function promotionDraft(promotion: Promotion, currency: Currency, timeZone: string): PromotionDraft {
  const { promotionId, name, priority, exclusive, membersOnly, coupon, scope, window } = promotion;
  const local = (atMs: number | undefined) => (atMs === undefined ? '' : toLocalField(atMs, timeZone));
  return {
    ...emptyPromotion,
    promotionId,
    nameZh: name.zh,
    nameEn: name.en,
    priority: String(priority),
    exclusive,
    membersOnly,
    coupon: coupon ?? '',
    categories: scope.categories,
    namedOnly: scope.namedOnly ?? false,
    productIds: scope.productIds,
    from: local(window.fromMs),
    until: local(window.untilMs),
    days: window.days ?? allDays,
    fromTime: window.fromTime ?? '',
    untilTime: window.untilTime ?? '',
    ...effectFields(promotion.effect, currency),
  };
}

function effectFields(effect: PromotionEffect, currency: Currency): Partial<PromotionDraft> {
  const money = (minor: number) => decimalOf(minor, currency);
  const { kind } = effect;
  switch (effect.kind) {
    case 'percentOff':
      return { kind, percent: percentText(effect.basisPoints) };
    case 'amountOff':
      return { kind, amount: money(effect.amountMinor) };
    case 'fixedPrice':
      return { kind, price: money(effect.priceMinor) };
    case 'nForM':
      return { kind, take: String(effect.take), pay: String(effect.pay) };
    case 'nthOff':
      return { kind, every: String(effect.every), percent: percentText(effect.basisPoints) };
    case 'bundle':
      return { kind, parts: effect.parts, price: money(effect.priceMinor) };
    case 'basketAmountOff':
      return { kind, minSpend: money(effect.minSpendMinor), amount: money(effect.amountMinor) };
    case 'memberPrice':
      return { kind };
  }
}

/** The effect as the fields say it; what is no number stays out and the schema refuses it. */
function effectOf(draft: PromotionDraft, currency: Currency): Record<string, unknown> {
  const { kind } = draft;
  const money = (typed: string) => typedMinor(typed, currency);
  const basisPoints = typedBasisPoints(draft.percent);
  switch (kind) {
    case 'percentOff':
      return { kind, basisPoints };
    case 'amountOff':
      return { kind, amountMinor: money(draft.amount) };
    case 'fixedPrice':
      return { kind, priceMinor: money(draft.price) };
    case 'nForM':
      return { kind, take: typedCount(draft.take), pay: typedCount(draft.pay) };
    case 'nthOff':
      return { kind, every: typedCount(draft.every), basisPoints };
    case 'bundle':
      return { kind, parts: draft.parts, priceMinor: money(draft.price) };
    case 'basketAmountOff':
      return { kind, minSpendMinor: money(draft.minSpend), amountMinor: money(draft.amount) };
    case 'memberPrice':
      return { kind };
  }
}

function typedCount(typed: string): number | undefined {
  return /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : undefined;
}

/** 12.5 → 1250; two decimals at most. */
function typedBasisPoints(typed: string): number | undefined {
  return /^\d{1,3}(\.\d{1,2})?$/.test(typed.trim()) ? Math.round(Number(typed) * 100) : undefined;
}

const wrong = {
  id: { zh: '请填写编号，不超过 64 个字符', en: 'Give an id of at most 64 characters' },
  name: { zh: '中英文名称都要填写', en: 'Give the name in both languages' },
  priority: { zh: '0 到 1000 之间的整数', en: 'A whole number from 0 to 1000' },
  coupon: { zh: '最多 64 个字符', en: 'At most 64 characters' },
  percent: { zh: '0.01 到 100 之间', en: 'From 0.01 to 100' },
  amount: { zh: '请填写金额，例如 2.00', en: 'Give an amount such as 2.00' },
  take: { zh: '2 到 99 之间的整数', en: 'A whole number from 2 to 99' },
  pay: { zh: '要比件数少', en: 'Must be fewer than are taken' },
  parts: { zh: '请选择 1 到 10 种商品', en: 'Choose 1 to 10 products' },
  until: { zh: '结束要晚于开始', en: 'The end must be after the start' },
  days: { zh: '至少选一天', en: 'Choose at least one day' },
  time: { zh: '时间形如 17:30', en: 'A time such as 17:30' },
  scope: { zh: '范围过大', en: 'Too many for one rule' },
} as const satisfies Record<string, Text>;

const fieldOfPath: Readonly<Record<string, readonly [PromotionField, Text]>> = {
  promotionId: ['promotionId', wrong.id],
  name: ['nameZh', wrong.name],
  priority: ['priority', wrong.priority],
  coupon: ['coupon', wrong.coupon],
  'scope.productIds': ['productIds', wrong.scope],
  'scope.categories': ['categories', wrong.scope],
  'window.fromTime': ['fromTime', wrong.time],
  'window.untilTime': ['untilTime', wrong.time],
  'effect.basisPoints': ['percent', wrong.percent],
  'effect.amountMinor': ['amount', wrong.amount],
  'effect.minSpendMinor': ['minSpend', wrong.amount],
  'effect.priceMinor': ['price', wrong.amount],
  'effect.take': ['take', wrong.take],
  'effect.pay': ['pay', wrong.pay],
  'effect.every': ['every', wrong.take],
  'effect.parts': ['parts', wrong.parts],
};

/** The promotion of the draft, or the problems. */
export function promotionOf(
  draft: PromotionDraft,
  currency: Currency,
  timeZone: string,
): { readonly promotion: Promotion } | { readonly problems: Problems<PromotionField> } {
  const candidate = promotionSchema.safeParse({
    promotionId: draft.promotionId.trim(),
    name: { zh: draft.nameZh.trim(), en: draft.nameEn.trim() },
    priority: typedCount(draft.priority) ?? null,
    exclusive: draft.exclusive,
    membersOnly: draft.membersOnly,
    ...(draft.coupon.trim() === '' ? {} : { coupon: draft.coupon.trim() }),
    scope: {
      productIds: draft.productIds,
      categories: draft.categories,
      ...(draft.namedOnly ? { namedOnly: true as const } : {}),
    },
    window: windowOf(draft, timeZone),
    effect: effectOf(draft, currency),
  });
  const problems: Partial<Record<PromotionField, Text>> = {};
  for (const issue of candidate.error?.issues ?? []) {
    const path = issue.path.slice(0, 2).join('.');
    const [field, text] = fieldOfPath[path] ??
      fieldOfPath[String(issue.path[0])] ?? ['promotionId', wrong.id];
    problems[field] = text;
  }
  Object.assign(problems, ownProblems(draft));
  if (!candidate.success || Object.keys(problems).length > 0) return { problems };
  return { promotion: candidate.data };
}

function windowOf(draft: PromotionDraft, timeZone: string): Promotion['window'] {
  const fromMs = fromLocalField(draft.from, timeZone);
  const untilMs = fromLocalField(draft.until, timeZone);
  return {
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(untilMs === undefined ? {} : { untilMs }),
    ...(draft.days.length === 7 ? {} : { days: [...draft.days] }),
    ...(draft.fromTime === '' ? {} : { fromTime: draft.fromTime }),
    ...(draft.untilTime === '' ? {} : { untilTime: draft.untilTime }),
  };
}

/** What the schema does not know: a rule that could never do anything. */
function ownProblems(draft: PromotionDraft): Problems<PromotionField> {
  const never = draft.kind === 'nForM' && Number(draft.pay) >= Number(draft.take);
  return {
    ...(draft.nameZh.trim() === '' ? { nameZh: wrong.name } : {}),
    ...(draft.nameEn.trim() === '' ? { nameEn: wrong.name } : {}),
    ...(draft.days.length === 0 ? { days: wrong.days } : {}),
    ...(draft.from !== '' && draft.until !== '' && draft.from >= draft.until ? { until: wrong.until } : {}),
    ...(never ? { pay: wrong.pay } : {}),
  };
}
