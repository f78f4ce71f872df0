/** Text that a person reads, in both languages of the product. */
import { z } from 'zod';

/** The languages of the shopper's screen and of the receipt. */
export const languageSchema = z.enum(['zh', 'en']);
export type Language = z.infer<typeof languageSchema>;

/** One text in both languages. */
export const textSchema = z.object({ zh: z.string().max(400), en: z.string().max(400) }).readonly();
export type Text = z.infer<typeof textSchema>;
