/**
 * Goods weighed or made in the store, which carry the store's own labels: an article number with a weight
 * or a price, and no GTIN.
 */
import type { Product } from '../../domain/product.ts';

type Row = readonly [
  productId: string,
  articleNo: string,
  zh: string,
  en: string,
  soldBy: Product['soldBy'],
  priceMinor: number,
];

const rows: readonly Row[] = [
  ['apples', '00101', '红富士苹果', 'Fuji apples', 'weight', 1380],
  ['bananas', '00102', '香蕉', 'Bananas', 'weight', 780],
  ['grapes', '00103', '阳光玫瑰葡萄', 'Muscat grapes', 'weight', 3980],
  ['tomatoes', '00104', '番茄', 'Tomatoes', 'weight', 690],
  ['cooked-beef', '00201', '酱牛肉', 'Braised beef', 'weight', 9800],
  ['dumplings', '00301', '手工水饺', 'Handmade dumplings', 'piece', 1500],
  ['steamed-buns', '00302', '红糖馒头', 'Brown sugar buns', 'piece', 350],
];

/** Sold by the codes of `code-patterns.ts`. */
export const freshGoods: readonly Product[] = rows.map(
  ([productId, articleNo, zh, en, soldBy, priceMinor]) => ({
    productId,
    name: { zh, en },
    category: 'fresh',
    gtins: [],
    articleNo,
    soldBy,
    priceMinor,
    picture: productId,
    options: [],
  }),
);
