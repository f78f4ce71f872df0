/** What every giver's page says, in both languages. */
import type { Text } from '../../../../domain/text.ts';

export const frameTexts = {
  title: { zh: '送礼', en: 'Gifts' },
  language: { zh: '语言', en: 'Language' },
  parts: { zh: '页面', en: 'Pages' },
  home: { zh: '礼物', en: 'Gifts' },
  give: { zh: '送一份', en: 'Give' },
  code: { zh: '取货码', en: 'My codes' },
  me: { zh: '我的', en: 'Me' },
  back: { zh: '返回', en: 'Back' },
  next: { zh: '下一步', en: 'Next' },
  again: { zh: '重试', en: 'Try again' },
  cancel: { zh: '取消', en: 'Cancel' },
  loading: { zh: '正在读取', en: 'Loading' },
  stale: {
    zh: '暂时连不上，正在重试。看到的可能不是最新的。',
    en: 'No connection right now, trying again. What you see may be out of date.',
  },
  offline: {
    zh: '没有网络。已经付的礼物不受影响，连上后自动更新。',
    en: 'You are offline. Gifts that are paid are safe; this page updates once you are back.',
  },
  noMerchant: { zh: '这里没有可以送礼的商家', en: 'No shop gives gifts at this address' },
  noMerchantNote: {
    zh: '请检查链接，或扫商家页面上的二维码。',
    en: "Check the link, or scan the code on the shop's page.",
  },
  somebody: { zh: '有人', en: 'Somebody' },
} as const satisfies Record<string, Text>;

/** Signing in by a code that is sent to the phone. */
export const signInTexts = {
  title: { zh: '请先登录', en: 'Sign in first' },
  note: {
    zh: '输入手机号，我们发一条短信验证码。不用密码。',
    en: 'Type your phone number and we text you a code. No password.',
  },
  phone: { zh: '手机号', en: 'Phone number' },
  phoneHint: { zh: '例如 138 0013 8000', en: 'For example 138 0013 8000' },
  phoneOdd: { zh: '这不像手机号，请核对。', en: 'This does not look like a phone number. Please check it.' },
  name: { zh: '您的称呼（可不填）', en: 'What to call you (optional)' },
  nameHint: { zh: '只有您同意署名时，对方才看得到', en: 'Only shown to others where you choose to sign' },
  send: { zh: '发送验证码', en: 'Text me a code' },
  codeTitle: { zh: '输入验证码', en: 'Type the code' },
  codeNote: { zh: '已发到 {phone}', en: 'We sent it to {phone}' },
  code: { zh: '6 位验证码', en: 'Six-digit code' },
  codeOdd: { zh: '验证码是 6 位数字。', en: 'The code has six digits.' },
  enter: { zh: '进入', en: 'Go on' },
  otherPhone: { zh: '换个手机号', en: 'Another number' },
  demoCode: {
    zh: '演示环境不发短信，验证码是 {code}',
    en: 'This demo sends no text messages. Your code is {code}.',
  },
  privacy: {
    zh: '手机号只用来认出您和您的礼物，不给商家看，随时可以全部删除。只有一项例外：商家停用某人送礼后，会留下一串看不出号码的代码，满 {years} 年自动删除。',
    en: 'Your number is only used to know you and your gifts. The shop does not see it, and you can delete everything at any time. One exception: when a shop stops somebody from giving, a code that does not show the number is kept for {years} years.',
  },
} as const satisfies Record<string, Text>;
