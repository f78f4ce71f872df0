/** What is said of a gift after it was made: its payment, its way, its end. */
import type { Text } from '../../../../domain/text.ts';

export const payingTexts = {
  title: { zh: '付款', en: 'Pay' },
  payWith: { zh: '用{platform}付款', en: 'Pay with {platform}' },
  qrLabel: { zh: '付款二维码', en: 'QR code to pay' },
  open: { zh: '就在这台手机上付', en: 'Pay on this phone' },
  waiting: { zh: '等您付款，付好后自动继续', en: 'Waiting for your payment. It goes on by itself.' },
  otherWay: { zh: '其他方式付', en: 'Pay another way' },
} as const satisfies Record<string, Text>;

export const followingTexts = {
  title: { zh: '您送的礼物', en: 'The gift you gave' },
  forWhom: { zh: '给{whom}', en: 'For {whom}' },
  way: { zh: '经过', en: 'What happened' },
  pickupCode: { zh: '取货码', en: 'Pickup code' },
  pickupNote: {
    zh: '发给对方。在机器上扫这个码，或告诉店员。一次有效。',
    en: 'Send it to them. They scan it at a machine or show it at the till. It works once.',
  },
  pickupLabel: { zh: '取货码 {code}', en: 'Pickup code {code}' },
  share: { zh: '转发', en: 'Share' },
  copy: { zh: '复制', en: 'Copy' },
  copied: { zh: '已复制', en: 'Copied' },
  shareWords: {
    zh: '有人送您一份礼物！取货码：{code}',
    en: 'There is a gift for you! Your pickup code: {code}',
  },
  validUntil: { zh: '有效至 {date}', en: 'Valid until {date}' },
  reaction: { zh: '对方的反应', en: 'Their reaction' },
  answeredAfter: { zh: '{seconds} 秒后回答', en: 'Answered after {seconds} s' },
  restsOn: { zh: '依据：{evidence}', en: 'Seen: {evidence}' },
  noReaction: {
    zh: '表情和姿态只在对方同意时才告诉您。',
    en: 'How they looked is told only where they agreed to it.',
  },
  confirmRefund: { zh: '确认退款 {amount}', en: 'Refund me {amount}' },
  confirmRefundNote: {
    zh: '对方没有收下。确认后，钱原路退回。',
    en: 'They said no. Confirm, and the money goes back the way it came.',
  },
  takeBack: { zh: '收回这份礼物', en: 'Take this gift back' },
  takeBackNote: { zh: '还没有人领。钱会退给您。', en: 'Nobody has claimed it. The money comes back to you.' },
  takeBackSure: { zh: '确定吗？', en: 'Are you sure?' },
  giveUp: { zh: '不送了', en: 'Do not give it' },
  giveUpNote: { zh: '还没有付款，不会扣钱。', en: 'It is not paid yet. Nothing is charged.' },
  keep: { zh: '不，留着', en: 'No, keep it' },
  talk: { zh: '和对方聊聊', en: 'Write to each other' },
} as const satisfies Record<string, Text>;

export const talkTexts = {
  title: { zh: '聊聊这份礼物', en: 'About this gift' },
  none: { zh: '还没有留言。说声谢谢，或问声好。', en: 'No messages yet. Say thank you, or hello.' },
  write: { zh: '写一句', en: 'Write something' },
  send: { zh: '发送', en: 'Send' },
  mine: { zh: '我：', en: 'Me: ' },
  theirs: { zh: '对方：', en: 'Them: ' },
} as const satisfies Record<string, Text>;
