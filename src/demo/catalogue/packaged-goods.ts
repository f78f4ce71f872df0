/**
 * Packaged goods of the demo shop, sold by scanning. Each row has an item number that makes its GTIN; the
 * numbers are never given to other goods, so that printed codes stay right.
 */
import type { Product } from '../../domain/product.ts';
import { demoGtin, withCheckDigit } from './demo-gtin.ts';

type Row = readonly [productId: string, item: number, zh: string, en: string, priceMinor: number];

const byCategory: Readonly<Record<string, readonly Row[]>> = {
  drinks: [
    ['cola', 101, '可乐 330毫升', 'Cola 330 ml', 300],
    ['lemon-soda', 102, '柠檬汽水 330毫升', 'Lemon soda 330 ml', 300],
    ['orange-soda', 103, '橙味汽水 330毫升', 'Orange soda 330 ml', 300],
    ['mineral-water', 104, '矿泉水 550毫升', 'Mineral water 550 ml', 200],
    ['sparkling-water', 105, '气泡水 480毫升', 'Sparkling water 480 ml', 550],
    ['green-tea', 106, '绿茶 500毫升', 'Green tea 500 ml', 400],
    ['jasmine-tea', 107, '茉莉花茶 500毫升', 'Jasmine tea 500 ml', 450],
    ['oolong-tea', 108, '乌龙茶 500毫升', 'Oolong tea 500 ml', 500],
    ['orange-juice', 109, '橙汁 300毫升', 'Orange juice 300 ml', 700],
    ['apple-juice', 110, '苹果汁 300毫升', 'Apple juice 300 ml', 650],
    ['coconut-water', 111, '椰子水 330毫升', 'Coconut water 330 ml', 800],
    ['sports-drink', 112, '运动饮料 600毫升', 'Sports drink 600 ml', 600],
    ['energy-drink', 113, '能量饮料 250毫升', 'Energy drink 250 ml', 650],
    ['iced-coffee', 114, '即饮咖啡 268毫升', 'Iced coffee 268 ml', 700],
  ],
  dairy: [
    ['milk', 201, '纯牛奶 250毫升', 'Milk 250 ml', 450],
    ['soy-milk', 202, '豆奶 250毫升', 'Soy milk 250 ml', 350],
    ['yogurt', 203, '原味酸奶 200克', 'Plain yogurt 200 g', 600],
    ['strawberry-yogurt', 204, '草莓酸奶 200克', 'Strawberry yogurt 200 g', 600],
    ['cheese-sticks', 205, '奶酪棒 100克', 'Cheese sticks 100 g', 1300],
  ],
  snacks: [
    ['potato-chips', 301, '薯片 原味 75克', 'Potato chips 75 g', 750],
    ['shrimp-chips', 302, '虾片 60克', 'Shrimp chips 60 g', 600],
    ['popcorn', 303, '爆米花 90克', 'Popcorn 90 g', 700],
    ['peanuts', 304, '花生 120克', 'Peanuts 120 g', 600],
    ['cashews', 305, '腰果 80克', 'Cashews 80 g', 1600],
    ['seaweed', 306, '海苔 20克', 'Seaweed 20 g', 900],
    ['beef-jerky', 307, '牛肉干 50克', 'Beef jerky 50 g', 2000],
    ['biscuits', 308, '苏打饼干 150克', 'Soda crackers 150 g', 600],
    ['wafers', 309, '威化饼干 100克', 'Wafers 100 g', 500],
  ],
  sweets: [
    ['chocolate-bar', 401, '牛奶巧克力 50克', 'Milk chocolate 50 g', 850],
    ['dark-chocolate', 402, '黑巧克力 50克', 'Dark chocolate 50 g', 1000],
    ['gummy-bears', 403, '小熊软糖 70克', 'Gummy bears 70 g', 550],
    ['lollipop', 405, '棒棒糖', 'Lollipop', 100],
  ],
  meals: [
    ['instant-noodles', 501, '红烧牛肉面 桶装', 'Beef noodles, cup', 550],
    ['rice-ball', 502, '三角饭团 金枪鱼', 'Rice ball, tuna', 700],
    ['sandwich', 503, '鸡蛋三明治', 'Egg sandwich', 900],
    ['salad', 504, '蔬菜沙拉 180克', 'Green salad 180 g', 1700],
    ['sausage', 505, '玉米肠 60克', 'Corn sausage 60 g', 350],
    ['tea-egg', 506, '茶叶蛋', 'Tea egg', 200],
  ],
  bakery: [
    ['croissant', 601, '牛角包', 'Croissant', 800],
    ['bread', 602, '切片吐司 400克', 'Sliced bread 400 g', 1200],
    ['donut', 603, '甜甜圈', 'Donut', 700],
    ['cake', 604, '戚风蛋糕 一角', 'Chiffon cake, slice', 1300],
  ],
  household: [
    ['tissues', 701, '抽纸 120抽', 'Tissues, 120', 500],
    ['toothbrush', 702, '软毛牙刷', 'Toothbrush', 1000],
    ['batteries', 703, '五号电池 4节', 'AA batteries, 4', 1700],
    ['umbrella', 704, '折叠伞', 'Folding umbrella', 3900],
  ],
};

/** Goods whose codes have other forms: an EAN-8, a UPC-A, a case marked with an ITF-14, and free goods. */
const special: readonly Product[] = [
  {
    productId: 'chewing-gum',
    name: { zh: '薄荷口香糖', en: 'Mint chewing gum' },
    category: 'sweets',
    gtins: [withCheckDigit('6991234'), demoGtin(404)],
    soldBy: 'piece',
    priceMinor: 450,
    picture: 'chewing-gum',
    options: [],
  },
  {
    productId: 'imported-cookies',
    name: { zh: '进口曲奇 200克', en: 'Imported cookies 200 g' },
    category: 'snacks',
    gtins: [withCheckDigit('49912340031')],
    soldBy: 'piece',
    priceMinor: 1900,
    picture: 'cookies',
    options: [],
  },
  {
    productId: 'mineral-water-case',
    name: { zh: '矿泉水 整箱24瓶', en: 'Mineral water, case of 24' },
    category: 'drinks',
    gtins: [withCheckDigit(`1${demoGtin(104).slice(0, 12)}`)],
    soldBy: 'piece',
    priceMinor: 3600,
    picture: 'mineral-water-case',
    options: [],
  },
  {
    productId: 'tasting-cup',
    name: { zh: '新品试饮 免费', en: 'Tasting cup, free' },
    category: 'drinks',
    gtins: [demoGtin(901)],
    soldBy: 'piece',
    priceMinor: 0,
    picture: 'tasting-cup',
    options: [],
  },
];

/** Days that goods keep from their production date, where a code says only that. */
const shelfLifeDays: Readonly<Record<string, number>> = {
  milk: 21,
  yogurt: 21,
  'strawberry-yogurt': 21,
  sandwich: 3,
  'rice-ball': 2,
  salad: 2,
};

const memberPrices: Readonly<Record<string, number>> = { 'beef-jerky': 1800, cashews: 1400 };

/** All goods with a barcode on the package. */
export const packagedGoods: readonly Product[] = [
  ...Object.entries(byCategory).flatMap(([category, rows]) => rows.map((row) => productOf(category, row))),
  ...special,
];

function productOf(category: string, [productId, item, zh, en, priceMinor]: Row): Product {
  const keeps = shelfLifeDays[productId];
  const memberPriceMinor = memberPrices[productId];
  return {
    productId,
    name: { zh, en },
    category,
    gtins: [demoGtin(item)],
    soldBy: 'piece',
    priceMinor,
    picture: productId,
    options: [],
    ...(keeps === undefined ? {} : { shelfLifeDays: keeps }),
    ...(memberPriceMinor === undefined ? {} : { memberPriceMinor }),
  };
}
