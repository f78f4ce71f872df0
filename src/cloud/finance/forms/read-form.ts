/** Sums takings into the rows and the total of a form, over what `sourceOf` chooses. */
import { type RawBuilder, sql } from 'kysely';
import { type FormAmounts, type FormGroup, type FormRow, formRowsMax } from '../../../wire/rest-forms.ts';
import type { CloudDatabase } from '../../database/schema.ts';
import { namesOfKeys } from './form-names.ts';
import { conditionsOf, type FormQuestion, grainOf, isOfPlace, siteJoins, sourceOf } from './form-source.ts';
import { goodsAreSummed } from './sum-goods.ts';
import { amountNames, type TakingAmounts } from './taking.ts';

export interface Form {
  readonly rows: readonly FormRow[];
  readonly total: FormAmounts;
  readonly cut: boolean;
}

type SummedRow = Record<keyof TakingAmounts, number | string | null> & {
  readonly k0: string | null;
  readonly k1: string | null;
};

const keyOf: Readonly<Record<FormGroup, RawBuilder<unknown>>> = {
  // What belongs to no site stands for itself.
  site: sql`coalesce('site:' || coalesce(ms.site_id, pl.site_id), t.place_kind || ':' || t.place_id)`,
  lot: sql`case when t.place_kind = 'lot' then t.place_id else '' end`,
  machine: sql`case when t.place_kind = 'machine' then t.place_id else '' end`,
  channel: sql`t.channel`,
  product: sql`t.product_id`,
  day: sql`t.day`,
  month: sql`left(t.day, 7)`,
  hour: sql`lpad(t.hour::text, 2, '0')`,
};

/** Groups whose rows stand in the order of their keys; the others with the largest first. */
const inOrder: readonly FormGroup[] = ['day', 'month', 'hour'];

const sums = sql.raw(amountNames.map((name) => `sum(t.${name}) as ${name}`).join(', '));
const columns = sql.raw(amountNames.map((name) => `t.${name}`).join(', '));

export async function readForm(db: CloudDatabase, asked: FormQuestion): Promise<Form> {
  const { by, merchantId, rowsMax = formRowsMax } = asked;
  const isSummed = grainOf(asked) !== 'goods' || (await goodsAreSummed(db, asked));
  const question = isSummed ? asked : { ...asked, fromRows: true };
  const names = by.map((_, n) => sql.ref(`t.k${n}`));
  const { rows } = await sql<SummedRow>`
    select ${sql.join(names)}, ${sums} from ${summed(question)}
    group by ${sql.join(names)} order by ${orderOf(by)} limit ${rowsMax + 1}`.execute(db);
  // What was taken away again leaves a sum of nothing.
  const found = rows.filter((row) => amountNames.some((name) => Number(row[name]) !== 0));
  const shown = found.slice(0, rowsMax).map((row) => ({
    keys: by.map((_, n) => (n === 0 ? row.k0 : row.k1) ?? ''),
    ...amountsOf(row),
  }));
  const cut = rows.length > rowsMax;
  return {
    rows: await namesOfKeys(db, merchantId, by, shown),
    total: cut ? await totalOfAll(db, question) : totalOf(shown),
    cut,
  };
}

/** What a form sums, with the alias `t`: keys are computed here, so that the same is grouped by and shown. */
function summed(question: FormQuestion): RawBuilder<unknown> {
  const { by, merchantId } = question;
  const keys = by.map((group, n) => sql`${keyOf[group]} as ${sql.ref(`k${n}`)}, `);
  return sql`(
    select ${sql.join(keys, sql``)} ${columns} from ${sourceOf(question)}
    ${by.includes('site') ? siteJoins(merchantId) : sql``}
    where ${sql.join(conditionsOf(question), sql` and `)}
  ) as t`;
}

/** It is the same for all places together, of which there are fewer sums. */
async function totalOfAll(db: CloudDatabase, question: FormQuestion): Promise<FormAmounts> {
  const by = question.by.filter((group) => !isOfPlace(group));
  const { rows } = await sql<SummedRow>`select ${sums} from ${summed({ ...question, by })}`.execute(db);
  return amountsOf(rows[0]);
}

function orderOf(by: readonly FormGroup[]): RawBuilder<unknown> {
  const [first = 'day'] = by;
  const last = by.length > 1 ? sql`, t.k1` : sql``;
  if (inOrder.includes(first)) return sql`t.k0${last}`;
  if (by.length > 1) return sql`t.k0, t.k1`;
  return sql`sum(t.actual_minor) - sum(t.refunded_minor) desc, t.k0`;
}

function amountsOf(row: SummedRow | undefined): FormAmounts {
  const of = (name: keyof TakingAmounts) => Number(row?.[name] ?? 0);
  return {
    orders: of('orders'),
    payments: of('payments'),
    refunds: of('refunds'),
    pieces: of('pieces'),
    regularMinor: of('regular_minor'),
    promotionMinor: of('promotion_minor'),
    couponMinor: of('coupon_minor'),
    pointsMinor: of('points_minor'),
    actualMinor: of('actual_minor'),
    refundedMinor: of('refunded_minor'),
    netMinor: of('actual_minor') - of('refunded_minor'),
  };
}

function totalOf(rows: readonly FormAmounts[]): FormAmounts {
  const total = amountsOf(undefined);
  for (const name of Object.keys(total) as (keyof FormAmounts)[]) {
    for (const row of rows) total[name] += row[name];
  }
  return total;
}
