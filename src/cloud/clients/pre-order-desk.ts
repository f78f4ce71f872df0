/**
 * Makes, pays and closes pre-orders. A charge is intended durably before the gateway hears of it; if this
 * process dies in between, the sweep asks the gateway, which closes a charge that never came.
 */

import type { CodeFormat } from '../../domain/code-pattern.ts';
import { Fault, faultChain } from '../../domain/fault.ts';
import { platformOf } from '../../domain/payment-code.ts';
import { idMaker, type MakeId } from '../../platform/random.ts';
import {
  chargesMax,
  type PaymentAsked,
  type PreOrder,
  type PreOrderAsked,
  type PreOrderLine,
} from '../../wire/client-schemas.ts';
import type { ChargeRequest } from '../../wire/messages.ts';
import { type MachineAddress, shardOf } from '../../wire/topics.ts';
import { answerOnce } from '../database/answer-once.ts';
import type { CloudTransaction } from '../database/schema.ts';
import type { ApiClient } from './client-access.ts';
import type { ClientKeys } from './client-keys.ts';
import type { ClientsPorts } from './clients-ports.ts';
import { newPreOrder } from './pre-order-machine.ts';
import {
  addPreOrder,
  changePreOrder,
  findPreOrder,
  type HeldPreOrder,
  holdPreOrder,
} from './pre-order-rows.ts';

/** A charge's deadline; the order's own if that is earlier. */
const chargeLifeMs = 60_000;
const subjectCharsMax = 128;

/** Who asks, under which key, with which body. */
export interface Asked {
  readonly key: string;
  readonly bodyHash: string;
}

/** How a client is named where machines pay. */
export function addressOf({
  merchantId,
  clientId,
}: {
  merchantId: string;
  clientId: string;
}): MachineAddress {
  return { merchantId, machineId: clientId, shard: shardOf(clientId) };
}

function sumOf(lines: readonly PreOrderLine[]): number {
  return lines.reduce((sum, line) => {
    const lineMinor = line.quantity * line.unitPriceMinor - line.discountMinor;
    if (lineMinor < 0) throw malformed('body.lines: a discount is larger than its line');
    return sum + lineMinor;
  }, 0);
}

function malformed(where: string): Fault {
  return new Fault('INPUT_MALFORMED', 'take an order', { facts: { where } });
}

function basketOf(lines: readonly PreOrderLine[]): NonNullable<ChargeRequest['basket']> {
  return {
    pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    lines: lines.length,
    categories: [...new Set(lines.map(({ category }) => category).filter((name) => name !== ''))].sort(),
  };
}

export class PreOrderDesk {
  #ports: ClientsPorts;
  #keys: ClientKeys;
  #makeId: MakeId;

  constructor(ports: ClientsPorts, keys: ClientKeys) {
    this.#ports = ports;
    this.#keys = keys;
    this.#makeId = idMaker(ports.clock, ports.random);
  }

  async add(client: ApiClient, asked: Asked, wanted: PreOrderAsked): Promise<PreOrder> {
    const { db, clock } = this.#ports;
    if (sumOf(wanted.lines) !== wanted.amountMinor)
      throw malformed('body.amountMinor: is not the sum of lines');
    const atMs = clock.now();
    const { clientId, merchantId } = client;
    const order: HeldPreOrder = {
      ...{ orderId: this.#makeId('ord'), merchantId, clientId, reference: wanted.reference },
      ...{ lines: wanted.lines, amountMinor: wanted.amountMinor, currency: wanted.currency },
      ...{ state: newPreOrder, createdAtMs: atMs, expiresAtMs: atMs + wanted.expiresInS * 1000 },
    };
    const { answer } = await answerOnce(db, { clientId, ...asked, atMs }, async (tx) => {
      await addPreOrder(tx, order);
      return this.view(order);
    });
    return answer;
  }

  /** The client's own order; another's is not found. */
  async find(client: ApiClient, orderId: string): Promise<PreOrder> {
    return this.view(await this.#ownOrder(client, orderId));
  }

  async payAsClient(client: ApiClient, orderId: string, asked: Asked, how: PaymentAsked): Promise<PreOrder> {
    return this.pay(await this.#ownOrder(client, orderId), client.clientId, asked, how);
  }

  async #ownOrder(client: ApiClient, orderId: string): Promise<HeldPreOrder> {
    const order = await findPreOrder(this.#ports.db, orderId);
    if (!order || order.clientId !== client.clientId) throw new Fault('NOT_FOUND', 'find an order');
    return order;
  }

  /**
   * Begins to pay; the end comes as a message. `asker` keeps the keys of the client apart from the page's. A
   * charge that a card was asked about has its number already.
   */
  async pay(
    order: HeldPreOrder,
    asker: string,
    asked: Asked,
    how: PaymentAsked,
    chargeId: string = this.#makeId('chg'),
  ): Promise<PreOrder> {
    const { db, clock } = this.#ports;
    const platform = await this.#platformOf(order.merchantId, how);
    const atMs = clock.now();
    const { answer, fresh } = await answerOnce(db, { clientId: asker, ...asked, atMs }, async (tx) => {
      await refuseUnlessPayable(tx, order.orderId, atMs);
      const input = { kind: 'payAsked', chargeId, platform } as const;
      const change = { orderId: order.orderId, input, atMs, refundId: this.#makeId('rfd') };
      return this.view((await changePreOrder(tx, change)).order);
    });
    const code = 'code' in how ? how.code : undefined;
    if (fresh) await this.#sendCharge(order, { chargeId, platform, code, atMs });
    return answer;
  }

  /** The number of a charge that a card is asked about first. */
  newChargeId(): string {
    return this.#makeId('chg');
  }

  /** Closes a code that is shown, unless it is paid already, so that the order can be paid in another way. */
  async giveUp(order: HeldPreOrder): Promise<void> {
    const { chargeId } = order.state;
    if (order.state.name !== 'paying' || chargeId === undefined) return;
    await this.#ports.askCharge(addressOf(order), { chargeId, orderId: order.orderId, giveUp: true });
  }

  async cancel(client: ApiClient, orderId: string, asked: Asked): Promise<PreOrder> {
    const { db, clock, wakeRefunds, ring } = this.#ports;
    await this.find(client, orderId);
    const atMs = clock.now();
    const { clientId, merchantId } = client;
    const { answer, fresh } = await answerOnce(db, { clientId, ...asked, atMs }, async (tx) => {
      const input = { kind: 'cancelAsked' } as const;
      const change = { orderId, input, atMs, refundId: this.#makeId('rfd') };
      const { order, changed } = await changePreOrder(tx, change);
      if (changed) await auditCancel(tx, client, order, atMs);
      return this.view(order);
    });
    if (fresh) {
      wakeRefunds();
      ring(merchantId, clientId);
    }
    return answer;
  }

  view(order: HeldPreOrder): PreOrder {
    const { orderId, reference, lines, amountMinor, currency, createdAtMs, expiresAtMs, state } = order;
    const token = this.#keys.orderToken(orderId, expiresAtMs);
    return {
      ...{ orderId, reference, state: state.name, lines: [...lines], amountMinor, currency },
      ...{ createdAtMs, expiresAtMs, chargeId: state.chargeId ?? null },
      shownCode: order.shownCode ?? null,
      cashierUrl: `${this.#ports.publicUrl()}/pay/${token}`,
    };
  }

  /** Whoever is paid through; throws `CODE_PLATFORM_UNKNOWN`. */
  async #platformOf(merchantId: string, how: PaymentAsked): Promise<string> {
    const platform = 'code' in how ? platformOf(how.code, await this.codeFormatsOf(merchantId)) : how.show;
    const shows = 'code' in how || this.#ports.waysOf(merchantId).shown.includes(how.show);
    if (platform === undefined || !shows) throw new Fault('CODE_PLATFORM_UNKNOWN', 'take a payment');
    return platform;
  }

  /** How the merchant's payment codes look: as it says, else as its accounts' platforms publish. */
  async codeFormatsOf(merchantId: string): Promise<readonly CodeFormat[]> {
    const rows = await this.#ports.db
      .selectFrom('code_formats')
      .select('body')
      .where('merchant_id', '=', merchantId)
      .orderBy('position')
      .execute();
    return rows.length > 0 ? rows.map(({ body }) => body) : this.#ports.waysOf(merchantId).codeFormats;
  }

  async #sendCharge(
    order: HeldPreOrder,
    {
      chargeId,
      platform,
      code,
      atMs,
    }: { chargeId: string; platform: string; code: string | undefined; atMs: number },
  ): Promise<void> {
    const { takeCharge, ring, log } = this.#ports;
    const { orderId, amountMinor, currency, lines } = order;
    const request: ChargeRequest = {
      ...{ chargeId, orderId, platform, amountMinor, currency },
      ...(code === undefined ? {} : { authCode: code }),
      subject: (lines[0]?.name.zh ?? order.reference).slice(0, subjectCharsMax),
      expiresAtMs: Math.min(atMs + chargeLifeMs, order.expiresAtMs),
      basket: basketOf(lines),
    };
    try {
      await takeCharge(addressOf(order), request);
    } catch (error) {
      // The order stays `paying`: the sweep asks what became of the charge and closes it.
      log.warn('a charge of a client is asked for later', { chargeId, fault: faultChain(error) });
    }
    ring(order.merchantId, order.clientId);
  }
}

async function refuseUnlessPayable(tx: CloudTransaction, orderId: string, atMs: number): Promise<void> {
  const { state, expiresAtMs } = await holdPreOrder(tx, orderId);
  if (state.name !== 'open' || atMs >= expiresAtMs) throw new Fault('ORDER_NOT_OPEN', 'pay an order');
  if (state.charges >= chargesMax) throw new Fault('RATE_LIMITED', 'pay an order so often');
}

async function auditCancel(
  tx: CloudTransaction,
  client: ApiClient,
  order: HeldPreOrder,
  atMs: number,
): Promise<void> {
  const facts = { order: order.orderId, state: order.state.name, amountMinor: order.amountMinor };
  await tx
    .insertInto('audit')
    .values({
      merchant_id: client.merchantId,
      at_ms: atMs,
      actor: client.name,
      actor_kind: 'token',
      action: 'cancelPreOrder',
      subject: order.reference,
      facts: JSON.stringify(facts),
    })
    .execute();
}
