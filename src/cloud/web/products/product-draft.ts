/**
 * A product while it is being edited: what stands in the fields, and the product they make or what is
 * wrong with each field. The domain's schema has the last word.
 */
import { hasRightCheckDigit } from '../../../domain/gtin.ts';
import { type Currency, decimalOf } from '../../../domain/money.ts';
import { type Product, productSchema } from '../../../domain/product.ts';
import type { Text } from '../../../domain/text.ts';
import { typedMinor } from '../parts/money-text.ts';

export interface ProductDraft {
  readonly productId: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly category: string;
  readonly soldBy: Product['soldBy'];
  readonly price: string;
  readonly memberPrice: string;
  readonly gtins: readonly string[];
  readonly articleNo: string;
  readonly shelfLifeDays: string;
  readonly picture: string;
}

export type ProductField = keyof ProductDraft;
export type Problems<F extends string> = Partial<Readonly<Record<F, Text>>>;

export const emptyProduct: ProductDraft = {
  productId: '',
  nameZh: '',
  nameEn: '',
  category: '',
  soldBy: 'piece',
  price: '',
  memberPrice: '',
  gtins: [],
  articleNo: '',
  shelfLifeDays: '',
  picture: 'parcel',
};

export function productDraft(product: Product, currency: Currency): ProductDraft {
  const { productId, name, category, soldBy, priceMinor, memberPriceMinor, gtins, picture } = product;
  return {
    productId,
    nameZh: name.zh,
    nameEn: name.en,
    category,
    soldBy,
    price: decimalOf(priceMinor, currency),
    memberPrice: memberPriceMinor === undefined ? '' : decimalOf(memberPriceMinor, currency),
    gtins,
    articleNo: product.articleNo ?? '',
    shelfLifeDays: product.shelfLifeDays === undefined ? '' : String(product.shelfLifeDays),
    picture,
  };
}

const wrong = {
  id: { zh: '请填写编号，不超过 64 个字符', en: 'Give an id of at most 64 characters' },
  name: { zh: '中英文名称都要填写', en: 'Give the name in both languages' },
  category: { zh: '请填写类别', en: 'Give a category' },
  amount: { zh: '请填写金额，例如 12.50', en: 'Give an amount such as 12.50' },
  gtin: { zh: '条码位数或校验位不对', en: 'A code has a wrong length or check digit' },
  articleNo: { zh: '最多 20 个字符', en: 'At most 20 characters' },
  days: { zh: '1 到 3650 之间的整数', en: 'A whole number from 1 to 3650' },
  picture: { zh: '请选择图片', en: 'Choose a picture' },
} as const satisfies Record<string, Text>;

const fieldOfPath: Readonly<Record<string, readonly [ProductField, Text]>> = {
  productId: ['productId', wrong.id],
  name: ['nameZh', wrong.name],
  category: ['category', wrong.category],
  gtins: ['gtins', wrong.gtin],
  articleNo: ['articleNo', wrong.articleNo],
  priceMinor: ['price', wrong.amount],
  memberPriceMinor: ['memberPrice', wrong.amount],
  shelfLifeDays: ['shelfLifeDays', wrong.days],
  picture: ['picture', wrong.picture],
};

/** The product of the draft over what the form does not show of `before`, or the problems. */
export function productOf(
  draft: ProductDraft,
  before: Product | undefined,
  currency: Currency,
): { readonly product: Product } | { readonly problems: Problems<ProductField> } {
  const { memberPriceMinor: _member, articleNo: _article, shelfLifeDays: _days, ...kept } = before ?? {};
  const { memberPrice, articleNo, shelfLifeDays } = draft;
  const candidate = productSchema.safeParse({
    ...kept,
    productId: draft.productId.trim(),
    name: { zh: draft.nameZh.trim(), en: draft.nameEn.trim() },
    category: draft.category.trim(),
    gtins: draft.gtins,
    soldBy: draft.soldBy,
    priceMinor: typedMinor(draft.price, currency) ?? null,
    picture: draft.picture,
    ...(articleNo.trim() === '' ? {} : { articleNo: articleNo.trim() }),
    ...(memberPrice.trim() === '' ? {} : { memberPriceMinor: typedMinor(memberPrice, currency) ?? null }),
    ...(shelfLifeDays.trim() === '' ? {} : { shelfLifeDays: Number(shelfLifeDays) }),
  });
  const problems: Partial<Record<ProductField, Text>> = {};
  for (const issue of candidate.error?.issues ?? []) {
    const [field, text] = fieldOfPath[String(issue.path[0])] ?? ['productId', wrong.id];
    problems[field] = text;
  }
  if (draft.nameZh.trim() === '') problems.nameZh = wrong.name;
  if (draft.nameEn.trim() === '') problems.nameEn = wrong.name;
  if (!draft.gtins.every(isGtin)) problems.gtins = wrong.gtin;
  if (!candidate.success || Object.keys(problems).length > 0) return { problems };
  return { product: candidate.data };
}

function isGtin(digits: string): boolean {
  return /^(\d{8}|\d{12,14})$/.test(digits) && hasRightCheckDigit(digits);
}
