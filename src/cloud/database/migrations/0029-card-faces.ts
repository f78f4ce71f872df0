/** Which cards are paid by face at which machine; of the face itself the cloud knows nothing. */
import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const cardFacesMigration: Migration = {
  name: '0029-card-faces',
  up: async (db) => {
    await sql`
      create table card_faces (
        merchant_id text not null references merchants,
        card_hash text not null,
        machine_id text not null references machines,
        consent_id text not null,
        machine_key text not null,
        enrolled_at_ms bigint not null,
        primary key (merchant_id, card_hash, machine_id)
      )`.execute(db);
    await sql`create index card_faces_by_consent on card_faces (machine_id, consent_id)`.execute(db);
  },
};
