/**
 * Checks a charge by the merchant's published rules before its platform hears of it. The newest rules are in
 * force from the moment of their publication; their version is looked up for every charge, they themselves are
 * read once.
 */
import { Fault } from '../../domain/fault.ts';
import { localTime, startOfDay } from '../../domain/local-time.ts';
import { maskPaymentCode, storedValueFormat } from '../../domain/payment-code.ts';
import { checksAt, verify } from '../../domain/verification.ts';
import type { CheckData } from '../../domain/verification-data.ts';
import type { VerificationOutcome } from '../../domain/verification-outcome.ts';
import type { RuleBase } from '../../domain/verification-rule.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ChargeRequest } from '../../wire/messages.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { publishedVersion, readPublishedRules } from '../database/verification-rows.ts';
import { cardFacts, chargeFacts, timeFacts } from './payment-facts.ts';

export interface ChargeVerifierPorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  /** By which a stored-value card is known; its code is kept nowhere. */
  readonly cardHash: (merchantId: string, code: string) => string;
}

/** Merchants whose rules are kept ready. */
const keptMax = 1000;

interface Payer {
  readonly merchantId: string;
  readonly machineId: string;
}

export class ChargeVerifier {
  #ports: ChargeVerifierPorts;
  #kept = new Map<string, RuleBase>();

  constructor(ports: ChargeVerifierPorts) {
    this.#ports = ports;
  }

  /** The result of every key that the cloud checks; undefined where the merchant has no such rules. */
  async check(payer: Payer, request: ChargeRequest): Promise<VerificationOutcome | undefined> {
    const base = await this.#rulesOf(payer.merchantId);
    if (!base || !checksAt(base, 'cloud')) return undefined;
    return verify(base, 'cloud', await this.#data(payer, request));
  }

  async #rulesOf(merchantId: string): Promise<RuleBase | undefined> {
    const { db } = this.#ports;
    const version = await publishedVersion(db, merchantId);
    if (version === 0) return undefined;
    const known = this.#kept.get(merchantId);
    if (known?.version === version) return known;
    const published = await readPublishedRules(db, merchantId);
    if (!published) return undefined;
    if (this.#kept.size >= keptMax) this.#kept.clear();
    this.#kept.set(merchantId, published.base);
    return published.base;
  }

  async #data({ merchantId, machineId }: Payer, request: ChargeRequest): Promise<CheckData> {
    const { db, clock, cardHash } = this.#ports;
    const nowMs = clock.now();
    const { orderId, chargeId, platform, amountMinor, currency, authCode, basket } = request;
    const timeZone = await this.#timeZoneOf(merchantId, machineId);
    const dayFromMs = startOfDay(nowMs, timeZone);
    const asked = { merchantId, machineId, orderId, chargeId, platform, atMs: nowMs, dayFromMs };
    const card = platform === storedValueFormat.platform ? authCode : undefined;
    return {
      ...{ amountMinor, currency, tender: 'code', platform, merchantId, machineId, orderId },
      codeMasked: authCode === undefined ? '' : maskPaymentCode(authCode),
      ...basket,
      ...timeFacts(localTime(nowMs, timeZone)),
      ...(await chargeFacts(db, asked)),
      ...(card === undefined ? {} : await cardFacts(db, asked, cardHash(merchantId, card))),
    };
  }

  /** The site's; the merchant's own for a client that is no machine. */
  async #timeZoneOf(merchantId: string, machineId: string): Promise<string> {
    const { db } = this.#ports;
    const row =
      (await db
        .selectFrom('machines')
        .select('time_zone')
        .where('machine_id', '=', machineId)
        .executeTakeFirst()) ??
      (await db
        .selectFrom('merchants')
        .select('time_zone')
        .where('merchant_id', '=', merchantId)
        .executeTakeFirst());
    if (!row) throw new Fault('NOT_FOUND', 'check a charge of a machine');
    return row.time_zone;
  }
}
