/**
 * Messages to clients as rows. Their numbers rise in the order of commits, because they are written under one
 * lock held to the end of the transaction; so whoever follows them by number misses none.
 */
import { sql } from 'kysely';
import type { PaymentMessage } from '../../domain/payment-message.ts';
import type { PushedMessage } from '../../wire/client-schemas.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';

/** The lock of the messages' end; any number that nothing else in the database uses. */
const messageLock = 0x6d736773;

export interface NewMessage {
  readonly merchantId: string;
  readonly clientId: string;
  readonly reference: string;
  readonly message: PaymentMessage;
}

export async function addMessage(
  tx: CloudTransaction,
  { merchantId, clientId, reference, message }: NewMessage,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(${messageLock}::bigint)`.execute(tx);
  const client = await tx
    .selectFrom('api_clients')
    .select(['webhook_url', 'revoked_at_ms'])
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  const called = client?.webhook_url != null && client.revoked_at_ms === null;
  await tx
    .insertInto('client_messages')
    .values({
      merchant_id: merchantId,
      client_id: clientId,
      order_id: message.orderId,
      reference,
      body: JSON.stringify(message),
      at_ms: message.atMs,
      webhook_state: called ? 'waiting' : 'none',
      due_at_ms: called ? message.atMs : null,
      told: null,
    })
    .execute();
}

export interface MessageRow {
  readonly message_id: number | string;
  readonly client_id: string;
  readonly reference: string;
  readonly body: PaymentMessage;
}

export function pushedMessage(row: MessageRow): PushedMessage {
  return {
    id: String(row.message_id),
    clientId: row.client_id,
    reference: row.reference,
    message: row.body,
  };
}

/** What comes after the message `afterId`, oldest first. */
export async function messagesAfter(
  db: CloudDatabase,
  clientId: string,
  afterId: string,
  max: number,
): Promise<PushedMessage[]> {
  const rows = await db
    .selectFrom('client_messages')
    .select(['message_id', 'client_id', 'reference', 'body'])
    .where('client_id', '=', clientId)
    .where('message_id', '>', sql<number>`${afterId}::bigint`)
    .orderBy('message_id')
    .limit(max)
    .execute();
  return rows.map(pushedMessage);
}

/** The newest message about an order. */
export async function lastMessageOf(db: CloudDatabase, orderId: string): Promise<PaymentMessage | undefined> {
  const row = await db
    .selectFrom('client_messages')
    .select('body')
    .where('order_id', '=', orderId)
    .orderBy('message_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.body;
}
