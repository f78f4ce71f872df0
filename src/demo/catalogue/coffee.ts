/** Drinks that the coffee machine makes, with the options a shopper may set. */
import type { Product, RecipeOption } from '../../domain/product.ts';
import type { Text } from '../../domain/text.ts';

const cupSizes: readonly Text[] = [
  { zh: '小杯', en: 'Small' },
  { zh: '中杯', en: 'Medium' },
  { zh: '大杯', en: 'Large' },
];
const strengths: readonly Text[] = [
  { zh: '淡', en: 'Mild' },
  { zh: '标准', en: 'Regular' },
  { zh: '浓', en: 'Strong' },
];
const amounts: readonly Text[] = [
  { zh: '不加', en: 'None' },
  { zh: '少', en: 'A little' },
  { zh: '标准', en: 'Regular' },
  { zh: '多', en: 'Extra' },
];

const options = {
  size: option('size', { zh: '杯型', en: 'Size' }, cupSizes, { min: 1, chosen: 1, surchargeMinor: 300 }),
  strength: option('strength', { zh: '浓度', en: 'Strength' }, strengths, { min: 1, chosen: 2 }),
  milk: option('milk', { zh: '牛奶', en: 'Milk' }, amounts, { min: 0, chosen: 2, surchargeMinor: 50 }),
  sugar: option('sugar', { zh: '糖', en: 'Sugar' }, amounts, { min: 0, chosen: 0 }),
} as const;

type Row = readonly [
  recipe: string,
  zh: string,
  en: string,
  priceMinor: number,
  set: readonly (keyof typeof options)[],
];

const rows: readonly Row[] = [
  ['espresso', '意式浓缩', 'Espresso', 900, ['strength', 'sugar']],
  ['americano', '美式咖啡', 'Americano', 1000, ['size', 'strength', 'sugar']],
  ['latte', '拿铁', 'Latte', 1400, ['size', 'strength', 'milk', 'sugar']],
  ['cappuccino', '卡布奇诺', 'Cappuccino', 1400, ['size', 'strength', 'milk', 'sugar']],
  ['mocha', '摩卡', 'Mocha', 1600, ['size', 'strength', 'milk', 'sugar']],
  ['hot-chocolate', '热巧克力', 'Hot chocolate', 1200, ['size', 'milk', 'sugar']],
  ['hot-water', '热水', 'Hot water', 0, ['size']],
];

/** The product of a recipe has the recipe's own name as its id. */
export const coffeeDrinks: readonly Product[] = rows.map(([recipe, zh, en, priceMinor, set]) => ({
  productId: recipe,
  name: { zh, en },
  category: 'coffee',
  gtins: [],
  soldBy: 'piece',
  priceMinor,
  picture: recipe,
  recipe,
  options: set.map((optionId) =>
    recipe === 'hot-water' ? { ...options[optionId], surchargeMinorPerStep: 0 } : options[optionId],
  ),
}));

function option(
  optionId: string,
  name: Text,
  stepNames: readonly Text[],
  range: { min: number; chosen: number; surchargeMinor?: number },
): RecipeOption {
  return {
    optionId,
    name,
    min: range.min,
    max: range.min + stepNames.length - 1,
    step: 1,
    default: range.chosen,
    unit: '',
    stepNames: [...stepNames],
    surchargeMinorPerStep: range.surchargeMinor ?? 0,
  };
}
