/** The words of schedules and of what was sent. */
import type { Text } from '../../../domain/text.ts';
import type { StateWords } from '../language/state-texts.ts';

export const scheduleTexts = {
  lead: {
    zh: '每个时段的报表只发送一次；重启不会重复发送。',
    en: 'The forms of a period are sent once; a restart sends none again.',
  },
  noMail: { zh: '还没有设置发送', en: 'Sending is not set up' },
  noMailLead: {
    zh: '云端没有邮件服务器（smtpUrl 与 mailFrom）。计划会保存，到期的报表等设置好以后再发送；下载不受影响。',
    en: 'This cloud knows no mail server (smtpUrl and mailFrom). Schedules are kept, and what is due is sent once there is one; downloads work all the same.',
  },
  add: { zh: '添加计划', en: 'Add a schedule' },
  edit: { zh: '修改', en: 'Edit' },
  editTitle: { zh: '修改计划', en: 'Edit the schedule' },
  close: { zh: '关闭', en: 'Close' },
  recipient: { zh: '收件人', en: 'Recipient' },
  recipientKind: { zh: '收件方', en: 'Kind of recipient' },
  emails: { zh: '邮箱（每行一个）', en: 'Addresses, one a line' },
  emailsWrong: { zh: '请填 1 到 20 个邮箱', en: 'Give 1 to 20 addresses' },
  language: { zh: '语言', en: 'Language' },
  forms: { zh: '报表', en: 'Forms' },
  formats: { zh: '文件', en: 'Files' },
  sites: { zh: '只含这些场所', en: 'Only these sites' },
  allSites: { zh: '全部场所', en: 'All sites' },
  every: { zh: '频率', en: 'How often' },
  hour: { zh: '发送时刻', en: 'At' },
  active: { zh: '按计划发送', en: 'Sends by itself' },
  stopped: { zh: '已停用', en: 'Stopped' },
  next: { zh: '下次发送', en: 'Next' },
  what: { zh: '内容', en: 'What' },
  whom: { zh: '发给谁', en: 'For whom' },
  when: { zh: '何时', en: 'When' },
  sendNow: { zh: '现在发送', en: 'Send now' },
  sendNowAsk: {
    zh: '选择一个时段，立即发送给 {recipient}。同一时段只发送一次。',
    en: 'Choose a period to send to {recipient} now. A period is sent once.',
  },
  planned: { zh: '已安排发送。', en: 'It will be sent now.' },
  plannedBefore: { zh: '这个时段已经安排过，不会重复发送。', en: 'That period was sent or planned before.' },
  saved: { zh: '已保存。', en: 'Saved.' },
  none: { zh: '还没有发送计划', en: 'There are no schedules yet' },
  noneLead: {
    zh: '物业、运营方或商户可以按天、周、月收到报表。',
    en: 'A property group, an operator or the merchant can be sent forms by day, week or month.',
  },
  schedules: { zh: '计划', en: 'Schedules' },
  sendings: { zh: '发送记录', en: 'What was sent' },
  nothingSent: { zh: '还没有发送过', en: 'Nothing was sent yet' },
  state: { zh: '状态', en: 'State' },
  period: { zh: '时段', en: 'Period' },
  files: { zh: '文件', en: 'Files' },
  answer: { zh: '邮件服务器的回答', en: 'What the mail server said' },
  again: { zh: '再次发送', en: 'Send again' },
  againAsk: {
    zh: '可能已经送达 {emails}。再次发送会让对方收到第二封。',
    en: 'It may have reached {emails}. Sending it again can give them a second one.',
  },
  required: { zh: '请填写', en: 'Please fill in' },
} as const satisfies Record<string, Text>;

export const recipientNames = {
  propertyGroup: { zh: '物业集团', en: 'Property group' },
  operator: { zh: '运营方', en: 'Operator' },
  merchant: { zh: '商户', en: 'Merchant' },
} as const satisfies Record<string, Text>;

export const everyNames = {
  day: { zh: '每天', en: 'Every day' },
  week: { zh: '每周一', en: 'Every Monday' },
  month: { zh: '每月 1 日', en: 'On the 1st of the month' },
} as const satisfies Record<string, Text>;

export const sendingStates = {
  waiting: { zh: '等待发送', en: 'Waiting', tone: 'busy' },
  sending: { zh: '发送中', en: 'On its way', tone: 'busy' },
  unclear: { zh: '不确定是否送达', en: 'May have arrived', tone: 'warning' },
  sent: { zh: '已发送', en: 'Sent', tone: 'good' },
  givenUp: { zh: '未能发送', en: 'Not sent', tone: 'bad' },
} as const satisfies Record<string, StateWords>;
