/** Alarms, records set aside and the audit, newest first. Every query names the merchant. */
import { sql } from 'kysely';
import { Fault } from '../../domain/fault.ts';
import { type FaultCode, faultCatalogue } from '../../domain/fault-catalogue.ts';
import type { Alarm, AuditEntry, Poison } from '../../wire/rest.ts';
import { merchantAlarmKinds } from '../database/alarm-rows.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { pageFrom, readCursor } from './page-cursor.ts';

interface Page {
  readonly limit: number;
  readonly after?: string | undefined;
}

/** A code that an older program wrote and this one does not know is a defect of the catalogue. */
function knownFault(code: string): FaultCode {
  return Object.hasOwn(faultCatalogue, code) ? (code as FaultCode) : 'INTERNAL_DEFECT';
}

export async function listAlarms(
  db: CloudDatabase,
  merchantId: string,
  filter: Page & { readonly state: 'open' | 'all'; readonly kiosk?: string | undefined },
): Promise<{ items: Alarm[]; next: string | null }> {
  let query = db.selectFrom('alarms').selectAll().where('merchant_id', '=', merchantId);
  if (filter.state === 'open') query = query.where('cleared_at_ms', 'is', null);
  if (filter.kiosk !== undefined) query = query.where('machine_id', '=', filter.kiosk);
  const key = readCursor<[number, string]>(filter.after, ['number', 'string']);
  if (key) query = query.where(sql<boolean>`(since_ms, alarm_id) < (${key[0]}::bigint, ${key[1]}::text)`);
  const rows = await query
    .orderBy('since_ms', 'desc')
    .orderBy('alarm_id', 'desc')
    .limit(filter.limit + 1)
    .execute();
  const view = (row: (typeof rows)[number]): Alarm => {
    const fault = knownFault(row.fault);
    return {
      id: row.alarm_id,
      kiosk: merchantAlarmKinds.has(row.kind) ? null : row.machine_id,
      kind: row.kind as Alarm['kind'],
      severity: row.severity as Alarm['severity'],
      subject: row.subject,
      fault,
      advice: faultCatalogue[fault].technician,
      count: row.count,
      sinceMs: row.since_ms,
      lastAtMs: row.last_at_ms,
      clearedAtMs: row.cleared_at_ms,
    };
  };
  return pageFrom(rows, filter.limit, view, (row) => [row.since_ms, row.alarm_id]);
}

/** Throws `NOT_FOUND` unless it is an open alarm of the merchant; answers whose machine it is about. */
export async function closeAlarm(
  db: CloudDatabase,
  merchantId: string,
  alarmId: string,
  atMs: number,
): Promise<string> {
  const row = await db
    .updateTable('alarms')
    .set({ cleared_at_ms: atMs })
    .where('merchant_id', '=', merchantId)
    .where('alarm_id', '=', alarmId)
    .where('cleared_at_ms', 'is', null)
    .returning('machine_id')
    .executeTakeFirst();
  if (!row) throw new Fault('NOT_FOUND', 'close an alarm');
  return row.machine_id;
}

export async function listPoison(
  db: CloudDatabase,
  merchantId: string,
  page: Page,
): Promise<{ items: Poison[]; next: string | null }> {
  let query = db.selectFrom('poisoned_records').selectAll().where('merchant_id', '=', merchantId);
  const key = readCursor<[number, string, string, number, string]>(page.after, [
    ...(['number', 'string', 'string', 'number', 'string'] as const),
  ]);
  if (key) {
    const [atMs, machineId, journalId, seq, hash] = key;
    query = query.where(
      sql<boolean>`(set_aside_at_ms, machine_id, journal_id, seq, hash)
        < (${atMs}::bigint, ${machineId}::text, ${journalId}::text, ${seq}::bigint, ${hash}::text)`,
    );
  }
  const rows = await query
    .orderBy('set_aside_at_ms', 'desc')
    .orderBy('machine_id', 'desc')
    .orderBy('journal_id', 'desc')
    .orderBy('seq', 'desc')
    .orderBy('hash', 'desc')
    .limit(page.limit + 1)
    .execute();
  const view = (row: (typeof rows)[number]): Poison => ({
    kiosk: row.machine_id,
    journalId: row.journal_id,
    seq: row.seq,
    fault: knownFault(row.fault),
    reason: row.reason,
    text: row.text,
    setAsideAtMs: row.set_aside_at_ms,
  });
  return pageFrom(rows, page.limit, view, (row) => [
    ...[row.set_aside_at_ms, row.machine_id, row.journal_id, row.seq, row.hash],
  ]);
}

export async function listAudit(
  db: CloudDatabase,
  merchantId: string,
  page: Page,
): Promise<{ items: AuditEntry[]; next: string | null }> {
  let query = db.selectFrom('audit').selectAll().where('merchant_id', '=', merchantId);
  const key = readCursor<[number]>(page.after, ['number']);
  if (key) query = query.where('audit_id', '<', key[0]);
  const rows = await query
    .orderBy('audit_id', 'desc')
    .limit(page.limit + 1)
    .execute();
  const view = (row: (typeof rows)[number]): AuditEntry => ({
    id: row.audit_id,
    atMs: row.at_ms,
    actor: row.actor,
    actorKind: row.actor_kind as AuditEntry['actorKind'],
    action: row.action,
    subject: row.subject,
    facts: row.facts,
  });
  return pageFrom(rows, page.limit, view, (row) => [row.audit_id]);
}
