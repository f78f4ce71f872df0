/** The operations of the REST API about code rules; a part of `restApi`. */
import { z } from 'zod';
import { codePatternSchema, patternsMax } from '../domain/code-pattern.ts';
import { done, merchantQuery, publishedSchema } from './rest-requests.ts';

/** Sample codes that a merchant may keep. */
export const samplesMax = 100;

/** A code as a scanner would give it, with or without its AIM identifier before it. */
const sampleSchema = z.string().min(1).max(512);

const codePatternsSchema = z.object({
  /** As edited, in the order in which they are asked; in force only when published. */
  patterns: z.array(codePatternSchema),
  /** Of the list as edited; a change names the one it was made on. */
  revision: z.string(),
  samples: z.array(z.string()),
  published: z
    .object({
      version: z.number().int(),
      patterns: z.array(codePatternSchema),
      publishedAtMs: z.number().int(),
      publishedBy: z.string(),
    })
    .nullable(),
});

/** What one code says by one table. */
const triedSchema = z.object({
  /** `gs1`, `digitalLink`, `gtin`, or the id of the rule; absent where nothing read it. */
  by: z.string().optional(),
  /** What the code says: article, price in minor units, dates. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The product it finds; absent where there is none. */
  product: z.object({ id: z.string(), name: z.object({ zh: z.string(), en: z.string() }) }).optional(),
  /** A code of the fault catalogue, where it cannot be read. */
  fault: z.string().optional(),
});
export type TriedCode = z.infer<typeof triedSchema>;

const trialSchema = z.object({
  items: z.array(z.object({ code: z.string(), edited: triedSchema, published: triedSchema })),
});

export const patternApi = {
  readCodePatterns: {
    method: 'GET',
    path: '/api/code-patterns',
    summary: 'The rules by which codes are read, as edited and as in force, and their sample codes',
    permission: 'read',
    query: merchantQuery,
    answer: codePatternsSchema,
  },
  changeCodePatterns: {
    method: 'PUT',
    path: '/api/code-patterns',
    summary:
      'Set the rules and their order; `EDITED_MEANWHILE` if somebody else changed them since `revision`',
    permission: 'changeCatalogue',
    query: merchantQuery,
    body: z.object({ revision: z.string().max(64), patterns: z.array(codePatternSchema).max(patternsMax) }),
    answer: z.object({ revision: z.string() }),
  },
  changePatternSamples: {
    method: 'PUT',
    path: '/api/code-patterns/samples',
    summary: 'Set the sample codes that the rules are tried on',
    permission: 'changeCatalogue',
    query: merchantQuery,
    body: z.object({ samples: z.array(sampleSchema).max(samplesMax) }),
    answer: done,
  },
  tryCodePatterns: {
    method: 'POST',
    path: '/api/code-patterns/try',
    summary: 'What codes say by the rules as edited and by those in force; changes nothing',
    permission: 'read',
    query: merchantQuery,
    body: z.object({ codes: z.array(sampleSchema).min(1).max(samplesMax) }),
    answer: trialSchema,
  },
  publishCodePatterns: {
    method: 'POST',
    path: '/api/code-patterns/publish',
    summary: 'Put the rules as edited in force as a new version, at every machine with its next bundle',
    permission: 'publish',
    query: merchantQuery,
    answer: z.object({ version: z.number().int(), items: z.array(publishedSchema) }),
  },
} as const;
