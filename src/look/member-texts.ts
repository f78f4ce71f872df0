/** What the shopper's screen says to members. */
import type { Text } from '../domain/text.ts';

export const memberTexts = {
  join: { zh: '我是会员', en: 'I am a member' },
  scanHint: { zh: '会员请扫会员码', en: 'Members: scan your member code' },
  scanOrPhone: {
    zh: '会员请扫会员码，或输入手机号',
    en: 'Members: scan your code, or type your phone number',
  },
  greeting: { zh: '您好，{name}', en: 'Hello, {name}' },
  memberPrice: { zh: '会员价', en: 'Member prices' },
  points: { zh: '积分 {points}', en: '{points} points' },
  notMe: { zh: '不是我', en: 'Not me' },
  asking: { zh: '正在查找会员…', en: 'Looking you up…' },
  phoneTitle: { zh: '请输入手机号', en: 'Your phone number?' },
  phoneNote: { zh: '也可以直接扫会员码', en: 'Or scan your member code' },
  phone: { zh: '手机号', en: 'Phone number' },
  done: { zh: '好了', en: 'Done' },
  privacy: {
    zh: '手机号只用来查找会员，不会保存在这台机器上',
    en: 'Your number is only used to find you and is not kept on this machine',
  },
} as const satisfies Record<string, Text>;
