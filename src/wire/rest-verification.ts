/** The operations of the REST API about verification rules; a part of `restApi`. */
import { z } from 'zod';
import {
  namedValueSchema,
  ruleBaseSchema,
  valuesMax,
  verificationRuleSchema,
} from '../domain/verification-rule.ts';
import { done, merchantQuery, publishedSchema } from './rest-requests.ts';

/** Past payments that one dry run may look at. */
export const dryRunMax = 500;

const verificationSchema = z.object({
  /** As edited; in force only when published. */
  rules: z.array(verificationRuleSchema),
  values: z.array(namedValueSchema),
  published: z
    .object({ base: ruleBaseSchema, publishedAtMs: z.number().int(), publishedBy: z.string() })
    .nullable(),
});

/** What the rules would have done to past payments. */
const dryRunSchema = z.object({
  payments: z.number().int(),
  refused: z.number().int(),
  fromMs: z.number().int().nullable(),
  toMs: z.number().int().nullable(),
  keys: z.array(
    z.object({
      key: z.string(),
      refused: z.number().int(),
      /** Payments of which something the rule asks for is not known any more. */
      unknown: z.number().int(),
      /** Some of the orders that it would have refused, newest first. */
      orders: z.array(z.string()),
    }),
  ),
});
export type DryRun = z.infer<typeof dryRunSchema>;

export const verificationApi = {
  readVerification: {
    method: 'GET',
    path: '/api/verification',
    summary: 'Verification rules as edited, and those in force',
    permission: 'read',
    query: merchantQuery,
    answer: verificationSchema,
  },
  changeVerificationRule: {
    method: 'PUT',
    path: '/api/verification/rules/{id}',
    summary: 'Add or change a verification rule; takes effect when the rules are published',
    permission: 'changeCatalogue',
    query: merchantQuery,
    body: verificationRuleSchema,
    answer: verificationRuleSchema,
  },
  removeVerificationRule: {
    method: 'DELETE',
    path: '/api/verification/rules/{id}',
    summary: 'Remove a verification rule; takes effect when the rules are published',
    permission: 'changeCatalogue',
    query: merchantQuery,
    answer: done,
  },
  changeVerificationValues: {
    method: 'PUT',
    path: '/api/verification/values',
    summary: 'Set the named values that the rules ask for; takes effect when the rules are published',
    permission: 'changeCatalogue',
    query: merchantQuery,
    body: z.object({ values: z.array(namedValueSchema).max(valuesMax) }),
    answer: done,
  },
  dryRunVerification: {
    method: 'POST',
    path: '/api/verification/dry-run',
    summary: 'What the rules as edited would have done to the latest payments; changes nothing',
    permission: 'changeCatalogue',
    query: merchantQuery,
    body: z.object({ payments: z.number().int().min(1).max(dryRunMax).default(200) }),
    answer: dryRunSchema,
  },
  publishVerification: {
    method: 'POST',
    path: '/api/verification/publish',
    summary:
      'Put the rules as edited in force: at the gateway at once, at every machine with its next bundle',
    permission: 'publish',
    query: merchantQuery,
    answer: z.object({ version: z.number().int(), items: z.array(publishedSchema) }),
  },
} as const;
