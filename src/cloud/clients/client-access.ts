/** Finds the client behind a bearer token. Only hashes of tokens are in the database. */
import { Fault } from '../../domain/fault.ts';
import type { ClientScope } from '../../wire/client-schemas.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { clientTokenHash } from './client-keys.ts';

export interface ApiClient {
  readonly clientId: string;
  readonly merchantId: string;
  readonly name: string;
  readonly scopes: readonly ClientScope[];
}

const bearerPattern = /^Bearer +(kdc_[A-Za-z0-9_-]{43})$/i;

/** Throws `ACCESS_DENIED` for no client, `SCOPE_MISSING` for one that may not do this. */
export async function clientOf(
  db: CloudDatabase,
  authorization: string | undefined,
  scope: ClientScope,
): Promise<ApiClient> {
  const token = bearerPattern.exec(authorization ?? '')?.[1];
  const row =
    token === undefined
      ? undefined
      : await db
          .selectFrom('api_clients')
          .select(['client_id', 'merchant_id', 'name', 'scopes'])
          .where('token_hash', '=', clientTokenHash(token))
          .where('revoked_at_ms', 'is', null)
          .executeTakeFirst();
  if (!row) throw new Fault('ACCESS_DENIED', 'find out which client asks');
  if (!row.scopes.includes(scope)) {
    throw new Fault('SCOPE_MISSING', 'use this operation', { facts: { scope } });
  }
  return { clientId: row.client_id, merchantId: row.merchant_id, name: row.name, scopes: row.scopes };
}
