/**
 * Pushes messages to the clients' servers: signed, at least once, each by itself, with growing pauses until
 * the server answered with a success or the message is too old. A message under way is leased, so that two
 * processes do not send it at once.
 */
import { sql } from 'kysely';
import { faultChain, faultCodeOf } from '../../domain/fault.ts';
import { retryDelayMs } from '../../platform/retry-schedule.ts';
import { Rounds } from '../../platform/rounds.ts';
import { webhookTriedMs } from '../../wire/client-schemas.ts';
import { type ClientKeys, signedHeaders } from './client-keys.ts';
import { type MessageRow, pushedMessage } from './client-messages.ts';
import type { ClientsPorts } from './clients-ports.ts';
import { callWebhook } from './webhook-call.ts';

const pauses = { firstMs: 5000, maxMs: 3_600_000 };
const sweepMs = 2000;
const batchMax = 16;
const callMs = 10_000;
const leaseMs = 30_000;

interface DueRow extends MessageRow {
  readonly tries: number;
  readonly at_ms: number | string;
}

export class WebhookSender {
  #ports: ClientsPorts;
  #keys: ClientKeys;
  #rounds: Rounds;

  constructor(ports: ClientsPorts, keys: ClientKeys) {
    this.#ports = ports;
    this.#keys = keys;
    const failed = 'messages to clients are sent later';
    this.#rounds = new Rounds(ports, { everyMs: sweepMs, round: () => this.#round(), failed });
  }

  start(): void {
    this.#rounds.start();
  }

  /** Ends when the calls under way have ended; what is not told is told by the next start. */
  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** There may be something to tell. */
  wake(): void {
    this.#rounds.wake();
  }

  async #round(): Promise<undefined> {
    for (;;) {
      const due = await this.#takeDue();
      await Promise.all(due.map((row) => this.#send(row)));
      if (due.length < batchMax || this.#rounds.stopping()) return;
    }
  }

  async #takeDue(): Promise<readonly DueRow[]> {
    const { db, clock } = this.#ports;
    const nowMs = clock.now();
    const { rows } = await sql<DueRow>`
      update client_messages set lease_until_ms = ${nowMs + leaseMs}::bigint
      where message_id in (
        select message_id from client_messages
        where due_at_ms <= ${nowMs}::bigint and lease_until_ms <= ${nowMs}::bigint
        order by due_at_ms, message_id limit ${batchMax} for update skip locked
      ) returning message_id, client_id, reference, body, tries, at_ms`.execute(db);
    return rows;
  }

  async #send(row: DueRow): Promise<void> {
    const { db, clock } = this.#ports;
    const client = await db
      .selectFrom('api_clients')
      .select('webhook_url')
      .where('client_id', '=', row.client_id)
      .where('revoked_at_ms', 'is', null)
      .executeTakeFirst();
    if (client?.webhook_url == null) return this.#ended(row, 'givenUp', 'no webhook');
    const told = await this.#call(row, client.webhook_url);
    if (told === undefined) return this.#ended(row, 'delivered', null);
    if (clock.now() - Number(row.at_ms) > webhookTriedMs) return this.#ended(row, 'givenUp', told);
    await this.#again(row, told);
  }

  /** Undefined when the server took it, else what it said. */
  async #call(row: DueRow, url: string): Promise<string | undefined> {
    const { clock, log, privateWebhooks } = this.#ports;
    const pushed = pushedMessage(row);
    const body = JSON.stringify(pushed);
    const timestampS = Math.floor(clock.now() / 1000);
    const secret = this.#keys.webhookSecret(row.client_id);
    try {
      const status = await callWebhook({
        ...{ url, body, timeoutMs: callMs, anywhere: privateWebhooks },
        headers: signedHeaders(secret, pushed.id, timestampS, body),
      });
      return status >= 200 && status < 300 ? undefined : `HTTP ${status}`;
    } catch (error) {
      log.debug('a webhook did not answer', { messageId: pushed.id, fault: faultChain(error) });
      return faultCodeOf(error);
    }
  }

  async #ended(row: DueRow, state: 'delivered' | 'givenUp', told: string | null): Promise<void> {
    await this.#ports.db
      .updateTable('client_messages')
      .set({ webhook_state: state, told, due_at_ms: null, tries: row.tries + 1, lease_until_ms: 0 })
      .where('message_id', '=', Number(row.message_id))
      .execute();
  }

  async #again(row: DueRow, told: string): Promise<void> {
    const { db, clock, random, hurry } = this.#ports;
    const pauseMs = Math.max(1, Math.round(retryDelayMs(row.tries, pauses, random) / hurry));
    await db
      .updateTable('client_messages')
      .set({ told, tries: row.tries + 1, due_at_ms: clock.now() + pauseMs, lease_until_ms: 0 })
      .where('message_id', '=', Number(row.message_id))
      .execute();
  }
}
