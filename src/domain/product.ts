/**
 * What a machine sells, as the cloud publishes it. A product is sold by the piece or by weight; how it
 * reaches the shopper is said by `delivery`: taken from the counter (`none`), from a slot of the vending
 * shelf, made from a recipe with options, or behind a door that is released.
 */
import { z } from 'zod';
import { textSchema } from './text.ts';

const minor = z.number().int().min(0).max(1_000_000_000);

/**
 * One setting of a recipe in whole steps (OPC 30210-1: range, step, default, unit). `stepNames` gives each
 * step a name a shopper reads; without it the number with `unit` is shown.
 */
export const recipeOptionSchema = z
  .object({
    optionId: z.string().min(1).max(32),
    name: textSchema,
    min: z.number().int().min(0).max(1000),
    max: z.number().int().min(0).max(1000),
    step: z.number().int().min(1).max(1000),
    default: z.number().int().min(0).max(1000),
    unit: z.string().max(16),
    stepNames: z.array(textSchema).max(20).optional(),
    /** Added to the price for every step above `min`. */
    surchargeMinorPerStep: minor.default(0),
  })
  .readonly();
export type RecipeOption = z.infer<typeof recipeOptionSchema>;

export const productSchema = z
  .object({
    productId: z.string().min(1).max(64),
    name: textSchema,
    category: z.string().min(1).max(64),
    /** GTINs under which it is scanned, 8, 12, 13 or 14 digits with a right check digit. */
    gtins: z.array(z.string().regex(/^\d{8,14}$/)).max(20),
    /** The retailer's own number, as in-store codes carry it. */
    articleNo: z.string().max(20).optional(),
    soldBy: z.enum(['piece', 'weight']),
    /** Per piece, or per kilogram when sold by weight. */
    priceMinor: minor,
    memberPriceMinor: minor.optional(),
    /** Days from production to expiry, where a code carries only the production date. */
    shelfLifeDays: z.number().int().min(1).max(3650).optional(),
    /** Name of a drawn picture, `look/pictures/<picture>.svg`. */
    picture: z.string().regex(/^[a-z0-9-]{1,64}$/),
    recipe: z.string().max(64).optional(),
    options: z.array(recipeOptionSchema).max(8).default([]),
  })
  .readonly();
export type Product = z.infer<typeof productSchema>;

/** A touch on the screen that sells something of this machine: slot, recipe or door, and its product. */
export const selectionSchema = z
  .object({
    selectionId: z.string().min(1).max(32),
    productId: z.string().min(1).max(64),
    target: z.discriminatedUnion('how', [
      z.object({ how: z.literal('slot'), slot: z.string().min(1).max(32) }),
      z.object({ how: z.literal('recipe'), recipe: z.string().min(1).max(64) }),
      z.object({ how: z.literal('door'), door: z.string().min(1).max(32) }),
    ]),
  })
  .readonly();
export type Selection = z.infer<typeof selectionSchema>;
