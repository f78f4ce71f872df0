/**
 * Where a form's numbers come from: the sums that have the detail it asks for, or the takings themselves where
 * no sum has. Both have the same columns and the same total.
 */
import { type RawBuilder, sql } from 'kysely';
import type { FormFilterInput, FormGroup } from '../../../wire/rest-forms.ts';
import { amountNames } from './taking.ts';

/** What a form is asked for. Days are those of each place's own clock. */
export interface FormFilter extends Omit<FormFilterInput, 'sites'> {
  readonly merchantId: string;
  readonly currency: string;
  /** Undefined for all. */
  readonly sites?: readonly string[] | undefined;
}

export interface FormQuestion extends FormFilter {
  readonly by: readonly FormGroup[];
  /** Count the takings themselves instead of their sums. */
  readonly fromRows?: boolean;
  /** `formRowsMax` where it is not said. */
  readonly rowsMax?: number;
}

/** In a filter: what was for no goods. */
export const noProduct = '-';

type Condition = RawBuilder<unknown>;

/** Conditions on a source with the alias `t`; of sites see `siteJoins`. */
export function conditionsOf(filter: FormFilter): Condition[] {
  const { from, to, machine, lot, client, channel, product, hour, sites } = filter;
  const place = (kind: string, id: string) => sql`(t.place_kind = ${kind} and t.place_id = ${id})`;
  return [
    sql`t.merchant_id = ${filter.merchantId} and t.currency = ${filter.currency}`,
    sql`t.day >= ${from} and t.day <= ${to}`,
    ...(machine === undefined ? [] : [place('machine', machine)]),
    ...(lot === undefined ? [] : [place('lot', lot)]),
    ...(client === undefined ? [] : [place('client', client)]),
    ...(channel === undefined ? [] : [sql`t.channel = ${channel}`]),
    ...(product === undefined ? [] : [sql`t.product_id = ${product === noProduct ? '' : product}`]),
    ...(hour === undefined ? [] : [sql`t.hour = ${hour}`]),
    ...(sites === undefined ? [] : [sql`coalesce(ms.site_id, pl.site_id) = any(${[...sites]}::text[])`]),
  ];
}

/** Which site a place belongs to, as `ms` of a machine or `pl` of a lot. */
export function siteJoins(merchantId: string): Condition {
  return sql`
    left join machine_sites ms on t.place_kind = 'machine' and ms.machine_id = t.place_id
      and ms.merchant_id = ${merchantId}
    left join parking_lots pl on t.place_kind = 'lot' and pl.lot_id = t.place_id
      and pl.merchant_id = ${merchantId}`;
}

const sumColumns = sql.raw(amountNames.map((name) => `s.${name}`).join(', '));
const goodsColumns = sql.raw(
  amountNames
    .map((name) => (['orders', 'payments', 'refunds'].includes(name) ? `0 as ${name}` : `g.${name}`))
    .join(', '),
);

/** The rows to be summed, with the alias `t`. */
export function sourceOf({ by, channel, product, hour, fromRows, ...filter }: FormQuestion): Condition {
  const wants = (group: FormGroup, given: unknown) => by.includes(group) || given !== undefined;
  const withProduct = wants('product', product);
  const withHour = wants('hour', hour);
  if (withProduct && (fromRows || withHour || wants('channel', channel))) return goodsRows(filter);
  if (fromRows) return takingRows(filter);
  const grain = withProduct ? 'product' : withHour ? 'hour' : 'day';
  const kinds = needsPlaces({ by, ...filter }) ? ['machine', 'client', 'lot'] : [''];
  return sql`(select s.* from taking_sums s
    where s.merchant_id = ${filter.merchantId} and s.currency = ${filter.currency} and s.grain = ${grain}
      and s.place_kind = any(${kinds}::text[])
      and s.day >= ${filter.from} and s.day <= ${filter.to}) as t`;
}

/** Whether it matters where a taking was made. */
function needsPlaces({ by, sites, machine, lot, client }: Omit<FormQuestion, 'from' | 'to'>): boolean {
  const narrowed = [sites, machine, lot, client].some((given) => given !== undefined);
  return narrowed || by.some((group) => group === 'site' || group === 'lot' || group === 'machine');
}

type Period = Pick<FormFilter, 'merchantId' | 'from' | 'to'>;

function takingRows({ merchantId, from, to }: Period): Condition {
  return sql`(select s.merchant_id, s.currency, s.day, s.hour, s.place_kind, s.place_id, s.channel,
      '' as product_id, ${sumColumns}
    from takings s where s.merchant_id = ${merchantId} and s.day >= ${from} and s.day <= ${to}) as t`;
}

const goodsShape = sql.raw(
  `product_id text, regular_minor bigint, promotion_minor bigint, coupon_minor bigint, points_minor bigint,
   actual_minor bigint, refunded_minor bigint, pieces bigint`,
);

function goodsRows({ merchantId, from, to }: Period): Condition {
  return sql`(select s.merchant_id, s.currency, s.day, s.hour, s.place_kind, s.place_id, s.channel,
      g.product_id, ${goodsColumns}
    from takings s cross join lateral json_to_recordset(s.goods) as g (${goodsShape})
    where s.merchant_id = ${merchantId} and s.day >= ${from} and s.day <= ${to}) as t`;
}
