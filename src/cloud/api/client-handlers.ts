/** A merchant's other clients: made, changed, revoked; and the messages to them. */
import type { Selectable, Updateable } from 'kysely';
import { Fault } from '../../domain/fault.ts';
import type { PreOrderStateName } from '../../wire/client-schemas.ts';
import { type Answer, clientsMax } from '../../wire/rest.ts';
import type { CloudTables, CloudTransaction } from '../database/schema.ts';
import type { Call, Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { writeAudit } from './audit-rows.ts';
import { pageFrom, readCursor } from './page-cursor.ts';
import { newRowId } from './secret-token.ts';

type ClientOperations = 'listClients' | 'addClient' | 'changeClient' | 'revokeClient' | 'listClientMessages';

function viewClient(row: Omit<Selectable<CloudTables['api_clients']>, 'token_hash'>): Answer<'changeClient'> {
  return {
    id: row.client_id,
    name: row.name,
    scopes: row.scopes,
    origins: row.origins,
    webhookUrl: row.webhook_url,
    createdAtMs: Number(row.created_at_ms),
    revokedAtMs: row.revoked_at_ms === null ? null : Number(row.revoked_at_ms),
  };
}

export function clientHandlers(ports: ApiPorts): Pick<Handlers, ClientOperations> {
  return { ...changingHandlers(ports), ...readingHandlers(ports) };
}

type ChangingOperations = 'addClient' | 'changeClient' | 'revokeClient';

function changingHandlers(ports: ApiPorts): Pick<Handlers, ChangingOperations> {
  const { db, clock } = ports;
  return {
    addClient: (call) => addClient(ports, call),
    changeClient: async (call) => {
      const merchantId = await call.merchantId();
      const { name, scopes, origins, webhookUrl } = call.body;
      const facts = {
        ...{ name, scopes: JSON.stringify(scopes), origins: JSON.stringify(origins) },
        webhook_url: webhookUrl,
      };
      return db.transaction().execute(async (tx) => {
        const row = await updateClient(tx, merchantId, call.param('id'), facts);
        if (!row) throw new Fault('NOT_FOUND', 'change a client');
        const { client_id: id } = row;
        const act = { merchantId, action: 'changeClient', subject: name, facts: { id, scopes, origins } };
        await writeAudit(tx, call.principal(), act, clock.now());
        return viewClient(row);
      });
    },
    revokeClient: async (call) => {
      const merchantId = await call.merchantId();
      const nowMs = clock.now();
      await db.transaction().execute(async (tx) => {
        const row = await updateClient(tx, merchantId, call.param('id'), { revoked_at_ms: nowMs });
        if (!row) throw new Fault('NOT_FOUND', 'revoke a client');
        const act = { merchantId, action: 'revokeClient', subject: row.name, facts: { id: row.client_id } };
        await writeAudit(tx, call.principal(), act, nowMs);
      });
      return { done: true };
    },
  };
}

async function addClient(
  { db, clock, random, clientSecrets }: ApiPorts,
  call: Call<'addClient'>,
): ReturnType<Handlers['addClient']> {
  const merchantId = await call.merchantId();
  const { name, scopes, origins, webhookUrl } = call.body;
  const clientId = newRowId('cli', random);
  const { token, tokenHash, webhookSecret } = clientSecrets(clientId);
  const nowMs = clock.now();
  const row = {
    ...{ client_id: clientId, merchant_id: merchantId, name, webhook_url: webhookUrl },
    ...{ created_at_ms: nowMs, revoked_at_ms: null },
  };
  await db.transaction().execute(async (tx) => {
    await refuseTooMany(tx, merchantId);
    const lists = { scopes: JSON.stringify(scopes), origins: JSON.stringify(origins) };
    await tx
      .insertInto('api_clients')
      .values({ ...row, ...lists, token_hash: tokenHash })
      .execute();
    const act = { merchantId, action: 'addClient', subject: name, facts: { id: clientId, scopes } };
    await writeAudit(tx, call.principal(), act, nowMs);
  });
  return { ...viewClient({ ...row, scopes, origins }), token, webhookSecret };
}

async function refuseTooMany(tx: CloudTransaction, merchantId: string): Promise<void> {
  const { count } = await tx
    .selectFrom('api_clients')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('merchant_id', '=', merchantId)
    .where('revoked_at_ms', 'is', null)
    .executeTakeFirstOrThrow();
  if (Number(count) >= clientsMax) throw new Fault('RATE_LIMITED', 'add so many clients');
}

/** Changes a client of this merchant that was not revoked; undefined where there is none. */
function updateClient(
  tx: CloudTransaction,
  merchantId: string,
  clientId: string,
  facts: Updateable<CloudTables['api_clients']>,
) {
  return tx
    .updateTable('api_clients')
    .set(facts)
    .where('client_id', '=', clientId)
    .where('merchant_id', '=', merchantId)
    .where('revoked_at_ms', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

function readingHandlers({ db }: ApiPorts): Pick<Handlers, 'listClients' | 'listClientMessages'> {
  return {
    listClients: async (call) => {
      const rows = await db
        .selectFrom('api_clients')
        .selectAll()
        .where('merchant_id', '=', await call.merchantId())
        .orderBy('created_at_ms', 'desc')
        .limit(clientsMax * 2)
        .execute();
      return { items: rows.map(viewClient), next: null };
    },
    listClientMessages: async (call) => {
      const merchantId = await call.merchantId();
      const { limit, after } = call.query;
      const key = readCursor<[number]>(after, ['number']);
      let query = db
        .selectFrom('client_messages')
        .leftJoin('pre_orders', 'pre_orders.order_id', 'client_messages.order_id')
        .selectAll('client_messages')
        .select('pre_orders.state as order_state')
        .where('client_messages.merchant_id', '=', merchantId)
        .orderBy('message_id', 'desc')
        .limit(limit + 1);
      if (key) query = query.where('message_id', '<', key[0]);
      return pageFrom(await query.execute(), limit, viewMessage, (row) => [Number(row.message_id)]);
    },
  };
}

type MessageRow = Selectable<CloudTables['client_messages']> & { readonly order_state: string | null };

function viewMessage(row: MessageRow): Answer<'listClientMessages'>['items'][number] {
  return {
    id: String(row.message_id),
    clientId: row.client_id,
    orderId: row.order_id,
    reference: row.reference,
    kind: row.body.kind,
    amountMinor: row.body.amountMinor,
    orderState: row.order_state as PreOrderStateName | null,
    atMs: Number(row.at_ms),
    webhook: row.webhook_state as 'none',
    tries: row.tries,
    told: row.told,
  };
}
