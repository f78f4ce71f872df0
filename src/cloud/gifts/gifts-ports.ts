/** What gifts need from the rest of the cloud. */
import type { ServerResponse } from 'node:http';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Link } from '../../platform/mqtt-link.ts';
import type { Random } from '../../platform/random.ts';
import type { PreOrder, PreOrderLine } from '../../wire/client-schemas.ts';
import type { ChargeRequest } from '../../wire/messages.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import type { GiftKeys } from '../database/gift-keys.ts';
import type { CloudDatabase } from '../database/schema.ts';

/** Advance payments are ordinary orders of a client that stands for the merchant's gifts. */
export interface GiftPayments {
  /** The same `giftId` again is the same order. */
  open(order: {
    readonly merchantId: string;
    readonly giftId: string;
    readonly line: PreOrderLine;
    readonly amountMinor: number;
    readonly currency: PreOrder['currency'];
    readonly expiresInS: number;
  }): Promise<PreOrder>;
  /** Has the platform make a code for the payer to scan. */
  show(orderId: string, platform: string, requestKey: string): Promise<void>;
  find(orderId: string): Promise<PreOrder | undefined>;
  /** Closes an order that nobody paid. */
  cancel(orderId: string): Promise<void>;
  /** Platforms that make a code. */
  shown(merchantId: string): readonly string[];
}

/** How gifts come by the hashes under which the merchant knows people. */
export interface GiftHashes {
  /** The key for the merchant's machines, base64. */
  machineKey(merchantId: string): string;
  /** What a machine's hash is stored as. */
  stored(merchantId: string, hash: string): string;
}

/** Charges of a till or an online shop on a gift. */
export interface GiftCharges {
  take(owner: MachineAddress, request: ChargeRequest): Promise<void>;
  ask(owner: MachineAddress, ask: { chargeId: string; orderId: string }): Promise<void>;
}

/** A code on its way to a phone; the same id is the same message. */
export interface PhoneMessage {
  readonly messageId: string;
  readonly merchantId: string;
  readonly phone: string;
  readonly code: string;
  readonly language: 'zh' | 'en';
  readonly expiresAtMs: number;
}

/**
 * Sends a code to a phone and ends in time; throws `MESSAGE_NOT_SENT`. Neither number nor code is logged. A
 * simulated one answers what it would have sent, so that it can be shown.
 */
export interface PhoneSender {
  send(message: PhoneMessage): Promise<{ readonly shown: string | undefined }>;
}

/** The one place where passkeys are used. */
export interface PasskeySite {
  /** Of the pages that may use them. */
  readonly origin: string;
  /** The name that passkeys are bound to: that of the origin's host. */
  readonly rpId: string;
}

export interface GiftStreams {
  admit(id: string): void;
  serve(
    response: ServerResponse,
    id: string,
    next: () => Promise<readonly { readonly id?: string; readonly event: string; readonly data: unknown }[]>,
  ): void;
  wake(id: string): void;
  stop(): void;
}

export interface GiftsPorts {
  readonly db: CloudDatabase;
  readonly link: Link;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly keys: GiftKeys;
  readonly hashes: GiftHashes;
  readonly payments: GiftPayments;
  readonly charges: GiftCharges;
  readonly sender: PhoneSender;
  /** Undefined where passkeys cannot be used, as under a bare address. */
  readonly passkeySite: () => PasskeySite | undefined;
  readonly streams: GiftStreams;
  /** Finds who asks by a bearer token; throws `ACCESS_DENIED` or `SCOPE_MISSING`. */
  readonly clientOf: (
    authorization: string | undefined,
  ) => Promise<{ readonly merchantId: string; readonly clientId: string }>;
  /** Whether the merchant takes gifts, and in which currency. */
  readonly currencyOf: (merchantId: string) => PreOrder['currency'] | undefined;
  readonly belongs: (merchantId: string, machineId: string) => Promise<boolean>;
  readonly publicUrl: () => string;
  /** Folder of the built pages; in it `index.html` and `assets`. */
  readonly pagesFolder: string;
  readonly wakeRefunds: () => void;
  /** Tells every process that something of this person changed. */
  readonly ring: (merchantId: string, personId: string) => void;
}
