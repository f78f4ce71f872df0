/**
 * What a person records when goods are taken into stock. An entry stays as it was written; a correction is an
 * entry that names the one it takes the place of, and one that is `withdrawn` leaves nothing in its place.
 */
import { z } from 'zod';
import { goodsInSchema } from './goods-in.ts';
import { addDays } from './shelf-life.ts';

export const goodsInIdSchema = z.string().regex(/^gin_[0-9A-Za-z]{8,32}$/);

/** What is said about the goods; how many came and why is for people, and no machine asks for it. */
export const goodsInFactsSchema = z
  .object({
    ...goodsInSchema.unwrap().omit({ entryId: true }).shape,
    /** Pieces that came in. */
    quantity: z.number().int().min(1).max(100_000).optional(),
    /** Delivery note, supplier, reason of a correction. */
    note: z.string().max(200).default(''),
    /** The entry that this one takes the place of. */
    corrects: goodsInIdSchema.optional(),
    /** Nothing takes the place of the corrected entry. */
    withdrawn: z.boolean().default(false),
  })
  .readonly();
export type GoodsInFacts = z.infer<typeof goodsInFactsSchema>;
export type GoodsInField = keyof GoodsInFacts;

/** Years that a date may lie ahead: what is further away is a slip of the pen. */
const daysAheadMax = 36_500;

/** The first field that does not fit the others or the day; undefined where all do. */
export function goodsInProblem(facts: GoodsInFacts, todayIso: string): GoodsInField | undefined {
  const { producedOn, expiresOn, serial, quantity, withdrawn, corrects } = facts;
  if (producedOn !== undefined && producedOn > addDays(todayIso, 1)) return 'producedOn';
  if (expiresOn !== undefined && producedOn !== undefined && expiresOn < producedOn) return 'expiresOn';
  if (expiresOn !== undefined && expiresOn > addDays(todayIso, daysAheadMax)) return 'expiresOn';
  if (serial !== undefined && (quantity ?? 1) !== 1) return 'quantity';
  if (withdrawn && corrects === undefined) return 'corrects';
  return undefined;
}
