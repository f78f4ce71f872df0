/**
 * Makes the sums by product, channel and hour for days whose takings were booked before there were such sums:
 * a day anew from its takings in one transaction, while nothing else is booked. Stopped at any point it goes on
 * with the days that are left.
 */
import { sql } from 'kysely';
import type { CloudDatabase, CloudTransaction } from '../../database/schema.ts';
import { mayBook } from './booking-lock.ts';
import { type FormFilter, goodsRows } from './form-source.ts';
import { amountNames } from './taking.ts';

interface DayToSum {
  readonly merchant_id: string;
  readonly day: string;
}

/** The newest day that is left; false if there is none, or another process books. */
export async function sumGoodsOfOneDay(db: CloudDatabase): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    if (!(await mayBook(tx))) return false;
    const { rows } = await sql<DayToSum>`
      select merchant_id, day from taking_days_to_sum order by day desc, merchant_id limit 1`.execute(tx);
    const [next] = rows;
    if (!next) return false;
    await sumGoods(tx, next);
    await sql`
      delete from taking_days_to_sum
      where merchant_id = ${next.merchant_id} and day = ${next.day}`.execute(tx);
    return true;
  });
}

async function sumGoods(tx: CloudTransaction, { merchant_id, day }: DayToSum): Promise<void> {
  const period = { merchantId: merchant_id, from: day, to: day };
  // What was booked since the day was listed has moved sums that are not whole; they begin anew.
  await sql`
    delete from taking_sums where merchant_id = ${merchant_id} and grain = 'goods' and place_kind = ''
      and day = ${day} and currency in (
        select currency from takings where merchant_id = ${merchant_id} and day = ${day})`.execute(tx);
  const names = sql.raw(amountNames.join(', '));
  const sums = sql.raw(amountNames.map((name) => `sum(t.${name})`).join(', '));
  await sql`
    insert into taking_sums (merchant_id, currency, grain, day, place_kind, place_id, channel, product_id,
      hour, ${names})
    select t.merchant_id, t.currency, 'goods', t.day, '', '', t.channel, t.product_id, t.hour, ${sums}
    from ${goodsRows(period)}
    group by t.merchant_id, t.currency, t.day, t.channel, t.product_id, t.hour`.execute(tx);
}

/** Whether the sums of every day of a period are there. */
export async function goodsAreSummed(
  db: CloudDatabase,
  { merchantId, from, to }: Pick<FormFilter, 'merchantId' | 'from' | 'to'>,
): Promise<boolean> {
  const { rows } = await sql`
    select from taking_days_to_sum
    where merchant_id = ${merchantId} and day >= ${from} and day <= ${to} limit 1`.execute(db);
  return rows.length === 0;
}
