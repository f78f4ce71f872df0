/**
 * Who asks: finds the principal behind a bearer token or a session cookie, and what they may do. Only
 * hashes of secrets are in the database.
 */
import { Fault } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Permission, permissionRoles } from '../../wire/permissions.ts';
import { type Principal, roleSchema } from '../../wire/rest.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { sameSecret, tokenHash } from './secret-token.ts';

const tokenCharsMax = 200;

export interface PrincipalPorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly bootstrapToken: string | undefined;
}

/** The principal of a secret; undefined if it opens nothing. */
export async function findPrincipal(ports: PrincipalPorts, secret: string): Promise<Principal | undefined> {
  if (secret.length === 0 || secret.length > tokenCharsMax) return undefined;
  const { bootstrapToken } = ports;
  if (bootstrapToken !== undefined && sameSecret(secret, bootstrapToken)) {
    return { kind: 'bootstrap', id: 'bootstrap', name: 'bootstrap', role: 'admin', merchant: null };
  }
  return secret.startsWith('kdt_') ? ofToken(ports, secret) : ofSession(ports, secret);
}

async function ofToken({ db }: PrincipalPorts, secret: string): Promise<Principal | undefined> {
  const row = await db
    .selectFrom('api_tokens')
    .select(['token_id', 'name', 'role', 'merchant_id'])
    .where('token_hash', '=', tokenHash(secret))
    .executeTakeFirst();
  if (!row) return undefined;
  const role = roleSchema.parse(row.role);
  return {
    kind: 'token',
    id: row.token_id,
    name: row.name,
    role,
    merchant: await merchantOf(db, row.merchant_id),
  };
}

async function ofSession({ db, clock }: PrincipalPorts, secret: string): Promise<Principal | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.user_id', 'sessions.user_id')
    .select(['users.user_id', 'users.login', 'users.display_name', 'users.role', 'users.merchant_id'])
    .where('sessions.token_hash', '=', tokenHash(secret))
    .where('sessions.expires_at_ms', '>', clock.now())
    .executeTakeFirst();
  return row && principalOfUser(db, row);
}

export async function principalOfUser(
  db: CloudDatabase,
  row: { user_id: string; login: string; display_name: string; role: string; merchant_id: string | null },
): Promise<Principal> {
  return {
    kind: 'user',
    id: row.user_id,
    name: row.display_name || row.login,
    role: roleSchema.parse(row.role),
    merchant: row.merchant_id === null ? null : await merchantOf(db, row.merchant_id),
  };
}

async function merchantOf(db: CloudDatabase, merchantId: string): Promise<Principal['merchant']> {
  const row = await db
    .selectFrom('merchants')
    .select(['merchant_id', 'name', 'currency', 'time_zone'])
    .where('merchant_id', '=', merchantId)
    .executeTakeFirstOrThrow();
  return {
    id: row.merchant_id,
    name: row.name,
    currency: row.currency as NonNullable<Principal['merchant']>['currency'],
    timeZone: row.time_zone,
  };
}

export function mayDo(principal: Principal | undefined, permission: Permission): boolean {
  if (permission === 'public') return true;
  return principal !== undefined && permissionRoles[permission].includes(principal.role);
}

/**
 * The merchant whose data a request is about. A merchant's people have only their own; the platform's
 * name one. Naming another is answered as if it did not exist.
 */
export function scopeOf(principal: Principal, named: string | undefined): string {
  if (principal.merchant) {
    if (named !== undefined && named !== principal.merchant.id)
      throw new Fault('NOT_FOUND', 'find a merchant');
    return principal.merchant.id;
  }
  if (principal.role !== 'admin') throw new Fault('ACCESS_DENIED', 'act for the platform');
  if (named === undefined) {
    throw new Fault('INPUT_MALFORMED', 'find whose data it is', { facts: { where: 'query.merchant' } });
  }
  return named;
}
