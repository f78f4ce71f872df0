/** What the shopper's screen says about a list that is sorted or marked. */
import type { Text } from '../domain/text.ts';

export const listTexts = {
  check: { zh: '核对清单', en: 'Check your list' },
  priceAscending: { zh: '价格从低到高', en: 'Cheapest first' },
  priceDescending: { zh: '价格从高到低', en: 'Dearest first' },
  number: { zh: '第 {number} 个扫入', en: 'Scanned as no. {number}' },
  dear: { zh: '高于 {price}', en: 'Over {price}' },
  dearCount: { zh: '高于 {price}：{pieces} 件', en: 'Over {price}: {pieces}' },
  dearNone: { zh: '没有高于 {price} 的', en: 'None over {price}' },
  many: { zh: '同款共 {pieces} 件', en: '{pieces} of these' },
  manyCount: { zh: '同款超过 {over} 件：{names} 种', en: 'More than {over} of a kind: {names}' },
  lastChanged: { zh: '刚改的', en: 'Last change' },
} as const satisfies Record<string, Text>;
