/** Gives the service interfaces for other clients what they need from the rest of the cloud. */
import { createHash } from 'node:crypto';
import type { ClientsPorts } from './clients/clients-ports.ts';
import type { CloudPorts } from './cloud.ts';
import type { ChangeBell } from './database/change-bell.ts';
import type { Gateway } from './gateway/gateway.ts';
import { answerCard } from './gateway/stored-value/card-answers.ts';
import { cardKeysOf } from './gateway/stored-value/card-keys.ts';
import { cardHash } from './gateway/stored-value/stored-value-accounts.ts';
import { ChargeVerifier } from './verification/charge-verifier.ts';

export interface OpenClientsPorts {
  readonly cloud: CloudPorts;
  readonly hashKey: Uint8Array;
  readonly gateway: Gateway;
  readonly bell: ChangeBell;
  readonly publicUrl: () => string;
  readonly waysOf: ClientsPorts['waysOf'];
  readonly takeInteractions: ClientsPorts['takeInteractions'];
  readonly takePaid: ClientsPorts['takePaid'];
}

export function clientsPorts({
  cloud,
  hashKey,
  gateway,
  bell,
  publicUrl,
  waysOf,
  takeInteractions,
  takePaid,
}: OpenClientsPorts): ClientsPorts {
  const { database, clock, random, log, settings } = cloud;
  const { db } = database;
  const cards = cardKeysOf(hashKey);
  const verifier = new ChargeVerifier({
    ...{ db, clock },
    cardHash: (merchantId, code) => cardHash(hashKey, merchantId, code),
  });
  return {
    ...{ db, clock, random, log, publicUrl },
    secret: createHash('sha256').update('clients').update(hashKey).digest(),
    cashierFolder: settings.cashierFolder ?? settings.consoleFolder,
    privateWebhooks: settings.privateWebhooks ?? false,
    hurry: settings.hurry ?? 1,
    takeCharge: (owner, request) => gateway.take(owner, request),
    askCharge: (owner, ask) => gateway.ask(owner, ask),
    askCard: (owner, question) =>
      answerCard(
        { db, clock, random, hashKey, sealKey: cards.sealKey, leaseKey: cards.leaseKey },
        owner,
        question,
      ),
    sealKey: cards.published.sealKey,
    waysOf,
    takeInteractions,
    takePaid,
    wakeRefunds: () => gateway.wakeRefunds(),
    verify: (payer, { amountMinor, currency, platform = '', code, basket }) =>
      verifier.check(payer, {
        // A question belongs to no order and no charge, so none is left out of what was paid before.
        ...{ chargeId: '', orderId: '', subject: '', expiresAtMs: 0 },
        ...{ amountMinor, currency, platform },
        ...(code === undefined ? {} : { authCode: code }),
        ...(basket === undefined ? {} : { basket }),
      }),
    ring: (merchantId, clientId) =>
      bell.ring({ merchantId, machineId: clientId, orderIds: [], alarms: false }),
  };
}
