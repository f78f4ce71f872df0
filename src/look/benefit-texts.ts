/** What the shopper's screen says about coupons and points. */
import type { Text } from '../domain/text.ts';

export const benefitTexts = {
  hint: { zh: '有优惠券？扫一扫，或输入券码', en: 'A coupon? Scan it, or type its code' },
  type: { zh: '输入券码', en: 'Type a code' },
  asking: { zh: '正在核对优惠券…', en: 'Checking your coupon…' },
  coupon: { zh: '优惠券', en: 'Coupon' },
  notYet: { zh: '还没达到使用条件，不会用掉', en: 'Saves nothing yet and is not used up' },
  offline: { zh: '网络不通，凭签名接受', en: 'Accepted by its signature while offline' },
  remove: { zh: '不用', en: 'Remove' },
  title: { zh: '输入优惠券码', en: 'Your coupon code?' },
  codeEmpty: { zh: '例如 KC-7F3K-9QWD-MX2P', en: 'For example KC-7F3K-9QWD-MX2P' },
  done: { zh: '好了', en: 'Done' },
  back: { zh: '返回', en: 'Back' },
  usePoints: { zh: '用 {points} 积分抵 {amount}', en: 'Use {points} points for {amount}' },
  pointsUsed: { zh: '已用 {points} 积分，抵 {amount}', en: '{points} points used for {amount}' },
  keepPoints: { zh: '不用积分', en: 'Keep them' },
  pointsOffline: {
    zh: '网络不通，现在不能用积分；这次购物照常累积',
    en: 'Offline: points cannot be spent now, but are earned as usual',
  },
} as const satisfies Record<string, Text>;
