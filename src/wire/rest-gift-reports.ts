/**
 * The operations of the REST API about gifts that a recipient reported; a part of `restApi`. Every decision names
 * its reason; one that was made already changes nothing more.
 */
import { z } from 'zod';
import { done, merchantQuery, pageQuery } from './rest-requests.ts';
import { currencySchema, idSchema, pageOf } from './rest-schemas.ts';

const atMs = z.number().int();

/** How a report was dealt with. */
export const reportDecisionSchema = z.enum(['dismissed', 'giverBarred']);

export const giftReportSchema = z.object({
  /** The gift's. */
  id: idSchema,
  /** In the recipient's words; may be empty. */
  reason: z.string(),
  reportedAtMs: atMs,
  /** What the giver wrote. */
  words: z.string(),
  /** What the two wrote to each other, the latest last. */
  messages: z.array(z.object({ from: z.enum(['giver', 'recipient']), text: z.string(), atMs })),
  /** `null` once the giver had themselves deleted. */
  giver: z
    .object({
      name: z.string(),
      phoneMasked: z.string(),
      /** Masked phones of those who take nothing from this giver any more. */
      blockedBy: z.array(z.string()),
      /** How many of their gifts were reported. */
      reports: z.number().int(),
      /** They can give nothing more here. */
      barred: z.boolean(),
    })
    .nullable(),
  amountMinor: z.number().int(),
  currency: currencySchema,
  /** The money can still go back to the giver. */
  returnable: z.boolean(),
  decided: z.object({ decision: reportDecisionSchema, by: z.string(), atMs }).nullable(),
});
export type GiftReport = z.infer<typeof giftReportSchema>;

export const reportWhyMin = 3;
export const reportWhyMax = 300;

const deciding = (path: string, summary: string) =>
  ({
    method: 'POST',
    path: `/api/gift-reports/{id}/${path}`,
    summary,
    query: merchantQuery,
    /** Why, for the audit. */
    body: z.object({ why: z.string().trim().min(reportWhyMin).max(reportWhyMax) }),
    answer: done,
  }) as const;

export const giftReportApi = {
  listGiftReports: {
    method: 'GET',
    path: '/api/gift-reports',
    summary: 'Gifts that were reported, oldest first; without those dealt with unless all are asked for',
    permission: 'manageMembers',
    query: pageQuery.extend({ state: z.enum(['open', 'all']).default('open') }),
    answer: pageOf(giftReportSchema),
  },
  dismissGiftReport: {
    ...deciding('dismiss', 'Nothing more is done about a report'),
    permission: 'manageMembers',
  },
  barGiver: {
    ...deciding('bar-giver', 'Let the giver of a reported gift give nothing more'),
    permission: 'manageMembers',
  },
  liftGiverBar: {
    ...deciding('lift-bar', 'Let the giver of a reported gift give again'),
    permission: 'manageMembers',
  },
  returnReportedGift: {
    ...deciding('return', 'Give the money of a reported gift back to its giver'),
    permission: 'closePayments',
  },
} as const;
