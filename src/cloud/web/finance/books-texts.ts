/** The words of differences and statements. */
import type { Text } from '../../../domain/text.ts';
import type { StateWords } from '../language/state-texts.ts';

export const differencePageTexts = {
  lead: {
    zh: '每一笔都要有人说明并了结；了结会记入总账并留下记录。',
    en: 'Each one is explained and closed by somebody; closing posts to the ledger and stays on record.',
  },
  state: { zh: '状态', en: 'State' },
  anyState: { zh: '全部状态', en: 'Any state' },
  unsettled: { zh: '未了结', en: 'Not settled' },
  channel: { zh: '渠道', en: 'Channel' },
  anyChannel: { zh: '全部渠道', en: 'Any channel' },
  category: { zh: '类型', en: 'Kind' },
  anyCategory: { zh: '全部类型', en: 'Any kind' },
  age: { zh: '已有多久', en: 'Age' },
  day: { zh: '账单日', en: 'Day' },
  what: { zh: '差异', en: 'Difference' },
  ours: { zh: '我方', en: 'Ours' },
  channelSide: { zh: '渠道方', en: 'Channel' },
  firstPayment: { zh: '先付', en: 'Paid first' },
  secondPayment: { zh: '又付', en: 'Paid again' },
  tooMuch: { zh: '多收', en: 'Too much' },
  stay: { zh: '停车场 · 停车号', en: 'Lot · stay' },
  delta: { zh: '渠道方视角的差额', en: 'By the channel, more or less' },
  order: { zh: '订单', en: 'Order' },
  orderNo: { zh: '商户订单号', en: 'Order number' },
  tradeNo: { zh: '渠道交易号', en: 'Trade number' },
  owner: { zh: '负责人', en: 'Owner' },
  nobody: { zh: '没有人', en: 'Nobody' },
  decide: { zh: '处理', en: 'Decide' },
  none: { zh: '没有这样的差异', en: 'There are no such differences' },
  noneLead: {
    zh: '对账发现的差异和重复支付的停车费会列在这里。',
    en: 'What comparing statements finds, and parking paid twice, is listed here.',
  },
  history: { zh: '经过', en: 'What was done' },
  noHistory: { zh: '还没有人处理', en: 'Nothing yet' },
  action: { zh: '怎么处理', en: 'What to do' },
  note: { zh: '理由', en: 'Why' },
  noteHint: { zh: '至少 3 个字，会写入审计。', en: 'At least three characters; it goes into the audit.' },
  until: { zh: '等到哪天', en: 'Wait until' },
  ownerLogin: { zh: '负责人的登录名', en: "The owner's login" },
  limit: { zh: '一次最多核销 {amount}。', en: 'At most {amount} may be written off at once.' },
  send: { zh: '执行', en: 'Do it' },
  done: { zh: '已记录。', en: 'It is on record.' },
  close: { zh: '关闭', en: 'Close' },
  closedBy: { zh: '由 {actor} 了结', en: 'Closed by {actor}' },
} as const satisfies Record<string, Text>;

export const differenceStateWords = {
  open: { zh: '未处理', en: 'Open', tone: 'warning' },
  waiting: { zh: '等待中', en: 'Waiting', tone: 'busy' },
  closed: { zh: '已了结', en: 'Closed', tone: 'good' },
  withdrawn: { zh: '已消失', en: 'Gone by itself', tone: 'quiet' },
} as const satisfies Record<string, StateWords>;

export const actionNames = {
  book: { zh: '按渠道方入账', en: "Take the channel's view into the books" },
  refund: { zh: '退给付款人', en: 'Give it back to the payer' },
  handBack: { zh: '已在停车场退还', en: 'Given back at the lot' },
  claim: { zh: '向渠道追索', en: 'Claim it from the channel' },
  writeOff: { zh: '核销', en: 'Write it off' },
  wait: { zh: '再等', en: 'Wait' },
  assign: { zh: '交给某人', en: 'Assign it' },
} as const satisfies Record<string, Text>;

/** What else stands in the history. */
export const happenedNames = {
  found: { zh: '发现', en: 'Found' },
  foundAgain: { zh: '再次发现', en: 'Found again' },
  changed: { zh: '金额变化', en: 'Another amount' },
  matched: { zh: '已对上', en: 'Matched' },
  usedUp: { zh: '停得更久，已抵停车费', en: 'Used up: the car stayed longer' },
} as const satisfies Record<string, Text>;

export const importTexts = {
  lead: {
    zh: '渠道的账单按天取回；也可以上传平台给的文件（原样，不要改动）。',
    en: 'Statements of the channels are fetched day by day; a file can be uploaded exactly as the platform gave it.',
  },
  upload: { zh: '上传账单', en: 'Upload a statement' },
  channel: { zh: '渠道', en: 'Channel' },
  day: { zh: '账单日', en: 'Day' },
  file: { zh: '文件', en: 'File' },
  send: { zh: '上传并对账', en: 'Upload and compare' },
  fetch: { zh: '现在取回', en: 'Fetch it now' },
  imported: { zh: '已导入 {rows} 行，并已对账。', en: '{rows} rows taken, and the day compared.' },
  refused: {
    zh: '整份文件被拒绝：第 {line} 行 {column}',
    en: 'The whole file was refused: line {line} {column}',
  },
  problem: { zh: '问题', en: 'Trouble' },
  absent: { zh: '平台还没有这天的账单。', en: 'The platform has no statement of that day yet.' },
  noTrades: { zh: '那天没有交易。', en: 'There were no trades on that day.' },
  statements: { zh: '收到的账单', en: 'Statements that came' },
  noStatements: { zh: '还没有账单', en: 'No statements yet' },
  state: { zh: '状态', en: 'State' },
  rows: { zh: '行数', en: 'Rows' },
  source: { zh: '来源', en: 'From' },
  received: { zh: '收到', en: 'Came' },
  fetched: { zh: '自动取回', en: 'fetched' },
  uploaded: { zh: '上传', en: 'uploaded' },
  runs: { zh: '对账', en: 'Days compared' },
  noRuns: { zh: '还没有对过账', en: 'No day was compared yet' },
  times: { zh: '次数', en: 'Times' },
  ended: { zh: '完成', en: 'Ended' },
  again: { zh: '重新对账', en: 'Compare again' },
  compared: { zh: '已重新对账。', en: 'Compared again.' },
  next: { zh: '下一份账单', en: 'Next statements' },
  nextLine: { zh: '{channel}：{day}，预计 {at} 之后', en: '{channel}: {day}, expected after {at}' },
  noNext: { zh: '还没有渠道的账单', en: 'No channel sends statements yet' },
} as const satisfies Record<string, Text>;

export const statementStates = {
  imported: { zh: '已导入', en: 'Imported', tone: 'good' },
  superseded: { zh: '已被新文件取代', en: 'Superseded', tone: 'quiet' },
  refused: { zh: '已拒绝', en: 'Refused', tone: 'bad' },
  none: { zh: '当天无交易', en: 'No trades', tone: 'quiet' },
} as const satisfies Record<string, StateWords>;

export const runStates = {
  done: { zh: '已完成', en: 'Done', tone: 'good' },
  failed: { zh: '失败', en: 'Failed', tone: 'bad' },
} as const satisfies Record<string, StateWords>;
