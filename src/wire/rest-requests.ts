/**
 * What may be asked of the cloud's REST API: filters, pages, whole catalogues and settings of machines.
 */
import { z } from 'zod';
import { codeFormatSchema, codePatternSchema, patternsMax } from '../domain/code-pattern.ts';
import { displayPolicySchema } from '../domain/display-rules.ts';
import { facePolicySchema } from '../domain/identity-policy.ts';
import { memberWaysSchema } from '../domain/member.ts';
import { parkingPolicySchema } from '../domain/parking.ts';
import { storedValueCode } from '../domain/payment-code.ts';
import { productSchema, selectionSchema } from '../domain/product.ts';
import { promotionSchema } from '../domain/promotion.ts';
import { orderStateSchema } from '../domain/record.ts';
import { shelfLifePolicySchema, usualShelfLife } from '../domain/shelf-life-policy.ts';
import { textSchema } from '../domain/text.ts';
import { currencySchema, idSchema, tendersSchema } from './rest-schemas.ts';

export const merchantQuery = z.object({
  /** Only for the platform's `admin`: whose data. */
  merchant: idSchema.optional(),
});
export const pageQuery = merchantQuery.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional(),
});
export const searchText = z.string().max(100).optional();
export const done = z.object({ done: z.literal(true) });
export const password = z.string().min(10).max(200);

export const orderQuerySchema = pageQuery.extend({
  kiosk: idSchema.optional(),
  state: orderStateSchema.optional(),
  /** Opened at or after, UTC milliseconds. */
  from: z.coerce.number().int().min(0).optional(),
  /** Opened before, UTC milliseconds. */
  to: z.coerce.number().int().min(0).optional(),
  /** Part of an order number, a product's name or a platform's trade number. */
  text: searchText,
});

export const catalogueSchema = z.object({
  /** Changes nothing if the merchant already has products. */
  ifEmpty: z.boolean().default(false),
  /** Every list that is given takes the place of the merchant's list. */
  products: z.array(productSchema).max(1_000_000).optional(),
  promotions: z.array(promotionSchema).max(1000).optional(),
  patterns: z.array(codePatternSchema).max(patternsMax).optional(),
  codeFormats: z.array(codeFormatSchema).max(50).optional(),
  kiosks: z
    .array(z.object({ id: idSchema, selections: z.array(selectionSchema).max(500) }))
    .max(1000)
    .optional(),
});
export type CatalogueInput = z.input<typeof catalogueSchema>;

export const cardCodeSchema = z.object({ code: z.string().max(64).regex(storedValueCode) });
export const openCardSchema = cardCodeSchema.extend({
  balanceMinor: z.number().int().min(0).max(100_000_000),
  currency: currencySchema,
});

export const publishedSchema = z.object({
  kiosk: idSchema,
  version: z.number().int(),
  sha256: z.string(),
  /** Whether the broker took it now; otherwise it follows by itself when the broker is back. */
  sent: z.boolean(),
});

export const kioskSettings = z.object({
  name: textSchema,
  helpPhone: z.string().max(40).default(''),
  timeZone: z.string().max(64).default('Asia/Shanghai'),
  tenders: tendersSchema.default({ code: true, cash: true }),
  /** Free parking with a purchase; `null` for none. */
  parking: parkingPolicySchema.nullable().default(null),
  /** Members, and whether a phone number may be typed; `null` for none. */
  members: memberWaysSchema.nullable().default(null),
  /** What the site does about faces; `null` recognises nobody and reads no expression. */
  faces: facePolicySchema.nullable().default(null),
  /** How the settlement list is shown; `null` for as scanned and unmarked. */
  display: displayPolicySchema.nullable().default(null),
  /** What the site does about the dates of goods. */
  shelfLife: shelfLifePolicySchema.default(usualShelfLife),
});
