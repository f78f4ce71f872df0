/** The words of the finance pages. */
import type { Text } from '../../../domain/text.ts';
import type { DifferenceAge } from '../../../wire/rest-forms.ts';

export const financeTexts = {
  title: { zh: '账务', en: 'Books' },
  overview: { zh: '概览', en: 'Overview' },
  forms: { zh: '报表', en: 'Forms' },
  differences: { zh: '差异', en: 'Differences' },
  imports: { zh: '对账文件', en: 'Statements' },
  schedules: { zh: '发送计划', en: 'Sending' },
  parts: { zh: '账务各页', en: 'Pages of the books' },
  form: { zh: '报表', en: 'Form' },
  by: { zh: '按', en: 'By' },
  andBy: { zh: '再按', en: 'then by' },
  nothingMore: { zh: '（不再细分）', en: '(no more)' },
  period: { zh: '时段', en: 'Period' },
  from: { zh: '从', en: 'From' },
  to: { zh: '到', en: 'To' },
  total: { zh: '合计', en: 'Total' },
  all: { zh: '全部', en: 'all' },
  empty: { zh: '这段时间没有收款', en: 'Nothing was taken in this period' },
  emptyLead: {
    zh: '换一个时段，或去掉筛选条件。',
    en: 'Choose another period, or take a filter away.',
  },
  cut: {
    zh: '只显示前 {count} 行；合计包含全部。',
    en: 'Only the first {count} rows are shown; the total is of all.',
  },
  waiting: {
    zh: '还有 {count} 笔变化正在计入。',
    en: '{count} changes are still being counted.',
  },
  uncounted: {
    zh: '有 {count} 笔变化无法计入，不在上面的数字里。',
    en: '{count} changes could not be counted and are not in these numbers.',
  },
  share: { zh: '各行净额', en: 'Net of each row' },
  rowLink: { zh: '查看 {name} 的付款', en: 'Payments of {name}' },
  xlsx: { zh: '下载 Excel', en: 'Download Excel' },
  csv: { zh: '下载 CSV', en: 'Download CSV' },
  fileCut: {
    zh: '文件只含最新的 {count} 笔，合计包含全部。',
    en: 'The file has the newest {count}; its total is of all.',
  },
  allForms: { zh: '下载全部报表', en: 'Download all forms' },
  payments: { zh: '付款明细', en: 'Payments' },
  backToForm: { zh: '返回报表', en: 'Back to the form' },
  without: { zh: '去掉筛选：{name}', en: 'Take the filter away: {name}' },
  noGoods: { zh: '不对应商品', en: 'Not for goods' },
  noPayments: { zh: '没有这样的付款', en: 'There are no such payments' },
} as const satisfies Record<string, Text>;

export const overviewTexts = {
  lead: {
    zh: '按各场所的当地日期；每个数字都能点到付款。',
    en: "By the days of each site's own clock; every number leads to its payments.",
  },
  takings: { zh: '各渠道每日净额', en: 'Net by channel and day' },
  channels: { zh: '渠道', en: 'Channels' },
  today: { zh: '今天', en: 'Today' },
  period: { zh: '最近 {days} 天', en: 'Last {days} days' },
  net: { zh: '净额', en: 'Net' },
  corrections: { zh: '优惠与积分', en: 'Coupons and points' },
  refunds: { zh: '退款', en: 'Refunds' },
  openDifferences: { zh: '未了结差异', en: 'Open differences' },
  noDifferences: { zh: '没有未了结的差异', en: 'No open differences' },
  age: { zh: '已有多久', en: 'Open for' },
  count: { zh: '笔数', en: 'Differences' },
  moreMinor: { zh: '渠道多', en: 'Channel has more' },
  lessMinor: { zh: '渠道少', en: 'Channel has less' },
  more: { zh: '查看', en: 'Look' },
  table: { zh: '以表格显示', en: 'As a table' },
  chart: { zh: '{days} 天内各渠道每日净额的柱状图', en: 'Columns: net by channel on each of {days} days' },
} as const satisfies Record<string, Text>;

export const periodNames = {
  today: { zh: '今天', en: 'Today' },
  yesterday: { zh: '昨天', en: 'Yesterday' },
  week: { zh: '最近 7 天', en: 'Last 7 days' },
  month: { zh: '本月', en: 'This month' },
  lastMonth: { zh: '上月', en: 'Last month' },
  year: { zh: '今年', en: 'This year' },
  custom: { zh: '自选', en: 'Chosen days' },
} as const satisfies Record<string, Text>;

export const ageNames = {
  day: { zh: '不到 1 天', en: 'less than a day' },
  threeDays: { zh: '1–3 天', en: '1 to 3 days' },
  week: { zh: '3–7 天', en: '3 to 7 days' },
  older: { zh: '超过 7 天', en: 'more than 7 days' },
} as const satisfies Record<DifferenceAge, Text>;
