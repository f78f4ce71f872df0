/** What the API needs from outside. */
import type { Currency } from '../../domain/money.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Random } from '../../platform/random.ts';
import type { DryRun } from '../../wire/rest.ts';
import type { ChangeBell } from '../database/change-bell.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';
import type { VerificationDraft } from '../database/verification-rows.ts';
import type { LiveHub } from './live-hub.ts';

/** What a publication to one machine came to. */
export interface PublishedBundle {
  readonly machineId: string;
  readonly version: number;
  readonly sha256: string;
  readonly sent: boolean;
}

/** Sends catalogues to machines. */
export interface BundleSender {
  publish(merchantId: string, machineId: string): Promise<PublishedBundle>;
  publishAll(merchantId: string): Promise<PublishedBundle[]>;
}

/** A stored-value card without its code. */
export interface MaskedCard {
  readonly masked: string;
  readonly balanceMinor: number;
  readonly currency: Currency;
  readonly openedAtMs: number;
}

/** Keeps the merchants' stored-value cards, and no code of any. */
export interface StoredValueCards {
  /** Opens a card in the caller's transaction; `undefined` if it is open already, and nothing changes. */
  open(
    tx: CloudTransaction,
    card: Omit<MaskedCard, 'masked'> & { readonly merchantId: string; readonly code: string },
  ): Promise<MaskedCard | undefined>;
  find(merchantId: string, code: string): Promise<MaskedCard | undefined>;
}

export interface ApiConfig {
  /** Interface to listen on; the loopback unless somebody decides otherwise. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Opens everything, to set the first merchant up; none if undefined. */
  readonly bootstrapToken: string | undefined;
  /** Secret of the broker, from which machines' passwords are made. */
  readonly mqttSecret: string;
  /** Folder of the built console; nothing is served if it is not there. */
  readonly consoleFolder: string;
}

export interface ApiPorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly config: ApiConfig;
  readonly bundles: BundleSender;
  readonly cards: StoredValueCards;
  /** What the rules would have done to the latest payments of the merchant. */
  readonly dryRunRules: (
    merchantId: string,
    draft: VerificationDraft,
    paymentsMax: number,
  ) => Promise<DryRun>;
  readonly hub: LiveHub;
  /** Told of what the API itself changes. */
  readonly bell: Pick<ChangeBell, 'ring'>;
  /** How people reach this cloud, without a slash at the end; asked when it is needed. */
  readonly publicUrl: () => string;
  /** Whether the broker is connected, for `/healthz`. */
  readonly brokerOnline: () => boolean;
}
