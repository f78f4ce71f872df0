/**
 * What was recorded when goods were taken into stock (requirement A11), as it travels to a machine: about one
 * item (its serial number), a batch (its lot) or, with neither, the article. At most one entry for each of
 * them is in force; a correction took the place of the entry before it.
 */
import { z } from 'zod';
import { shelfLifeDaysMax } from './goods-reading.ts';
import { isIsoDate } from './shelf-life.ts';

/** As many entries travel inside a bundle; where there are more, all stand in the catalogue. */
export const bundleGoodsInMax = 2000;

export const isoDateSchema = z.string().max(10).refine(isIsoDate, 'no day of the calendar');

export const goodsInSchema = z
  .object({
    entryId: z.string().min(1).max(40),
    productId: z.string().min(1).max(64),
    /** Batch, as the codes carry it. */
    lot: z.string().min(1).max(20).optional(),
    /** Serial number of a single item. */
    serial: z.string().min(1).max(20).optional(),
    producedOn: isoDateSchema.optional(),
    /** The last day on which the goods may be sold. */
    expiresOn: isoDateSchema.optional(),
    shelfLifeDays: z.number().int().min(1).max(shelfLifeDaysMax).optional(),
    /** The code rule that reads the labels of these goods, whatever stands before it in the table. */
    patternId: z.string().min(1).max(64).optional(),
    /** The promotion that holds for these goods. */
    promotionId: z.string().min(1).max(64).optional(),
  })
  .readonly();
export type GoodsIn = z.infer<typeof goodsInSchema>;

/** The entries about goods, the closest first: the item's own, its batch's, the article's. */
export interface CloseEntries {
  readonly item?: GoodsIn;
  readonly batch?: GoodsIn;
  readonly article?: GoodsIn;
}

/** Of a product's entries those about the goods that a code names; the item's own entry may name its batch. */
export function closeEntries(
  entries: readonly GoodsIn[],
  { lot, serial }: { readonly lot?: string | undefined; readonly serial?: string | undefined },
): CloseEntries {
  const item = serial === undefined ? undefined : entries.find((entry) => entry.serial === serial);
  const batchLot = lot ?? item?.lot;
  const batch =
    batchLot === undefined
      ? undefined
      : entries.find((entry) => entry.serial === undefined && entry.lot === batchLot);
  const article = entries.find((entry) => entry.serial === undefined && entry.lot === undefined);
  return {
    ...(item === undefined ? {} : { item }),
    ...(batch === undefined ? {} : { batch }),
    ...(article === undefined ? {} : { article }),
  };
}

/** The first of the entries that says something, the closest asked first. */
export function closest<T>(close: CloseEntries, of: (entry: GoodsIn) => T | undefined): T | undefined {
  for (const entry of [close.item, close.batch, close.article]) {
    const said = entry && of(entry);
    if (said !== undefined) return said;
  }
  return undefined;
}
