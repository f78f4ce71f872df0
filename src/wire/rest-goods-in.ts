/** The operations of the REST API about goods taken into stock and goods held back; a part of `restApi`. */
import { z } from 'zod';
import { goodsInFactsSchema, goodsInIdSchema } from '../domain/goods-in-facts.ts';
import { heldBackSchema } from '../domain/held-back.ts';
import { productSchema } from '../domain/product.ts';
import { textSchema } from '../domain/text.ts';
import { merchantQuery, pageQuery, searchText } from './rest-requests.ts';
import { faultCodeSchema, idSchema, pageOf } from './rest-schemas.ts';

const goodsInEntrySchema = z.object({
  ...goodsInFactsSchema.unwrap().shape,
  id: goodsInIdSchema,
  /** Null where the merchant has no such product any more. */
  productName: textSchema.nullable(),
  takenInAtMs: z.number().int(),
  actor: z.string(),
  /** The entry that took its place. */
  correctedBy: goodsInIdSchema.nullable(),
  /** Machines go by it, once it is published. */
  inForce: z.boolean(),
});
export type GoodsInEntryView = z.infer<typeof goodsInEntrySchema>;

/** What a code says about goods, as a machine would read it. */
const goodsReadingSchema = z.object({
  /** `gs1`, `digitalLink`, `gtin`, or the id of the code rule; null where it could not be read. */
  by: z.string().nullable(),
  fault: faultCodeSchema.optional(),
  product: productSchema.nullable(),
  lot: z.string().optional(),
  serial: z.string().optional(),
  producedOn: z.string().optional(),
  expiresOn: z.string().optional(),
  bestBefore: z.string().optional(),
  shelfLifeDays: z.number().int().optional(),
  quantity: z.number().int().optional(),
});

const heldBackEventSchema = heldBackSchema.extend({
  kiosk: idSchema,
  journalId: z.string(),
  seq: z.number().int(),
  place: z.number().int(),
  atMs: z.number().int(),
  orderId: z.string().nullable(),
});
export type HeldBackEventView = z.infer<typeof heldBackEventSchema>;

export const goodsInApi = {
  listGoodsIn: {
    method: 'GET',
    path: '/api/goods-in',
    summary: 'Goods taken into stock, newest first',
    permission: 'read',
    query: pageQuery.extend({
      text: searchText,
      product: z.string().max(64).optional(),
      state: z.enum(['inForce', 'all']).default('inForce'),
    }),
    answer: pageOf(goodsInEntrySchema),
  },
  takeGoodsIn: {
    method: 'PUT',
    path: '/api/goods-in/{id}',
    summary:
      'Record goods taken into stock, or a correction as an entry of its own; again with the same id changes nothing. Takes effect with the next publication',
    permission: 'takeGoodsIn',
    query: merchantQuery,
    body: goodsInFactsSchema,
    answer: goodsInEntrySchema,
  },
  readGoodsCode: {
    method: 'POST',
    path: '/api/goods-in/read-code',
    summary: 'What a code says about goods, read as a machine reads it; changes nothing',
    permission: 'takeGoodsIn',
    query: merchantQuery,
    body: z.object({ code: z.string().min(1).max(400), symbology: z.string().max(3).optional() }),
    answer: goodsReadingSchema,
  },
  listHeldBack: {
    method: 'GET',
    path: '/api/held-back-goods',
    summary: 'Goods that machines did not sell because of their date, newest first',
    permission: 'read',
    query: pageQuery.extend({ kiosk: idSchema.optional() }),
    answer: pageOf(heldBackEventSchema),
  },
} as const;
