/**
 * Goods taken into stock as rows. Entries are added and never changed. In force is, of each item, batch and
 * article, the newest entry that nothing took the place of.
 */
import { sql } from 'kysely';
import type { GoodsIn } from '../../domain/goods-in.ts';
import type { GoodsInFacts } from '../../domain/goods-in-facts.ts';
import type { CloudDatabase, CloudTransaction } from './schema.ts';

/** An entry as it was written. */
export interface GoodsInEntry extends GoodsInFacts {
  readonly entryId: string;
  readonly entryNo: number;
  readonly takenInAtMs: number;
  readonly actor: string;
  /** The entry that took its place. */
  readonly correctedBy: string | undefined;
  readonly inForce: boolean;
}

export interface GoodsInFilter {
  /** A `like` pattern over product, lot, serial number and note. */
  readonly like?: string;
  readonly productIds?: readonly string[];
  /** Entries before this number. */
  readonly before?: number;
  readonly inForceOnly?: boolean;
  readonly limit: number;
}

export async function addGoodsIn(
  tx: CloudTransaction,
  merchantId: string,
  entryId: string,
  facts: GoodsInFacts,
  by: { readonly actor: string; readonly atMs: number },
): Promise<void> {
  await tx
    .insertInto('goods_in')
    .values({
      merchant_id: merchantId,
      entry_id: entryId,
      product_id: facts.productId,
      lot: facts.lot ?? null,
      serial: facts.serial ?? null,
      produced_on: facts.producedOn ?? null,
      expires_on: facts.expiresOn ?? null,
      shelf_life_days: facts.shelfLifeDays ?? null,
      pattern_id: facts.patternId ?? null,
      promotion_id: facts.promotionId ?? null,
      quantity: facts.quantity ?? null,
      note: facts.note,
      corrects: facts.corrects ?? null,
      withdrawn: facts.withdrawn,
      taken_in_at_ms: by.atMs,
      actor: by.actor,
    })
    .execute();
}

/** Entries with what became of them. */
function entries(db: CloudDatabase, merchantId: string) {
  return db
    .selectFrom('goods_in as g')
    .leftJoin('goods_in as c', (join) =>
      join.onRef('c.merchant_id', '=', 'g.merchant_id').onRef('c.corrects', '=', 'g.entry_id'),
    )
    .where('g.merchant_id', '=', merchantId)
    .selectAll('g')
    .select(['c.entry_id as corrected_by', inForce.as('in_force')]);
}

/** Nothing took its place, and no newer entry is about the same goods. */
const inForce = sql<boolean>`(
  not g.withdrawn and c.entry_id is null and not exists (
    select from goods_in n
    where n.merchant_id = g.merchant_id and n.product_id = g.product_id
      and n.lot is not distinct from g.lot and n.serial is not distinct from g.serial
      and n.entry_no > g.entry_no and not n.withdrawn
      and not exists (select from goods_in k where k.merchant_id = n.merchant_id and k.corrects = n.entry_id)
  )
)`;

type Row = Awaited<ReturnType<ReturnType<typeof entries>['executeTakeFirstOrThrow']>>;

/** Newest first; one more than `limit` where there are more. */
export async function listGoodsIn(
  db: CloudDatabase,
  merchantId: string,
  { like, productIds, before, inForceOnly, limit }: GoodsInFilter,
): Promise<GoodsInEntry[]> {
  let query = entries(db, merchantId);
  if (like !== undefined) {
    query = query.where(
      sql<boolean>`(lower(concat_ws(' ', g.product_id, g.lot, g.serial, g.note)) like ${like}
        or g.product_id in (
          select product_id from products where merchant_id = ${merchantId} and search like ${like}
        ))`,
    );
  }
  if (productIds) query = query.where('g.product_id', '=', sql<string>`any(${productIds}::text[])`);
  if (before !== undefined) query = query.where('g.entry_no', '<', before);
  if (inForceOnly) query = query.where(inForce);
  const rows = await query
    .orderBy('g.entry_no', 'desc')
    .limit(limit + 1)
    .execute();
  return rows.map(entryOf);
}

export async function readGoodsIn(
  db: CloudDatabase,
  merchantId: string,
  entryId: string,
): Promise<GoodsInEntry | undefined> {
  const row = await entries(db, merchantId).where('g.entry_id', '=', entryId).executeTakeFirst();
  return row && entryOf(row);
}

/**
 * The entries in force about products that the merchant has, newest first, as machines take them; those of
 * goods that expired before `sinceIso` are left out. At most `limit`, one more where there are more.
 */
export async function goodsInForce(
  db: CloudDatabase,
  merchantId: string,
  { sinceIso, limit }: { readonly sinceIso: string; readonly limit: number },
): Promise<GoodsIn[]> {
  const rows = await entries(db, merchantId)
    .where(inForce)
    .where(
      sql<boolean>`exists (
        select from products p where p.merchant_id = g.merchant_id and p.product_id = g.product_id)`,
    )
    .where((eb) => eb.or([eb('g.expires_on', 'is', null), eb('g.expires_on', '>=', sinceIso)]))
    .orderBy('g.entry_no', 'desc')
    .limit(limit + 1)
    .execute();
  return rows.map((row) => {
    const { productId, lot, serial, producedOn, expiresOn, shelfLifeDays, patternId, promotionId } =
      said(row);
    const facts = { productId, lot, serial, producedOn, expiresOn, shelfLifeDays, patternId, promotionId };
    return { entryId: row.entry_id, ...present(facts) } as GoodsIn;
  });
}

function said(row: Row) {
  return {
    productId: row.product_id,
    lot: row.lot ?? undefined,
    serial: row.serial ?? undefined,
    producedOn: row.produced_on ?? undefined,
    expiresOn: row.expires_on ?? undefined,
    shelfLifeDays: row.shelf_life_days ?? undefined,
    patternId: row.pattern_id ?? undefined,
    promotionId: row.promotion_id ?? undefined,
    quantity: row.quantity ?? undefined,
    corrects: row.corrects ?? undefined,
  };
}

/** Without what was not said. */
function present<T extends object>(facts: T): T {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T;
}

function entryOf(row: Row): GoodsInEntry {
  return {
    ...(present(said(row)) as GoodsInFacts),
    note: row.note,
    withdrawn: row.withdrawn,
    entryId: row.entry_id,
    entryNo: Number(row.entry_no),
    takenInAtMs: Number(row.taken_in_at_ms),
    actor: row.actor,
    correctedBy: row.corrected_by ?? undefined,
    inForce: row.in_force,
  };
}
