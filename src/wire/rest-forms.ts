/**
 * The operations of the REST API about forms: what was taken, in any period and by any dimension, the payments
 * behind a number, files of it, and when it is sent to whom. A part of `restApi`.
 */
import { z } from 'zod';
import { languageSchema, textSchema } from '../domain/text.ts';
import { done, merchantQuery, pageQuery } from './rest-requests.ts';
import { currencySchema, idSchema, pageOf } from './rest-schemas.ts';

const atMs = z.number().int();
const minor = z.number().int();
const count = z.number().int();

export const formDaySchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);

/** By site or lot, by channel, from the regular amount to the actual one, and where we and a channel differ. */
export const formKinds = ['site', 'channel', 'regular', 'difference'] as const;
export type FormKind = (typeof formKinds)[number];

export const formGroups = ['site', 'lot', 'machine', 'channel', 'product', 'day', 'month', 'hour'] as const;
export type FormGroup = (typeof formGroups)[number];

/** A year and a day: the longest period of one form. */
export const formDaysMax = 366;
export const formRowsMax = 5000;

const name = z.string().min(1).max(64);

/** Which takings count; days are those of each site's own clock. */
export const formFilterSchema = z.object({
  from: formDaySchema,
  to: formDaySchema,
  /** Site numbers, separated by commas. */
  sites: z.string().max(2000).optional(),
  machine: idSchema.optional(),
  lot: name.optional(),
  client: idSchema.optional(),
  channel: name.optional(),
  /** `-` is for no goods. */
  product: name.optional(),
  hour: z.coerce.number().int().min(0).max(23).optional(),
});
export type FormFilterInput = z.output<typeof formFilterSchema>;

/** One or two of the groups, separated by a comma. */
export const formGroupsSchema = z
  .string()
  .max(40)
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(formGroups)).min(1).max(2))
  .refine((groups) => new Set(groups).size === groups.length, 'names a group twice');

export const formAmountsSchema = z.object({
  orders: count,
  payments: count,
  refunds: count,
  pieces: count,
  regularMinor: minor,
  promotionMinor: minor,
  couponMinor: minor,
  pointsMinor: minor,
  /** regular - promotion - coupon - points */
  actualMinor: minor,
  refundedMinor: minor,
  /** actual - refunded */
  netMinor: minor,
});
export type FormAmounts = z.output<typeof formAmountsSchema>;

const formRowSchema = formAmountsSchema.extend({
  /** One for each group, empty where it does not apply. */
  keys: z.array(z.string()),
  /** What a person calls it; `null` where the key says it all. */
  names: z.array(textSchema.nullable()),
});
export type FormRow = z.output<typeof formRowSchema>;

const differenceRowSchema = z.object({
  channel: z.string(),
  category: z.string(),
  open: count,
  closed: count,
  /** What the channel's view would change in our books. */
  openDeltaMinor: minor,
  closedDeltaMinor: minor,
});
export type DifferenceRow = z.output<typeof differenceRowSchema>;

/** How long a difference has been open. */
export const differenceAges = ['day', 'threeDays', 'week', 'older'] as const;
export type DifferenceAge = (typeof differenceAges)[number];

export const formPaymentSchema = z.object({
  kind: z.enum(['payment', 'refund']),
  orderId: z.string(),
  /** The number under which it is known at the channel or lot. */
  ref: z.string(),
  place: z.object({
    kind: z.enum(['machine', 'client', 'lot']),
    id: z.string(),
    name: textSchema.nullable(),
  }),
  channel: z.string(),
  atMs,
  day: z.string(),
  hour: z.number().int(),
  regularMinor: minor,
  promotionMinor: minor,
  couponMinor: minor,
  pointsMinor: minor,
  actualMinor: minor,
  refundedMinor: minor,
});
export type FormPayment = z.output<typeof formPaymentSchema>;

export const fileFormats = ['xlsx', 'csv'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** What a file may hold: forms, and the payments behind them. */
export const fileKinds = [...formKinds, 'payments'] as const;
export type FileKind = (typeof fileKinds)[number];
/** Rows of one kind in a file: a spreadsheet of them is still read. */
export const fileRowsMax = 50_000;

/** A file of forms: XLSX holds all that are named, CSV one. */
export const formFileSchema = formFilterSchema.extend({
  forms: z.array(z.enum(fileKinds)).min(1).max(fileKinds.length),
  by: formGroupsSchema.optional(),
  format: z.enum(fileFormats),
  language: languageSchema,
});
export type FormFile = z.output<typeof formFileSchema>;

export const recipientKinds = ['propertyGroup', 'operator', 'merchant'] as const;
const scheduleEvery = ['day', 'week', 'month'] as const;
export type ScheduleEvery = (typeof scheduleEvery)[number];

const email = z.email().max(200);

export const formScheduleSchema = z.object({
  id: idSchema,
  recipientKind: z.enum(recipientKinds),
  recipient: z.string().trim().min(1).max(100),
  emails: z.array(email).min(1).max(20),
  language: languageSchema,
  forms: z.array(z.enum(formKinds)).min(1).max(formKinds.length),
  formats: z.array(z.enum(fileFormats)).min(1).max(fileFormats.length),
  /** Sites whose takings are told; `null` for all. */
  sites: z.array(name).min(1).max(50).nullable(),
  every: z.enum(scheduleEvery),
  /** Hour of the day after the period, on the merchant's clock. */
  hour: z.number().int().min(0).max(23),
  active: z.boolean(),
});
export type FormSchedule = z.output<typeof formScheduleSchema>;

export const sendingStates = ['waiting', 'sending', 'unclear', 'sent', 'givenUp'] as const;

export const formSendingSchema = z.object({
  id: z.string(),
  scheduleId: idSchema,
  recipient: z.string(),
  from: z.string(),
  to: z.string(),
  emails: z.array(z.string()),
  /** `unclear`: it was under way when the cloud stopped; a person decides whether to send it again. */
  state: z.enum(sendingStates),
  tries: count,
  nextAtMs: atMs.nullable(),
  createdAtMs: atMs,
  sentAtMs: atMs.nullable(),
  messageId: z.string().nullable(),
  files: z.array(z.object({ name: z.string(), bytes: count, sha256: z.string() })),
  told: z.string().nullable(),
});
export type FormSending = z.output<typeof formSendingSchema>;

const siteSchema = z.object({
  id: z.string(),
  name: textSchema,
  machines: z.array(z.object({ id: idSchema, name: textSchema })),
  lots: z.array(z.object({ id: z.string(), name: textSchema })),
});

export const formsApi = {
  readForm: {
    method: 'GET',
    path: '/api/forms',
    summary: 'What was taken in a period, summed by one or two dimensions; all forms of a period agree',
    permission: 'readBooks',
    query: merchantQuery.extend({ ...formFilterSchema.shape, by: formGroupsSchema }),
    answer: z.object({
      currency: currencySchema,
      rows: z.array(formRowSchema),
      total: formAmountsSchema,
      /** There are more rows than one form may have. */
      cut: z.boolean(),
      /** Orders that are paid and not counted yet. */
      waiting: count,
      /** Orders that could not be counted; they are not in the numbers. */
      uncounted: count,
    }),
  },
  readDifferenceForm: {
    method: 'GET',
    path: '/api/forms/differences',
    summary: 'Differences between our books and the channels, summed by channel and kind',
    permission: 'readBooks',
    query: merchantQuery.extend({ from: formDaySchema, to: formDaySchema, channel: name.optional() }),
    answer: z.object({ currency: currencySchema, rows: z.array(differenceRowSchema) }),
  },
  readOpenDifferences: {
    method: 'GET',
    path: '/api/forms/differences/open',
    summary: 'Open differences by age: how many, and the sum of their amounts either way',
    permission: 'readBooks',
    query: merchantQuery,
    answer: z.object({
      currency: currencySchema,
      ages: z.array(
        z.object({
          age: z.enum(differenceAges),
          count,
          /** What the channels' view would add to our books, and what it would take away. */
          moreMinor: minor,
          lessMinor: minor,
        }),
      ),
    }),
  },
  listFormPayments: {
    method: 'GET',
    path: '/api/forms/payments',
    summary: 'The payments and refunds behind a number of a form, newest first',
    permission: 'readBooks',
    query: pageQuery.extend(formFilterSchema.shape),
    answer: pageOf(formPaymentSchema),
  },
  makeFormLink: {
    method: 'POST',
    path: '/api/forms/links',
    summary: 'Make an address under which a file of forms can be fetched for a while, without signing in',
    permission: 'readBooks',
    query: merchantQuery,
    body: formFileSchema,
    answer: z.object({
      path: z.string(),
      expiresAtMs: atMs,
      /** There are more payments than a file holds; it has the newest. */
      cut: z.boolean(),
    }),
  },
  listFormSites: {
    method: 'GET',
    path: '/api/forms/sites',
    summary: 'Sites with their machines and lots, as forms by site count them',
    permission: 'readBooks',
    query: merchantQuery,
    answer: z.object({ items: z.array(siteSchema), next: z.null() }),
  },
  changeMachineSite: {
    method: 'PUT',
    path: '/api/forms/machines/{id}/site',
    summary: 'Say to which site a machine belongs; without one it stands for itself',
    permission: 'changeCatalogue',
    query: merchantQuery,
    body: z.object({ site: name.nullable() }),
    answer: done,
  },
  listFormSchedules: {
    method: 'GET',
    path: '/api/forms/schedules',
    summary: 'Who is sent which forms when, and whether mail can be sent at all',
    permission: 'readBooks',
    query: merchantQuery,
    answer: z.object({
      items: z.array(formScheduleSchema.extend({ nextAtMs: atMs.nullable() })),
      next: z.null(),
      /** Whether this cloud knows a mail server. */
      mail: z.boolean(),
      timeZone: z.string(),
    }),
  },
  changeFormSchedule: {
    method: 'PUT',
    path: '/api/forms/schedules/{id}',
    summary: 'Add or change a schedule; it tells of periods that end from now on',
    permission: 'closePayments',
    query: merchantQuery,
    body: formScheduleSchema,
    answer: formScheduleSchema,
  },
  sendForm: {
    method: 'POST',
    path: '/api/forms/schedules/{id}/send',
    summary: 'Send the forms of one period now; a period is sent once, however often it is asked for',
    permission: 'closePayments',
    query: merchantQuery,
    body: z.object({ from: formDaySchema, to: formDaySchema }),
    answer: z.object({ repeated: z.boolean() }),
  },
  listFormSendings: {
    method: 'GET',
    path: '/api/forms/sendings',
    summary: 'What was sent to whom, newest first',
    permission: 'readBooks',
    query: pageQuery.extend({ schedule: idSchema.optional() }),
    answer: pageOf(formSendingSchema),
  },
  sendFormAgain: {
    method: 'POST',
    path: '/api/forms/sendings/{id}/again',
    summary: 'Send forms again that were given up or may not have arrived',
    permission: 'closePayments',
    query: merchantQuery,
    answer: done,
  },
} as const;
