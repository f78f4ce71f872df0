/**
 * The messages machine and cloud exchange over MQTT, one schema each; AsyncAPI is generated from
 * `messageCatalogue`. Payloads are UTF-8 JSON of at most `payloadBytesMax`. Instants are UTC milliseconds,
 * amounts minor units. Unknown fields are ignored, so that either side may be newer.
 */
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import type { FaultCode } from '../domain/fault-catalogue.ts';
import { faultCatalogue } from '../domain/fault-catalogue.ts';
import { carSchema, staySchema } from '../domain/parking.ts';
import { verificationOutcomeSchema } from '../domain/verification-outcome.ts';
import { benefitMessages } from './benefit-messages.ts';
import {
  cardAnswerSchema,
  cardQuestionSchema,
  faceNoticeSchema,
  fingerNoticeSchema,
} from './card-messages.ts';
import { giftMessages } from './gift-messages.ts';
import { interactionBatchSchema } from './interaction-messages.ts';
import { memberMessages } from './member-messages.ts';

/** No message is larger; brokers are configured to refuse larger ones. */
export const payloadBytesMax = 8 * 1024 * 1024;
/** Records in one journal batch, and batches a machine may have unacknowledged. */
export const batchRecordsMax = 500;
export const batchesInFlightMax = 24;
/** The same where batches travel packed, an eighth of the size. */
export const packedInFlightMax = 64;

const id = z.string().min(1).max(40);
const atMs = z.number().int().min(0);
const faultCode = z.custom<FaultCode>(
  (value) => typeof value === 'string' && Object.hasOwn(faultCatalogue, value),
);

/**
 * up/journal: consecutive records. `text` is the exact JSON of the record as stored on the machine;
 * `hash` is hex SHA-256 of the previous record's hash, a line feed, and `text`.
 */
export const journalBatchSchema = z.object({
  journalId: id,
  firstSeq: z.number().int().min(1),
  /** Hash of the record before the first one; sixty-four zeros before record 1. */
  previousHash: z.string().length(64),
  records: z
    .array(z.object({ text: z.string().min(2).max(1_000_000), hash: z.string().length(64) }))
    .min(1)
    .max(batchRecordsMax),
});
export type JournalBatch = z.infer<typeof journalBatchSchema>;

/** down/ack: everything up to `seq` is committed. `resendFrom` asks to send again from there on. */
export const journalAckSchema = z.object({
  journalId: id,
  seq: z.number().int().min(0),
  resendFrom: z.number().int().min(1).optional(),
  /** Whether this cloud takes packed batches (`packed-batch.ts`); older ones leave it out and do not. */
  takesPacked: z.boolean().optional(),
  cloudTimeMs: atMs,
});
export type JournalAck = z.infer<typeof journalAckSchema>;

/**
 * up/charge: take this amount by this code, unless it is later than `expiresAtMs` of cloud time. Without a code
 * the platform shall make one for the machine to show.
 */
export const chargeRequestSchema = z.object({
  chargeId: id,
  orderId: id,
  platform: z.string().max(32),
  /** Single use; never stored, never logged. */
  authCode: z
    .string()
    .regex(/^[0-9A-Za-z]{6,64}$/)
    .optional(),
  amountMinor: z.number().int().min(1).max(1_000_000_000),
  currency: z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']),
  subject: z.string().max(128),
  expiresAtMs: atMs,
  /** What is on the list, for the rules of the cloud; older machines leave it out. */
  basket: z
    .object({
      pieces: z.number().int().min(0).max(1_000_000),
      lines: z.number().int().min(0).max(200),
      categories: z.array(z.string().max(64)).max(200),
    })
    .optional(),
});
export type ChargeRequest = z.infer<typeof chargeRequestSchema>;

/**
 * up/ask: what became of this charge or refund? A charge that the gateway does not know is closed by the
 * question: it will be refused if it still arrives. By its `terms` the gateway first asks the platform, as
 * it may have known the charge before it lost its database; without them the answer is `failed`. `giveUp`
 * closes what is not paid yet: a code that the machine shows, or a charge that the shopper settles anew.
 */
export const askSchema = z.union([
  z.object({
    chargeId: id,
    orderId: id,
    terms: z
      .object({
        platform: z.string().max(32),
        amountMinor: z.number().int().min(1).max(1_000_000_000),
        currency: z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']),
        showsCode: z.literal(true).optional(),
      })
      .optional(),
    giveUp: z.literal(true).optional(),
  }),
  z.object({ refundId: id, orderId: id }),
]);
export type Ask = z.infer<typeof askSchema>;

/** A code for the machine's screen; wallets read it from a QR. */
export const shownCodeSchema = z.object({ code: z.string().min(1).max(512), untilMs: atMs });
export type ShownCode = z.infer<typeof shownCodeSchema>;

/** down/result: where a charge or refund stands. `paid`, `failed`, `reversed`, `refunded` are final. */
export const resultSchema = z.discriminatedUnion('about', [
  z.object({
    about: z.literal('charge'),
    chargeId: id,
    orderId: id,
    state: z.enum(['submitted', 'userPaying', 'unknown', 'reversing', 'paid', 'failed', 'reversed']),
    reason: faultCode.optional(),
    platformTradeNo: z.string().max(64).optional(),
    /** With `userPaying`: what the machine shows for the shopper's wallet, until then in cloud time. */
    shownCode: shownCodeSchema.optional(),
    /** What was checked before any money moved, where that is why it failed. */
    verification: verificationOutcomeSchema.optional(),
    cloudTimeMs: atMs,
  }),
  z.object({
    about: z.literal('refund'),
    refundId: id,
    orderId: id,
    state: z.enum(['pending', 'refunded', 'failed']),
    reason: faultCode.optional(),
    cloudTimeMs: atMs,
  }),
]);
export type Result = z.infer<typeof resultSchema>;

/**
 * up/parking: `lookUp` asks the lot about a car whose driver stands at the machine; `grant` names the car of an
 * order whose `parkingIntended` is in the journal and asks where its grant stands. Late ones are dropped, the
 * machine asks again. The only message that holds a plate; never logged.
 */
export const parkingQuestionSchema = z.object({
  about: z.enum(['lookUp', 'grant']),
  orderId: id,
  lotId: z.string().max(64),
  car: carSchema,
  expiresAtMs: atMs,
});
export type ParkingQuestion = z.infer<typeof parkingQuestionSchema>;

/**
 * down/parked: what the lot says. `found` and `refused` answer a `lookUp`, also `unavailable`; `pending`,
 * `granted` and `refused` say where a grant stands. `granted` and `refused` are final for a grant.
 */
export const parkingAnswerSchema = z.object({
  about: z.enum(['lookUp', 'grant']),
  orderId: id,
  state: z.enum(['found', 'unavailable', 'pending', 'granted', 'refused']),
  stay: staySchema.optional(),
  /** The free parking ends then. */
  leaveByMs: atMs.optional(),
  reason: faultCode.optional(),
  cloudTimeMs: atMs,
});
export type ParkingAnswer = z.infer<typeof parkingAnswerSchema>;

/** up/state, retained, and as the will with `online: false`: presence, compared by `session`. */
export const machineStateSchema = z.object({
  online: z.boolean(),
  /** Rises by one with every connection of this machine; a will of an older session changes nothing. */
  session: z.number().int().min(0),
  bootId: id,
  version: z.string().max(40),
  bundleVersion: z.number().int().min(0),
  journalId: id,
  /** The highest sequence on the machine, so that the cloud knows how far behind it is. */
  lastSeq: z.number().int().min(0),
  /** The highest sequence that the machine takes for committed: a cloud that has fewer lost them. */
  acknowledgedSeq: z.number().int().min(0).optional(),
  atMs,
  devices: z
    .array(
      z.object({
        deviceId: z.string().max(64),
        kind: z.string().max(32),
        state: z.enum(['ready', 'degraded', 'unavailable']),
        fault: faultCode.optional(),
      }),
    )
    .max(64),
  /** Why the machine does not sell, if it does not. */
  outOfService: faultCode.optional(),
});
export type MachineState = z.infer<typeof machineStateSchema>;

/**
 * down/desired, retained: the bundle this machine shall sell from; `body` is gzip then base64 of its JSON.
 * A catalogue of at most `enclosedBytesMax` comes with it, packed and then base64; a larger one that the
 * machine does not have it fetches.
 */
export const desiredSchema = z.object({
  version: z.number().int().min(1),
  /** Hex SHA-256 of the JSON text. */
  sha256: z.string().length(64),
  body: z.string().max(payloadBytesMax),
  catalogue: z.string().max(payloadBytesMax).optional(),
});
export type Desired = z.infer<typeof desiredSchema>;

/** The largest packed catalogue that travels inside a bundle's message. */
export const enclosedBytesMax = 256 * 1024;
/** Packed bytes of a catalogue in one part; the last part may be shorter. */
export const partBytesMax = 256 * 1024;
/** Parts that a machine may ask for at once. */
export const partsAskedMax = 8;

/** up/fetch: send these parts of the catalogue of this hash. What the cloud does not have it leaves out. */
export const fetchSchema = z.object({
  sha256: z.string().length(64),
  firstPart: z.number().int().min(0),
  parts: z.number().int().min(1).max(partsAskedMax),
});
export type Fetch = z.infer<typeof fetchSchema>;

/** down/part: one part of a packed catalogue, base64. */
export const partSchema = z.object({
  sha256: z.string().length(64),
  part: z.number().int().min(0),
  body: z.string().max(Math.ceil(partBytesMax / 3) * 4),
});
export type Part = z.infer<typeof partSchema>;

/** Every message by its channel, for AsyncAPI and for the parsers below. */
export const messageCatalogue = {
  journal: {
    direction: 'up',
    schema: journalBatchSchema,
    retained: false,
    summary: 'Journal records, in order',
  },
  charge: {
    direction: 'up',
    schema: chargeRequestSchema,
    retained: false,
    summary: 'A question with a deadline: take this amount',
  },
  ask: { direction: 'up', schema: askSchema, retained: false, summary: 'What became of a charge or refund' },
  state: {
    direction: 'up',
    schema: machineStateSchema,
    retained: true,
    summary: 'Presence, versions and device health; also the will',
  },
  parking: {
    direction: 'up',
    schema: parkingQuestionSchema,
    retained: false,
    summary: 'A question with a deadline: this car in that lot',
  },
  card: {
    direction: 'up',
    schema: cardQuestionSchema,
    retained: false,
    summary: 'A question with a deadline: may this charge be taken from this card',
  },
  finger: {
    direction: 'up',
    schema: fingerNoticeSchema,
    retained: false,
    summary: 'A finger was enrolled for the card of a charge whose PIN was right',
  },
  face: {
    direction: 'up',
    schema: faceNoticeSchema,
    retained: false,
    summary: 'A face was enrolled for the card of a charge whose PIN was right; nothing of the face itself',
  },
  carded: {
    direction: 'down',
    schema: cardAnswerSchema,
    retained: false,
    summary: 'What is needed yet, or a grant of one charge from the card',
  },
  parked: { direction: 'down', schema: parkingAnswerSchema, retained: false, summary: 'What the lot says' },
  ...memberMessages,
  ...benefitMessages,
  ...giftMessages,
  ack: {
    direction: 'down',
    schema: journalAckSchema,
    retained: false,
    summary: 'Committed up to here; or send again',
  },
  result: {
    direction: 'down',
    schema: resultSchema,
    retained: false,
    summary: 'Where a charge or refund stands',
  },
  desired: { direction: 'down', schema: desiredSchema, retained: true, summary: 'The bundle to sell from' },
  fetch: { direction: 'up', schema: fetchSchema, retained: false, summary: 'Send parts of a catalogue' },
  part: { direction: 'down', schema: partSchema, retained: false, summary: 'A part of a catalogue' },
  telemetry: {
    direction: 'up',
    schema: interactionBatchSchema,
    retained: false,
    summary: 'Pages shown and elements touched; may be lost',
  },
} as const;

/** Reads a payload by its schema; throws `INPUT_TOO_LARGE` or `INPUT_MALFORMED`, never anything else. */
export function parseMessage<S extends z.ZodType>(schema: S, payload: Uint8Array, what: string): z.infer<S> {
  if (payload.byteLength > payloadBytesMax) {
    throw new Fault('INPUT_TOO_LARGE', `read ${what}`, { facts: { bytes: payload.byteLength } });
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch (cause) {
    throw new Fault('INPUT_MALFORMED', `read ${what}`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const where = parsed.error.issues.slice(0, 5).map((i) => i.path.join('.'));
    throw new Fault('INPUT_MALFORMED', `read ${what}`, { facts: { where: where.join(' ') } });
  }
  return parsed.data;
}
