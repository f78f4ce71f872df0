/**
 * The merchants' members as rows. A code is made here, shown once, and stored as a hash only, as a phone
 * number is; deleting a member deletes all there is but the bare id in old orders.
 */
import { type Selectable, sql, type Updateable } from 'kysely';
import type { DisplayWish } from '../../domain/display-rules.ts';
import { Fault } from '../../domain/fault.ts';
import { makeId } from '../../domain/ids.ts';
import { makeMemberCode, maskMemberCode } from '../../domain/member-code.ts';
import { maskPhone } from '../../domain/phone.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Random } from '../../platform/random.ts';
import type { CloudDatabase, CloudTables, CloudTransaction } from '../database/schema.ts';
import { storableText } from '../database/storable-text.ts';
import type { MemberKeys } from './member-keys.ts';

/** A member as people of the merchant see them. */
export interface MemberAccount {
  readonly id: string;
  readonly name: string;
  readonly codeMasked: string;
  readonly phoneMasked: string | null;
  readonly memberPrice: boolean;
  readonly display: DisplayWish | null;
  readonly keptHours: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** What people set; `phone` undefined leaves it as it is, `null` removes it. */
export interface MemberDraft {
  readonly name: string;
  readonly phone?: string | null | undefined;
  readonly memberPrice: boolean;
  readonly display: DisplayWish | null;
  readonly keptHours: number;
}

type MemberRow = Selectable<CloudTables['members']>;

export interface MemberAccountsPorts {
  readonly keys: MemberKeys;
  readonly clock: Clock;
  readonly random: Random;
}

export class MemberAccounts {
  #ports: MemberAccountsPorts;

  constructor(ports: MemberAccountsPorts) {
    this.#ports = ports;
  }

  /** Throws `ALREADY_EXISTS` for a phone number that another member has. */
  async add(
    tx: CloudTransaction,
    merchantId: string,
    draft: MemberDraft,
  ): Promise<{ account: MemberAccount; code: string }> {
    const { clock, random } = this.#ports;
    const nowMs = clock.now();
    const code = makeMemberCode(random.bytes(10));
    await this.#refuseTaken(tx, merchantId, draft.phone, undefined);
    const row = await tx
      .insertInto('members')
      .values({
        merchant_id: merchantId,
        member_id: makeId('mbr', nowMs, random.bytes(10)),
        ...this.#codeColumns(merchantId, code),
        ...this.#columns(merchantId, { ...draft, phone: draft.phone ?? null }),
        created_at_ms: nowMs,
        updated_at_ms: nowMs,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return { account: accountOf(row), code };
  }

  /** Throws `NOT_FOUND`, or `ALREADY_EXISTS` for a phone number that another member has. */
  async change(
    tx: CloudTransaction,
    merchantId: string,
    memberId: string,
    draft: MemberDraft,
  ): Promise<MemberAccount> {
    await this.#refuseTaken(tx, merchantId, draft.phone, memberId);
    return this.#update(tx, merchantId, memberId, this.#columns(merchantId, draft));
  }

  /** Another code takes the place of the old one, which is nobody's from now on. */
  async renewCode(
    tx: CloudTransaction,
    merchantId: string,
    memberId: string,
  ): Promise<{ account: MemberAccount; code: string }> {
    const code = makeMemberCode(this.#ports.random.bytes(10));
    const columns = this.#codeColumns(merchantId, code);
    return { account: await this.#update(tx, merchantId, memberId, columns), code };
  }

  /** Whether there was one. */
  async remove(tx: CloudTransaction, merchantId: string, memberId: string): Promise<boolean> {
    const row = await tx
      .deleteFrom('members')
      .where('merchant_id', '=', merchantId)
      .where('member_id', '=', memberId)
      .returning('member_id')
      .executeTakeFirst();
    return row !== undefined;
  }

  /** The member whose code or number a machine hashed. */
  async findByHash(
    db: CloudDatabase,
    merchantId: string,
    by: 'code' | 'phone',
    hash: string,
  ): Promise<MemberAccount | undefined> {
    const row = await db
      .selectFrom('members')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .where(by === 'code' ? 'code_hash' : 'phone_hash', '=', this.#ports.keys.stored(merchantId, hash))
      .executeTakeFirst();
    return row && accountOf(row);
  }

  /** Members by name, one more than the limit if there are more. */
  async page(
    db: CloudDatabase,
    merchantId: string,
    { limit, like, after }: { limit: number; like?: string; after?: readonly [string, string] },
  ): Promise<MemberAccount[]> {
    let query = db.selectFrom('members').selectAll().where('merchant_id', '=', merchantId);
    if (like !== undefined) query = query.where('search', 'like', like);
    if (after)
      query = query.where(sql<boolean>`(search, member_id) > (${after[0]}::text, ${after[1]}::text)`);
    const rows = await query
      .orderBy('search')
      .orderBy('member_id')
      .limit(limit + 1)
      .execute();
    return rows.map(accountOf);
  }

  async #update(
    tx: CloudTransaction,
    merchantId: string,
    memberId: string,
    columns: Updateable<CloudTables['members']>,
  ): Promise<MemberAccount> {
    const row = await tx
      .updateTable('members')
      .set({ ...columns, updated_at_ms: this.#ports.clock.now() })
      .where('merchant_id', '=', merchantId)
      .where('member_id', '=', memberId)
      .returningAll()
      .executeTakeFirst();
    if (!row) throw new Fault('NOT_FOUND', 'change a member');
    return accountOf(row);
  }

  async #refuseTaken(
    tx: CloudTransaction,
    merchantId: string,
    phone: string | null | undefined,
    memberId: string | undefined,
  ): Promise<void> {
    if (phone === undefined || phone === null) return;
    // Of two who are given the same number at once, the second one waits and is refused.
    await tx
      .selectFrom('merchants')
      .select('merchant_id')
      .where('merchant_id', '=', merchantId)
      .forUpdate()
      .execute();
    const hash = this.#ports.keys.storedOf(merchantId, 'phone', phone);
    const owner = await tx
      .selectFrom('members')
      .select('member_id')
      .where('merchant_id', '=', merchantId)
      .where('phone_hash', '=', hash)
      .executeTakeFirst();
    if (owner && owner.member_id !== memberId)
      throw new Fault('ALREADY_EXISTS', 'give a phone number to a second member');
  }

  #codeColumns(merchantId: string, code: string) {
    const code_hash = this.#ports.keys.storedOf(merchantId, 'code', code);
    return { code_hash, code_masked: maskMemberCode(code) };
  }

  #columns(merchantId: string, { name, phone, memberPrice, display, keptHours }: MemberDraft) {
    return {
      ...{ name: storableText(name), search: storableText(name).toLowerCase() },
      ...(phone === undefined
        ? {}
        : {
            phone_hash: phone === null ? null : this.#ports.keys.storedOf(merchantId, 'phone', phone),
            phone_masked: phone === null ? null : maskPhone(phone),
          }),
      ...{ member_price: memberPrice, kept_hours: keptHours },
      display: display === null ? null : JSON.stringify(display),
    };
  }
}

function accountOf(row: MemberRow): MemberAccount {
  return {
    id: row.member_id,
    name: row.name,
    codeMasked: row.code_masked,
    phoneMasked: row.phone_masked,
    memberPrice: row.member_price,
    display: row.display,
    keptHours: row.kept_hours,
    createdAtMs: Number(row.created_at_ms),
    updatedAtMs: Number(row.updated_at_ms),
  };
}
