/** What the API needs from outside. */
import type { FastifyInstance } from 'fastify';
import type { Face } from '../../domain/interaction.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Random } from '../../platform/random.ts';
import type { Answer, DryRun } from '../../wire/rest.ts';
import type { ChangeBell } from '../database/change-bell.ts';
import type { CloudDatabase } from '../database/schema.ts';
import type { VerificationDraft } from '../database/verification-rows.ts';
import type { Coupons } from './benefit-ports.ts';
import type { StoredValueCards } from './card-ports.ts';
import type { Books } from './finance-ports.ts';
import type { FormSendings, Forms } from './form-ports.ts';
import type { LiveHub } from './live-hub.ts';
import type { Members } from './member-ports.ts';
import type { OpenPaymentsPort } from './open-payments-port.ts';
import type { ParkingLotKeys } from './parking-ports.ts';

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

/** Whose visits, of which face, in which time. */
export interface FunnelAsked {
  readonly merchantId: string;
  readonly face: Face;
  readonly source?: string | undefined;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What is shown once when a client is made. */
export interface ClientSecrets {
  readonly token: string;
  readonly tokenHash: string;
  readonly webhookSecret: string;
}

export interface ApiConfig {
  /** Interface to listen on; the loopback unless somebody decides otherwise. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Proxies in front whose word is believed about who asks and how; none if not said. */
  readonly trustedProxies?: readonly string[];
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
  readonly coupons: Coupons;
  readonly payments: OpenPaymentsPort;
  readonly members: Members;
  readonly forms: Forms;
  readonly books: Books;
  readonly sendings: FormSendings;
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
  /** How many visits of one merchant reached each step up to paying. */
  readonly readFunnel: (asked: FunnelAsked) => Promise<Answer<'readFunnel'>>;
  /** Makes the secrets of a merchant's other client; only the token's hash is kept. */
  readonly clientSecrets: (clientId: string) => ClientSecrets;
  /** Makes the keys that parking lots sign with. */
  readonly lotKeys: ParkingLotKeys;
  /** Further routes of the cloud on the same server. */
  readonly alsoServe?: (server: FastifyInstance) => Promise<void>;
  /** Whether the broker is connected, for `/healthz`. */
  readonly brokerOnline: () => boolean;
}
