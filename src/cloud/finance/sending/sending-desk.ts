/** Answers the console about schedules and what was sent; plans what a person asks for. */
import { Fault } from '../../../domain/fault.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Answer } from '../../../wire/rest.ts';
import type { FormSchedule, FormSending, sendingStates } from '../../../wire/rest-forms.ts';
import type { CloudDatabase } from '../../database/schema.ts';
import { putSchedule, readSchedules } from './schedule-rows.ts';
import { nextSendingMs, type Period } from './sending-period.ts';
import { planSending } from './sending-rows.ts';

export interface SendingDeskPorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  /** Whether a mail server is set up. */
  readonly mail: boolean;
  /** Called when there may be something to send. */
  readonly wake: () => void;
}

export class SendingDesk {
  #ports: SendingDeskPorts;

  constructor(ports: SendingDeskPorts) {
    this.#ports = ports;
  }

  async listSchedules(merchantId: string): Promise<Answer<'listFormSchedules'>> {
    const { db, clock, mail } = this.#ports;
    const schedules = await readSchedules(db, merchantId);
    const merchant = await db
      .selectFrom('merchants')
      .select('time_zone')
      .where('merchant_id', '=', merchantId)
      .executeTakeFirstOrThrow();
    return {
      items: schedules.map(({ merchantId: _merchant, timeZone, fromDay, ...schedule }) => ({
        ...schedule,
        nextAtMs: schedule.active ? nextSendingMs({ ...schedule, timeZone, fromDay }, clock.now()) : null,
      })),
      next: null,
      mail,
      timeZone: merchant.time_zone,
    };
  }

  /** Throws `NOT_FOUND` for a site that the merchant does not have. */
  async changeSchedule(merchantId: string, schedule: FormSchedule, actor: string): Promise<void> {
    const { db, clock, wake } = this.#ports;
    if (schedule.sites !== null) {
      const known = await db
        .selectFrom('parking_sites')
        .select('site_id')
        .where('merchant_id', '=', merchantId)
        .where('site_id', 'in', schedule.sites)
        .execute();
      if (known.length < new Set(schedule.sites).size) throw new Fault('NOT_FOUND', 'find a site');
    }
    await putSchedule(db, merchantId, schedule, actor, clock.now());
    wake();
  }

  /** Sends a period of a person's choice; one that was sent already is not sent again. */
  async sendPeriod(merchantId: string, scheduleId: string, period: Period): Promise<boolean> {
    const { db, clock, wake } = this.#ports;
    const schedule = (await readSchedules(db, merchantId)).find(({ id }) => id === scheduleId);
    if (!schedule) throw new Fault('NOT_FOUND', 'find a schedule');
    const { emails } = schedule;
    const isNew = await planSending(db, { merchantId, scheduleId, emails }, period, clock.now());
    wake();
    return isNew;
  }

  /** Throws `NOT_FOUND` for one that was sent, or that nobody gave up. */
  async sendAgain(merchantId: string, sendingId: string): Promise<void> {
    const { db, clock, wake } = this.#ports;
    const nowMs = clock.now();
    const { numUpdatedRows } = await db
      .updateTable('form_sendings')
      .set({ state: 'waiting', due_at_ms: nowMs, created_at_ms: nowMs })
      .where('merchant_id', '=', merchantId)
      .where('sending_id', '=', sendingId)
      .where((where) =>
        where.or([
          where('state', '=', 'givenUp'),
          where.and([where('state', '=', 'sending'), where('lease_until_ms', '<=', nowMs)]),
        ]),
      )
      .executeTakeFirst();
    if (Number(numUpdatedRows) === 0) throw new Fault('NOT_FOUND', 'find a sending that can be sent again');
    wake();
  }

  async listSendings(
    merchantId: string,
    asked: {
      readonly limit: number;
      readonly after?: string | undefined;
      readonly schedule?: string | undefined;
    },
  ): Promise<{ items: FormSending[]; next: string | null }> {
    const { db, clock } = this.#ports;
    const { limit, after, schedule } = asked;
    const [, createdAtMs, id] = /^(\d{1,16})~(.{1,120})$/.exec(after ?? '') ?? [];
    if (after !== undefined && id === undefined) throw new Fault('INPUT_MALFORMED', 'read a page cursor');
    const rows = await db
      .selectFrom('form_sendings as s')
      .innerJoin('form_schedules as f', (join) =>
        join.onRef('f.merchant_id', '=', 's.merchant_id').onRef('f.schedule_id', '=', 's.schedule_id'),
      )
      .selectAll('s')
      .select('f.recipient')
      .where('s.merchant_id', '=', merchantId)
      .$if(schedule !== undefined, (query) => query.where('s.schedule_id', '=', schedule ?? ''))
      .$if(id !== undefined, (query) =>
        query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('s.created_at_ms', 's.sending_id'), '<', tuple(Number(createdAtMs), id ?? '')),
        ),
      )
      .orderBy('s.created_at_ms', 'desc')
      .orderBy('s.sending_id', 'desc')
      .limit(limit + 1)
      .execute();
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => ({
        id: row.sending_id,
        scheduleId: row.schedule_id,
        recipient: row.recipient,
        from: row.from_day,
        to: row.to_day,
        emails: row.emails,
        state: stateOf(row.state, Number(row.lease_until_ms) <= clock.now()),
        tries: row.tries,
        nextAtMs: row.due_at_ms === null ? null : Number(row.due_at_ms),
        createdAtMs: Number(row.created_at_ms),
        sentAtMs: row.sent_at_ms === null ? null : Number(row.sent_at_ms),
        messageId: row.message_id,
        files: row.files,
        told: row.told,
      })),
      next: rows.length > limit && last ? `${Number(last.created_at_ms)}~${last.sending_id}` : null,
    };
  }
}

function stateOf(state: string, leaseIsOver: boolean): (typeof sendingStates)[number] {
  if (state === 'sending') return leaseIsOver ? 'unclear' : 'sending';
  return state === 'sent' || state === 'givenUp' ? state : 'waiting';
}
