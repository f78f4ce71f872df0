/** Interactions as rows: kept once however often they come, counted by funnel step, and forgotten in time. */
import { sql } from 'kysely';
import { type Face, funnelSteps, pagesFrom } from '../../domain/interaction.ts';
import { type InteractionBatch, interactionsKeptMs } from '../../wire/interaction-messages.ts';
import type { Answer } from '../../wire/rest.ts';
import type { CloudDatabase } from '../database/schema.ts';

export interface InteractionSource {
  readonly merchantId: string;
  /** The machine, or the client whose cashier page it was. */
  readonly source: string;
  readonly face: Face;
}

/** A machine's clock may be wrong; what it says of a time far from now is not believed. */
const skewMsMax = 24 * 3600 * 1000;

export async function keepInteractions(
  db: CloudDatabase,
  { merchantId, source, face }: InteractionSource,
  { batch, interactions, dropped }: InteractionBatch,
  nowMs: number,
): Promise<void> {
  const rows = interactions.map(({ visit, page, element, atMs }, n) => ({
    ...{ merchant_id: merchantId, source, batch, n, visit, face, page },
    element: element ?? null,
    at_ms: Math.abs(atMs - nowMs) > skewMsMax ? nowMs : atMs,
  }));
  await db
    .insertInto('interactions')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['source', 'batch', 'n']).doNothing())
    .execute();
  if (dropped === 0) return;
  await db
    .insertInto('interaction_drops')
    .values({ merchant_id: merchantId, source, batch, dropped, at_ms: nowMs })
    .onConflict((conflict) => conflict.columns(['source', 'batch']).doNothing())
    .execute();
}

export async function forgetInteractions(db: CloudDatabase, nowMs: number): Promise<void> {
  const before = nowMs - interactionsKeptMs;
  await db.deleteFrom('interactions').where('at_ms', '<', before).execute();
  await db.deleteFrom('interaction_drops').where('at_ms', '<', before).execute();
}

export interface FunnelAsked {
  readonly merchantId: string;
  readonly face: Face;
  readonly source?: string | undefined;
  readonly fromMs: number;
  readonly toMs: number;
}

export type Funnel = Answer<'readFunnel'>;

const elementsMax = 20;

export async function readFunnel(db: CloudDatabase, asked: FunnelAsked): Promise<Funnel> {
  const { merchantId, face, source, fromMs, toMs } = asked;
  const of = sql`merchant_id = ${merchantId} and at_ms >= ${fromMs}::bigint and at_ms < ${toMs}::bigint
    and (${source ?? null}::text is null or source = ${source ?? null}::text)`;
  const counts = funnelSteps.map(
    (step) =>
      sql`count(distinct visit) filter (where page in (${sql.join([...pagesFrom[step]])})) as ${sql.ref(step.toLowerCase())}`,
  );
  const [reached] = (
    await sql<Record<string, number | string>>`
      select ${sql.join(counts)} from interactions where ${of} and face = ${face}`.execute(db)
  ).rows;
  const pages = await sql<{ page: string; visits: number | string }>`
    select page, count(distinct visit) as visits from interactions
    where ${of} and face = ${face} and element is null
    group by page order by visits desc, page`.execute(db);
  const elements = await sql<{ page: string; element: string; touches: number | string }>`
    select page, element, count(*) as touches from interactions
    where ${of} and face = ${face} and element is not null
    group by page, element order by touches desc, page, element limit ${elementsMax}`.execute(db);
  const lost = await sql<{ dropped: number | string | null }>`
    select sum(dropped) as dropped from interaction_drops where ${of}`.execute(db);
  return {
    steps: funnelSteps.map((step) => ({ step, visits: Number(reached?.[step.toLowerCase()] ?? 0) })),
    dropped: Number(lost.rows[0]?.dropped ?? 0),
    pages: pages.rows.map(({ page, visits }) => ({ page, visits: Number(visits) })),
    elements: elements.rows.map(({ page, element, touches }) => ({
      page,
      element,
      touches: Number(touches),
    })),
  };
}
