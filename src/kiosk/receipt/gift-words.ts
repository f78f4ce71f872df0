/**
 * The giver's words on paper: before the receipt's own code, and on a label for every cup behind a cut. They are
 * added when it is printed and stand in no record.
 */
import type { PricedLine } from '../../domain/basket.ts';
import type { GiftWording } from '../../domain/gift.ts';
import type { Language } from '../../domain/text.ts';
import { plain } from './plain-text.ts';

const words = {
  zh: {
    from: (name: string) => `${name}送您的礼物`,
    fromHidden: '有人送您的礼物',
    contact: '联系送礼人',
  },
  en: {
    from: (name: string) => `A gift from ${name}`,
    fromHidden: 'A gift for you',
    contact: 'Reach the giver',
  },
} as const;

/** Cups of one order that get a label. */
const labelsMax = 8;

/** The receipt with the giver's words; as it is where nobody gave anything. */
export function withGiverWords(
  receiptLine: string,
  wording: GiftWording | undefined,
  lines: readonly PricedLine[],
  language: Language,
): string {
  if (!wording) return receiptLine;
  const rows = receiptLine.split('\n');
  const at = rows.findIndex((row) => row.startsWith('{code:'));
  const place = at < 0 ? Math.max(0, rows.length - 1) : at;
  const block = ['{width:auto}', ...giverRows(wording, language), '---'];
  return [
    ...rows.slice(0, place),
    ...block,
    ...rows.slice(place),
    ...cupLabels(wording, lines, language),
  ].join('\n');
}

function heading({ giverName }: GiftWording, language: Language): string {
  const say = words[language];
  return `^"${plain(giverName ? say.from(giverName) : say.fromHidden)}`;
}

function giverRows(wording: GiftWording, language: Language): string[] {
  const said = wordRows(wording);
  const { giverContact } = wording;
  const contact = giverContact ? [plain(`${words[language].contact}: ${giverContact}`)] : [];
  return [heading(wording, language), ...said, ...contact];
}

/** Each line of what the giver wrote is one of the paper. */
function wordRows({ words: said }: GiftWording): string[] {
  return said
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '')
    .map((row) => plain(row));
}

/** One label for each cup, cut apart. */
function cupLabels(wording: GiftWording, lines: readonly PricedLine[], language: Language): string[] {
  const cups = lines.flatMap((line) =>
    line.delivery.how === 'recipe' ? Array.from({ length: line.quantity }, () => line) : [],
  );
  return cups
    .slice(0, labelsMax)
    .flatMap((cup) => [
      '{width:auto}',
      `^^"${plain(cup.name[language])}`,
      heading(wording, language),
      ...wordRows(wording),
      '===',
    ]);
}
