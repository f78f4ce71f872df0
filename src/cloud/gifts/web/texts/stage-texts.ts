/** What a gift's stages, its way and a reaction are called. */
import type { Text } from '../../../../domain/text.ts';

export const stageTexts = {
  awaitingPayment: { zh: '待付款', en: 'To be paid' },
  waiting: { zh: '等对方来领', en: 'Waiting' },
  offered: { zh: '对方正在看', en: 'Being offered now' },
  accepted: { zh: '已收下', en: 'Accepted' },
  declined: { zh: '没有收下', en: 'Declined' },
  expired: { zh: '已过期', en: 'Expired' },
  withdrawn: { zh: '已收回', en: 'Taken back' },
  blocked: { zh: '无法送达', en: 'Not delivered' },
  reported: { zh: '已停止', en: 'Stopped' },
  returned: { zh: '商品已退', en: 'Goods returned' },
  cancelled: { zh: '没有付款', en: 'Never paid' },
  forYou: { zh: '可以领取', en: 'Yours to claim' },
  youDeclined: { zh: '您没有收', en: 'You declined' },
  stopped: { zh: '已停止', en: 'Stopped' },
  holderOfCode: { zh: '拿到取货码的人', en: 'whoever has the code' },
  somebody: { zh: '某个人', en: 'somebody' },
} as const satisfies Record<string, Text>;

export const targetTexts = {
  value: { zh: '一笔钱', en: 'An amount' },
  anyOf: { zh: '任选一样{kind}', en: 'Anything from {kind}' },
} as const satisfies Record<string, Text>;

export const wayTexts = {
  created: { zh: '礼物已备好', en: 'Gift prepared' },
  toPay: { zh: '等您付款', en: 'Waiting for your payment' },
  paid: { zh: '已付款 {amount}', en: 'Paid {amount}' },
  waiting: { zh: '等对方来付款时出现', en: 'It appears when they come to pay' },
  offered: { zh: '对方正在看这份礼物', en: 'They are looking at it right now' },
  accepted: { zh: '对方收下了', en: 'They accepted' },
  acceptedAfter: { zh: '对方收下了，{seconds} 秒后回答', en: 'They accepted, after {seconds} s' },
  declined: { zh: '对方没有收下', en: 'They said no, thank you' },
  declinedAfter: { zh: '对方没有收下，{seconds} 秒后回答', en: 'They said no, thank you, after {seconds} s' },
  returning: { zh: '{amount} 正在退回', en: '{amount} on its way back to you' },
  confirm: { zh: '等您确认退款', en: 'Waiting for you to confirm the refund' },
} as const satisfies Record<string, Text>;

export const homeTexts = {
  title: { zh: '送一份小礼物', en: 'Give a little something' },
  hero: {
    zh: '先付好，对方下次来付款时就能用上。',
    en: 'Pay now. Your gift appears when they come to pay.',
  },
  begin: { zh: '送一份礼物', en: 'Give something' },
  given: { zh: '我送的', en: 'Given by me' },
  received: { zh: '给我的', en: 'For me' },
  noneGiven: { zh: '您还没有送过礼物。', en: 'You have not given anything yet.' },
  noneReceived: { zh: '现在没有等您领的礼物。', en: 'No gift is waiting for you right now.' },
  haveCode: { zh: '我有取货码', en: 'I have a pickup code' },
  from: { zh: '来自{giver}', en: 'From {giver}' },
  fromSomebody: { zh: '有人送您的', en: 'From somebody' },
} as const satisfies Record<string, Text>;
