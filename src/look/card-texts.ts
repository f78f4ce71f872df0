/** What the shopper's screen says about stored-value cards, their PIN, and paying in parts. */
import type { Text } from '../domain/text.ts';

export const cardTexts = {
  pinTitle: { zh: '请输入卡的密码', en: 'Enter your card’s PIN' },
  pinNote: {
    zh: '卡 {card}，六位数字。每次数字的位置都不一样。',
    en: 'Card {card}, six digits. The digits change places every time.',
  },
  pinKeys: { zh: '密码键盘', en: 'PIN keys' },
  pinTyped: { zh: '已输入 {count} 位，共 6 位', en: '{count} of 6 digits entered' },
  pinDelete: { zh: '删除一位', en: 'Delete one' },
  pinDone: { zh: '确定', en: 'OK' },
  pinWrong: { zh: '密码不对，还可以试 {tries} 次', en: 'That PIN is not right; {tries} tries left' },
  pinWrongOnce: { zh: '密码不对，还可以试 1 次', en: 'That PIN is not right; 1 try left' },
  pinWait: { zh: '请等 {seconds} 秒再试', en: 'Please wait {seconds} s before the next try' },
  pinKept: {
    zh: '密码只用来付这一次款，机器不会保存。',
    en: 'The PIN is used for this payment only; the machine keeps nothing of it.',
  },
  checkingTitle: { zh: '正在查这张卡', en: 'Checking the card' },
  partTitle: { zh: '卡里的钱不够，先付一部分？', en: 'The card covers a part. Pay that part?' },
  partNote: { zh: '其余的可以换一种方式付。', en: 'You pay the rest another way.' },
  partCard: { zh: '用卡付', en: 'By card' },
  partRest: { zh: '其余', en: 'The rest' },
  partYes: { zh: '先用卡付 {amount}', en: 'Pay {amount} by card' },
  otherWay: { zh: '换种方式', en: 'Another way' },
  restTitle: { zh: '其余怎么付？', en: 'How do you pay the rest?' },
  total: { zh: '合计', en: 'Total' },
  paid: { zh: '已付 {by}', en: 'Paid by {by}' },
  remaining: { zh: '还要付', en: 'Still to pay' },
  giveUp: { zh: '不买了，退款', en: 'Stop, money back' },
  restOtherwise: { zh: '其余换种方式', en: 'Pay the rest another way' },
  partsSafe: {
    zh: '安全，这一次没有扣款；已付的部分还在。',
    en: 'Yes. Nothing was charged this time; what you paid is kept.',
  },
  backTo: { zh: '退到{by}', en: 'Back to {by}' },
} as const satisfies Record<string, Text>;
