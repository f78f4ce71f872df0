/** Reported gifts: shown, and decided about by people, each decision in the audit with its reason. */
import { Fault } from '../../domain/fault.ts';
import { giftReportReasonOf } from '../../domain/gift-report-reason.ts';
import { clearAlarms } from '../database/alarm-rows.ts';
import { layGiftBar, liftGiftBar } from '../database/gift-bars.ts';
import { changeGift } from '../database/gift-rows.ts';
import type { CloudTransaction } from '../database/schema.ts';
import type { Call, Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { writeAudit } from './audit-rows.ts';
import { readGiftReports } from './gift-report-queries.ts';
import { pageFrom, readCursor } from './page-cursor.ts';

type Deciding = 'dismissGiftReport' | 'barGiver' | 'liftGiverBar' | 'returnReportedGift';

export function giftReportHandlers(ports: ApiPorts): Pick<Handlers, 'listGiftReports' | Deciding> {
  return {
    listGiftReports: async (call) => {
      const { limit, after, state } = call.query;
      const key = readCursor<[number, string]>(after, ['number', 'string']);
      const page = { limit, after: key, all: state === 'all' };
      const found = await readGiftReports(ports.db, await call.merchantId(), page);
      return pageFrom(
        found,
        limit,
        (report) => report,
        ({ reportedAtMs, id }) => [reportedAtMs, id],
      );
    },
    dismissGiftReport: (call) =>
      decide(ports, call, 'dismissGiftReport', (tx, held) => close(tx, held, 'dismissed')),
    barGiver: (call) => decide(ports, call, 'barGiver', bar),
    liftGiverBar: (call) => decide(ports, call, 'liftGiverBar', liftBar),
    returnReportedGift: (call) => decide(ports, call, 'returnReportedGift', giveBack),
  };
}

interface HeldReport {
  readonly merchantId: string;
  readonly giftId: string;
  readonly giverId: string | null;
  readonly reason: string;
  readonly isOpen: boolean;
  readonly actor: string;
  readonly atMs: number;
}

/** Under the report's lock; what changes nothing is in no audit. */
async function decide(
  { db, clock, payments, bell }: ApiPorts,
  call: Call<Deciding>,
  action: Deciding,
  act: (tx: CloudTransaction, held: HeldReport) => Promise<boolean>,
): Promise<{ done: true }> {
  const merchantId = await call.merchantId();
  const principal = call.principal();
  const { why } = call.body;
  const giftId = call.param('id');
  const atMs = clock.now();
  const giverId = await db.transaction().execute(async (tx) => {
    const held = await holdReport(tx, merchantId, giftId);
    const changed = await act(tx, { merchantId, giftId, ...held, actor: principal.name, atMs });
    if (!changed) return null;
    await writeAudit(tx, principal, { merchantId, action, subject: giftId, facts: { why } }, atMs);
    return held.giverId;
  });
  payments.wake();
  // The giver's own page follows, and the list of alarms.
  bell.ring({ merchantId, machineId: giverId ?? 'gifts', orderIds: [], alarms: true });
  return { done: true };
}

async function holdReport(tx: CloudTransaction, merchantId: string, giftId: string) {
  const report = await tx
    .selectFrom('gift_reports')
    .select(['decided_at_ms', 'reason'])
    .where('merchant_id', '=', merchantId)
    .where('gift_id', '=', giftId)
    .forUpdate()
    .executeTakeFirst();
  if (!report) throw new Fault('NOT_FOUND', 'find a report');
  const { giver_id: giverId } = await tx
    .selectFrom('gifts')
    .select('giver_id')
    .where('merchant_id', '=', merchantId)
    .where('gift_id', '=', giftId)
    .executeTakeFirstOrThrow();
  return { giverId, reason: report.reason, isOpen: report.decided_at_ms === null };
}

async function close(
  tx: CloudTransaction,
  { merchantId, giftId, isOpen, actor, atMs }: HeldReport,
  decision: 'dismissed' | 'giverBarred',
): Promise<boolean> {
  if (!isOpen) return false;
  await tx
    .updateTable('gift_reports')
    .set({ decision, decided_by: actor, decided_at_ms: atMs })
    .where('merchant_id', '=', merchantId)
    .where('gift_id', '=', giftId)
    .execute();
  await clearAlarms(tx, 'gifts', 'gift', atMs, giftId);
  return true;
}

/** They stay able to read what they gave, to have money back, and to receive; their phone gives nothing more. */
async function bar(tx: CloudTransaction, held: HeldReport): Promise<boolean> {
  const { merchantId, atMs } = held;
  const phoneStored = await phoneOfGiver(tx, held);
  const reason = giftReportReasonOf(held.reason);
  const laid = await layGiftBar(tx, { merchantId, phoneStored, reason }, atMs);
  const closed = await close(tx, held, 'giverBarred');
  return closed || laid;
}

/** The report stays decided as it was; the audit says who thought better of it, and why. */
async function liftBar(tx: CloudTransaction, held: HeldReport): Promise<boolean> {
  return liftGiftBar(tx, { merchantId: held.merchantId, phoneStored: await phoneOfGiver(tx, held) });
}

async function phoneOfGiver(tx: CloudTransaction, { merchantId, giverId }: HeldReport): Promise<string> {
  if (giverId === null) throw new Fault('NOT_FOUND', 'find the giver of a gift');
  const { phone_stored: phoneStored } = await tx
    .selectFrom('gift_people')
    .select('phone_stored')
    .where('merchant_id', '=', merchantId)
    .where('person_id', '=', giverId)
    .executeTakeFirstOrThrow();
  return phoneStored;
}

async function giveBack(tx: CloudTransaction, { merchantId, giftId, atMs }: HeldReport): Promise<boolean> {
  const input = { kind: 'ended', end: 'withdrawn', nowMs: atMs } as const;
  const { changed } = await changeGift(tx, { merchantId, giftId, input, atMs });
  if (!changed) throw new Fault('GIFT_TAKEN', 'give the money of a reported gift back');
  return true;
}
