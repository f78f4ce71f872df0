/** What the page about conversion says. */
import type { Face, FunnelStep } from '../../../domain/interaction.ts';
import type { Text } from '../../../domain/text.ts';

export const funnelTexts = {
  title: { zh: '转化', en: 'Conversion' },
  lead: {
    zh: '有多少次到访走到了付款。由屏幕上的页面和点按计算，不含任何个人信息；个别事件可能丢失。',
    en: 'How many visits get as far as paying. Counted from pages shown and elements touched, with nothing about any person; single events may be lost.',
  },
  steps: { zh: '各步的到访次数', en: 'Visits by step' },
  ofFirst: { zh: '占开始的 {percent}', en: '{percent} of those that began' },
  ofBefore: { zh: '上一步的 {percent}', en: '{percent} of the step before' },
  face: { zh: '界面', en: 'Where' },
  source: { zh: '机器或客户端', en: 'Machine or client' },
  anySource: { zh: '全部', en: 'All' },
  period: { zh: '时间', en: 'Period' },
  empty: { zh: '这段时间没有到访', en: 'No visits in this time' },
  emptyLead: { zh: '换一段时间，或换一台机器看看。', en: 'Choose another period or machine.' },
  dropped: {
    zh: '这段时间有 {count} 个事件在途中丢失，实际次数可能略高。',
    en: '{count} events were lost on the way in this time; the true numbers may be a little higher.',
  },
  pages: { zh: '页面', en: 'Pages' },
  page: { zh: '页面', en: 'Page' },
  element: { zh: '元素', en: 'Element' },
  visits: { zh: '到访', en: 'Visits' },
  touches: { zh: '点按', en: 'Touches' },
  elements: { zh: '点按最多的元素', en: 'What is touched most' },
} as const satisfies Record<string, Text>;

export const stepNames: Readonly<Record<FunnelStep, Text>> = {
  began: { zh: '开始选购或打开订单', en: 'Began: goods chosen, or order opened' },
  wantedToPay: { zh: '要付款', en: 'Wanted to pay' },
  tendered: { zh: '出示付款或投币', en: 'Tendered: code, card or coins' },
  paid: { zh: '已付款', en: 'Paid' },
};

export const faceNames: Readonly<Record<Face, Text>> = {
  kiosk: { zh: '机器屏幕', en: 'Machine screens' },
  cashier: { zh: '收银页', en: 'Cashier pages' },
};

/** Days back from now, by the value of the choice. */
export const periods = [
  { value: '1', days: 1, name: { zh: '最近 24 小时', en: 'Last 24 hours' } },
  { value: '7', days: 7, name: { zh: '最近 7 天', en: 'Last 7 days' } },
  { value: '30', days: 30, name: { zh: '最近 30 天', en: 'Last 30 days' } },
  { value: '90', days: 90, name: { zh: '最近 90 天', en: 'Last 90 days' } },
] as const;
