/** Faults of the books, their statements and differences, in the operator's words. */
export const financeFaultTexts = {
  BOOKS_UNBALANCED: {
    zh: '分录不平',
    en: 'Entry unbalanced',
    advice: '分录借贷不平，没有记账。程序有缺陷。',
  },
  BOOKS_DAY_CLOSED: {
    zh: '该日不能结账',
    en: 'Day cannot be closed',
    advice: '这一天还没有结束，或已经结账。',
  },
  BOOKS_BROKEN: {
    zh: '账簿有误',
    en: 'Books broken',
    advice: '夜间检查发现分录不平，或已结账的日子与结账时不同。告警里写明了是哪些。',
  },
  STATEMENT_ENCODING: {
    zh: '账单编码不对',
    en: 'Statement encoding wrong',
    advice: '账单不是平台所用的编码，没有导入任何内容。',
  },
  STATEMENT_LAYOUT: {
    zh: '账单格式不对',
    en: 'Statement layout wrong',
    advice: '账单的行、列或压缩包与平台的格式不符，没有导入任何内容。',
  },
  STATEMENT_TRUNCATED: {
    zh: '账单不完整',
    en: 'Statement cut short',
    advice: '账单在汇总之前就结束了，没有导入任何内容，请重新获取。',
  },
  STATEMENT_CELL: {
    zh: '账单单元格无法读取',
    en: 'Statement cell unreadable',
    advice: '账单里有一格无法读取，行号和列名已指出，没有导入任何内容。',
  },
  STATEMENT_TOTALS: {
    zh: '账单合计不符',
    en: 'Statement totals differ',
    advice: '账单明细与汇总不符，没有导入任何内容，请向平台重新索取。',
  },
  STATEMENT_OTHER_DAY: {
    zh: '账单日期不对',
    en: 'Statement of another day',
    advice: '账单或其中一行属于另一天，没有导入任何内容。',
  },
  STATEMENT_OTHER_ACCOUNT: {
    zh: '账单商户号不对',
    en: 'Statement of another account',
    advice: '账单或其中一行属于另一个商户号，没有导入任何内容。',
  },
  STATEMENT_KNOWN: { zh: '账单已导入', en: 'Statement known', advice: '这份账单以前已经收到，没有变化。' },
  STATEMENT_HASH: {
    zh: '账单摘要不符',
    en: 'Statement hash differs',
    advice: '账单与平台给出的摘要不符，将重新获取。',
  },
  STATEMENT_NOT_READY: {
    zh: '账单尚未生成',
    en: 'Statement not ready',
    advice: '平台还没有生成这一天的账单，稍后再取。',
  },
  DIFFERENCE_CLOSED: {
    zh: '差异已关闭',
    en: 'Difference closed',
    advice: '已有人关闭这项差异，历史里写明了是谁、怎样关闭的。',
  },
  DIFFERENCE_ACTION_UNFIT: {
    zh: '不能这样处理',
    en: 'Action does not fit',
    advice: '这项差异不能这样关闭，回答里列出了可用的办法。',
  },
  WRITE_OFF_LIMIT: {
    zh: '超过核销限额',
    en: 'Over the write-off limit',
    advice: '差异超过可以核销的金额，请入账或向平台追索。',
  },
} as const;
