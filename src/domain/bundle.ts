/**
 * The bundle: everything a machine sells from, published by the cloud under a rising version and kept by the
 * machine through outages. Its products are a catalogue of their own, named by its hash: the machines of a
 * merchant share it, and it travels only when it changed. What does not fit is refused, and the bundle
 * before stays.
 */
import { z } from 'zod';
import { codeFormatSchema, codePatternSchema, patternsMax } from './code-pattern.ts';
import { couponPolicySchema } from './coupon.ts';
import { curveKeyPattern } from './curve-keys.ts';
import { displayPolicySchema } from './display-rules.ts';
import { giftPolicySchema } from './gift.ts';
import { bundleGoodsInMax, goodsInSchema } from './goods-in.ts';
import { facePolicySchema } from './identity-policy.ts';
import { memberPolicySchema } from './member.ts';
import { parkingPolicySchema } from './parking.ts';
import { pointsPolicySchema } from './points.ts';
import { selectionSchema } from './product.ts';
import { promotionSchema, promotionsMax } from './promotion.ts';
import { shelfLifePolicySchema } from './shelf-life-policy.ts';
import { textSchema } from './text.ts';
import { ruleBaseSchema } from './verification-rule.ts';

/**
 * A catalogue by its content: as text, one product as JSON a line, in the merchant's order; as it travels,
 * that text packed with gzip.
 */
export const catalogueRefSchema = z
  .object({
    /** Hex SHA-256 of the text. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    products: z.number().int().min(0).max(1_000_000),
    packedBytes: z
      .number()
      .int()
      .min(1)
      .max(512 * 1024 * 1024),
  })
  .readonly();
export type CatalogueRef = z.infer<typeof catalogueRefSchema>;

/** One product as a line of the text may not be longer. */
export const catalogueLineBytesMax = 64 * 1024;
/** The text of a catalogue may not be longer, unpacked: a million products fit. */
export const catalogueTextBytesMax = 2 * 1024 * 1024 * 1024;

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
    catalogue: catalogueRefSchema,
    promotions: z.array(promotionSchema).max(promotionsMax),
    patterns: z.array(codePatternSchema).max(patternsMax),
    codeFormats: z.array(codeFormatSchema).max(50),
    /** Platforms that make codes for the machine to show, in the order they are offered. */
    shownPlatforms: z.array(z.string().min(1).max(32)).max(8).optional(),
    /** The machine's own part of the verification rules; absent where none were published. */
    verification: ruleBaseSchema.optional(),
    tenders: z.object({ code: z.boolean(), cash: z.boolean() }).readonly(),
    /** Base of the receipt's link, `<receiptUrlBase>/<orderId>`. */
    receiptUrlBase: z.url().max(200),
    receiptFooter: textSchema,
    /**
     * The cloud's public keys about stored-value cards: PINs are sealed for one, leases signed by the other.
     * Absent where the merchant has no cards.
     */
    cards: z
      .object({ sealKey: z.string().regex(curveKeyPattern), leaseKey: z.string().regex(curveKeyPattern) })
      .readonly()
      .optional(),
    /** Absent where the site gives no parking. */
    parking: parkingPolicySchema.optional(),
    /** What the site does about dates; `usualShelfLife` where it says nothing. */
    shelfLife: shelfLifePolicySchema.optional(),
    /** Goods taken in, the entry in force for each; absent where there are none. */
    goodsIn: z.array(goodsInSchema).max(bundleGoodsInMax).optional(),
    /** There are more than fit in here: they stand beside their products in the catalogue. */
    goodsInCatalogue: z.literal(true).optional(),
    /** Absent where the site knows no members. */
    members: memberPolicySchema.optional(),
    /** Absent where the site recognises nobody and reads no expression. */
    faces: facePolicySchema.optional(),
    /** Absent where the site takes no gifts. */
    gifts: giftPolicySchema.optional(),
    /** Absent where the merchant has no coupons. */
    coupons: couponPolicySchema.optional(),
    /** Absent where members have no points. */
    points: pointsPolicySchema.optional(),
    /** How the list is shown; absent for as scanned and unmarked. */
    display: displayPolicySchema.optional(),
  })
  .readonly();
export type Bundle = z.infer<typeof bundleSchema>;
