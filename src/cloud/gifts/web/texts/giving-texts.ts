/** What is said while a gift is made: for whom, what, with which words and on which terms. */
import type { Text } from '../../../../domain/text.ts';

export const givingTexts = {
  steps: { zh: '第 {at} 步，共 3 步', en: 'Step {at} of 3' },
} as const satisfies Record<string, Text>;

/** For whom. */
export const whomTexts = {
  title: { zh: '送给谁？', en: 'Who is it for?' },
  note: {
    zh: '选一种您知道的方式。对方来付款时，凭它认出这份礼物。',
    en: 'Choose one way you know. It is how your gift is found when they come to pay.',
  },
  pickupCode: { zh: '我转发一个取货码', en: 'I will pass on a pickup code' },
  pickupCodeNote: { zh: '最简单：付好后把码发给对方', en: 'Simplest: pay, then send them the code' },
  phone: { zh: '我知道手机号', en: 'I know their phone number' },
  phoneNote: { zh: '对方用短信验证码领取', en: 'They claim it with a texted code' },
  phoneLabel: { zh: '对方的手机号', en: 'Their phone number' },
  phoneOdd: { zh: '这不像手机号，请核对。', en: 'This does not look like a phone number. Please check it.' },
  memberCode: { zh: '我知道会员码', en: 'I know their member code' },
  memberCodeNote: { zh: '对方扫会员码时出现', en: 'It appears when they scan their member code' },
  memberCodeLabel: { zh: '对方的会员码', en: 'Their member code' },
  memberCodeHint: { zh: '以 MB: 开头', en: 'It begins with MB:' },
  memberCodeOdd: {
    zh: '这不像会员码，请核对。',
    en: 'This does not look like a member code. Please check it.',
  },
  face: { zh: '在一台机器登记过面部的人', en: 'Somebody who enrolled at a machine' },
  faceNote: {
    zh: '只在对方自己登记过的那台机器上，对方总可以不用刷脸',
    en: 'Only at the machine where they enrolled; they never have to use their face',
  },
  machineIdLabel: { zh: '哪台机器', en: 'Which machine' },
  machineIdOdd: { zh: '请选一台机器。', en: 'Please choose a machine.' },
  tagLabel: { zh: '对方登记时得到的代号', en: 'The tag the machine gave them' },
  tagHint: { zh: '2 到 16 个字，向对方要', en: 'Two to 16 characters; ask them for it' },
  tagOdd: { zh: '代号是 2 到 16 个字。', en: 'A tag has two to 16 characters.' },
  choose: { zh: '请选择', en: 'Please choose' },
  alsoPickup: { zh: '再给我一个取货码', en: 'A pickup code as well' },
  alsoPickupNote: { zh: '两种方式，哪种都行', en: 'Either way works then' },
  next: { zh: '下一步：送什么', en: 'Next: what to give' },
} as const satisfies Record<string, Text>;

/** What describes somebody. */
export const describedTexts = {
  title: { zh: '再描述一下这个人（可不填）', en: 'Describe them a little (optional)' },
  note: {
    zh: '这些单独认不出人，只帮着确认是不是同一个人。',
    en: 'None of this identifies anybody by itself. It helps to be sure it is the right person.',
  },
  any: { zh: '都行', en: 'Any' },
  hour: { zh: '什么时候来', en: 'Comes in the' },
  morning: { zh: '早上 6–10 点', en: 'Morning, 6 to 10' },
  noon: { zh: '中午 11–13 点', en: 'Noon, 11 to 13' },
  afternoon: { zh: '下午 14–17 点', en: 'Afternoon, 14 to 17' },
  evening: { zh: '晚上 18–23 点', en: 'Evening, 18 to 23' },
  weekday: { zh: '哪些日子', en: 'On' },
  weekdays: { zh: '工作日', en: 'Weekdays' },
  weekend: { zh: '周末', en: 'Weekends' },
  machine: { zh: '在哪台机器', en: 'At the machine' },
  category: { zh: '通常买什么', en: 'Usually buys' },
  strict: { zh: '必须全部符合', en: 'All of it has to fit' },
  strictNote: {
    zh: '不开，只在有好几份礼物时用来挑选',
    en: 'If off, it only helps to choose between several gifts',
  },
} as const satisfies Record<string, Text>;

/** What. */
export const whatTexts = {
  title: { zh: '送什么？', en: 'What will it be?' },
  note: { zh: '一样东西、一类东西，或一笔钱', en: 'One thing, anything of a kind, or an amount' },
  suggested: { zh: '推荐', en: 'Suggested' },
  product: { zh: '一样东西', en: 'A thing' },
  class: { zh: '一类', en: 'A kind' },
  value: { zh: '一笔钱', en: 'An amount' },
  noSuggestions: { zh: '暂时没有推荐，请自己选。', en: 'No suggestions right now. Please choose yourself.' },
  upTo: { zh: '最高 {amount}', en: 'Up to {amount}' },
  fromTo: { zh: '{from} 到 {to}', en: '{from} to {to}' },
  fromToLimit: {
    zh: '收礼的人任选一样，最高 {amount}；没用完的退给您',
    en: 'They choose one, worth up to {amount}. What is left comes back to you.',
  },
  valueNote: {
    zh: '收礼的人自己选，抵扣这么多；没用完的退给您。',
    en: 'They choose, and this much is taken off. What is left comes back to you.',
  },
  otherAmount: { zh: '其他金额', en: 'Another amount' },
  valueOdd: { zh: '请填 {min} 到 {max} 之间的金额。', en: 'Choose an amount from {min} to {max}.' },
  useAmount: { zh: '就送这么多', en: 'Give this much' },
  search: { zh: '找一样东西', en: 'Find something' },
  noneFound: { zh: '没有找到', en: 'Nothing found' },
} as const satisfies Record<string, Text>;

/** With which words, and on which terms. */
export const wordsTexts = {
  title: { zh: '说句话，就可以付了', en: 'A few words, then pay' },
  review: { zh: '您要送的', en: 'Your gift' },
  described: { zh: '另有描述 {count} 项', en: 'details: {count}' },
  words: { zh: '想说的话（可不填）', en: 'Your words (optional)' },
  wordsHint: {
    zh: '印在小票或杯贴上，还可以写 {left} 字',
    en: 'Printed on the receipt or cup. {left} characters left.',
  },
  terms: { zh: '怎么送', en: 'How it is given' },
  showName: { zh: '告诉对方是我送的', en: 'Say it is from me' },
  showNameNote: { zh: '不开，对方只看到“有人送您”', en: 'If off, they read "from somebody"' },
  myName: { zh: '署名', en: 'Your name' },
  nameOdd: { zh: '请写上名字，或不署名。', en: 'Please type a name, or leave it off.' },
  contact: { zh: '收下后显示我的联系方式', en: 'Show how to reach me, once accepted' },
  contactNote: { zh: '例如微信号；不开就不显示', en: 'Such as a chat name; not shown if off' },
  myContact: { zh: '联系方式', en: 'How to reach you' },
  contactOdd: { zh: '请写上联系方式，或不显示。', en: 'Please type it, or leave it off.' },
  talk: { zh: '收下后可以互相留言', en: 'Write to each other afterwards' },
  talkNote: {
    zh: '对方也愿意才会打开；不显示手机号',
    en: 'Only if they want to as well. Phone numbers stay hidden.',
  },
  ifDeclined: { zh: '如果对方没有收下', en: 'If they say no' },
  atOnce: { zh: '马上退款给我', en: 'Refund me at once' },
  atOnceNote: { zh: '原路退回，通常几分钟', en: 'The way it was paid, usually within minutes' },
  afterConfirmation: { zh: '先问我', en: 'Ask me first' },
  afterConfirmationNote: { zh: '我确认后再退', en: 'It comes back when I say so' },
  until: { zh: '多久有效', en: 'Valid for' },
  days: { zh: '{days} 天', en: '{days} days' },
  untilNote: {
    zh: '过期没有人领，钱自动退回。',
    en: 'If nobody claims it by then, the money comes back by itself.',
  },
  keepAt: { zh: '没有网络也能领', en: 'Works without a network' },
  keepAtNote: { zh: '只在选定的机器上领', en: 'Then only at the machine you choose' },
  anywhere: { zh: '不用，哪里都能领', en: 'No, anywhere is fine' },
  platform: { zh: '用什么付', en: 'Pay with' },
  toPay: { zh: '要付', en: 'To pay' },
  pay: { zh: '付款 {amount}', en: 'Pay {amount}' },
} as const satisfies Record<string, Text>;
