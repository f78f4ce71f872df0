/**
 * A product as a line of the catalogue: where more goods were taken in than travel inside a bundle, the newest
 * entries in force of each product stand on its own line.
 */
import { z } from 'zod';
import { goodsInSchema } from './goods-in.ts';
import { productSchema } from './product.ts';

/** So many entries fit into a line of the catalogue beside the product. */
export const productGoodsInMax = 300;

export const stockedProductSchema = z
  .object({
    ...productSchema.unwrap().shape,
    goodsIn: z.array(goodsInSchema).max(productGoodsInMax).optional(),
  })
  .readonly();
export type StockedProduct = z.infer<typeof stockedProductSchema>;
