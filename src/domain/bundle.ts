/**
 * The bundle: everything a machine sells from, published whole by the cloud under a rising version and
 * kept by the machine through outages. A bundle that does not fit is refused and the one before stays.
 */
import { z } from 'zod';
import { codeFormatSchema, codePatternSchema } from './code-pattern.ts';
import { productSchema, selectionSchema } from './product.ts';
import { promotionSchema, promotionsMax } from './promotion.ts';
import { textSchema } from './text.ts';

export const bundleSchema = z
  .object({
    version: z.number().int().min(1),
    merchantId: z.string().max(64),
    machineId: z.string().max(64),
    merchantName: textSchema,
    machineName: textSchema,
    helpPhone: z.string().max(40),
    currency: z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']),
    /** IANA name, e.g. `Asia/Shanghai`. */
    timeZone: z.string().max(64),
    /** How goods leave: the machine may have a scanner, touch selections, or both. */
    selections: z.array(selectionSchema).max(500),
    products: z.array(productSchema).max(1_000_000),
    promotions: z.array(promotionSchema).max(promotionsMax),
    patterns: z.array(codePatternSchema).max(200),
    codeFormats: z.array(codeFormatSchema).max(50),
    tenders: z.object({ code: z.boolean(), cash: z.boolean() }).readonly(),
    /** Base of the receipt's link, `<receiptUrlBase>/<orderId>`. */
    receiptUrlBase: z.url().max(200),
    receiptFooter: textSchema,
  })
  .readonly();
export type Bundle = z.infer<typeof bundleSchema>;
