/** Clients that are the cloud itself: what it sells at its own pages is paid through orders of such a client. */
import { createHash } from 'node:crypto';
import type { ApiClient } from './clients/client-access.ts';
import { clientTokenHash } from './clients/client-keys.ts';
import type { ClientsPorts } from './clients/clients-ports.ts';
import type { Asked } from './clients/pre-order-desk.ts';

interface NamedClient {
  readonly merchantId: string;
  readonly clientId: string;
  readonly name: string;
  /** Who may show its cashier page in a frame. */
  readonly origins?: readonly string[];
}

/** The client, which is there from the first time on. */
export async function ownClient(
  { db, clock, random }: Pick<ClientsPorts, 'db' | 'clock' | 'random'>,
  { merchantId, clientId, name, origins = [] }: NamedClient,
): Promise<ApiClient> {
  await db
    .insertInto('api_clients')
    .values({
      ...{ client_id: clientId, merchant_id: merchantId, name, webhook_url: null },
      // Nobody has a token of it: it is the cloud itself.
      token_hash: clientTokenHash(Buffer.from(random.bytes(32)).toString('hex')),
      ...{ scopes: '["orders"]', origins: JSON.stringify(origins) },
      ...{ created_at_ms: clock.now(), revoked_at_ms: null },
    })
    .onConflict((conflict) => conflict.column('client_id').doNothing())
    .execute();
  return { clientId, merchantId, name, scopes: ['orders'] };
}

/** What is asked under a key of its own. */
export function onceOf(key: string, body: string): Asked {
  return { key, bodyHash: createHash('sha256').update(body).digest('hex') };
}
