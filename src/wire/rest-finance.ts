/**
 * The operations of the REST API about the books: statements of the channels, what comparing them with the books came
 * to, differences and what is done about them, balances and closed days. A part of `restApi`. A statement itself is
 * uploaded as it is, to `statementUploadPath`.
 */
import { z } from 'zod';
import { accountNames } from '../domain/account.ts';
import { differenceActions, differenceCategories, differenceStates } from '../domain/difference.ts';
import { done, merchantQuery, pageQuery } from './rest-requests.ts';
import { faultCodeSchema, pageOf } from './rest-schemas.ts';

/** `POST` with `channel` and `day` in the query and the file as `application/octet-stream`. */
export const statementUploadPath = '/api/books/statements';

const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
const channel = z.string().regex(/^[a-z0-9-]{1,32}$/);
const atMs = z.number().int();
const minor = z.number().int();
const count = z.number().int();
const days = { from: day.optional(), to: day.optional(), channel: channel.optional() };

export const statementUploadQuery = merchantQuery.extend({ channel: z.enum(['alipay', 'wechat']), day });

const statementFileSchema = z.object({
  id: z.string(),
  channel: z.string(),
  day: z.string(),
  state: z.enum(['imported', 'superseded', 'refused', 'none']),
  account: z.string().nullable(),
  bytes: count,
  rows: count,
  /** Where and why it was refused. */
  fault: faultCodeSchema.nullable(),
  line: count.nullable(),
  column: z.string().nullable(),
  reason: z.string().nullable(),
  source: z.enum(['fetched', 'uploaded']),
  actor: z.string(),
  receivedAtMs: atMs,
});
export type StatementFile = z.output<typeof statementFileSchema>;

export const dayRunSchema = z.object({
  channel: z.string(),
  day: z.string(),
  /** How often it was compared. */
  run: count,
  state: z.enum(['done', 'failed']),
  startedAtMs: atMs,
  endedAtMs: atMs.nullable(),
  file: z.string().nullable(),
  /** Rows and sums of both sides, in minor units. */
  figures: z.record(z.string(), z.number()).nullable(),
  fault: faultCodeSchema.nullable(),
  actor: z.string(),
});
export type DayRunView = z.output<typeof dayRunSchema>;

/** What became of an uploaded or fetched statement, and of comparing its day. */
export const takenStatementSchema = z.object({
  state: z.enum(['imported', 'refused', 'none', 'absent']),
  id: z.string().nullable(),
  rows: count,
  fault: faultCodeSchema.nullable(),
  line: count.nullable(),
  column: z.string().nullable(),
  reason: z.string().nullable(),
  run: dayRunSchema.nullable(),
});
export type TakenStatementView = z.output<typeof takenStatementSchema>;

const sideSchema = z.object({
  amountMinor: minor,
  currency: z.string(),
  state: z.string(),
  atMs,
});

const differenceSchema = z.object({
  id: z.string(),
  channel: z.string(),
  day: z.string(),
  category: z.enum(differenceCategories),
  state: z.enum(differenceStates),
  kind: z.string(),
  orderNo: z.string().nullable(),
  order: z.string().nullable(),
  refund: z.string().nullable(),
  kiosk: z.string().nullable(),
  tradeNo: z.string().nullable(),
  /** Of a stay that was paid twice; both sides are payments of it then, with their channels as states. */
  lot: z.string().nullable(),
  stay: z.string().nullable(),
  ours: sideSchema.nullable(),
  channelSide: sideSchema.nullable(),
  /** What the channel's view would change in our books. */
  deltaMinor: minor,
  currency: z.string(),
  owner: z.string().nullable(),
  waitUntilMs: atMs.nullable(),
  openedAtMs: atMs,
  closedAtMs: atMs.nullable(),
  closedBy: z.string().nullable(),
  closing: z.string().nullable(),
});
export type Difference = z.output<typeof differenceSchema>;

const historySchema = z.object({
  n: count,
  atMs,
  actor: z.string(),
  action: z.string(),
  note: z.string(),
  amountMinor: minor.nullable(),
});

const actionSchema = z
  .object({
    action: z.enum([...differenceActions, 'assign']),
    note: z.string().trim().min(3).max(500),
    /** Of `wait`. */
    untilMs: atMs.min(0).optional(),
    /** Of `assign`: the person's login; nobody without it. */
    owner: z.string().min(1).max(100).optional(),
  })
  .refine(({ action, untilMs }) => action !== 'wait' || untilMs !== undefined, {
    message: 'is needed for waiting',
    path: ['untilMs'],
  });

const closedDaySchema = z.object({
  day: z.string(),
  closedAtMs: atMs,
  closedBy: z.string(),
  entries: count,
  debitMinor: minor,
});

const rateSchema = z.object({ channel, ratePpm: z.number().int().min(0).max(1_000_000) });

export const financeApi = {
  listStatements: {
    method: 'GET',
    path: statementUploadPath,
    summary: 'Statements that came, newest first, with where and why one was refused',
    permission: 'readBooks',
    query: pageQuery.extend(days),
    answer: pageOf(statementFileSchema),
  },
  fetchStatement: {
    method: 'POST',
    path: '/api/books/fetches',
    summary: 'Fetch the statement of a day from its platform now, and compare the day',
    permission: 'closePayments',
    query: merchantQuery,
    body: z.object({ channel: z.enum(['alipay', 'wechat']), day }),
    answer: takenStatementSchema,
  },
  listDayRuns: {
    method: 'GET',
    path: '/api/books/runs',
    summary: 'Days that were compared, newest first',
    permission: 'readBooks',
    query: pageQuery.extend(days),
    answer: pageOf(dayRunSchema),
  },
  compareDay: {
    method: 'POST',
    path: '/api/books/runs',
    summary: 'Compare a day with its statement again; the same comes of it, unless something changed',
    permission: 'closePayments',
    query: merchantQuery,
    body: z.object({ channel, day }),
    answer: dayRunSchema,
  },
  listDifferences: {
    method: 'GET',
    path: '/api/books/differences',
    summary: 'Differences between statements and books, oldest open ones first',
    permission: 'readBooks',
    query: pageQuery.extend({
      ...days,
      state: z.enum([...differenceStates, 'unsettled']).optional(),
      category: z.enum(differenceCategories).optional(),
      owner: z.string().max(100).optional(),
    }),
    answer: pageOf(differenceSchema),
  },
  readDifference: {
    method: 'GET',
    path: '/api/books/differences/{id}',
    summary: 'One difference, what may be done about it, and what was done',
    permission: 'readBooks',
    query: merchantQuery,
    answer: differenceSchema.extend({
      fits: z.array(z.enum(differenceActions)),
      writeOffMinorMax: minor,
      history: z.array(historySchema),
    }),
  },
  actOnDifference: {
    method: 'POST',
    path: '/api/books/differences/{id}/actions',
    summary: 'Decide about a difference; what closes it is posted to the ledger of accounts',
    permission: 'closePayments',
    query: merchantQuery,
    body: actionSchema,
    answer: differenceSchema,
  },
  readBalances: {
    method: 'GET',
    path: '/api/books/balances',
    summary: 'Debits and credits by account and channel of a period; everything adds up to nothing',
    permission: 'readBooks',
    query: merchantQuery.extend({ from: day.optional(), to: day.optional() }),
    answer: z.object({
      items: z.array(
        z.object({
          account: z.enum(accountNames),
          channel: z.string().nullable(),
          currency: z.string(),
          debitMinor: minor,
          creditMinor: minor,
        }),
      ),
      closedTo: z.string().nullable(),
      /** What the check found wrong; empty where all is well. */
      broken: z.array(z.string()),
    }),
  },
  listClosedDays: {
    method: 'GET',
    path: '/api/books/closes',
    summary: 'Closed days, newest first',
    permission: 'readBooks',
    query: merchantQuery,
    answer: z.object({ items: z.array(closedDaySchema), next: z.null() }),
  },
  closeDay: {
    method: 'POST',
    path: '/api/books/closes',
    summary: 'Close a day and all before it: they take no entry any more',
    permission: 'closePayments',
    query: merchantQuery,
    body: z.object({ day }),
    answer: closedDaySchema,
  },
  listChannelRates: {
    method: 'GET',
    path: '/api/books/rates',
    summary: 'What the channels charge, in millionths; fees of others are taken as stated',
    permission: 'readBooks',
    query: merchantQuery,
    answer: z.object({ items: z.array(rateSchema), next: z.null() }),
  },
  changeChannelRate: {
    method: 'PUT',
    path: '/api/books/rates/{channel}',
    summary: 'Say what a channel charges; without a rate its fees are taken as stated',
    permission: 'closePayments',
    query: merchantQuery,
    body: z.object({ ratePpm: rateSchema.shape.ratePpm.nullable() }),
    answer: done,
  },
} as const;
