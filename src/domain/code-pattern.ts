/**
 * The ordered table of in-store and vendor code structures (requirement A2), as the cloud publishes it.
 * A rule is either a nomenclature such as `23.....{NNNDD}.` — digits stand for themselves, `.` for any
 * digit, `{N…D…}` for the embedded value with its decimals — or a regular expression with named groups.
 * How rules are applied stands in `read-code.ts`.
 */
import { z } from 'zod';

export const codePatternSchema = z
  .object({
    patternId: z.string().min(1).max(64),
    /** What the rule reads, in words for the console. */
    description: z.string().max(200),
    form: z.discriminatedUnion('form', [
      /** `value` says what `{NNNDD}` holds: a price in major units, a weight in kilograms, pieces. */
      z.object({
        form: z.literal('nomenclature'),
        pattern: z.string().min(1).max(64),
        value: z.enum(['price', 'weight', 'quantity', 'none']),
      }),
      /**
       * Named groups: `article`, `gtin`, `name`, `price` (major units, decimal), `priceMinor`, `weightGrams`,
       * `quantity`, `lot`, `serial`, `producedOn`, `expiresOn` (`YYYY-MM-DD`, `YYYYMMDD` or `YYMMDD`), `shelfLifeDays`.
       */
      z.object({ form: z.literal('expression'), expression: z.string().min(1).max(300) }),
    ]),
  })
  .readonly();
export type CodePattern = z.infer<typeof codePatternSchema>;

/** Which payment codes belong to which platform, tried in order; only consulted while paying. */
export const codeFormatSchema = z
  .object({ platform: z.string().min(1).max(32), expression: z.string().min(1).max(200) })
  .readonly();
export type CodeFormat = z.infer<typeof codeFormatSchema>;
