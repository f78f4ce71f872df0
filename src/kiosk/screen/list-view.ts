/** The settlement list by the rules of the site and of the member whose list it is, as data for both screens. */
import type { PricedLine } from '../../domain/basket.ts';
import { type DisplayPolicy, type DisplayWish, rulesFor, showList } from '../../domain/display-rules.ts';
import type { View } from './view.ts';

/** Absent where the list is as scanned and nothing is marked. */
export function listOf(
  lines: readonly PricedLine[],
  policy: DisplayPolicy | undefined,
  wish: DisplayWish | undefined,
): Pick<View, 'list'> {
  const rules = rulesFor(policy, wish);
  const plain = rules.order === 'asScanned' && rules.dearOverMinor === null && rules.manyOver === null;
  if (plain || lines.length === 0) return {};
  const { lines: shown, ...list } = showList(lines, rules);
  return {
    list: {
      ...list,
      lines: shown.map(({ line, number, dear, many, ofName }) => ({
        ...{ lineId: line.lineId, number },
        ...(dear ? { dear: true as const } : {}),
        ...(many ? { many: ofName } : {}),
      })),
    },
  };
}
