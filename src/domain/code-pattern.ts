/**
 * The ordered table of in-store and vendor code structures (requirement A2), as the cloud publishes it.
 * A rule is a nomenclature such as `23.....{NNNDD}.`, fields between separators in any order, or a regular
 * expression with named groups, and always covers the whole code. When rules are asked stands in `read-code.ts`; what is wrong with a rule is
 * said by `validatePatterns`.
 */
import { z } from 'zod';

/** What a field of a code, or a named group, tells of the goods. */
export const codeFacts = [
  'article',
  'gtin',
  'name',
  'price',
  'priceMinor',
  'weightGrams',
  'quantity',
  'lot',
  'serial',
  'producedOn',
  'expiresOn',
  'bestBefore',
  'shelfLifeDays',
] as const;
export type CodeFact = (typeof codeFacts)[number];

const codeFieldSchema = z.enum([...codeFacts, 'ignored']);
export type CodeField = z.infer<typeof codeFieldSchema>;
/** More fields than this has no code. */
const codeFieldsMax = 16;

/** The table has no more rules than this. */
export const patternsMax = 200;

export const codePatternSchema = z
  .object({
    patternId: z.string().min(1).max(64),
    /** What the rule reads, in words for the console. */
    description: z.string().max(200),
    form: z.discriminatedUnion('form', [
      /**
       * Digits stand for themselves, `.` for any digit, `{N…D…}` for the embedded value with its decimals,
       * `c` directly before it for the GS1 price check digit. `value` says what the value is: a price in
       * major units, a weight in kilograms, pieces. Which digits are the article number stands in
       * `code-nomenclature.ts`.
       */
      z.object({
        form: z.literal('nomenclature'),
        pattern: z.string().min(1).max(64),
        value: z.enum(['price', 'weight', 'quantity', 'none']),
      }),
      /**
       * Fields between separators, in the order in which this vendor writes them: `name`, `price`,
       * `shelfLifeDays` with `,` reads `name,price,shelf life`. What a field may hold stands in
       * `code-fields.ts`; `ignored` skips one.
       */
      z.object({
        form: z.literal('fields'),
        separator: z.string().min(1).max(3),
        fields: z.array(codeFieldSchema).min(1).max(codeFieldsMax),
      }),
      /**
       * Named groups: `article`, `gtin`, `name`, `price` (major units, decimal), `priceMinor`, `weightGrams`,
       * `quantity`, `lot`, `serial`, `producedOn`, `expiresOn`, `bestBefore` (`YYYY-MM-DD`, `YYYYMMDD` or
       * `YYMMDD`), `shelfLifeDays`.
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
