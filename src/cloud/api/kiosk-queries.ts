/** Machines as the API shows them. Every query names the merchant. */

import { Fault } from '../../domain/fault.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import { usualShelfLife } from '../../domain/shelf-life-policy.ts';
import { machineUserName } from '../../wire/credentials.ts';
import type { Kiosk, KioskDetail } from '../../wire/rest.ts';
import { readSelections } from '../database/catalogue-rows.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { pageFrom, readCursor } from './page-cursor.ts';

function selectKiosks(db: CloudDatabase, merchantId: string) {
  return db
    .selectFrom('machines as m')
    .leftJoin('machine_presence as p', 'p.machine_id', 'm.machine_id')
    .leftJoin('machine_journals as j', (join) =>
      join.onRef('j.machine_id', '=', 'm.machine_id').on('j.current', '=', true),
    )
    .where('m.merchant_id', '=', merchantId)
    .select([
      ...(['m.machine_id', 'm.name', 'm.shard', 'm.help_phone', 'm.time_zone', 'm.tenders'] as const),
      ...([
        'm.created_at_ms',
        'm.parking',
        'm.shelf_life',
        'm.members',
        'm.faces',
        'm.display',
        'p.online',
        'p.version',
        'p.bundle_version',
        'p.journal_id',
      ] as const),
      ...(['p.last_seq', 'p.devices', 'p.out_of_service', 'p.last_heard_at_ms', 'p.changed_at_ms'] as const),
      ...(['j.journal_id as committed_journal_id', 'j.seq as committed_seq'] as const),
    ])
    .select((eb) => [
      eb
        .selectFrom('bundles as b')
        .select((b) => b.fn.max('b.version').as('version'))
        .whereRef('b.machine_id', '=', 'm.machine_id')
        .as('published_version'),
      eb
        .selectFrom('alarms as a')
        .select((a) => a.fn.countAll<number>().as('count'))
        .whereRef('a.machine_id', '=', 'm.machine_id')
        .where('a.cleared_at_ms', 'is', null)
        .as('open_alarms'),
    ]);
}

type KioskRow = Awaited<ReturnType<ReturnType<typeof selectKiosks>['executeTakeFirstOrThrow']>>;

function presenceOf(row: KioskRow): Kiosk['presence'] {
  if (row.last_heard_at_ms === null) return 'neverSeen';
  if (row.online === null) return 'unknown';
  return row.online ? 'online' : 'offline';
}

function viewKiosk(row: KioskRow): Kiosk {
  const presence = presenceOf(row);
  const journalId = row.journal_id ?? row.committed_journal_id;
  const committedSeq = row.committed_journal_id === journalId ? (row.committed_seq ?? 0) : 0;
  return {
    id: row.machine_id,
    name: row.name,
    presence,
    selling: presence === 'online' && row.out_of_service === null,
    outOfService: row.out_of_service as FaultCode | null,
    lastHeardAtMs: row.last_heard_at_ms,
    presenceChangedAtMs: row.changed_at_ms,
    softwareVersion: row.version,
    bundle: { publishedVersion: row.published_version ?? 0, reportedVersion: row.bundle_version ?? 0 },
    journal: { id: journalId, committedSeq, lastSeq: Math.max(committedSeq, row.last_seq ?? 0) },
    devices: (row.devices ?? []) as Kiosk['devices'],
    openAlarms: row.open_alarms ?? 0,
  };
}

export async function listKiosks(
  db: CloudDatabase,
  merchantId: string,
  page: { limit: number; after?: string | undefined },
): Promise<{ items: Kiosk[]; next: string | null }> {
  const key = readCursor<[string]>(page.after, ['string']);
  let query = selectKiosks(db, merchantId)
    .orderBy('m.machine_id')
    .limit(page.limit + 1);
  if (key) query = query.where('m.machine_id', '>', key[0]);
  return pageFrom(await query.execute(), page.limit, viewKiosk, (row) => [row.machine_id]);
}

/** Undefined if the merchant has no such machine. */
export async function findKiosk(
  db: CloudDatabase,
  merchantId: string,
  machineId: string,
): Promise<Kiosk | undefined> {
  const row = await selectKiosks(db, merchantId).where('m.machine_id', '=', machineId).executeTakeFirst();
  return row && viewKiosk(row);
}

/** Throws `NOT_FOUND`. */
export async function readKiosk(
  db: CloudDatabase,
  merchantId: string,
  machineId: string,
): Promise<KioskDetail> {
  const row = await selectKiosks(db, merchantId).where('m.machine_id', '=', machineId).executeTakeFirst();
  if (!row) throw new Fault('NOT_FOUND', 'read a machine');
  const journals = await db
    .selectFrom('machine_journals')
    .select(['journal_id as id', 'seq', 'started_at_ms as startedAtMs', 'current'])
    .where('merchant_id', '=', merchantId)
    .where('machine_id', '=', machineId)
    .orderBy('started_at_ms', 'desc')
    .execute();
  return {
    ...viewKiosk(row),
    shard: row.shard,
    mqttUser: machineUserName(merchantId, machineId),
    helpPhone: row.help_phone,
    timeZone: row.time_zone,
    tenders: row.tenders,
    parking: row.parking,
    shelfLife: row.shelf_life ?? usualShelfLife,
    members: row.members,
    faces: row.faces,
    display: row.display,
    selections: await readSelections(db, merchantId, machineId),
    journals,
    createdAtMs: row.created_at_ms,
  };
}
