/** Differences between our books and the channels of a period, by channel and kind. */
import { sql } from 'kysely';
import type { Answer } from '../../../wire/rest.ts';
import { type DifferenceRow, differenceAges } from '../../../wire/rest-forms.ts';
import type { CloudDatabase } from '../../database/schema.ts';

export interface DifferencesAsked {
  readonly merchantId: string;
  readonly currency: string;
  readonly from: string;
  readonly to: string;
  readonly channel?: string | undefined;
}

type Number64 = number | string;

interface SummedDifferences {
  readonly channel: string;
  readonly category: string;
  readonly open: Number64;
  readonly closed: Number64;
  readonly open_delta: Number64;
  readonly closed_delta: Number64;
}

export async function readDifferenceForm(
  db: CloudDatabase,
  { merchantId, currency, from, to, channel }: DifferencesAsked,
): Promise<DifferenceRow[]> {
  const { rows } = await sql<SummedDifferences>`
    select channel, category,
      count(*) filter (where closed_at_ms is null) as open,
      count(*) filter (where closed_at_ms is not null) as closed,
      coalesce(sum(delta_minor) filter (where closed_at_ms is null), 0) as open_delta,
      coalesce(sum(delta_minor) filter (where closed_at_ms is not null), 0) as closed_delta
    from differences
    where merchant_id = ${merchantId} and currency = ${currency} and day >= ${from} and day <= ${to}
      and (${channel ?? null}::text is null or channel = ${channel ?? null}::text)
    group by channel, category order by channel, category`.execute(db);
  return rows.map((row) => ({
    channel: row.channel,
    category: row.category,
    open: Number(row.open),
    closed: Number(row.closed),
    openDeltaMinor: Number(row.open_delta),
    closedDeltaMinor: Number(row.closed_delta),
  }));
}

const dayMs = 86_400_000;

/** Every age, also where nothing is that old. */
export async function readOpenDifferences(
  db: CloudDatabase,
  merchantId: string,
  currency: string,
  nowMs: number,
): Promise<Answer<'readOpenDifferences'>['ages']> {
  const since = (days: number) => nowMs - days * dayMs;
  const { rows } = await sql<{ age: string; count: Number64; more: Number64; less: Number64 }>`
    select case when opened_at_ms > ${since(1)}::bigint then 'day'
        when opened_at_ms > ${since(3)}::bigint then 'threeDays'
        when opened_at_ms > ${since(7)}::bigint then 'week' else 'older' end as age,
      count(*) as count, coalesce(sum(greatest(delta_minor, 0)), 0) as more,
      coalesce(sum(least(delta_minor, 0)), 0) as less
    from differences
    where merchant_id = ${merchantId} and currency = ${currency} and closed_at_ms is null
    group by 1`.execute(db);
  return differenceAges.map((age) => {
    const row = rows.find((one) => one.age === age);
    return {
      age,
      count: Number(row?.count ?? 0),
      moreMinor: Number(row?.more ?? 0),
      lessMinor: Number(row?.less ?? 0),
    };
  });
}
