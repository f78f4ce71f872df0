/** What the console calls the rules by which a list is shown. */
import type { DisplayRules, DisplayScene, LineOrder } from '../../../domain/display-rules.ts';
import type { Text } from '../../../domain/text.ts';

export const displayTexts = {
  title: { zh: '清单显示', en: 'How the list is shown' },
  scene: { zh: '结算场景', en: 'Settlement scene' },
  order: { zh: '排列', en: 'Order' },
  dear: { zh: '标出单价高于（元）', en: 'Mark goods over (¥)' },
  many: { zh: '标出同款超过（件）', en: 'Mark more than (of a kind)' },
  none: { zh: '不标', en: 'None' },
  memberMay: { zh: '会员自己的设置可以改变', en: "A member's own settings may change" },
  mayOrder: { zh: '排列', en: 'the order' },
  mayDear: { zh: '单价标记', en: 'the price mark' },
  mayMany: { zh: '同款标记', en: 'the quantity mark' },
} as const satisfies Record<string, Text>;

/** `plain` is a site without rules. */
export const sceneNames: Readonly<Record<DisplayScene | 'plain', Text>> = {
  plain: { zh: '按扫入顺序，不标记', en: 'As scanned, nothing marked' },
  counter: { zh: '自助收银台', en: 'Self-checkout counter' },
  vending: { zh: '售货机', en: 'Vending machine' },
  coffee: { zh: '咖啡机', en: 'Coffee machine' },
  own: { zh: '自定义', en: 'Own rules' },
};

export const orderNames: Readonly<Record<LineOrder, Text>> = {
  asScanned: { zh: '按扫入顺序', en: 'As scanned' },
  priceAscending: { zh: '价格从低到高', en: 'Cheapest first' },
  priceDescending: { zh: '价格从高到低', en: 'Dearest first' },
};

export const sameRules = (a: DisplayRules, b: DisplayRules): boolean =>
  a.order === b.order && a.dearOverMinor === b.dearOverMinor && a.manyOver === b.manyOver;
