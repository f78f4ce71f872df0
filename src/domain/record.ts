/**
 * The bodies of journal records: everything that happens to an order, payment, delivery or device, each
 * made durable before its effect. The names are past tense for facts and `…Intended`/`…Started` for
 * intents whose effect follows. Records are never changed; a new meaning is a new kind. Both the machine
 * and the cloud fold them with `order.ts`.
 */
import { z } from 'zod';
import { deliverySchema, pricedLineSchema, totalsSchema } from './basket.ts';
import { benefitRecords } from './benefit-records.ts';
import { cardFactorSchema } from './card-factor.ts';
import { consentRecords } from './consent-records.ts';
import { type FaultCode, faultCatalogue } from './fault-catalogue.ts';
import { giftRecords } from './gift-records.ts';
import { heldBackSchema } from './held-back.ts';
import { memberProofSchema } from './member.ts';
import { staySchema } from './parking.ts';
import { pointsRateSchema } from './points.ts';
import { languageSchema } from './text.ts';
import { verificationOutcomeSchema } from './verification-outcome.ts';

const id = z.string().min(1).max(40);
const minor = z.number().int().min(0).max(1_000_000_000);
const atMs = z.number().int().min(0);
const mark = z.record(z.string().max(64), z.union([z.string().max(256), z.number()]));
const faultCode = z.custom<FaultCode>(
  (value) => typeof value === 'string' && Object.hasOwn(faultCatalogue, value),
);
const currency = z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']);

/** Final and passing states of an order; names from OPC 30210-1 §8.16, `selecting` before its first. */
export const orderStateSchema = z.enum([
  'selecting',
  'deliveryRequestReceived',
  'paymentInExecution',
  'paymentFinished',
  'paymentFailed',
  'paymentCancelledByUser',
  'deliveryInExecution',
  'deliveryAndPaymentSuccess',
  'deliveryFailRefundInExecution',
  'deliveryFailRefundSuccess',
  'deliveryFailRefundFailed',
]);
export type OrderState = z.infer<typeof orderStateSchema>;

export const recordBodySchema = z.discriminatedUnion('kind', [
  // The machine itself
  z.object({
    kind: z.literal('machineStarted'),
    bootId: id,
    version: z.string().max(40),
    unclean: z.boolean(),
  }),
  z.object({ kind: z.literal('machineStopped'), bootId: id }),
  z.object({ kind: z.literal('clockJumped'), expectedMs: atMs, foundMs: atMs }),
  z.object({ kind: z.literal('bundleApplied'), version: z.number().int(), sha256: z.string().length(64) }),
  z.object({
    kind: z.literal('deviceHealthChanged'),
    deviceId: z.string().max(64),
    device: z.string().max(32),
    state: z.enum(['ready', 'degraded', 'unavailable']),
    fault: faultCode.optional(),
  }),

  // The list: saved at every change, so that a power cut does not empty it
  z.object({
    kind: z.literal('basketChanged'),
    orderId: id,
    currency,
    lines: z.array(pricedLineSchema).max(200),
    totals: totalsSchema,
  }),
  z.object({
    kind: z.literal('orderSubmitted'),
    orderId: id,
    currency,
    lines: z.array(pricedLineSchema).min(1).max(200),
    totals: totalsSchema,
    bundleVersion: z.number().int(),
    language: languageSchema,
    /** Points of the member that the lines count on, and at which rate what is paid earns more. */
    pointsSpent: z.number().int().min(1).max(1_000_000_000).optional(),
    earn: pointsRateSchema.optional(),
  }),
  /** The shopper went back to the list before anything was paid. */
  z.object({ kind: z.literal('orderReopened'), orderId: id }),
  /** Not sold because of their date, and the shopper is told so. Without an order where none had begun. */
  z.object({
    kind: z.literal('goodsHeldBack'),
    orderId: id.optional(),
    goods: z.array(heldBackSchema).min(1).max(200),
  }),
  /** The shopper has read that. */
  z.object({ kind: z.literal('heldBackAcknowledged'), orderId: id.optional() }),
  /** Nobody stands at the machine for it any more: what is paid and not delivered will be refunded. */
  z.object({
    kind: z.literal('orderAbandoned'),
    orderId: id,
    reason: z.enum(['shopperCancelled', 'timedOut', 'paymentUnknown', 'powerCut', 'vendWithdrawn']),
  }),

  // Money in
  z.object({
    kind: z.literal('chargeIntended'),
    orderId: id,
    chargeId: id,
    platform: z.string().max(32),
    /** First two and last four digits of the payment code; empty where the machine shows the code. */
    codeMasked: z.string().max(40),
    amountMinor: minor,
    currency,
    expiresAtMs: atMs,
    /** The platform makes the code, and the shopper's wallet scans it. */
    showsCode: z.literal(true).optional(),
    /** The version of the verification rules that the machine checked it by; absent where it had none. */
    rulesVersion: z.number().int().min(1).optional(),
    /** It is taken from a lease, without the network. */
    leaseId: id.optional(),
    /** What the cloud was shown that it is the card's holder; absent where nothing was asked for. */
    verifiedBy: cardFactorSchema.optional(),
  }),
  z.object({
    kind: z.literal('chargeSettled'),
    orderId: id,
    chargeId: id,
    outcome: z.enum(['paid', 'failed', 'reversed']),
    reason: faultCode.optional(),
    platformTradeNo: z.string().max(64).optional(),
    /** What was checked, where that is why it failed. */
    verification: verificationOutcomeSchema.optional(),
  }),
  /** The page waited for the result long enough: the shopper was shown the list as it was. */
  z.object({ kind: z.literal('chargeOverdue'), orderId: id, chargeId: id }),
  /** The shopper wants to settle again: the charge is to be closed unless it is paid. */
  z.object({ kind: z.literal('settleAgainAsked'), orderId: id, chargeId: id }),
  /** A PIN is tried at a lease; counted before it is looked at. */
  z.object({ kind: z.literal('leaseTried'), leaseId: id }),
  /** Nothing more is spent of it: what is left goes back to its card. */
  z.object({ kind: z.literal('leaseReturned'), leaseId: id }),
  /** The shopper agreed that a finger stands for the card's PIN at this machine; by which words. */
  z.object({
    kind: z.literal('fingerConsented'),
    orderId: id,
    cardMasked: z.string().max(40),
    textVersion: z.number().int().min(1),
  }),
  /** The machine's own check said no, before any intent to take money. */
  z.object({
    kind: z.literal('paymentRefused'),
    orderId: id,
    tender: z.enum(['code', 'cash', 'free']),
    platform: z.string().max(32).optional(),
    amountMinor: minor,
    verification: verificationOutcomeSchema,
  }),
  z.object({ kind: z.literal('cashInserted'), orderId: id.optional(), amountMinor: minor, mark }),
  z.object({
    kind: z.literal('orderPaid'),
    orderId: id,
    /** What covers the order; empty for free goods. */
    payments: z
      .array(
        z.object({
          tender: z.enum(['code', 'cash']),
          amountMinor: minor,
          chargeId: id.optional(),
          platform: z.string().max(32).optional(),
        }),
      )
      .max(10),
    /** Cash put in beyond the amount due, to be paid out. */
    changeMinor: minor,
  }),

  // Goods out
  z.object({
    kind: z.literal('deliveryStarted'),
    orderId: id,
    deliveryId: id,
    lineId: id,
    piece: z.number().int().min(0).max(999),
    target: deliverySchema,
    dispenserId: z.string().max(64),
    mark,
  }),
  z.object({
    kind: z.literal('deliveryEnded'),
    orderId: id,
    deliveryId: id,
    outcome: z.enum(['delivered', 'notDelivered']),
    proof: z.enum(['dropSensor', 'machineAnswer', 'doorSensor']).optional(),
    reason: faultCode.optional(),
  }),

  // Money back
  z.object({
    kind: z.literal('refundIntended'),
    orderId: id,
    refundId: id,
    chargeId: id,
    amountMinor: minor,
    currency,
    reason: faultCode,
  }),
  z.object({
    kind: z.literal('refundSettled'),
    orderId: id,
    refundId: id,
    outcome: z.enum(['refunded', 'failed']),
    reason: faultCode.optional(),
  }),
  z.object({
    kind: z.literal('payoutIntended'),
    orderId: id.optional(),
    payoutId: id,
    purpose: z.enum(['change', 'refund']),
    amountMinor: minor,
    mark,
  }),
  /** `owedMinor` is what the hopper could not pay; a person pays it against the receipt. */
  z.object({
    kind: z.literal('payoutSettled'),
    orderId: id.optional(),
    payoutId: id,
    paidMinor: minor,
    owedMinor: minor,
  }),
  z.object({ kind: z.literal('orderClosed'), orderId: id, state: orderStateSchema }),
  /** A vending controller sold this by itself for coins it took: an order that is closed from the start. */
  z.object({
    kind: z.literal('cashSaleReported'),
    orderId: id,
    deliveryId: id,
    currency,
    line: pricedLineSchema,
    language: languageSchema,
  }),

  // Receipts
  z.object({
    kind: z.literal('receiptIssued'),
    orderId: id,
    receiptId: id,
    language: languageSchema,
    receiptLine: z.string().max(30_000),
  }),
  z.object({
    kind: z.literal('receiptPrinted'),
    orderId: id,
    receiptId: id,
    provedAtMs: atMs,
    /** Whose word it is: the printer's own, or of one that cannot answer the line's. */
    by: z.enum(['printer', 'line']).optional(),
  }),

  // Free parking with the purchase: the car itself is sealed beside `parkingAsked`
  z.object({
    kind: z.literal('parkingAsked'),
    orderId: id,
    lotId: z.string().max(64),
    by: z.enum(['plate', 'ticket']),
    carMasked: z.string().max(40),
    validMinutes: z.number().int().min(1).max(1440),
  }),
  /** The shopper does without it after all. */
  z.object({ kind: z.literal('parkingDropped'), orderId: id }),
  /** The order is paid: the cloud has the lot grant it, once, under the order's number. */
  z.object({
    kind: z.literal('parkingIntended'),
    orderId: id,
    lotId: z.string().max(64),
    validMinutes: z.number().int().min(1).max(1440),
  }),
  /** The lot did not answer in time: the shopper was told that it is settled in the background. */
  z.object({ kind: z.literal('parkingPending'), orderId: id }),
  /** `stay.feeMinor` is what the lot waived. */
  z.object({
    kind: z.literal('parkingGranted'),
    orderId: id,
    stay: staySchema,
    leaveByMs: atMs.optional(),
  }),
  z.object({ kind: z.literal('parkingRefused'), orderId: id, reason: faultCode }),

  // For whom the list is: their masked name is sealed beside `memberNamed`
  z.object({
    kind: z.literal('memberNamed'),
    orderId: id,
    memberId: id,
    by: memberProofSchema,
    /** Whether goods have their member price. */
    memberPrice: z.boolean(),
  }),
  /** "Not me": the list is nobody's again. */
  z.object({ kind: z.literal('memberLeft'), orderId: id }),
  ...benefitRecords,
  ...giftRecords,
  ...consentRecords,
  /** Signed coupons that were used here and are not forgotten with their orders, until they expire. */
  z.object({
    kind: z.literal('couponsRemembered'),
    coupons: z.array(z.object({ couponId: id, expiresAtMs: atMs })).max(500),
  }),
]);

/** The body of one journal record. */
export type RecordBody = z.infer<typeof recordBodySchema>;
export type RecordKind = RecordBody['kind'];
/** The body of one kind. */
export type RecordOf<K extends RecordKind> = Extract<RecordBody, { kind: K }>;
/** The bodies that belong to an order. */
export type OrderRecord = BodyWithOrder<RecordBody>;
type BodyWithOrder<B> = B extends RecordBody ? ('orderId' extends keyof B ? B : never) : never;

/** A record as read back: its place, its time and how far that time can be trusted. */
export interface JournalRecord {
  readonly seq: number;
  readonly atMs: number;
  readonly clock: 'synchronised' | 'holdover' | 'unsynchronised';
  readonly body: RecordBody;
}
