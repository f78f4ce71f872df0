/** What the shopper's screen says about goods that are not sold because of their date. */
import type { Text } from '../domain/text.ts';

export const datesTexts = {
  expiredTitle: { zh: '已过期，不能出售', en: 'Past its date, not for sale' },
  unknownTitle: { zh: '日期无法核对，暂不出售', en: 'We cannot check the date' },
  leftListNote: {
    zh: '已从清单中取下，不会收您的钱。请把它放到一边，交给工作人员。',
    en: 'It was taken off your list and costs you nothing. Please set it aside for our staff.',
  },
  notAddedNote: {
    zh: '没有加入清单，不会收您的钱。请把它放到一边，交给工作人员。',
    en: 'It was not added and costs you nothing. Please set it aside for our staff.',
  },
  unknownNote: {
    zh: '机器的时钟还没有校准，没法核对日期。请把它放回原处，其他商品照常结账。',
    en: 'This machine has no reliable clock right now. Please put the item back; everything else can be bought.',
  },
  soldUntil: { zh: '到期日 {date}', en: 'Use by {date}' },
  madeAndKeeps: { zh: '{date} 生产，保质 {days} 天', en: 'Made on {date}, keeps for {days} days' },
  madeAndKeepsOneDay: { zh: '{date} 生产，保质 1 天', en: 'Made on {date}, keeps for one day' },
  byGoodsIn: { zh: '按进货记录', en: 'As recorded when it came in' },
  lot: { zh: '批号 {lot}', en: 'Batch {lot}' },
  pieces: { zh: '{pieces} 件', en: '{pieces} pieces' },
  understood: { zh: '知道了', en: 'Understood' },
  goods: { zh: '不能出售的商品', en: 'Goods that are not sold' },
  unchecked: { zh: '日期未核对，请看包装', en: 'Date not checked, please see the package' },
  second: { zh: '请看日期提示', en: 'Please see the note about the date' },
} as const satisfies Record<string, Text>;

const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** A calendar date as people say it; what is no date stays as it is. */
export function dateText(dateIso: string): Text {
  const [year, month, day] = dateIso.split('-').map(Number);
  const name = monthNames[(month ?? 0) - 1];
  if (!name) return { zh: dateIso, en: dateIso };
  return { zh: `${year}年${month}月${day}日`, en: `${day} ${name} ${year}` };
}
