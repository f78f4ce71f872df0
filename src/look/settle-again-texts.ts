/** What the shopper's screen says when the result of a payment cannot be had, and about settling again. */
import type { Text } from '../domain/text.ts';

export const settleAgainTexts = {
  title: { zh: '还没有收到付款结果', en: 'We have no result of your payment yet' },
  note: {
    zh: '您的商品都还在，不会重复扣款',
    en: 'Your goods are all still here. You will not be charged twice.',
  },
  button: { zh: '重新结算', en: 'Settle again' },
  askingTitle: { zh: '正在关闭上一笔付款', en: 'Closing the earlier payment' },
  askingButton: { zh: '请稍候', en: 'One moment' },
  askingNote: {
    zh: '确认没有扣款后，就可以重新付款；如果已经扣款，直接出货',
    en: 'Once it is sure that nothing was taken you can pay again. If it was paid, your goods come right away.',
  },
  offline: {
    zh: '网络断开，恢复后自动继续',
    en: 'The network is away. It goes on by itself when it is back.',
  },
  leave: { zh: '不买了', en: 'Leave' },
  leaveNote: {
    zh: '如果已经扣款，会自动退回',
    en: 'If money was taken, it comes back by itself.',
  },
  goods: { zh: '您的商品', en: 'Your goods' },
  waitingButton: { zh: '等太久了？重新结算', en: 'Taking too long? Settle again' },
} as const satisfies Record<string, Text>;
