/**
 * Goods that are not sold because of their date: what the shopper is warned of, what goes on record, and what
 * the console shows to whoever takes them off the shelf.
 */
import { z } from 'zod';
import { textSchema } from './text.ts';

export const heldBackSchema = z.object({
  productId: z.string().max(64),
  name: textSchema,
  picture: z.string().max(64).optional(),
  quantity: z.number().int().min(1).max(999),
  lot: z.string().max(20).optional(),
  serial: z.string().max(20).optional(),
  producedOn: z.string().max(10).optional(),
  /** The last day on which they might have been sold. */
  expiresOn: z.string().max(10),
  /** Who named the date: the code, or the record of goods taken in. */
  dateBy: z.enum(['code', 'goodsIn']),
  /** `clockUnknown`: nobody knows what day it is, and the site refuses dated goods then. */
  reason: z.enum(['expired', 'clockUnknown']),
  /** They were on the list before; otherwise they were just presented. */
  wasListed: z.boolean(),
});
export type HeldBack = z.infer<typeof heldBackSchema>;
