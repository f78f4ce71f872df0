/** What is said on the page about oneself, and the words of the consents that are given there. */
import type { Text } from '../../../../domain/text.ts';

export const meTexts = {
  title: { zh: '我的', en: 'About me' },
  name: { zh: '称呼', en: 'Name' },
  nameHint: { zh: '只有您署名时，对方才看得到', en: 'Others see it only where you sign' },
  contact: { zh: '联系方式', en: 'How to reach me' },
  contactHint: {
    zh: '只有您选择显示时，对方收下后才看得到',
    en: 'Shown only where you choose to, after a yes',
  },
  save: { zh: '保存', en: 'Save' },
  saved: { zh: '已保存', en: 'Saved' },
  consents: { zh: '您的同意', en: 'What you agree to' },
  consentsNote: {
    zh: '每一项都可以不同意，也可以随时撤回，不影响收礼和送礼。',
    en: 'Say no to any of these, or change your mind at any time. Gifts work either way.',
  },
  history: { zh: '系统知道我买过什么', en: 'What is known about my purchases' },
  noHistory: { zh: '还没有记录。', en: 'Nothing yet.' },
  noConsent: { zh: '您没有同意保存，所以没有记录。', en: 'You have not agreed to it, so nothing is used.' },
  blocked: { zh: '我拉黑的人', en: 'People I blocked' },
  noneBlocked: { zh: '没有拉黑任何人。', en: 'Nobody.' },
  unblock: { zh: '解除', en: 'Unblock' },
  leave: { zh: '退出', en: 'Leave' },
  signOut: { zh: '退出登录', en: 'Sign out' },
  delete: { zh: '删除关于我的一切', en: 'Delete everything about me' },
  deleteSure: { zh: '删除关于您的一切？', en: 'Delete everything about you?' },
  deleteNote: {
    zh: '手机号、称呼、同意记录、留言都会删除，不能恢复。您送出而还没有人领的礼物会退款给您；给您的礼物会退给送的人。',
    en: 'Your number, name, consents and messages are deleted for good. Gifts you gave that nobody claimed are refunded to you; gifts for you go back to their givers.',
  },
  deleteBar: {
    zh: '例外：如果商家停用过您的送礼，会留下由您的手机号算出的一串代码（看不出号码）、停用日期和原因代码，不留姓名，满 {years} 年自动删除。在那之前，用同一号码可以收礼，不能送礼。',
    en: 'One exception: if this shop has stopped you from giving, a code made from your number (which does not show it), the date and a reason code are kept for {years} years, without your name. Until then the same number can receive gifts, but not give any.',
  },
  deleteYes: { zh: '全部删除', en: 'Delete it all' },
  keep: { zh: '不，保留', en: 'No, keep it' },
  deletedTitle: { zh: '已全部删除', en: 'Everything is deleted' },
  deletedNote: {
    zh: '您的号码、称呼和留言都不在了。如果商家停用过您的送礼，只有这一条以看不出号码的代码保留，满 {years} 年自动删除。',
    en: 'Your number, name and messages are gone. If this shop had stopped you from giving, only that is kept, as a code that does not show your number, for {years} years from that day.',
  },
} as const satisfies Record<string, Text>;

export const consentWords = {
  given: { zh: '已同意', en: 'Agreed' },
  notGiven: { zh: '未同意', en: 'Not agreed' },
  since: { zh: '您在 {date} 同意', en: 'You agreed on {date}' },
  read: { zh: '了解并决定', en: 'Read and decide' },
  readOrWithdraw: { zh: '查看或撤回', en: 'Read or withdraw' },
  what: { zh: '什么', en: 'What' },
  why: { zh: '为什么', en: 'Why' },
  howLong: { zh: '多久', en: 'How long' },
  whoSees: { zh: '谁看得到', en: 'Who sees it' },
  otherwise: { zh: '不同意会怎样', en: 'If you say no' },
  yes: { zh: '同意', en: 'I agree' },
  no: { zh: '不同意', en: 'I do not agree' },
} as const satisfies Record<string, Text>;

/** Raised with every change of meaning: a consent is to the words that were read. */
export const consentTextVersion = 1;

type ConsentPart = 'title' | 'short' | 'what' | 'why' | 'howLong' | 'whoSees' | 'otherwise';

export const consentTexts = {
  history: {
    title: { zh: '用我的购买记录推荐礼物', en: 'Suggest gifts by what I buy' },
    short: {
      zh: '别人送您礼物时，按您常买的推荐。',
      en: 'Whoever gives you something gets better suggestions.',
    },
    what: {
      zh: '您用会员码买过的东西和时间。',
      en: 'What you bought with your member code, and when.',
    },
    why: {
      zh: '别人要送您礼物时，推荐您会喜欢的。',
      en: 'To suggest what you would like to somebody who wants to give you something.',
    },
    howLong: { zh: '直到您撤回或删除。', en: 'Until you withdraw it or delete everything.' },
    whoSees: {
      zh: '没有人看得到记录；送礼的人只看到推荐和一句理由。',
      en: 'Nobody sees the list. A giver sees a suggestion and one line that says why.',
    },
    otherwise: {
      zh: '推荐大家常买的，其他都一样。',
      en: 'Popular things are suggested instead. Nothing else changes.',
    },
  },
  conversation: {
    title: { zh: '和送礼的人互相留言', en: 'Write to people who give me something' },
    short: {
      zh: '收下礼物后，可以在这里互相留言。',
      en: 'After you accept a gift you can write to each other here.',
    },
    what: { zh: '你们在这里写的留言。', en: 'The messages you write to each other here.' },
    why: { zh: '说声谢谢，不用交换手机号。', en: 'To say thank you without exchanging numbers.' },
    howLong: {
      zh: '直到您撤回、拉黑对方或删除。',
      en: 'Until you withdraw it, block them or delete everything.',
    },
    whoSees: {
      zh: '只有你们两人；被举报时商家也会看。',
      en: 'Only the two of you; the shop too if it is reported.',
    },
    otherwise: { zh: '礼物照样收，只是不能留言。', en: 'Gifts work as before, without messages.' },
  },
} as const satisfies Record<string, Readonly<Record<ConsentPart, Text>>>;
