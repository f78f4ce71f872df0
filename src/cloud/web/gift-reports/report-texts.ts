/** Reported gifts and what may be decided about them, in an operator's words. */
import { giftBarYears } from '../../../domain/gift-bar.ts';
import type { Text } from '../../../domain/text.ts';

export const reportTexts = {
  title: { zh: '被举报的礼物', en: 'Reported gifts' },
  lead: {
    zh: '收礼人举报的礼物和对话。举报后礼物已停止，请读一读再决定。',
    en: 'Gifts and conversations that recipients reported. They stopped by themselves; read them and decide.',
  },
  one: { zh: '处理举报', en: 'One report' },
  show: { zh: '显示', en: 'Show' },
  open: { zh: '待处理', en: 'To decide' },
  all: { zh: '全部', en: 'All' },
  none: { zh: '没有待处理的举报', en: 'No reports to decide about' },
  noneLead: {
    zh: '收礼人举报一份礼物后，会出现在这里。',
    en: 'A gift shows up here when its recipient reports it.',
  },
  age: { zh: '举报于', en: 'Reported' },
  reason: { zh: '举报原因', en: 'Reason' },
  noReason: { zh: '没有写原因', en: 'No reason given' },
  about: { zh: '礼物里的话', en: 'Words of the gift' },
  noWords: { zh: '没有留言', en: 'No words' },
  giver: { zh: '送礼人', en: 'Giver' },
  nameless: { zh: '没有写名字', en: 'No name given' },
  gone: { zh: '已删除自己的资料', en: 'Had themselves deleted' },
  blockedBy: { zh: '屏蔽了送礼人：', en: 'Blocked by' },
  barred: { zh: '已停用', en: 'Stopped' },
  amount: { zh: '金额', en: 'Amount' },
  decide: { zh: '处理', en: 'Decide' },
  look: { zh: '查看', en: 'Look' },
  what: { zh: '要做什么', en: 'What to do' },
  conversation: { zh: '对话', en: 'Conversation' },
  fromGiver: { zh: '送礼人', en: 'Giver' },
  fromRecipient: { zh: '收礼人', en: 'Recipient' },
  why: { zh: '原因', en: 'Why' },
  whyHint: { zh: '写入审计，至少 3 个字', en: 'Goes into the audit; at least 3 characters' },
  close: { zh: '关闭', en: 'Close' },
  done: { zh: '已记录。', en: 'Recorded.' },
} as const satisfies Record<string, Text>;

/** What recipients can choose from; an older report may say it in words of its own. */
const reasons: Readonly<Record<string, Text>> = {
  unwanted: { zh: '不想收到', en: 'Did not want it' },
  harassment: { zh: '骚扰或威胁', en: 'Harassment or threats' },
  fraud: { zh: '像是诈骗', en: 'Looks like fraud' },
  other: { zh: '其他', en: 'Something else' },
};

export function reasonWords(reason: string): Text {
  return reasons[reason] ?? (reason === '' ? reportTexts.noReason : { zh: reason, en: reason });
}

export type ReportAction = 'dismiss' | 'bar' | 'lift' | 'giveBack';

export const reportActions: Readonly<Record<ReportAction, { readonly name: Text; readonly lead: Text }>> = {
  dismiss: {
    name: { zh: '忽略举报', en: 'Dismiss the report' },
    lead: { zh: '不再需要做什么，举报就此了结。', en: 'Nothing more is to be done; the report is closed.' },
  },
  bar: {
    name: { zh: '停用送礼人', en: 'Stop the giver' },
    lead: {
      zh: `这个手机号 ${giftBarYears} 年内不能再送新的礼物，即使送礼人删除自己的资料。举报就此了结，已送出的不受影响。`,
      en: `Their phone can give nothing new for ${giftBarYears} years, even if they have themselves deleted. The report is closed; what they gave stays as it is.`,
    },
  },
  lift: {
    name: { zh: '恢复送礼人', en: 'Let them give again' },
    lead: {
      zh: '这个手机号又可以送礼物。举报的处理结果不变，恢复写入审计。',
      en: 'Their phone can give again. How the report was dealt with stays; the audit says that it was lifted.',
    },
  },
  giveBack: {
    name: { zh: '退回款项', en: 'Give the money back' },
    lead: {
      zh: '礼物收回，款项原路退给送礼人。举报仍待处理。',
      en: 'The gift ends and its money goes back to the giver. The report stays to be decided.',
    },
  },
};

export const decisionNames: Readonly<Record<'dismissed' | 'giverBarred', Text>> = {
  dismissed: { zh: '已忽略', en: 'Dismissed' },
  giverBarred: { zh: '已停用送礼人', en: 'Giver stopped' },
};
