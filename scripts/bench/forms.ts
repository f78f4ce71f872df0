/**
 * Forms of one month over five million payments of 200 machines on PostgreSQL: each asked for many times, and
 * the pages of payments behind it. The payments and their sums are made by SQL; that a form from the sums is the
 * one from the payments themselves is checked before anything is measured.
 */
import { sql } from 'kysely';
import { openDatabase } from '../../src/cloud/database/open-database.ts';
import type { CloudDatabase } from '../../src/cloud/database/schema.ts';
import { listFormPayments } from '../../src/cloud/finance/forms/form-payments.ts';
import { readForm } from '../../src/cloud/finance/forms/read-form.ts';
import type { FormGroup } from '../../src/wire/rest-forms.ts';
import { noPostgres, openPostgres } from './bench-postgres.ts';
import type { Benchmark, BenchSettings, Figure } from './figure.ts';
import { percentile } from './statistics.ts';

const machines = 200;
const limitMs = 500;
const month = { merchantId: 'bench', currency: 'CNY', from: '2026-10-01', to: '2026-10-31' };
const grouped: readonly FormGroup[][] = [['site'], ['channel'], ['product'], ['hour'], ['channel', 'day']];

async function makeMerchant(db: CloudDatabase): Promise<void> {
  await sql`
    insert into merchants (merchant_id, name, currency, time_zone, help_phone, receipt_footer, created_at_ms)
    values ('bench', '{"zh":"店","en":"Shop"}', 'CNY', 'Asia/Shanghai', '', '{"zh":"","en":""}', 0)`.execute(
    db,
  );
  await sql`
    insert into machines (machine_id, merchant_id, shard, name, help_phone, time_zone, tenders, created_at_ms)
    select 'kiosk-' || n, 'bench', n % 16, '{"zh":"机","en":"Kiosk"}', '', 'Asia/Shanghai', '{}', 0
    from generate_series(0, ${machines - 1}) as n`.execute(db);
}

/** Each payment is one of an order of one product; every tenth has a coupon, every hundredth goes back. */
async function makePayments(db: CloudDatabase, first: number, last: number): Promise<void> {
  await sql`
    insert into takings (merchant_id, place_kind, place_id, order_id, n, channel, ref_id, day, hour, at_ms,
      currency, regular_minor, promotion_minor, coupon_minor, points_minor, actual_minor, refunded_minor,
      orders, payments, refunds, pieces, goods)
    select 'bench', 'machine', 'kiosk-' || (i % ${machines}::integer), 'ord_' || lpad(i::text, 12, '0'), 0,
      (array['alipay', 'wechat', 'unionpay', 'cash', 'stored-value'])[1 + i / 7 % 5], 'chg_' || i,
      '2026-10-' || lpad((1 + i / 11 % 31)::text, 2, '0'), 6 + i / 13 % 17,
      1790784000000 + (i / 11 % 31)::bigint * 86400000 + (i / 13 % 17) * 3600000, 'CNY',
      r.regular, 0, r.coupon, 0, r.regular - r.coupon, r.refunded, 1, 1, r.refunds, 1,
      json_build_array(json_build_object('product_id', 'product-' || (i / 17 % 40), 'regular_minor', r.regular,
        'promotion_minor', 0, 'coupon_minor', r.coupon, 'points_minor', 0,
        'actual_minor', r.regular - r.coupon, 'refunded_minor', r.refunded, 'pieces', 1))
    from generate_series(${first}::integer, ${last}::integer) as i,
    lateral (select 500 + i % 97 * 10 as regular, case when i % 10 = 0 then 100 else 0 end as coupon,
      case when i % 100 = 0 then 500 else 0 end as refunded, case when i % 100 = 0 then 1 else 0 end as refunds
    ) as r`.execute(db);
}

const amounts = [
  ...['regular_minor', 'promotion_minor', 'coupon_minor', 'points_minor', 'actual_minor', 'refunded_minor'],
  ...['orders', 'payments', 'refunds', 'pieces'],
];

/** As booking would have moved them. */
async function makeSums(db: CloudDatabase): Promise<void> {
  const columns = sql.raw(amounts.join(', '));
  const sums = sql.raw(amounts.map((name) => `sum(${name})`).join(', '));
  const counted = sql.raw(
    amounts.map((n) => (['orders', 'payments', 'refunds'].includes(n) ? '0' : `sum(${n})`)).join(', '),
  );
  const places = ['place_kind, place_id', "'', ''"].map((place) => sql.raw(place));
  const target = sql.raw(
    'merchant_id, currency, grain, day, place_kind, place_id, channel, product_id, hour',
  );
  for (const place of places) {
    await sql`
      insert into taking_sums (${target}, ${columns})
      select merchant_id, currency, 'day', day, ${place}, channel, '', -1, ${sums}
      from takings group by 1, 2, 4, 5, 6, 7`.execute(db);
    await sql`
      insert into taking_sums (${target}, ${columns})
      select merchant_id, currency, 'hour', day, ${place}, channel, '', hour, ${sums}
      from takings group by 1, 2, 4, 5, 6, 7, 9`.execute(db);
    await sql`
      insert into taking_sums (${target}, ${columns})
      select merchant_id, currency, 'product', day, ${place}, '', goods -> 0 ->> 'product_id', -1, ${counted}
      from takings group by 1, 2, 4, 5, 6, 8`.execute(db);
  }
  await sql`analyze`.execute(db);
}

async function timed(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const startedMs = performance.now();
    await work();
    taken.push(performance.now() - startedMs);
  }
  return taken;
}

async function measure(db: CloudDatabase, { quick, say }: BenchSettings, about: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  const told = async (name: string, work: () => Promise<unknown>) => {
    await work();
    const runs = await timed(quick ? 3 : 40, work);
    const value = percentile(runs, 0.95);
    say(`${name}: p95 ${value.toFixed(1)} ms`);
    const required = { of: 'value' as const, is: 'atMost' as const, limit: limitMs };
    figures.push({ name: `${name}.p95`, value, unit: 'ms', runs, note: about, required });
  };
  for (const by of grouped) await told(`forms.${by.join('-')}`, () => readForm(db, { ...month, by }));
  await told('forms.payments', () => listFormPayments(db, { ...month, limit: 50 }));
  await told('forms.payments-of-channel', () =>
    listFormPayments(db, { ...month, channel: 'cash', limit: 50 }),
  );
  return figures;
}

async function run(settings: BenchSettings): Promise<readonly Figure[]> {
  const payments = settings.quick ? 2000 : 5_000_000;
  const postgres = await openPostgres();
  try {
    const { db, close } = await openDatabase({ url: await postgres.database() });
    try {
      await makeMerchant(db);
      const step = Math.min(payments, 250_000);
      for (let first = 0; first < payments; first += step) {
        await makePayments(db, first, first + step - 1);
        settings.say(`forms: ${first + step} payments`);
      }
      await makeSums(db);
      await checkAgreement(db);
      return await measure(db, settings, `${payments} payments of ${machines} machines in a month`);
    } finally {
      await close();
    }
  } finally {
    await postgres.close();
  }
}

/** A figure about forms that are wrong would mean nothing. */
async function checkAgreement(db: CloudDatabase): Promise<void> {
  for (const by of [['channel'], ['product']] as FormGroup[][]) {
    const [sums, rows] = [
      await readForm(db, { ...month, by }),
      await readForm(db, { ...month, by, fromRows: true }),
    ];
    if (JSON.stringify(sums) !== JSON.stringify(rows))
      throw new Error(`the form by ${by} is not that of its rows`);
  }
}

export const forms: Benchmark = {
  name: 'forms',
  about: 'forms of a month over five million payments',
  onlyByName: true,
  absent: noPostgres,
  run,
};
