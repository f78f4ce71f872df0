/**
 * A session belongs to the passkey that opened it and goes with it. How older sessions were opened is not known,
 * so whoever has a passkey signs in once more.
 */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const passkeySessionsMigration: Migration = {
  name: '0032-passkey-sessions',
  up: async (db) => {
    await sql`
      delete from gift_sessions using gift_passkeys
      where gift_sessions.merchant_id = gift_passkeys.merchant_id
        and gift_sessions.person_id = gift_passkeys.person_id`.execute(db);
    await sql`
      alter table gift_sessions
        add column passkey_id text,
        add foreign key (merchant_id, passkey_id) references gift_passkeys on delete cascade`.execute(db);
    await sql`
      create index gift_sessions_by_passkey on gift_sessions (merchant_id, passkey_id)
      where passkey_id is not null`.execute(db);
  },
};
