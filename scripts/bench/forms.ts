/**
 * Forms of one month over five million payments of 200 machines on PostgreSQL: each asked for many times, and
 * the pages of payments behind it. The payments and their sums are made by SQL, without a log and with keys and indexes
 * built at the end; that a form from the sums is the one from the payments themselves is checked before anything is
 * measured.
 */
import { sql } from 'kysely';
import { openDatabase } from '../../src/cloud/database/open-database.ts';
import type { CloudDatabase } from '../../src/cloud/database/schema.ts';
import { listFormPayments } from '../../src/cloud/finance/forms/form-payments.ts';
import { foldPlaceDays } from '../../src/cloud/finance/forms/place-days.ts';
import { readForm } from '../../src/cloud/finance/forms/read-form.ts';
import type { FormGroup } from '../../src/wire/rest-forms.ts';
import { noPostgres, openPostgres } from './bench-postgres.ts';
import type { Benchmark, BenchSettings, Figure } from './figure.ts';
import { watchMemory } from './postgres-memory.ts';
import { percentile } from './statistics.ts';

const machines = 200;
/** Sites of ten machines each. */
const sites = 20;
const limitMs = 500;
const memoryLimitMb = 1000;
const month = { merchantId: 'bench', currency: 'CNY', from: '2026-10-01', to: '2026-10-31' };
const grouped: readonly FormGroup[][] = [
  ['site'],
  ['channel'],
  ['product'],
  ['hour'],
  ['channel', 'day'],
  ['product', 'channel'],
  ['product', 'hour'],
  ['product', 'machine'],
  ['product', 'site'],
];

const places = [
  ['machine', { machine: 'kiosk-7' }],
  ['site', { sites: ['site-7'] }],
] as const;
const narrowedBy: readonly FormGroup[][] = [
  ['product', 'channel'],
  ['product', 'hour'],
];

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
  await sql`
    insert into parking_sites (merchant_id, site_id, name, time_zone, created_at_ms)
    select 'bench', 'site-' || n, '{"zh":"广场","en":"Mall"}', 'Asia/Shanghai', 0
    from generate_series(0, ${sites - 1}) as n`.execute(db);
  await sql`
    insert into machine_sites (machine_id, merchant_id, site_id)
    select 'kiosk-' || n, 'bench', 'site-' || n % ${sites}::integer
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

/** Takes keys and indexes of a table away; answers what builds them again. */
async function dropIndexes(db: CloudDatabase, table: string): Promise<string[]> {
  const { rows: keys } = await sql<{ name: string; definition: string }>`
    select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
    where conrelid = ${table}::regclass and contype in ('p', 'f') order by contype desc`.execute(db);
  for (const { name } of keys) {
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(db);
  }
  const { rows: indexes } = await sql<{ name: string; definition: string }>`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = current_schema() and tablename = ${table}`.execute(db);
  for (const { name } of indexes) await sql`drop index ${sql.ref(name)}`.execute(db);
  await sql`alter table ${sql.table(table)} set unlogged`.execute(db);
  return [
    ...keys.map(({ name, definition }) => `alter table ${table} add constraint "${name}" ${definition}`),
    ...indexes.map(({ definition }) => definition),
  ];
}

async function fill(db: CloudDatabase, payments: number, say: (line: string) => void): Promise<void> {
  const keysOfPayments = await dropIndexes(db, 'takings');
  const step = Math.min(payments, 500_000);
  for (let first = 0; first < payments; first += step) {
    await makePayments(db, first, first + step - 1);
    say(`forms: ${first + step} payments`);
  }
  for (const statement of keysOfPayments) await sql.raw(statement).execute(db);
  const keysOfSums = await dropIndexes(db, 'taking_sums');
  await makeSums(db);
  for (const statement of keysOfSums) await sql.raw(statement).execute(db);
  await sql`analyze`.execute(db);
  await foldDays(db);
  await sql`analyze`.execute(db);
  say('forms: sums, keys and indexes made, days folded');
}

/** All but the last day: while a day runs, a form narrowed to a place counts its takings. */
async function foldDays(db: CloudDatabase): Promise<void> {
  await sql`
    insert into place_days_to_fold (merchant_id, place_kind, place_id, day)
    select merchant_id, place_kind, place_id, day from taking_sums
    where grain = 'day' and place_kind <> '' group by 1, 2, 3, 4`.execute(db);
  await foldPlaceDays(db, { beforeDay: month.to, placeDaysMax: machines * 31 });
}

const amounts = [
  ...['regular_minor', 'promotion_minor', 'coupon_minor', 'points_minor', 'actual_minor', 'refunded_minor'],
  ...['orders', 'payments', 'refunds', 'pieces'],
];
const sums = amounts.map((name) => `sum(${name})`);
const sumsOfGoods = amounts.map((name) =>
  ['orders', 'payments', 'refunds'].includes(name) ? '0' : `sum(${name})`,
);

/** As booking would have moved them: by hour and by product of each place, and from these all others. */
async function makeSums(db: CloudDatabase): Promise<void> {
  const insert = (grain: string, columns: string, values: readonly string[], from: string, where = 'true') =>
    sql
      .raw(`
      insert into taking_sums (merchant_id, currency, grain, day, place_kind, place_id, channel, product_id, hour,
        ${amounts.join(', ')})
      select merchant_id, currency, '${grain}', day, ${columns}, ${values.join(', ')} from ${from} where ${where}
      group by 1, 2, 4, 5, 6, 7, 8, 9`)
      .execute(db);
  await insert('hour', "place_kind, place_id, channel, '', hour", sums, 'takings');
  const product = "place_kind, place_id, '', goods -> 0 ->> 'product_id', -1";
  await insert('product', product, sumsOfGoods, 'takings');
  await insert('goods', "'', '', channel, goods -> 0 ->> 'product_id', hour", sumsOfGoods, 'takings');
  const hours = "grain = 'hour' and place_kind <> ''";
  await insert('day', "place_kind, place_id, channel, '', -1", sums, 'taking_sums', hours);
  for (const grain of ['hour', 'day', 'product']) {
    const all = "'', '', channel, product_id, hour";
    await insert(grain, all, sums, 'taking_sums', `grain = '${grain}' and place_kind <> ''`);
  }
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
  for (const [place, narrowed] of places) {
    for (const by of narrowedBy) {
      await told(`forms.${by.join('-')}-of-${place}`, () => readForm(db, { ...month, by, ...narrowed }));
    }
    const payments = { ...month, ...narrowed, product: 'product-7', limit: 50 };
    await told(`forms.payments-of-product-of-${place}`, () => listFormPayments(db, payments));
  }
  return figures;
}

/** The whole run: making the payments, checking and measuring. */
async function withMemory(db: CloudDatabase, work: () => Promise<Figure[]>): Promise<Figure[]> {
  const stop = watchMemory(db);
  let value: number | undefined;
  let figures: Figure[];
  try {
    figures = await work();
  } finally {
    value = await stop();
  }
  if (value === undefined) return figures;
  const required = { of: 'value' as const, is: 'atMost' as const, limit: memoryLimitMb };
  const note = 'this process and those of PostgreSQL for it, at most';
  return [...figures, { name: 'forms.memory', value, unit: 'MB', runs: [value], note, required }];
}

async function run(settings: BenchSettings): Promise<readonly Figure[]> {
  const payments = settings.quick ? 2000 : 5_000_000;
  const postgres = await openPostgres();
  try {
    const { db, close } = await openDatabase({ url: await postgres.database() });
    try {
      return await withMemory(db, async () => {
        await makeMerchant(db);
        await fill(db, payments, settings.say);
        await checkAgreement(db);
        return await measure(db, settings, `${payments} payments of ${machines} machines in a month`);
      });
    } finally {
      await close();
    }
  } finally {
    await postgres.close();
  }
}

/** A figure about forms that are wrong would mean nothing. */
async function checkAgreement(db: CloudDatabase): Promise<void> {
  const asked = [
    { by: ['channel'] as const },
    { by: ['product', 'hour'] as const },
    ...places.flatMap(([, narrowed]) => narrowedBy.map((by) => ({ by, ...narrowed }))),
  ];
  for (const one of asked) {
    const [kept, rows] = [
      await readForm(db, { ...month, ...one }),
      await readForm(db, { ...month, ...one, fromRows: true }),
    ];
    if (JSON.stringify(kept) !== JSON.stringify(rows))
      throw new Error(`the form of ${JSON.stringify(one)} is not that of its rows`);
  }
}

export const forms: Benchmark = {
  name: 'forms',
  about: 'forms of a month over five million payments',
  onlyByName: true,
  absent: noPostgres,
  run,
};
