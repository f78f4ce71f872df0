/**
 * Puts planned days into a cloud's books, imports the platforms' statements as they come, compares every day, and
 * closes every difference by the channel's view. Tells how what was found compares with the truth, and whether each
 * channel's receivable is then what its statements add up to.
 */
import { sql } from 'kysely';
import { accountBalance, postEntries } from '../../../src/cloud/database/posting-rows.ts';
import type { CloudDatabase } from '../../../src/cloud/database/schema.ts';
import type { BooksWork } from '../../../src/cloud/finance/books-jobs.ts';
import { checkBooks } from '../../../src/cloud/finance/day-close.ts';
import { actOnDifference } from '../../../src/cloud/finance/difference-actions.ts';
import { addSummaryMismatch } from '../../../src/cloud/finance/difference-rows.ts';
import { reconcileDay } from '../../../src/cloud/finance/reconcile-day.ts';
import { StatementDesk } from '../../../src/cloud/finance/statement-desk.ts';
import type { AccountEntry } from '../../../src/domain/account.ts';
import { chargeEntry, refundEntry } from '../../../src/domain/account-payments.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { type Random, seededRandom } from '../../../src/platform/random.ts';
import { type BookFile, filesOf } from './books-files.ts';
import { keepOrders, unlikeForms } from './books-forms.ts';
import { type BooksAsked, planBooks } from './books-plan.ts';
import {
  type BooksDay,
  bookChannels,
  dayMs,
  type OursPayment,
  ratePpm,
  type TrueFault,
} from './day-maker.ts';

export interface BooksRunPorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly jobs: BooksWork;
  readonly spoolDir: string;
  /** A new one; several books can stand beside each other in one database. */
  readonly merchantId: string;
  /** Payments are orders too, and the forms of them are judged. */
  readonly withForms?: boolean;
  readonly say?: (line: string) => void;
}

export interface BooksVerdict {
  readonly truth: number;
  readonly found: number;
  readonly right: number;
  readonly precision: number;
  readonly recall: number;
  /** By channel: what the ledger says less what statements and carried payments add up to. */
  readonly offMinor: Readonly<Record<string, number>>;
  readonly broken: readonly string[];
  /** What the forms do not agree on; empty where nobody asked. */
  readonly forms: readonly string[];
  readonly unlike: readonly string[];
}

const batch = 2000;

export async function openBooks(db: CloudDatabase, merchantId: string): Promise<void> {
  const text = JSON.stringify({ zh: '账', en: 'Books' });
  await db
    .insertInto('merchants')
    .values({
      ...{ merchant_id: merchantId, name: text, currency: 'CNY', time_zone: 'Asia/Shanghai' },
      ...{ help_phone: '', receipt_footer: text, created_at_ms: 1 },
    })
    .execute();
  for (const channel of bookChannels) {
    await db
      .insertInto('channel_rates')
      .values({ merchant_id: merchantId, channel, rate_ppm: ratePpm })
      .execute();
  }
}

/** Writes a day's payments and refunds down and posts them, as the gateway would. */
export async function keepOurs(
  db: CloudDatabase,
  merchantId: string,
  ours: readonly OursPayment[],
): Promise<void> {
  for (let at = 0; at < ours.length; at += batch) {
    const some = ours.slice(at, at + batch);
    await db.transaction().execute(async (tx) => {
      const of = <T>(value: (one: OursPayment) => T) => some.map(value);
      await sql`
        insert into charges (merchant_id, charge_id, machine_id, order_id, platform, amount_minor, currency, state,
          platform_trade_no, submitted_at_ms, queries, cancels, came_late, created_at_ms, updated_at_ms, version,
          lease_holder, lease_until_ms)
        select ${merchantId}, c.id, c.machine, c.order_id, c.channel, c.minor, 'CNY', c.state, c.trade_no, c.at_ms,
          0, 0, false, c.at_ms, c.at_ms, 1, '', 0
        from unnest(${of((one) => one.chargeId)}::text[], ${of((one) => one.machineId)}::text[],
          ${of((one) => one.orderId)}::text[], ${of((one) => one.channel)}::text[],
          ${of((one) => one.amountMinor)}::bigint[], ${of((one) => one.state)}::text[],
          ${of((one) => (one.state === 'paid' ? one.tradeNo : null))}::text[], ${of((one) => one.atMs)}::bigint[])
          as c (id, machine, order_id, channel, minor, state, trade_no, at_ms)`.execute(tx);
      const refunds = some.flatMap((payment) => payment.refunds.map((refund) => ({ payment, refund })));
      if (refunds.length > 0) {
        await tx
          .insertInto('refunds')
          .values(
            refunds.map(({ payment, refund }) => ({
              ...{
                refund_id: refund.refundId,
                merchant_id: merchantId,
                machine_id: payment.machineId,
                shard: 0,
              },
              ...{ order_id: payment.orderId, charge_id: payment.chargeId, amount_minor: refund.amountMinor },
              ...{ currency: 'CNY', reason: 'REFUND_FAILED', state: 'refunded', due_at_ms: null },
              ...{ intended_at_ms: refund.atMs, updated_at_ms: refund.atMs },
            })),
          )
          .execute();
      }
      await postEntries(tx, merchantId, some.flatMap(entriesOf), (some.at(-1)?.atMs ?? 0) + dayMs);
    });
  }
}

function entriesOf(payment: OursPayment): AccountEntry[] {
  if (payment.state !== 'paid') return [];
  const money = { ...payment, currency: 'CNY' as const };
  return [
    chargeEntry('charge', money),
    ...payment.refunds.map((refund) => refundEntry({ ...money, ...refund })),
  ];
}

async function importFile(
  { db, clock, merchantId }: BooksRunPorts,
  desk: StatementDesk,
  random: Random,
  file: BookFile,
): Promise<void> {
  const { channel, day, bytes, damaged } = file;
  const told = { merchantId, channel, day, source: 'uploaded' as const, actor: 'proof' };
  const taken = await desk.take({ ...told, bytes: chunks(bytes) });
  if ((taken.state === 'refused') !== damaged) {
    throw new Error(`${channel} of ${day} was ${taken.state}: ${taken.reason}`);
  }
  if (taken.fault !== 'STATEMENT_TOTALS') return;
  const found = { ...told, currency: 'CNY', fileHash: taken.fileId.slice(4), reason: taken.reason ?? '' };
  await db
    .transaction()
    .execute((tx) => addSummaryMismatch(tx, found, { actor: 'import', atMs: clock.now(), random }));
}

async function* chunks(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 1 << 16) yield bytes.subarray(at, at + (1 << 16));
}

/** What the statements in force add up to. */
function statementNet(days: readonly BooksDay[]): Record<string, number> {
  const net: Record<string, number> = {};
  for (const { statements } of days) {
    for (const channel of bookChannels) {
      for (const { kind, amountMinor, feeMinor, currency } of statements[channel]) {
        if (currency !== undefined) continue;
        net[channel] = (net[channel] ?? 0) + (kind === 'payment' ? amountMinor : -amountMinor) - feeMinor;
      }
    }
  }
  return net;
}

export async function runBooks(ports: BooksRunPorts, asked: BooksAsked): Promise<BooksVerdict> {
  const { db, clock, merchantId, say } = ports;
  const random = seededRandom(asked.seed + 1);
  const desk = new StatementDesk({ ...ports, random });
  await openBooks(db, merchantId);
  const truth: TrueFault[] = [];
  const net: Record<string, number> = {};
  for (const planned of planBooks(asked)) {
    await keepOurs(db, merchantId, planned.ours);
    if (ports.withForms) await keepOrders(db, merchantId, planned.ours);
    truth.push(...planned.faults);
    for (const [channel, sum] of Object.entries(statementNet([planned])))
      net[channel] = (net[channel] ?? 0) + sum;
    for (const channel of bookChannels) {
      for (const file of filesOf(planned, channel)) await importFile(ports, desk, random, file);
      const { figures } = await reconcileDay(
        { ...ports, random },
        { merchantId, channel, day: planned.day, actor: 'proof' },
      );
      say?.(
        `${planned.day} ${channel}: ${figures.ours} of ours, ${figures.channel} of the statement, ${figures.agreed} agree`,
      );
    }
  }
  const carried = await carriedMinor(db, merchantId);
  const verdict = await compareWithTruth(db, merchantId, truth);
  await closeAll(db, merchantId, clock, random);
  const offMinor: Record<string, number> = {};
  for (const channel of bookChannels) {
    const balance = await accountBalance(db, merchantId, 'receivable', channel);
    offMinor[channel] = balance - (net[channel] ?? 0) - (carried[channel] ?? 0);
  }
  const forms = ports.withForms ? await unlikeForms(db, merchantId) : [];
  return { ...verdict, offMinor, broken: await checkBooks(db, merchantId), forms };
}

/** What waits for the statements of days to come. */
async function carriedMinor(db: CloudDatabase, merchantId: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ channel: string; minor: number }>`
    select c.platform as channel, sum(case when p.row->>'kind' = 'payment' then c.amount_minor
        else -(select r.amount_minor from refunds r where r.refund_id = p.row->>'ref') end) as minor
    from reconciliation_pool p
    join charges c on c.merchant_id = p.merchant_id and c.charge_id = p.row->>'orderNo'
    where p.merchant_id = ${merchantId} and p.side = 'ours' and not exists (
      select from differences d where d.merchant_id = p.merchant_id and d.order_no = p.row->>'orderNo' and d.kind = p.row->>'kind'
        and coalesce(d.ref, '') = p.row->>'ref')
      and not exists (select from reconciliation_pool o where o.merchant_id = p.merchant_id and o.side = 'channel' and o.row->>'orderNo' = p.row->>'orderNo'
        and o.row->>'kind' = p.row->>'kind' and o.row->>'ref' = p.row->>'ref')
    group by 1`.execute(db);
  return Object.fromEntries(rows.map(({ channel, minor }) => [channel, Number(minor)]));
}

async function compareWithTruth(db: CloudDatabase, merchantId: string, truth: readonly TrueFault[]) {
  const found = await db
    .selectFrom('differences')
    .select(['category', 'channel', 'day', 'order_no', 'ref', 'delta_minor'])
    .where('merchant_id', '=', merchantId)
    .where('state', '=', 'open')
    .execute();
  const nameOf = (one: TrueFault) =>
    [one.category, one.channel, one.orderNo || one.day, one.ref, one.deltaMinor].join(' ');
  const wanted = new Map<string, number>();
  for (const one of truth) wanted.set(nameOf(one), (wanted.get(nameOf(one)) ?? 0) + 1);
  let right = 0;
  const unlike: string[] = [];
  for (const row of found) {
    const { category, channel, day, order_no, ref, delta_minor } = row;
    const name = [category, channel, order_no || day, ref ?? '', Number(delta_minor)].join(' ');
    const left = wanted.get(name) ?? 0;
    if (left === 0) unlike.push(`not in the truth: ${name}`);
    else right += 1;
    wanted.set(name, left - 1);
  }
  for (const [name, left] of wanted) if (left > 0) unlike.push(`not found: ${name}`);
  return {
    ...{ truth: truth.length, found: found.length, right, unlike },
    precision: found.length === 0 ? 1 : right / found.length,
    recall: truth.length === 0 ? 1 : right / truth.length,
  };
}

async function closeAll(db: CloudDatabase, merchantId: string, clock: Clock, random: Random): Promise<void> {
  const open = await db
    .selectFrom('differences')
    .select('difference_id')
    .where('merchant_id', '=', merchantId)
    .where('state', '=', 'open')
    .execute();
  for (const { difference_id: differenceId } of open) {
    const decision = {
      merchantId,
      differenceId,
      action: 'book' as const,
      actor: 'proof',
      note: '',
    };
    await db.transaction().execute((tx) => actOnDifference(tx, { ...decision, atMs: clock.now() }, random));
  }
}
