/**
 * Alarms as rows: open ones are unique by machine, kind and subject; raising one again counts up, clearing
 * leaves it as history. Used inside the transaction of whatever found the trouble.
 */
import { createHash } from 'node:crypto';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { CloudDatabase } from './schema.ts';

export type AlarmKind =
  | 'offline'
  | 'outOfService'
  | 'device'
  | 'poison'
  | 'chainBroken'
  | 'gap'
  | 'coupon'
  | 'payment'
  | 'expiredGoods'
  | 'gift'
  | 'books'
  | 'parking';

/** Of the merchant as a whole: no machine has them, and their subject is told apart by the merchant. */
export const merchantAlarmKinds: ReadonlySet<string> = new Set<AlarmKind>(['books', 'parking']);

export interface RaisedAlarm {
  readonly merchantId: string;
  /** The merchant's number for `merchantAlarmKinds`. */
  readonly machineId: string;
  readonly kind: AlarmKind;
  readonly severity: 'critical' | 'warning';
  /** The device, record or payment it is about; empty for the machine as a whole. */
  readonly subject: string;
  readonly fault: FaultCode;
}

function alarmId({ machineId, kind, subject }: RaisedAlarm, atMs: number): string {
  const place = JSON.stringify([machineId, kind, subject, atMs]);
  return `alm_${createHash('sha256').update(place).digest('hex').slice(0, 24)}`;
}

/** Opens alarms, or counts up those that are open; an open one takes the newest fault. */
export async function raiseAlarms(
  db: CloudDatabase,
  alarms: readonly RaisedAlarm[],
  atMs: number,
): Promise<void> {
  for (const alarm of alarms) {
    await db
      .insertInto('alarms')
      .values({
        alarm_id: alarmId(alarm, atMs),
        merchant_id: alarm.merchantId,
        machine_id: alarm.machineId,
        kind: alarm.kind,
        severity: alarm.severity,
        subject: alarm.subject,
        fault: alarm.fault,
        count: 1,
        since_ms: atMs,
        last_at_ms: atMs,
        cleared_at_ms: null,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['machine_id', 'kind', 'subject'])
          .where('cleared_at_ms', 'is', null)
          .doUpdateSet((eb) => ({
            count: eb('alarms.count', '+', 1),
            last_at_ms: atMs,
            fault: alarm.fault,
            severity: alarm.severity,
          })),
      )
      .execute();
  }
}

/** Closes the open alarms of a kind; only about `subject` if one is named. Answers how many. */
export async function clearAlarms(
  db: CloudDatabase,
  machineId: string,
  kind: AlarmKind,
  atMs: number,
  subject?: string,
): Promise<number> {
  const base = db
    .updateTable('alarms')
    .set({ cleared_at_ms: atMs })
    .where('machine_id', '=', machineId)
    .where('kind', '=', kind)
    .where('cleared_at_ms', 'is', null);
  const result = await (subject === undefined
    ? base
    : base.where('subject', '=', subject)
  ).executeTakeFirst();
  return Number(result.numUpdatedRows);
}
