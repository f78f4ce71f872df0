/** Takings unfolded into what each of them was for, by product: the detail that sums and folded days are made of. */
import { type RawBuilder, sql } from 'kysely';
import { amountNames, goodsAmounts } from './taking.ts';

/** Of goods with the alias `g`; how many orders and payments there were belongs to no product. */
export const goodsAmountColumns = sql.raw(
  amountNames
    .map((name) => ((goodsAmounts as readonly string[]).includes(name) ? `g.${name}` : `0 as ${name}`))
    .join(', '),
);

const goodsShape = sql.raw(`product_id text, ${goodsAmounts.map((name) => `${name} bigint`).join(', ')}`);

/** Each product of each taking, with the alias `t`. Takings have the alias `s` in what they come from. */
export function unfoldedGoods(
  from: RawBuilder<unknown>,
  where: RawBuilder<unknown> = sql`true`,
): RawBuilder<unknown> {
  return sql`(select s.merchant_id, s.currency, s.day, s.hour, s.place_kind, s.place_id, s.channel,
      g.product_id, ${goodsAmountColumns}
    from ${from} cross join lateral json_to_recordset(s.goods) as g (${goodsShape})
    where ${where}) as t`;
}
