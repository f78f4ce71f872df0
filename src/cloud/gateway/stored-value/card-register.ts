/**
 * The merchants' stored-value cards for the people who look after them: opened, found, given a PIN, unlocked.
 * A card is known by its code, or by a part of the code's hash that leads to no code.
 */
import { sql } from 'kysely';
import { type CardSecretKind, cardSecretKind, isWeakSecret } from '../../../domain/card-secret.ts';
import { Fault } from '../../../domain/fault.ts';
import type { Currency } from '../../../domain/money.ts';
import type { Random } from '../../../platform/random.ts';
import type { CloudDatabase, CloudTransaction } from '../../database/schema.ts';
import { hashPin } from './pin-hash.ts';
import { cardHash, openStoredValueCard, type StoredValueCard } from './stored-value-accounts.ts';

/** A card as its merchant's people see it. */
export interface RegisteredCard {
  readonly id: string;
  readonly masked: string;
  readonly balanceMinor: number;
  readonly currency: Currency;
  readonly openedAtMs: number;
  readonly pinSet: boolean;
  readonly wrongTries: number;
  readonly lockedAtMs: number | null;
  /** What a machine may set apart of it, and what machines have now. */
  readonly offlineMinor: number;
  readonly leasedMinor: number;
  readonly fingers: number;
  /** Machines where it is paid by face. */
  readonly faces: number;
}

export interface CardFilter {
  readonly locked: boolean;
  readonly ending?: string | undefined;
  readonly limit: number;
  /** After this place, as `next` of the page before said. */
  readonly after?: { readonly openedAtMs: number; readonly id: string } | undefined;
}

export interface CardRegisterPorts {
  readonly db: CloudDatabase;
  readonly hashKey: Uint8Array;
  readonly random: Random;
}

/** So much of the hash names a card. */
const idChars = 32;

export class CardRegister {
  readonly #ports: CardRegisterPorts;

  constructor(ports: CardRegisterPorts) {
    this.#ports = ports;
  }

  /** Opens a card in the caller's transaction; `undefined` if it is open already, and nothing changes. */
  async open(tx: CloudTransaction, card: StoredValueCard): Promise<RegisteredCard | undefined> {
    const opened = await openStoredValueCard(tx, this.#ports.hashKey, card);
    return opened ? this.#read(tx, card.merchantId, this.idOf(card.merchantId, card.code)) : undefined;
  }

  find(merchantId: string, code: string): Promise<RegisteredCard | undefined> {
    return this.#read(this.#ports.db, merchantId, this.idOf(merchantId, code));
  }

  idOf(merchantId: string, code: string): string {
    return cardHash(this.#ports.hashKey, merchantId, code).slice(0, idChars);
  }

  async list(merchantId: string, filter: CardFilter): Promise<RegisteredCard[]> {
    const { locked, ending, limit, after } = filter;
    const rows = await cards(this.#ports.db, merchantId)
      .$if(locked, (query) => query.where('locked_at_ms', 'is not', null))
      .$if(ending !== undefined, (query) => query.where('card_masked', 'like', `%${ending}`))
      .$if(after !== undefined, (query) =>
        query.where(
          sql<boolean>`(opened_at_ms, card_hash) < (${after?.openedAtMs ?? 0}::bigint, ${after?.id ?? ''})`,
        ),
      )
      .orderBy('opened_at_ms', 'desc')
      .orderBy('card_hash', 'desc')
      .limit(limit)
      .execute();
    return rows.map(cardOf);
  }

  /** Sets the PIN and unlocks; throws `INPUT_MALFORMED` for one that is easy to guess, `NOT_FOUND`. */
  async setPin(tx: CloudTransaction, merchantId: string, code: string, pin: string): Promise<RegisteredCard> {
    const { hashKey, random } = this.#ports;
    if (isWeakSecret(pin)) {
      const facts = { where: 'body.pin: is too easy to guess' };
      throw new Fault('INPUT_MALFORMED', 'set the PIN of a card', { facts });
    }
    const pin_hash = await hashPin(hashKey, pin, random);
    const now = {
      ...{ pin_hash, pin_kind: cardSecretKind(pin) },
      ...{ pin_tries: 0, pin_next_at_ms: 0, locked_at_ms: null },
    };
    return this.#change(tx, merchantId, this.idOf(merchantId, code), now);
  }

  unlock(tx: CloudTransaction, merchantId: string, id: string): Promise<RegisteredCard> {
    return this.#change(tx, merchantId, id, { pin_tries: 0, pin_next_at_ms: 0, locked_at_ms: null });
  }

  setOffline(
    tx: CloudTransaction,
    merchantId: string,
    id: string,
    offlineMinor: number,
  ): Promise<RegisteredCard> {
    return this.#change(tx, merchantId, id, { offline_minor: offlineMinor });
  }

  /** The card as it was before its fingers and faces were forgotten; throws `NOT_FOUND`. */
  async forgetFingers(tx: CloudTransaction, merchantId: string, id: string): Promise<RegisteredCard> {
    const card = await this.#read(tx, merchantId, id);
    if (!card) throw new Fault('NOT_FOUND', 'find a stored-value card');
    for (const table of ['card_fingers', 'card_faces'] as const) {
      await tx
        .deleteFrom(table)
        .where('merchant_id', '=', merchantId)
        .where('card_hash', 'like', `${id}%`)
        .execute();
    }
    return card;
  }

  async #change(
    tx: CloudTransaction,
    merchantId: string,
    id: string,
    change: Partial<Record<'pin_tries' | 'pin_next_at_ms' | 'offline_minor', number>> & {
      pin_hash?: string;
      pin_kind?: CardSecretKind;
      locked_at_ms?: null;
    },
  ): Promise<RegisteredCard> {
    const { numUpdatedRows } = await tx
      .updateTable('stored_value_accounts')
      .set(change)
      .where('merchant_id', '=', merchantId)
      .where('card_hash', 'like', `${hex(id)}%`)
      .executeTakeFirst();
    const card = numUpdatedRows > 0n ? await this.#read(tx, merchantId, id) : undefined;
    if (!card) throw new Fault('NOT_FOUND', 'find a stored-value card');
    return card;
  }

  async #read(db: CloudDatabase, merchantId: string, id: string): Promise<RegisteredCard | undefined> {
    const row = await cards(db, merchantId)
      .where('card_hash', 'like', `${hex(id)}%`)
      .executeTakeFirst();
    return row && cardOf(row);
  }
}

/** A name of a card as it came; what is none finds nothing. */
function hex(id: string): string {
  return /^[0-9a-f]{32}$/.test(id) ? id : 'none';
}

function cards(db: CloudDatabase, merchantId: string) {
  return db
    .selectFrom('stored_value_accounts')
    .selectAll('stored_value_accounts')
    .select((eb) => [
      eb
        .selectFrom('spend_leases')
        .select((of) =>
          sql<number>`coalesce(sum(${of.ref('amount_minor')} - ${of.ref('spent_minor')}), 0)`.as('sum'),
        )
        .whereRef('spend_leases.merchant_id', '=', 'stored_value_accounts.merchant_id')
        .whereRef('spend_leases.card_hash', '=', 'stored_value_accounts.card_hash')
        .where('spend_leases.state', '=', 'open')
        .as('leased_minor'),
      eb
        .selectFrom('card_fingers')
        .select((of) => of.fn.countAll<number>().as('count'))
        .whereRef('card_fingers.merchant_id', '=', 'stored_value_accounts.merchant_id')
        .whereRef('card_fingers.card_hash', '=', 'stored_value_accounts.card_hash')
        .as('fingers'),
      eb
        .selectFrom('card_faces')
        .select((of) => of.fn.countAll<number>().as('count'))
        .whereRef('card_faces.merchant_id', '=', 'stored_value_accounts.merchant_id')
        .whereRef('card_faces.card_hash', '=', 'stored_value_accounts.card_hash')
        .as('faces'),
    ])
    .where('stored_value_accounts.merchant_id', '=', merchantId);
}

type CardRow = Awaited<ReturnType<ReturnType<typeof cards>['execute']>>[number];

function cardOf(row: CardRow): RegisteredCard {
  return {
    id: row.card_hash.slice(0, idChars),
    masked: row.card_masked,
    balanceMinor: Number(row.balance_minor),
    currency: row.currency as Currency,
    openedAtMs: Number(row.opened_at_ms),
    pinSet: row.pin_hash !== null,
    wrongTries: row.pin_tries,
    lockedAtMs: row.locked_at_ms === null ? null : Number(row.locked_at_ms),
    offlineMinor: Number(row.offline_minor),
    leasedMinor: Number(row.leased_minor ?? 0),
    fingers: Number(row.fingers ?? 0),
    faces: Number(row.faces ?? 0),
  };
}
