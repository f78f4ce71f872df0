/**
 * What the cloud's REST API says about machines, goods, orders and people: one schema each, from which
 * the console's types and OpenAPI come. Amounts are minor units, instants UTC milliseconds; `null` says
 * that something is not known or has not happened.
 */
import { z } from 'zod';
import { deliverySchema, pricedLineSchema, totalsSchema } from '../domain/basket.ts';
import { displayPolicySchema } from '../domain/display-rules.ts';
import { type FaultCode, faultCatalogue } from '../domain/fault-catalogue.ts';
import { facePolicySchema } from '../domain/identity-policy.ts';
import { memberWaysSchema } from '../domain/member.ts';
import { parkingPolicySchema, staySchema } from '../domain/parking.ts';
import { selectionSchema } from '../domain/product.ts';
import { orderStateSchema } from '../domain/record.ts';
import { shelfLifePolicySchema } from '../domain/shelf-life-policy.ts';
import { textSchema } from '../domain/text.ts';

/** Ids that also stand in MQTT topics. */
export const idSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
export const currencySchema = z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']);
export const faultCodeSchema = z.enum(Object.keys(faultCatalogue) as [FaultCode, ...FaultCode[]]);
const minor = z.number().int();
const atMs = z.number().int().min(0);

/** `admin` belongs to the platform; every other role to one merchant. */
export const roleSchema = z.enum(['admin', 'owner', 'operator', 'finance', 'technician', 'viewer']);
export type Role = z.infer<typeof roleSchema>;
export const merchantRoleSchema = roleSchema.exclude(['admin']);

/** The body of every answer that is not a success; the status is that of the fault. */
export const errorSchema = z.object({ code: faultCodeSchema, message: z.string() });
export type RestError = z.infer<typeof errorSchema>;

/** One page of a list; `next` is the `after` of the following page. */
export function pageOf<S extends z.ZodType>(item: S) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

export const merchantSchema = z.object({
  id: idSchema,
  name: textSchema,
  currency: currencySchema,
  timeZone: z.string().max(64),
  helpPhone: z.string().max(40),
  receiptFooter: textSchema,
  createdAtMs: atMs,
});
export type Merchant = z.infer<typeof merchantSchema>;

/** A card is known by its mask: its code is a key to money and never comes back. */
export const storedValueCardSchema = z.object({
  /** Names the card without being a way to its code. */
  id: z.string(),
  masked: z.string(),
  balanceMinor: minor,
  currency: currencySchema,
  openedAtMs: atMs,
  pinSet: z.boolean(),
  /** Wrong PINs in a row. */
  wrongTries: z.number().int(),
  lockedAtMs: atMs.nullable(),
  /** What a machine may set apart for times without network, and what machines have set apart now. */
  offlineMinor: minor,
  leasedMinor: minor,
  /** Machines at which a finger stands for its PIN. */
  fingers: z.number().int(),
  faces: z.number().int(),
});
export type StoredValueCard = z.infer<typeof storedValueCardSchema>;

export const userSchema = z.object({
  id: idSchema,
  login: z.string().max(100),
  displayName: z.string().max(100),
  role: roleSchema,
  createdAtMs: atMs,
});
export type User = z.infer<typeof userSchema>;

export const apiTokenSchema = z.object({
  id: idSchema,
  name: z.string().max(100),
  role: merchantRoleSchema,
  createdAtMs: atMs,
});

/** Who asks: the signed-in user or the bearer of a token. */
export const principalSchema = z.object({
  kind: z.enum(['user', 'token', 'bootstrap']),
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  /** `null` for the platform's own people, who name a merchant with `?merchant=`. */
  merchant: merchantSchema.pick({ id: true, name: true, currency: true, timeZone: true }).nullable(),
});
export type Principal = z.infer<typeof principalSchema>;

export const deviceSchema = z.object({
  deviceId: z.string(),
  kind: z.string(),
  state: z.enum(['ready', 'degraded', 'unavailable']),
  fault: faultCodeSchema.optional(),
});

export const tendersSchema = z.object({ code: z.boolean(), cash: z.boolean() });

/** A machine as the list shows it. `unknown` means the cloud itself cannot see the broker. */
export const kioskSchema = z.object({
  id: idSchema,
  name: textSchema,
  presence: z.enum(['online', 'offline', 'unknown', 'neverSeen']),
  /** Online and without a reason not to sell. */
  selling: z.boolean(),
  outOfService: faultCodeSchema.nullable(),
  lastHeardAtMs: atMs.nullable(),
  presenceChangedAtMs: atMs.nullable(),
  softwareVersion: z.string().nullable(),
  bundle: z.object({ publishedVersion: z.number().int(), reportedVersion: z.number().int() }),
  journal: z.object({
    id: z.string().nullable(),
    committedSeq: z.number().int(),
    /** What the machine said it has; more than `committedSeq` means the cloud is behind. */
    lastSeq: z.number().int(),
  }),
  devices: z.array(deviceSchema),
  openAlarms: z.number().int(),
});
export type Kiosk = z.infer<typeof kioskSchema>;

export const kioskDetailSchema = kioskSchema.extend({
  shard: z.number().int(),
  mqttUser: z.string(),
  helpPhone: z.string(),
  timeZone: z.string(),
  tenders: tendersSchema,
  parking: parkingPolicySchema.nullable(),
  shelfLife: shelfLifePolicySchema,
  members: memberWaysSchema.nullable(),
  faces: facePolicySchema.nullable(),
  display: displayPolicySchema.nullable(),
  selections: z.array(selectionSchema),
  journals: z.array(
    z.object({
      id: z.string(),
      seq: z.number().int(),
      startedAtMs: atMs,
      current: z.boolean(),
    }),
  ),
  createdAtMs: atMs,
});
export type KioskDetail = z.infer<typeof kioskDetailSchema>;

/** One way in which an order was paid, or was to be. */
export const paymentSchema = z.object({
  tender: z.enum(['code', 'cash']),
  amountMinor: minor,
  state: z.enum(['intended', 'paid', 'failed', 'reversed']),
  chargeId: z.string().optional(),
  platform: z.string().optional(),
  codeMasked: z.string().optional(),
  platformTradeNo: z.string().optional(),
  reason: faultCodeSchema.optional(),
  intendedAtMs: atMs.optional(),
  settledAtMs: atMs.optional(),
});

export const orderDeliverySchema = z.object({
  id: z.string(),
  lineId: z.string(),
  piece: z.number().int(),
  target: deliverySchema,
  state: z.enum(['started', 'delivered', 'notDelivered']),
  proof: z.string().optional(),
  reason: faultCodeSchema.optional(),
  startedAtMs: atMs,
  endedAtMs: atMs.optional(),
});

export const orderRefundSchema = z.object({
  id: z.string(),
  chargeId: z.string(),
  amountMinor: minor,
  state: z.enum(['intended', 'refunded', 'failed']),
  reason: faultCodeSchema,
  intendedAtMs: atMs,
  settledAtMs: atMs.optional(),
});

const orderBenefitsSchema = z.object({
  coupons: z.array(
    z.object({
      id: z.string(),
      series: z.string(),
      codeMasked: z.string(),
      by: z.enum(['cloud', 'signature']),
      offMinor: minor,
    }),
  ),
  points: z.object({ spent: z.number().int(), offMinor: minor }).nullable(),
  /** Points that what was paid earns. */
  earned: z.number().int(),
});

export const orderSchema = z.object({
  id: z.string(),
  kiosk: idSchema,
  kioskName: textSchema,
  state: orderStateSchema,
  currency: currencySchema,
  lines: z.array(pricedLineSchema),
  /** What is due, in minor units: the sum of the lines' `dueMinor`. */
  total: minor,
  totals: totalsSchema,
  payments: z.array(paymentSchema),
  deliveries: z.array(orderDeliverySchema),
  refunds: z.array(orderRefundSchema),
  payouts: z.array(
    z.object({
      id: z.string(),
      purpose: z.enum(['change', 'refund']),
      state: z.enum(['intended', 'settled']),
      amountMinor: minor,
      paidMinor: minor,
      owedMinor: minor,
    }),
  ),
  abandoned: z
    .enum(['shopperCancelled', 'timedOut', 'paymentUnknown', 'powerCut', 'vendWithdrawn'])
    .nullable(),
  /** Coupons and points, which correct the regular amount to the actual one; absent where there were none. */
  benefits: orderBenefitsSchema.optional(),
  /** Parking that went with it, the car masked; `null` where none was asked for. */
  parking: z
    .object({
      lotId: z.string(),
      carMasked: z.string(),
      state: z.enum(['asked', 'intended', 'granted', 'refused']),
      /** `feeMinor` is what the lot waived. */
      stay: staySchema.optional(),
      leaveByMs: atMs.optional(),
      reason: faultCodeSchema.optional(),
      settledAtMs: atMs.optional(),
    })
    .nullable(),
  receipt: z.object({ id: z.string(), printed: z.boolean(), url: z.string() }).nullable(),
  times: z.object({
    openedAtMs: atMs,
    updatedAtMs: atMs,
    submittedAtMs: atMs.nullable(),
    paidAtMs: atMs.nullable(),
    closedAtMs: atMs.nullable(),
  }),
});
export type RestOrder = z.infer<typeof orderSchema>;

/** One thing that happened to an order, as the machine's journal or the gateway's log tells it. */
export const historyEntrySchema = z.object({
  source: z.enum(['machine', 'gateway']),
  atMs,
  kind: z.string(),
  /** Place in the machine's journal. */
  seq: z.number().int().nullable(),
  clock: z.enum(['synchronised', 'holdover', 'unsynchronised']).nullable(),
  facts: z.record(z.string(), z.unknown()),
});

export const orderDetailSchema = orderSchema.extend({ history: z.array(historyEntrySchema) });
export type OrderDetail = z.infer<typeof orderDetailSchema>;

/** Something that is wrong now, or was. */
export const alarmSchema = z.object({
  id: z.string(),
  kiosk: idSchema.nullable(),
  kind: z.enum([
    'offline',
    'outOfService',
    'device',
    'poison',
    'chainBroken',
    'gap',
    'coupon',
    'payment',
    'expiredGoods',
    'gift',
    'books',
    'parking',
  ]),
  severity: z.enum(['critical', 'warning']),
  /** The device, record or payment it is about. */
  subject: z.string(),
  fault: faultCodeSchema,
  /** What is wrong and what to do, in the technician's words. */
  advice: z.string(),
  count: z.number().int(),
  sinceMs: atMs,
  lastAtMs: atMs,
  clearedAtMs: atMs.nullable(),
});
export type Alarm = z.infer<typeof alarmSchema>;

/** A record that could not be applied and was set aside. */
export const poisonSchema = z.object({
  kiosk: idSchema,
  journalId: z.string(),
  seq: z.number().int(),
  fault: faultCodeSchema,
  reason: z.string(),
  text: z.string(),
  setAsideAtMs: atMs,
});
export type Poison = z.infer<typeof poisonSchema>;

export const auditEntrySchema = z.object({
  id: z.number().int(),
  atMs,
  actor: z.string(),
  actorKind: z.enum(['user', 'token', 'bootstrap']),
  action: z.string(),
  subject: z.string(),
  facts: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** What is wrong and what is earned, at one look. */
export const overviewSchema = z.object({
  atMs,
  kiosks: z.object({ total: z.number().int(), online: z.number().int(), selling: z.number().int() }),
  /** Since midnight in the merchant's time zone. */
  sales: z.object({ sinceMs: atMs, orders: z.number().int(), paidMinor: minor, currency: currencySchema }),
  open: z.object({
    alarms: z.number().int(),
    /** Orders with money on the way: paid or being paid, and not closed. */
    orders: z.number().int(),
    /** Asked for and not paid back: on the way, or failed and a person's task. */
    refunds: z.number().int(),
    /** Charges, reversals and refunds that have not been final for more than a minute. */
    payments: z.number().int(),
    poison: z.number().int(),
  }),
});
export type Overview = z.infer<typeof overviewSchema>;

/** `GET /api/live`, server-sent events named by `event`, each with one of these as its data. */
export const liveEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('order'), order: orderSchema }),
  z.object({ event: z.literal('kiosk'), kiosk: kioskSchema }),
  z.object({ event: z.literal('alarm'), kiosk: idSchema.nullable() }),
  z.object({ event: z.literal('payment'), kiosk: idSchema }),
]);
export type LiveEvent = z.infer<typeof liveEventSchema>;
