/** What the mail with forms says: for whom, of which period, what came to, and where the file can be fetched. */
import { formatMoney } from '../../../domain/money.ts';
import type { Language } from '../../../domain/text.ts';
import { amountTexts } from '../../../look/form-texts.ts';
import { say } from '../../../look/say.ts';
import type { FormSheet } from '../forms/form-sheet.ts';

const texts = {
  subject: { zh: '{merchant} 报表 {period}', en: '{merchant}: forms for {period}' },
  hello: { zh: '{recipient}，您好：', en: 'For {recipient}' },
  what: { zh: '附件是 {period} 的报表。', en: 'Attached are the forms for {period}.' },
  line: { zh: '{form}：{rows} 行，{name} {amount}', en: '{form}: {rows} rows, {name} {amount}' },
  link: {
    zh: '七天之内也可以从这里下载（链接请勿转发）：',
    en: 'For seven days they can also be fetched here (please do not pass the link on):',
  },
  foot: {
    zh: '此邮件由系统按计划自动发送，每个时段发送一次。',
    en: 'This mail is sent by a schedule, once for each period.',
  },
};

export interface FormMailFacts {
  readonly merchant: string;
  readonly recipient: string;
  readonly period: string;
  readonly sheets: readonly FormSheet[];
  readonly link: string;
  readonly language: Language;
}

export function formMail({ merchant, recipient, period, sheets, link, language }: FormMailFacts): {
  subject: string;
  text: string;
} {
  const lines = sheets.map((sheet) => {
    const n = sheet.columns.findLastIndex(({ kind }) => kind === 'amount');
    return say(texts.line, language, {
      ...{
        form: sheet.name,
        rows: sheet.rows.length,
        name: sheet.columns[n]?.name ?? amountTexts.netMinor[language],
      },
      amount: formatMoney(Number(sheet.totals[n] ?? 0), sheet.currency),
    });
  });
  return {
    subject: say(texts.subject, language, { merchant, period }),
    text: [
      say(texts.hello, language, { recipient }),
      '',
      say(texts.what, language, { period }),
      '',
      ...lines,
      '',
      say(texts.link, language),
      link,
      '',
      say(texts.foot, language),
      '',
    ].join('\n'),
  };
}
