/** Signing in and out, merchants, their users and their tokens. */

import type { Selectable } from 'kysely';
import { Fault } from '../../domain/fault.ts';
import { merchantRoleSchema, roleSchema } from '../../wire/rest.ts';
import type { CloudTables } from '../database/schema.ts';
import type { Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { writeAudit } from './audit-rows.ts';
import { pageFrom, readCursor } from './page-cursor.ts';
import { checkPassword, hashPassword, impossibleHash } from './password-hash.ts';
import { principalOfUser } from './principals.ts';
import { newRowId, newToken, tokenHash } from './secret-token.ts';
import { SignInLimit } from './sign-in-limit.ts';
import { isTimeZone } from './start-of-day.ts';

type AccessOperations =
  | ('signIn' | 'readSession' | 'signOut')
  | ('listMerchants' | 'addMerchant')
  | ('listUsers' | 'addUser' | 'removeUser')
  | ('listTokens' | 'addToken' | 'removeToken');

const sessionMs = 12 * 3600 * 1000;
/** Lists of people and tokens of one merchant are short; more are refused to be made. */
const listMax = 500;

export function accessHandlers(ports: ApiPorts): Pick<Handlers, AccessOperations> {
  return {
    ...sessionHandlers(ports),
    ...merchantHandlers(ports),
    ...userHandlers(ports),
    ...tokenHandlers(ports),
  };
}

function sessionHandlers({
  db,
  clock,
  random,
}: ApiPorts): Pick<Handlers, 'signIn' | 'readSession' | 'signOut'> {
  const limit = new SignInLimit(clock);
  return {
    signIn: async (call) => {
      const login = call.body.login.toLowerCase();
      const tried = { login, address: call.address };
      limit.begin(tried);
      const user = await db.selectFrom('users').selectAll().where('login', '=', login).executeTakeFirst();
      const right = await checkPassword(call.body.password, user?.password_hash ?? impossibleHash);
      if (!user || !right) throw new Fault('ACCESS_DENIED', 'sign in');
      limit.succeeded(tried);
      const nowMs = clock.now();
      const token = newToken('kds_', random);
      const expiresAtMs = nowMs + sessionMs;
      await db.transaction().execute(async (tx) => {
        await tx.deleteFrom('sessions').where('expires_at_ms', '<=', nowMs).execute();
        await tx
          .insertInto('sessions')
          .values({
            token_hash: tokenHash(token),
            user_id: user.user_id,
            merchant_id: user.merchant_id,
            created_at_ms: nowMs,
            expires_at_ms: expiresAtMs,
          })
          .execute();
        const act = { merchantId: user.merchant_id, action: 'signIn', subject: user.login };
        await writeAudit(tx, { kind: 'user', name: user.display_name || user.login }, act, nowMs);
      });
      call.setSession(token, sessionMs / 1000);
      return { token, expiresAtMs, principal: await principalOfUser(db, user) };
    },
    readSession: async (call) => call.principal(),
    signOut: async (call) => {
      if (call.secret !== undefined) {
        await db.deleteFrom('sessions').where('token_hash', '=', tokenHash(call.secret)).execute();
      }
      call.setSession(undefined, 0);
      return { done: true };
    },
  };
}

function viewMerchant(row: Selectable<CloudTables['merchants']>) {
  return {
    id: row.merchant_id,
    name: row.name,
    currency: row.currency as 'CNY',
    timeZone: row.time_zone,
    helpPhone: row.help_phone,
    receiptFooter: row.receipt_footer,
    createdAtMs: row.created_at_ms,
  };
}

function merchantHandlers({ db, clock }: ApiPorts): Pick<Handlers, 'listMerchants' | 'addMerchant'> {
  return {
    listMerchants: async (call) => {
      const { limit, after } = call.query;
      const key = readCursor<[string]>(after, ['string']);
      let query = db
        .selectFrom('merchants')
        .selectAll()
        .orderBy('merchant_id')
        .limit(limit + 1);
      if (key) query = query.where('merchant_id', '>', key[0]);
      return pageFrom(await query.execute(), limit, viewMerchant, (row) => [row.merchant_id]);
    },
    addMerchant: async (call) => {
      const { id, name, currency, timeZone, helpPhone, receiptFooter } = call.body;
      if (!isTimeZone(timeZone)) {
        throw new Fault('INPUT_MALFORMED', 'add a merchant', { facts: { where: 'body.timeZone' } });
      }
      const nowMs = clock.now();
      const row = {
        merchant_id: id,
        name: JSON.stringify(name),
        currency,
        time_zone: timeZone,
        help_phone: helpPhone,
        receipt_footer: JSON.stringify(receiptFooter),
        created_at_ms: nowMs,
      };
      return db.transaction().execute(async (tx) => {
        const added = await tx
          .insertInto('merchants')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .returning('merchant_id')
          .executeTakeFirst();
        const act = { merchantId: id, action: 'addMerchant', subject: id };
        if (added) await writeAudit(tx, call.principal(), act, nowMs);
        const stored = tx.selectFrom('merchants').selectAll().where('merchant_id', '=', id);
        return viewMerchant(await stored.executeTakeFirstOrThrow());
      });
    },
  };
}

function viewUser(row: Omit<Selectable<CloudTables['users']>, 'password_hash' | 'merchant_id'>) {
  return {
    id: row.user_id,
    login: row.login,
    displayName: row.display_name,
    role: roleSchema.parse(row.role),
    createdAtMs: row.created_at_ms,
  };
}

/** The same login again gets the new password and role, and must sign in anew. */
function addUser({ db, clock, random }: ApiPorts): Handlers['addUser'] {
  return async (call) => {
    const merchantId = await call.merchantId();
    const { password, role, displayName } = call.body;
    const login = call.body.login.toLowerCase();
    const password_hash = await hashPassword(password, random);
    const nowMs = clock.now();
    return db.transaction().execute(async (tx) => {
      const row = await tx
        .insertInto('users')
        .values({
          user_id: newRowId('usr', random),
          merchant_id: merchantId,
          login,
          display_name: displayName,
          role,
          password_hash,
          created_at_ms: nowMs,
        })
        .onConflict((conflict) =>
          conflict
            .column('login')
            .doUpdateSet({ display_name: displayName, role, password_hash })
            .where('users.merchant_id', '=', merchantId),
        )
        .returningAll()
        .executeTakeFirst();
      if (!row) throw new Fault('ALREADY_EXISTS', 'add a user');
      await tx.deleteFrom('sessions').where('user_id', '=', row.user_id).execute();
      const act = { merchantId, action: 'addUser', subject: login, facts: { role } };
      await writeAudit(tx, call.principal(), act, nowMs);
      return viewUser(row);
    });
  };
}

function userHandlers(ports: ApiPorts): Pick<Handlers, 'listUsers' | 'addUser' | 'removeUser'> {
  const { db, clock } = ports;
  return {
    listUsers: async (call) => {
      const rows = await db
        .selectFrom('users')
        .select(['user_id', 'login', 'display_name', 'role', 'created_at_ms'])
        .where('merchant_id', '=', await call.merchantId())
        .orderBy('login')
        .limit(listMax)
        .execute();
      return { items: rows.map(viewUser), next: null };
    },
    addUser: addUser(ports),
    removeUser: async (call) => {
      const merchantId = await call.merchantId();
      await db.transaction().execute(async (tx) => {
        const row = await tx
          .deleteFrom('users')
          .where('user_id', '=', call.param('userId'))
          .where('merchant_id', '=', merchantId)
          .returning('login')
          .executeTakeFirst();
        if (!row) throw new Fault('NOT_FOUND', 'remove a user');
        const act = { merchantId, action: 'removeUser', subject: row.login };
        await writeAudit(tx, call.principal(), act, clock.now());
      });
      return { done: true };
    },
  };
}

function tokenHandlers({
  db,
  clock,
  random,
}: ApiPorts): Pick<Handlers, 'listTokens' | 'addToken' | 'removeToken'> {
  return {
    listTokens: async (call) => {
      const rows = await db
        .selectFrom('api_tokens')
        .select(['token_id', 'name', 'role', 'created_at_ms'])
        .where('merchant_id', '=', await call.merchantId())
        .orderBy('created_at_ms')
        .limit(listMax)
        .execute();
      const items = rows.map((row) => ({
        id: row.token_id,
        name: row.name,
        role: merchantRoleSchema.parse(row.role),
        createdAtMs: row.created_at_ms,
      }));
      return { items, next: null };
    },
    addToken: async (call) => {
      const merchantId = await call.merchantId();
      const { name, role } = call.body;
      const id = newRowId('tok', random);
      const token = newToken('kdt_', random);
      const createdAtMs = clock.now();
      const row = { token_id: id, merchant_id: merchantId, name, role, created_at_ms: createdAtMs };
      await db.transaction().execute(async (tx) => {
        await tx
          .insertInto('api_tokens')
          .values({ ...row, token_hash: tokenHash(token) })
          .execute();
        const act = { merchantId, action: 'addToken', subject: name, facts: { id, role } };
        await writeAudit(tx, call.principal(), act, createdAtMs);
      });
      return { id, name, role, createdAtMs, token };
    },
    removeToken: async (call) => {
      const merchantId = await call.merchantId();
      await db.transaction().execute(async (tx) => {
        const row = await tx
          .deleteFrom('api_tokens')
          .where('token_id', '=', call.param('tokenId'))
          .where('merchant_id', '=', merchantId)
          .returning('name')
          .executeTakeFirst();
        if (!row) throw new Fault('NOT_FOUND', 'revoke a token');
        const act = { merchantId, action: 'removeToken', subject: row.name };
        await writeAudit(tx, call.principal(), act, clock.now());
      });
      return { done: true };
    },
  };
}
