/**
 * Goods in while they are being recorded: what stands in the fields, and the entry they make or what is wrong
 * with each field. The domain has the last word.
 */
import { type GoodsInFacts, goodsInFactsSchema, goodsInProblem } from '../../../domain/goods-in-facts.ts';
import type { Text } from '../../../domain/text.ts';
import type { Answer, GoodsInEntryView } from '../../../wire/rest.ts';

export interface GoodsInDraft {
  readonly productId: string;
  readonly lot: string;
  readonly serial: string;
  readonly producedOn: string;
  readonly expiresOn: string;
  readonly shelfLifeDays: string;
  readonly patternId: string;
  readonly promotionId: string;
  readonly quantity: string;
  readonly note: string;
}
export type GoodsInDraftField = keyof GoodsInDraft;
export type GoodsInProblems = Partial<Readonly<Record<GoodsInDraftField, Text>>>;

export const emptyGoodsIn: GoodsInDraft = {
  productId: '',
  lot: '',
  serial: '',
  producedOn: '',
  expiresOn: '',
  shelfLifeDays: '',
  patternId: '',
  promotionId: '',
  quantity: '',
  note: '',
};

/** The fields of an entry that is to be corrected. */
export function goodsInDraft(entry: GoodsInEntryView): GoodsInDraft {
  const text = (value: string | number | undefined) => (value === undefined ? '' : String(value));
  return {
    productId: entry.productId,
    lot: text(entry.lot),
    serial: text(entry.serial),
    producedOn: text(entry.producedOn),
    expiresOn: text(entry.expiresOn),
    shelfLifeDays: text(entry.shelfLifeDays),
    patternId: text(entry.patternId),
    promotionId: text(entry.promotionId),
    quantity: text(entry.quantity),
    note: entry.note,
  };
}

/** The draft with what a code said; what it did not say stays, and another product's facts do not. */
export function filledBy(draft: GoodsInDraft, reading: Answer<'readGoodsCode'>): GoodsInDraft {
  const { product, by, lot, serial, producedOn, expiresOn, bestBefore, shelfLifeDays, quantity } = reading;
  if (!product) return draft;
  const same = draft.productId === '' || draft.productId === product.productId;
  const base = same ? draft : { ...emptyGoodsIn, note: draft.note };
  const until = expiresOn ?? bestBefore;
  const byRule = by !== null && !builtIn.has(by);
  return {
    ...base,
    productId: product.productId,
    ...(lot === undefined ? {} : { lot }),
    ...(serial === undefined ? {} : { serial }),
    ...(producedOn === undefined ? {} : { producedOn }),
    ...(until === undefined ? {} : { expiresOn: until }),
    ...(shelfLifeDays === undefined ? {} : { shelfLifeDays: String(shelfLifeDays) }),
    ...(quantity === undefined ? {} : { quantity: String(quantity) }),
    ...(byRule ? { patternId: by } : {}),
  };
}

/** Codes that are read without a rule of the table. */
const builtIn: ReadonlySet<string> = new Set(['gs1', 'digitalLink', 'gtin']);

const wrong = {
  productId: { zh: '请选择商品', en: 'Choose a product' },
  lot: { zh: '最多 20 个字符', en: 'At most 20 characters' },
  serial: { zh: '最多 20 个字符', en: 'At most 20 characters' },
  producedOn: { zh: '日期不对，或在将来', en: 'No day of the calendar, or in the future' },
  expiresOn: { zh: '日期不对，或早于生产日期', en: 'No day of the calendar, or before production' },
  shelfLifeDays: { zh: '1 到 3650 之间的整数', en: 'A whole number from 1 to 3650' },
  patternId: { zh: '请重新选择', en: 'Choose again' },
  promotionId: { zh: '请重新选择', en: 'Choose again' },
  quantity: { zh: '整数，有序列号时是 1', en: 'A whole number, 1 where there is a serial number' },
  note: { zh: '最多 200 个字符', en: 'At most 200 characters' },
} as const satisfies Record<GoodsInDraftField, Text>;

/** The entry of the draft, or the problems. `corrects` names the entry that it takes the place of. */
export function goodsInOf(
  draft: GoodsInDraft,
  corrects: string | undefined,
  todayIso: string,
): { readonly facts: GoodsInFacts } | { readonly problems: GoodsInProblems } {
  const { shelfLifeDays, quantity, note, ...texts } = draft;
  const said = Object.entries(texts).filter(([, value]) => value.trim() !== '');
  const candidate = goodsInFactsSchema.safeParse({
    ...Object.fromEntries(said.map(([name, value]) => [name, value.trim()])),
    ...(shelfLifeDays.trim() === '' ? {} : { shelfLifeDays: Number(shelfLifeDays) }),
    ...(quantity.trim() === '' ? {} : { quantity: Number(quantity) }),
    note: note.trim(),
    ...(corrects === undefined ? {} : { corrects }),
  });
  if (!candidate.success) {
    const fields = candidate.error.issues.map(({ path }) => String(path[0]) as GoodsInDraftField);
    return { problems: Object.fromEntries(fields.map((field) => [field, wrong[field] ?? wrong.productId])) };
  }
  const problem = goodsInProblem(candidate.data, todayIso) as GoodsInDraftField | undefined;
  if (problem) return { problems: { [problem]: wrong[problem] } };
  return { facts: candidate.data };
}
