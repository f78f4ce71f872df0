/** What the service interfaces need from the rest of the cloud. */
import type { CodeFormat } from '../../domain/code-pattern.ts';
import type { PaidOrder } from '../../domain/paid-order.ts';
import type { VerificationOutcome } from '../../domain/verification-outcome.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Random } from '../../platform/random.ts';
import type { CardAnswer, CardQuestion } from '../../wire/card-messages.ts';
import type { VerificationQuestion } from '../../wire/client-schemas.ts';
import type { InteractionBatch } from '../../wire/interaction-messages.ts';
import type { Ask, ChargeRequest } from '../../wire/messages.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';

export interface ClientsPorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Any secret of the cloud, of which keys are made. */
  readonly secret: Uint8Array;
  /** How people reach this cloud, without a slash at the end. */
  readonly publicUrl: () => string;
  /** Folder of the built cashier page. */
  readonly cashierFolder: string;
  /** Whether a webhook may lead to this computer or a private network: in a demo, never in production. */
  readonly privateWebhooks: boolean;
  /** Divides the pauses between tries; 1 in production. */
  readonly hurry: number;
  /** Opens a charge of a client and drives it to its end; the same charge again is harmless. */
  takeCharge(owner: MachineAddress, request: ChargeRequest): Promise<void>;
  /** Asks for a charge, and closes one that never came. */
  askCharge(owner: MachineAddress, ask: Ask): Promise<void>;
  /** Asks about a stored-value card before it pays; undefined for a proof that was seen before. */
  askCard(
    owner: MachineAddress,
    question: CardQuestion,
  ): Promise<Omit<CardAnswer, 'cloudTimeMs' | 'chargeId' | 'orderId'> | undefined>;
  /** The key that PINs are sealed for. */
  readonly sealKey: string;
  /** What the merchant's accounts take, and which of them make a code to show. */
  waysOf(merchantId: string): {
    readonly codeFormats: readonly CodeFormat[];
    readonly shown: readonly string[];
  };
  /** What happened on a cashier page; may be lost. */
  takeInteractions(
    source: { readonly merchantId: string; readonly source: string; readonly face: 'cashier' },
    batch: InteractionBatch,
  ): void;
  /**
   * Takes what was paid for whom the order is of, in the transaction that makes it paid; what is not kept goes back
   * to its payer.
   */
  takePaid(tx: CloudTransaction, order: PaidOrder): Promise<'kept' | 'givenBack'>;
  /** A refund was written down. */
  wakeRefunds(): void;
  /** Checks a payment by the rules in force; undefined where there are none. */
  verify(
    payer: { readonly merchantId: string; readonly machineId: string },
    question: VerificationQuestion,
  ): Promise<VerificationOutcome | undefined>;
  /** Tells every process of the cloud that something about this client changed. */
  ring(merchantId: string, clientId: string): void;
}
