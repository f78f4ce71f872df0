/** What is said to somebody for whom a gift is. */
import type { Text } from '../../../../domain/text.ts';

export const receivingTexts = {
  gift: { zh: '礼物', en: 'Gift' },
  claimTitle: { zh: '有人给您一个取货码？', en: 'Somebody gave you a pickup code?' },
  claimNote: { zh: '输入它，看看是什么礼物。不用登录。', en: 'Type it to see your gift. No sign-in needed.' },
  code: { zh: '取货码', en: 'Pickup code' },
  codeHint: {
    zh: '11 个字母和数字，例如 7F3K-9QWD-MX0',
    en: 'Eleven letters and digits, such as 7F3K-9QWD-MX0',
  },
  codeOdd: { zh: '这不像取货码，请核对。', en: 'This does not look like a pickup code. Please check it.' },
  look: { zh: '看看礼物', en: 'See my gift' },
  otherCode: { zh: '换一个码', en: 'Another code' },
  forYou: { zh: '这是给您的', en: 'This is for you' },
  codeTitle: { zh: '我的取货码', en: 'My pickup codes' },
  codeNote: { zh: '付款时把码对准机器的扫码窗', en: "Hold the code to the machine's scanner when you pay" },
  codeLabel: { zh: '取货码 {code}', en: 'Pickup code {code}' },
  showCode: {
    zh: '在机器上先选好东西，再扫这个码。收不收由您。',
    en: 'Choose your goods at the machine, then scan this. It is yours to accept or not.',
  },
  byPhone: {
    zh: '付款时选“我有礼物”，输入手机号和短信验证码。',
    en: 'When you pay, choose "I have a gift" and type your phone number and the code we text you.',
  },
  until: { zh: '有效至 {date}', en: 'Valid until {date}' },
  contact: { zh: '联系对方：{contact}', en: 'Reach them: {contact}' },
  talk: { zh: '和对方聊聊', en: 'Write to each other' },
  cancel: { zh: '取消', en: 'Cancel' },
  decline: { zh: '不用了，谢谢', en: 'No, thank you' },
  declineSure: { zh: '不收这份礼物？', en: 'Decline this gift?' },
  declineNote: {
    zh: '对方会知道您没有收下，钱会退给对方。',
    en: 'The giver is told that you declined, and gets the money back.',
  },
  block: { zh: '不再收这个人的', en: 'No more from them' },
  blockSure: { zh: '不再收这个人的礼物？', en: 'No more gifts from this person?' },
  blockNote: {
    zh: '这份会退回，对方不能再送您，也不能留言。',
    en: 'This one goes back. They can give you nothing more and cannot write to you.',
  },
  report: { zh: '举报', en: 'Report' },
} as const satisfies Record<string, Text>;

export const reportTexts = {
  title: { zh: '举报什么？', en: 'What is wrong?' },
  note: { zh: '礼物会停下，商家会来看。', en: 'The gift is stopped, and the shop will look into it.' },
  unwanted: { zh: '不想收到', en: 'I do not want this' },
  harassment: { zh: '骚扰或威胁', en: 'Harassment or threats' },
  fraud: { zh: '像是诈骗', en: 'It looks like fraud' },
  other: { zh: '其他', en: 'Something else' },
  done: { zh: '已收到举报，谢谢您告诉我们。', en: 'We have your report. Thank you for telling us.' },
} as const satisfies Record<string, Text>;
