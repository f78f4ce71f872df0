/** Goods on the shopper's screen: what is offered, lists of them, lines whose sums fit together. */
import type { PricedLine, Totals } from '../../src/domain/basket.ts';
import type { RecipeOption } from '../../src/domain/product.ts';
import type { Text } from '../../src/domain/text.ts';
import type { ViewSelection } from '../../src/kiosk/screen/view.ts';

type LineGiven = Pick<PricedLine, 'name' | 'picture' | 'quantity' | 'unitPriceMinor'> &
  Partial<PricedLine> & { readonly off?: readonly [name: Text, amountMinor: number] };

let lineCount = 0;

/** A line whose sums fit together. */
export function lineOf({ off, ...given }: LineGiven): PricedLine {
  lineCount += 1;
  const regularMinor = given.weightGrams
    ? Math.round((given.unitPriceMinor * given.weightGrams) / 1000)
    : given.unitPriceMinor * given.quantity;
  const discountMinor = off?.[1] ?? 0;
  return {
    lineId: `lin-${lineCount}`,
    productId: given.picture ?? 'parcel',
    category: 'drinks',
    delivery: { how: 'none' },
    regularMinor,
    discountMinor,
    dueMinor: regularMinor - discountMinor,
    discounts: off ? [{ promotionId: 'promo', name: off[0], amountMinor: off[1] }] : [],
    ...given,
  };
}

export function totalsOf(lines: readonly PricedLine[]): Totals {
  const sum = (of: (line: PricedLine) => number) => lines.reduce((total, line) => total + of(line), 0);
  return {
    pieces: sum((line) => line.quantity),
    regularMinor: sum((line) => line.regularMinor),
    discountMinor: sum((line) => line.discountMinor),
    dueMinor: sum((line) => line.dueMinor),
  };
}

const amounts: Text[] = [
  { zh: '不加', en: 'None' },
  { zh: '少', en: 'A little' },
  { zh: '标准', en: 'Regular' },
  { zh: '多', en: 'Extra' },
];
const option = (
  optionId: string,
  name: Text,
  stepNames: Text[],
  chosen: number,
  surcharge: number,
): RecipeOption => ({
  optionId,
  name,
  min: 0,
  max: stepNames.length - 1,
  step: 1,
  default: chosen,
  unit: '',
  stepNames,
  surchargeMinorPerStep: surcharge,
});

export const latteOptions: readonly RecipeOption[] = [
  option(
    'size',
    { zh: '杯型', en: 'Size' },
    [
      { zh: '中杯', en: 'Medium' },
      { zh: '大杯', en: 'Large' },
      { zh: '超大杯', en: 'Extra large' },
    ],
    0,
    300,
  ),
  option('milk', { zh: '牛奶', en: 'Milk' }, amounts, 2, 50),
  { ...option('sugar', { zh: '糖', en: 'Sugar' }, [], 0, 0), max: 12, unit: 'g', stepNames: [] },
];

const goods: readonly (readonly [
  picture: string,
  zh: string,
  en: string,
  category: string,
  price: number,
  now?: number,
])[] = [
  ['latte', '拿铁', 'Latte', 'coffee', 1500],
  ['americano', '美式咖啡', 'Americano', 'coffee', 1000],
  ['cappuccino', '卡布奇诺', 'Cappuccino', 'coffee', 1500, 1200],
  ['mocha', '摩卡', 'Mocha', 'coffee', 1600],
  ['iced-latte', '冰拿铁', 'Iced latte', 'coffee', 1700],
  ['matcha-latte', '抹茶拿铁', 'Matcha latte', 'coffee', 1800],
  ['cola', '可乐', 'Cola', 'drinks', 350],
  ['mineral-water', '天然矿泉水 550 毫升', 'Mineral water 550 ml', 'drinks', 200, 150],
  ['orange-juice', '鲜榨橙汁', 'Orange juice', 'drinks', 650],
  ['green-tea', '茉莉绿茶（无糖）', 'Jasmine green tea, no sugar', 'drinks', 450],
  ['coconut-water', '椰子水', 'Coconut water', 'drinks', 800],
  ['sports-drink', '运动饮料', 'Sports drink', 'drinks', 500],
  ['potato-chips', '原味薯片', 'Potato chips', 'snacks', 780, 680],
  ['shrimp-chips', '虾条', 'Prawn crackers', 'snacks', 600],
  ['popcorn', '爆米花', 'Popcorn', 'snacks', 990],
  ['chocolate-bar', '牛奶巧克力', 'Milk chocolate', 'snacks', 850],
];

export const selections: readonly ViewSelection[] = goods.map(
  ([picture, zh, en, category, price, now], i) => ({
    selectionId: `sel-${picture}`,
    productId: picture,
    name: { zh, en },
    category,
    picture,
    priceMinor: price,
    ...(now === undefined ? {} : { nowMinor: now }),
    how: category === 'coffee' ? 'recipe' : 'slot',
    ...(category === 'coffee' ? {} : { slot: `${'ABC'[Math.floor((i - 6) / 4)]}${((i - 6) % 4) + 1}` }),
    soldOut: picture === 'coconut-water',
    options: category === 'coffee' ? latteOptions : [],
  }),
);

export const basket: readonly PricedLine[] = [
  lineOf({
    name: { zh: '可乐', en: 'Cola' },
    picture: 'cola',
    quantity: 3,
    unitPriceMinor: 350,
    off: [{ zh: '汽水 买三付二', en: 'Soda: 3 for 2' }, 350],
  }),
  lineOf({
    name: { zh: '红富士苹果', en: 'Fuji apples' },
    picture: 'apples',
    quantity: 1,
    unitPriceMinor: 1280,
    weightGrams: 782,
  }),
  lineOf({
    name: { zh: '草莓酸奶', en: 'Strawberry yogurt' },
    picture: 'strawberry-yogurt',
    quantity: 2,
    unitPriceMinor: 690,
    off: [{ zh: '酸奶 第二件半价', en: 'Yogurt: second at half' }, 345],
  }),
  lineOf({
    name: { zh: '拿铁', en: 'Latte' },
    picture: 'latte',
    productId: 'latte',
    quantity: 1,
    unitPriceMinor: 1800,
    delivery: { how: 'recipe', recipe: 'latte', options: { size: 1, milk: 2, sugar: 3 } },
  }),
  lineOf({
    name: { zh: '黄油牛角包', en: 'Butter croissant' },
    picture: 'croissant',
    quantity: 1,
    unitPriceMinor: 890,
  }),
];

/** Sixty lines, for a list that is longer than any screen. */
export const longBasket: readonly PricedLine[] = Array.from({ length: 60 }, (_, i) => {
  const [picture, zh, en, , price] = goods[i % goods.length] ?? ['parcel', '商品', 'Item', '', 100];
  return lineOf({
    name: { zh: `${zh} ${i + 1}`, en: `${en} ${i + 1}` },
    picture,
    quantity: (i % 3) + 1,
    unitPriceMinor: price,
  });
});
