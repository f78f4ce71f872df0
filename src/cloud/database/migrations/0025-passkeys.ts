/** Passkeys of the people who give and receive, and what passkeys are asked to sign. Public keys only. */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const passkeysMigration: Migration = {
  name: '0025-passkeys',
  up: async (db) => {
    await sql`
      create table gift_passkeys (
        merchant_id text not null,
        passkey_id text not null,
        person_id text not null,
        credential_id text not null,
        public_key text not null,
        counter bigint not null,
        transports json not null,
        name text not null,
        created_at_ms bigint not null,
        used_at_ms bigint,
        primary key (merchant_id, passkey_id),
        unique (merchant_id, credential_id),
        foreign key (merchant_id, person_id) references gift_people on delete cascade
      )`.execute(db);
    await sql`create index gift_passkeys_by_person on gift_passkeys (merchant_id, person_id)`.execute(db);
    await sql`
      create table gift_passkey_challenges (
        challenge_hash text primary key,
        merchant_id text not null references merchants,
        person_id text,
        expires_at_ms bigint not null,
        foreign key (merchant_id, person_id) references gift_people on delete cascade
      )`.execute(db);
    await sql`
      create index gift_passkey_challenges_by_age on gift_passkey_challenges (expires_at_ms)`.execute(db);
  },
};
