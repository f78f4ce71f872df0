/**
 * The rule base of pre-verification as it is published: an ordered list of rules, each an expression in CEL
 * that must hold, and the named values (limits, blocked lists, tables by platform) that the rules ask for.
 */
import { z } from 'zod';
import {
  correctionSchema,
  ruleKeySchema,
  ruleLabelSchema,
  ruleMessageSchema,
  rulesMax,
} from './verification-outcome.ts';

/** An expression in one line; a longer one cannot be read at a glance and is refused. */
export const expressionCharsMax = 400;
export const valuesMax = 40;
/** Entries of a list or a table. */
export const entriesMax = 200;

const nameSchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);
const entrySchema = z.string().min(1).max(64);
const numberSchema = z.number().int().min(-1_000_000_000_000).max(1_000_000_000_000);

export const verificationRuleSchema = z
  .object({
    key: ruleKeySchema,
    /** Lower numbers stand first; equal ones by key. All keys must pass, so it changes no outcome. */
    order: z.number().int().min(0).max(1000),
    label: ruleLabelSchema,
    /** What must hold for the payment to be allowed. */
    expression: z
      .string()
      .min(1)
      .max(expressionCharsMax)
      .regex(/^[^\p{C}]+$/u),
    message: ruleMessageSchema,
    correction: correctionSchema,
    place: z.enum(['machine', 'cloud']),
    /** What the rule does where something it asks for is not known. */
    whenUnknown: z.enum(['refuse', 'pass']),
  })
  .readonly();
export type VerificationRule = z.infer<typeof verificationRuleSchema>;

export const namedValueSchema = z.discriminatedUnion('kind', [
  z.object({ name: nameSchema, kind: z.literal('number'), value: numberSchema }),
  z.object({ name: nameSchema, kind: z.literal('text'), value: z.string().max(64) }),
  z.object({ name: nameSchema, kind: z.literal('list'), value: z.array(entrySchema).max(entriesMax) }),
  z.object({
    name: nameSchema,
    kind: z.literal('table'),
    value: z
      .record(entrySchema, numberSchema)
      .refine((table) => Object.keys(table).length <= entriesMax, `has more than ${entriesMax} entries`),
  }),
]);
export type NamedValue = z.infer<typeof namedValueSchema>;

export const ruleBaseSchema = z
  .object({
    /** Rises with every publication. */
    version: z.number().int().min(1),
    rules: z.array(verificationRuleSchema).max(rulesMax),
    values: z.array(namedValueSchema).max(valuesMax),
  })
  .readonly();
export type RuleBase = z.infer<typeof ruleBaseSchema>;

/** The part that a machine evaluates itself: its own rules, and of the values those that they name. */
export function machineRules({ version, rules, values }: RuleBase): RuleBase {
  const own = rules.filter(({ place }) => place === 'machine');
  const named = new Set(
    own.flatMap(({ expression }) => [...expression.matchAll(/\bvalues\s*\.\s*(\w+)/g)].map((m) => m[1])),
  );
  return { version, rules: own, values: values.filter(({ name }) => named.has(name)) };
}
