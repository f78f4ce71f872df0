/**
 * Where a form's numbers come from: the sums or the folded days that have the detail it asks for, or the takings
 * themselves where none have. All have the same columns and the same total.
 */
import { type RawBuilder, sql } from 'kysely';
import type { FormFilterInput, FormGroup } from '../../../wire/rest-forms.ts';
import { type PlaceDayCut, placeDayRows } from './place-days.ts';
import { amountNames } from './taking.ts';
import { unfoldedGoods } from './unfolded-goods.ts';

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

/** Conditions on a source with the alias `t`. */
export function conditionsOf(filter: FormFilter): Condition[] {
  const { from, to, channel, product, hour } = filter;
  return [
    sql`t.merchant_id = ${filter.merchantId} and t.currency = ${filter.currency}`,
    sql`t.day >= ${from} and t.day <= ${to}`,
    placesOf(filter, 't'),
    ...(channel === undefined ? [] : [sql`t.channel = ${channel}`]),
    ...(product === undefined ? [] : [sql`t.product_id = ${product === noProduct ? '' : product}`]),
    ...(hour === undefined ? [] : [sql`t.hour = ${hour}`]),
  ];
}

/** That a source with this alias is of the places asked for. */
function placesOf({ merchantId, machine, lot, client, sites }: FormFilter, alias: string): Condition {
  const [kind, id] = [sql.ref(`${alias}.place_kind`), sql.ref(`${alias}.place_id`)];
  const named = Object.entries({ machine, lot, client }).filter(([, one]) => one !== undefined);
  const conditions = [
    ...named.map(([ofKind, one]) => sql`${kind} = ${ofKind} and ${id} = ${one}`),
    ...(sites === undefined ? [] : [sql`(${kind}, ${id}) in ${placesOfSites(merchantId, sites)}`]),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

/** Places are looked up before anything is summed: of the others no product is unfolded. */
function placesOfSites(merchantId: string, sites: readonly string[]): Condition {
  return sql`(
    select 'machine', machine_id from machine_sites
    where merchant_id = ${merchantId} and site_id = any(${[...sites]}::text[])
    union all select 'lot', lot_id from parking_lots
    where merchant_id = ${merchantId} and site_id = any(${[...sites]}::text[]))`;
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

type Grain = 'day' | 'hour' | 'product' | 'goods';

const wants = (question: FormQuestion, group: 'product' | 'channel' | 'hour') =>
  question.by.includes(group) || question[group] !== undefined;

/** Which sums have the detail that is asked for; undefined where none have. */
export function grainOf(question: FormQuestion): Grain | undefined {
  if (question.fromRows) return undefined;
  const withHour = wants(question, 'hour');
  if (!wants(question, 'product')) return withHour ? 'hour' : 'day';
  if (!withHour && !wants(question, 'channel')) return 'product';
  return needsPlaces(question) ? undefined : 'goods';
}

/** By what days of places are folded that have the detail asked for; undefined where neither way has. */
function cutOf(question: FormQuestion): PlaceDayCut | undefined {
  if (question.fromRows || !wants(question, 'product') || !needsPlaces(question)) return undefined;
  const [withHour, withChannel] = [wants(question, 'hour'), wants(question, 'channel')];
  if (withHour === withChannel) return undefined;
  return withHour ? 'hour' : 'channel';
}

/** The rows to be summed, with the alias `t`. */
export function sourceOf(question: FormQuestion): Condition {
  const cut = cutOf(question);
  if (cut !== undefined)
    return placeDayRows({ ...question, cut, placesOf: (alias) => placesOf(question, alias) });
  const grain = grainOf(question);
  if (grain === undefined) return wants(question, 'product') ? goodsRows(question) : takingRows(question);
  const kinds = needsPlaces(question) ? ['machine', 'client', 'lot'] : [''];
  return sql`(select s.* from taking_sums s
    where s.merchant_id = ${question.merchantId} and s.currency = ${question.currency} and s.grain = ${grain}
      and s.place_kind = any(${kinds}::text[])
      and s.day >= ${question.from} and s.day <= ${question.to}) as t`;
}

/** Whether it matters where a taking was made. */
function needsPlaces({ by, sites, machine, lot, client }: FormQuestion): boolean {
  const narrowed = [sites, machine, lot, client].some((given) => given !== undefined);
  return narrowed || by.some(isOfPlace);
}

export function isOfPlace(group: FormGroup): boolean {
  return group === 'site' || group === 'lot' || group === 'machine';
}

type Period = Pick<FormFilter, 'merchantId' | 'from' | 'to'>;

function takingRows({ merchantId, from, to }: Period): Condition {
  return sql`(select s.merchant_id, s.currency, s.day, s.hour, s.place_kind, s.place_id, s.channel,
      '' as product_id, ${sumColumns}
    from takings s where s.merchant_id = ${merchantId} and s.day >= ${from} and s.day <= ${to}) as t`;
}

/** Each product of each taking, with the alias `t`. */
export function goodsRows({ merchantId, from, to }: Period): Condition {
  const where = sql`s.merchant_id = ${merchantId} and s.day >= ${from} and s.day <= ${to}`;
  return unfoldedGoods(sql`takings s`, where);
}
