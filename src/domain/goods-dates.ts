/**
 * The date until which goods are sold, from what their code says and what was recorded when they were taken
 * in. An entry about the item or its batch is about these very goods: of its date and the code's the earlier
 * holds, so that a corrected batch is stopped whatever is printed on it. An entry about the article cannot know
 * which goods these are: it speaks only where nothing closer does.
 */
import type { Item } from './basket.ts';
import { type CloseEntries, closeEntries, closest, type GoodsIn } from './goods-in.ts';
import type { GoodsReading } from './goods-reading.ts';
import { expiryOf } from './shelf-life.ts';

export interface GoodsDates {
  readonly lot?: string;
  readonly producedOn?: string;
  readonly expiresOn?: string;
  /** Absent where the code names the date. */
  readonly dateBy?: 'goodsIn';
  readonly promotionId?: string;
}

export type DatedReading = Pick<
  GoodsReading,
  'lot' | 'serial' | 'producedOn' | 'expiresOn' | 'bestBefore' | 'shelfLifeDays'
>;

/** `shelfLifeDays` is the catalogue's, for goods of which only the day of production is known. */
export function goodsDates(
  reading: DatedReading,
  entries: readonly GoodsIn[],
  shelfLifeDays: number | undefined,
  bestBeforeBlocks: boolean,
): GoodsDates {
  const close = closeEntries(entries, reading);
  const keeps = closest(close, (entry) => entry.shelfLifeDays) ?? shelfLifeDays;
  const own = reading.shelfLifeDays ?? keeps;
  const byCode = expiryOf({ ...reading, ...(own && { shelfLifeDays: own }) }, bestBeforeBlocks);
  const producedOn = reading.producedOn ?? close.item?.producedOn ?? close.batch?.producedOn;
  const lot = reading.lot ?? close.item?.lot;
  const promotionId = closest(close, (entry) => entry.promotionId);
  return {
    ...(lot === undefined ? {} : { lot }),
    ...(producedOn === undefined ? {} : { producedOn }),
    ...(promotionId === undefined ? {} : { promotionId }),
    ...earlier(byCode === undefined ? undefined : { expiresOn: byCode }, close, keeps),
  };
}

type Dated = Required<Pick<GoodsDates, 'expiresOn'>> & Pick<GoodsDates, 'dateBy'>;

/** The date that holds beside one that is known already. */
export function earlier(
  known: Dated | undefined,
  close: CloseEntries,
  keeps: number | undefined,
): Dated | undefined {
  const recorded = expiryIn(close.item, keeps) ?? expiryIn(close.batch, keeps);
  const article = known || recorded ? undefined : expiryIn(close.article, keeps);
  const expiresOn = recorded ?? article;
  if (expiresOn === undefined || (known && known.expiresOn <= expiresOn)) return known;
  return { expiresOn, dateBy: 'goodsIn' };
}

function expiryIn(entry: GoodsIn | undefined, keeps: number | undefined): string | undefined {
  if (!entry) return undefined;
  const { expiresOn, producedOn, shelfLifeDays = keeps } = entry;
  return expiryOf(
    {
      ...(expiresOn === undefined ? {} : { expiresOn }),
      ...(producedOn === undefined ? {} : { producedOn }),
      ...(shelfLifeDays === undefined ? {} : { shelfLifeDays }),
    },
    false,
  );
}

/** An item of the list by what is recorded now; the same item where nothing about it changed. */
export function redated(item: Item, entries: readonly GoodsIn[], shelfLifeDays: number | undefined): Item {
  const close = closeEntries(entries, item);
  const keeps = closest(close, (entry) => entry.shelfLifeDays) ?? shelfLifeDays;
  const { expiresOn, promotionId } = item;
  const dated = earlier(expiresOn === undefined ? undefined : { expiresOn }, close, keeps);
  const named = closest(close, (entry) => entry.promotionId);
  if (dated?.expiresOn === expiresOn && named === promotionId) return item;
  const { promotionId: _before, ...rest } = item;
  return { ...rest, ...dated, ...(named === undefined ? {} : { promotionId: named }) };
}
