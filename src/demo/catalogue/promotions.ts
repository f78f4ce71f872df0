/** The demo shop's price rules, at least one of every kind. */
import type { Promotion } from '../../domain/promotion.ts';

type Scope = Partial<Promotion['scope']>;

const everywhere: Scope = {};

export const demoPromotions: readonly Promotion[] = [
  {
    ...rule('near-date', 5, '临期八折', 'Near its date: 20 % off', everywhere, {
      kind: 'percentOff',
      basisPoints: 2000,
    }),
    scope: { productIds: [], categories: [], namedOnly: true },
  },
  rule('soda-3-for-2', 10, '汽水 买三付二', 'Soda: 3 for 2', goods('cola', 'lemon-soda', 'orange-soda'), {
    kind: 'nForM',
    take: 3,
    pay: 2,
  }),
  rule('breakfast', 20, '早餐组合 三明治+牛奶', 'Breakfast: sandwich and milk', everywhere, {
    kind: 'bundle',
    parts: [
      { productId: 'sandwich', quantity: 1 },
      { productId: 'milk', quantity: 1 },
    ],
    priceMinor: 1100,
  }),
  rule(
    'yogurt-second-half',
    30,
    '酸奶 第二件半价',
    'Yogurt: second at half',
    goods('yogurt', 'strawberry-yogurt'),
    {
      kind: 'nthOff',
      every: 2,
      basisPoints: 5000,
    },
  ),
  rule('water-fixed', 40, '矿泉水 特价', 'Mineral water: special', goods('mineral-water'), {
    kind: 'fixedPrice',
    priceMinor: 150,
  }),
  rule(
    'chocolate-off',
    50,
    '巧克力 每件减5角',
    'Chocolate: 0.50 off',
    goods('chocolate-bar', 'dark-chocolate'),
    {
      kind: 'amountOff',
      amountMinor: 50,
    },
  ),
  {
    ...rule(
      'bakery-evening',
      60,
      '面包晚市 七折',
      'Bakery: 30 % off in the evening',
      { categories: ['bakery'] },
      {
        kind: 'percentOff',
        basisPoints: 3000,
      },
    ),
    window: { days: [1, 2, 3, 4, 5, 6, 7], fromTime: '19:00', untilTime: '23:00' },
  },
  {
    ...rule('members', 70, '会员价', 'Member price', goods('beef-jerky', 'cashews'), { kind: 'memberPrice' }),
    membersOnly: true,
  },
  {
    ...rule('spend-50', 900, '满50减5', '5 off from 50', everywhere, {
      kind: 'basketAmountOff',
      minSpendMinor: 5000,
      amountMinor: 500,
    }),
    exclusive: false,
  },
];

function goods(...productIds: string[]): Scope {
  return { productIds };
}

function rule(
  promotionId: string,
  priority: number,
  zh: string,
  en: string,
  scope: Scope,
  effect: Promotion['effect'],
): Promotion {
  return {
    promotionId,
    name: { zh, en },
    priority,
    exclusive: true,
    membersOnly: false,
    scope: { productIds: scope.productIds ?? [], categories: scope.categories ?? [] },
    window: {},
    effect,
  };
}
