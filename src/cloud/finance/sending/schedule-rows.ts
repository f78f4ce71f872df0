/** Schedules as rows, and planning what they say. A schedule is stopped, never removed: what it sent stays told. */
import type { Selectable } from 'kysely';
import { localTime } from '../../../domain/local-time.ts';
import {
  type FileFormat,
  type FormKind,
  type FormSchedule,
  recipientKinds,
  type ScheduleEvery,
} from '../../../wire/rest-forms.ts';
import type { CloudDatabase, CloudTables } from '../../database/schema.ts';
import { periodsDue } from './sending-period.ts';
import { planSending } from './sending-rows.ts';

/** A schedule with its merchant's clock and the first day it tells of. */
export interface HeldSchedule extends FormSchedule {
  readonly merchantId: string;
  readonly timeZone: string;
  readonly fromDay: string;
}

type ScheduleRow = Selectable<CloudTables['form_schedules']> & { readonly time_zone: string };

function heldOf(row: ScheduleRow): HeldSchedule {
  return {
    id: row.schedule_id,
    recipientKind: recipientKinds.find((kind) => kind === row.recipient_kind) ?? 'merchant',
    recipient: row.recipient,
    emails: row.emails,
    language: row.language,
    forms: row.forms as FormKind[],
    formats: row.formats as FileFormat[],
    sites: row.sites,
    every: row.every as ScheduleEvery,
    hour: row.hour,
    active: row.active,
    merchantId: row.merchant_id,
    timeZone: row.time_zone,
    fromDay: row.from_day,
  };
}

/** Of one merchant by recipient, or all that are active. */
export async function readSchedules(db: CloudDatabase, merchantId?: string): Promise<HeldSchedule[]> {
  const query = db
    .selectFrom('form_schedules')
    .innerJoin('merchants', 'merchants.merchant_id', 'form_schedules.merchant_id')
    .selectAll('form_schedules')
    .select('merchants.time_zone')
    .orderBy('recipient')
    .orderBy('schedule_id');
  const rows = await (merchantId === undefined
    ? query.where('form_schedules.active', '=', true)
    : query.where('form_schedules.merchant_id', '=', merchantId)
  ).execute();
  return rows.map(heldOf);
}

/** Adds or changes one. It tells of periods that end from now on, and after a stop or another rhythm again so. */
export async function putSchedule(
  db: CloudDatabase,
  merchantId: string,
  schedule: FormSchedule,
  actor: string,
  nowMs: number,
): Promise<void> {
  const merchant = await db
    .selectFrom('merchants')
    .select('time_zone')
    .where('merchant_id', '=', merchantId)
    .executeTakeFirstOrThrow();
  const held = (await readSchedules(db, merchantId)).find(({ id }) => id === schedule.id);
  const goesOn = held?.active === true && held.every === schedule.every;
  const today = localTime(nowMs, merchant.time_zone).dateIso;
  const changing = {
    ...{ recipient_kind: schedule.recipientKind, recipient: schedule.recipient },
    ...{ emails: JSON.stringify(schedule.emails), language: schedule.language },
    ...{ forms: JSON.stringify(schedule.forms), formats: JSON.stringify(schedule.formats) },
    sites: schedule.sites === null ? null : JSON.stringify(schedule.sites),
    ...{ every: schedule.every, hour: schedule.hour, active: schedule.active },
    ...{ from_day: goesOn ? held.fromDay : today, changed_at_ms: nowMs, changed_by: actor },
  };
  await db
    .insertInto('form_schedules')
    .values({ merchant_id: merchantId, schedule_id: schedule.id, ...changing })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'schedule_id']).doUpdateSet(changing))
    .execute();
}

/** Writes down every sending whose time has come. */
export async function planDue(db: CloudDatabase, nowMs: number): Promise<void> {
  for (const schedule of await readSchedules(db)) {
    const { merchantId, id: scheduleId, emails } = schedule;
    for (const period of periodsDue(schedule, nowMs)) {
      await planSending(db, { merchantId, scheduleId, emails }, period, nowMs);
    }
  }
}
