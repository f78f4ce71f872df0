/** Names that all three faces use: languages, ways to pay, platforms, categories of goods. */
import type { Language, Text } from '../domain/text.ts';

/** Each language in its own words. */
export const languageNames: Readonly<Record<Language, string>> = { zh: '中文', en: 'English' };

export const tenderNames = {
  code: { zh: '手机付款码', en: 'Phone payment code' },
  card: { zh: '储值卡', en: 'Stored-value card' },
  cash: { zh: '现金', en: 'Cash' },
} as const satisfies Record<string, Text>;

const platforms: Readonly<Record<string, Text>> = {
  alipay: { zh: '支付宝', en: 'Alipay' },
  wechat: { zh: '微信支付', en: 'WeChat Pay' },
  unionpay: { zh: '云闪付', en: 'UnionPay' },
  'stored-value': { zh: '储值卡', en: 'Stored value' },
  gift: { zh: '礼物', en: 'Gift' },
};

/** A payment platform as people call it; one we have no name for is shown by its id. */
export function platformName(platform: string): Text {
  return nameIn(platforms, platform);
}

const categories: Readonly<Record<string, Text>> = {
  bakery: { zh: '烘焙', en: 'Bakery' },
  coffee: { zh: '现磨咖啡', en: 'Coffee' },
  dairy: { zh: '乳品', en: 'Dairy' },
  drinks: { zh: '饮料', en: 'Drinks' },
  fresh: { zh: '生鲜', en: 'Fresh' },
  fruit: { zh: '水果', en: 'Fruit' },
  household: { zh: '日用', en: 'Household' },
  meals: { zh: '简餐', en: 'Meals' },
  snacks: { zh: '零食', en: 'Snacks' },
  sweets: { zh: '糖果', en: 'Sweets' },
  vegetables: { zh: '蔬菜', en: 'Vegetables' },
};

/** A category of goods as people call it; one we have no name for is shown as the merchant wrote it. */
export function categoryName(category: string): Text {
  return nameIn(categories, category);
}

/** Of its own names only: an id may be any word, also one that every object has. */
function nameIn(names: Readonly<Record<string, Text>>, id: string): Text {
  return (Object.hasOwn(names, id) ? names[id] : undefined) ?? { zh: id, en: id };
}
