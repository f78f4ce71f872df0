/**
 * A merchant's catalogue as rows: products, promotions, payment-code formats, and the
 * selections of each machine. Lists keep the order in which they were given.
 */
import { sql } from 'kysely';
import type { CodeFormat, CodePattern } from '../../domain/code-pattern.ts';
import type { Product, Selection } from '../../domain/product.ts';
import type { Promotion } from '../../domain/promotion.ts';
import { readPublishedPatterns } from './pattern-rows.ts';
import type { CloudDatabase, CloudTransaction } from './schema.ts';
import { storableText } from './storable-text.ts';

/** Products go in in slices of this many, to keep single statements small. */
const sliceMax = 2000;
const pageMax = 5000;

/** What a machine sells by, beside its products and selections. */
export interface Rules {
  readonly promotions: readonly Promotion[];
  /** Those that were published, not those being edited. */
  readonly patterns: readonly CodePattern[];
  readonly codeFormats: readonly CodeFormat[];
}

/** The merchant's products in their order, each as its JSON, a page at a time. */
export async function* productLines(db: CloudDatabase, merchantId: string): AsyncGenerator<string[]> {
  let after: { position: number; product_id: string } | undefined;
  for (;;) {
    let query = db
      .selectFrom('products')
      .select(['position', 'product_id', sql<string>`body::text`.as('line')])
      .where('merchant_id', '=', merchantId);
    if (after) {
      const { position, product_id } = after;
      query = query.where(sql<boolean>`(position, product_id) > (${position}::bigint, ${product_id}::text)`);
    }
    const rows = await query.orderBy('position').orderBy('product_id').limit(pageMax).execute();
    if (rows.length > 0) yield rows.map(({ line }) => line);
    after = rows.at(-1);
    if (rows.length < pageMax) return;
  }
}

export async function readRules(db: CloudDatabase, merchantId: string): Promise<Rules> {
  const promotions = await db
    .selectFrom('promotions')
    .select('body')
    .where('merchant_id', '=', merchantId)
    .orderBy('priority')
    .orderBy('promotion_id')
    .execute();
  const published = await readPublishedPatterns(db, merchantId);
  const codeFormats = await db
    .selectFrom('code_formats')
    .select('body')
    .where('merchant_id', '=', merchantId)
    .orderBy('position')
    .execute();
  return {
    promotions: promotions.map((row) => row.body),
    patterns: published?.patterns ?? [],
    codeFormats: codeFormats.map((row) => row.body),
  };
}

export async function readSelections(
  db: CloudDatabase,
  merchantId: string,
  machineId: string,
): Promise<Selection[]> {
  const rows = await db
    .selectFrom('selections')
    .select('body')
    .where('merchant_id', '=', merchantId)
    .where('machine_id', '=', machineId)
    .orderBy('position')
    .execute();
  return rows.map((row) => row.body);
}

function searchOf({ productId, name, category, gtins, articleNo }: Product): string {
  const words = [productId, name.zh, name.en, category, ...gtins, articleNo ?? ''];
  return storableText(words.join(' ')).toLowerCase();
}

/** The given products take the place of all that were there. */
export async function replaceProducts(
  tx: CloudTransaction,
  merchantId: string,
  products: readonly Product[],
): Promise<void> {
  await tx.deleteFrom('products').where('merchant_id', '=', merchantId).execute();
  for (let from = 0; from < products.length; from += sliceMax) {
    const slice = products.slice(from, from + sliceMax);
    await sql`
      insert into products (merchant_id, product_id, position, category, search, body)
      select ${merchantId}, p.*
      from unnest(
        ${slice.map((p) => p.productId)}::text[],
        ${slice.map((_, i) => from + i)}::bigint[],
        ${slice.map((p) => p.category)}::text[],
        ${slice.map(searchOf)}::text[],
        ${slice.map((p) => JSON.stringify(p))}::json[]
      ) as p`.execute(tx);
  }
}

/** Adds a product at the end or changes it in its place. */
export async function putProduct(tx: CloudTransaction, merchantId: string, product: Product): Promise<void> {
  const changing = {
    category: product.category,
    search: searchOf(product),
    body: JSON.stringify(product),
  };
  const last = await tx
    .selectFrom('products')
    .select((eb) => eb.fn.max('position').as('position'))
    .where('merchant_id', '=', merchantId)
    .executeTakeFirst();
  await tx
    .insertInto('products')
    .values({
      merchant_id: merchantId,
      product_id: product.productId,
      position: (last?.position ?? -1) + 1,
      ...changing,
    })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'product_id']).doUpdateSet(changing))
    .execute();
}

export async function putPromotion(
  tx: CloudTransaction,
  merchantId: string,
  promotion: Promotion,
): Promise<void> {
  const changing = { priority: promotion.priority, body: JSON.stringify(promotion) };
  await tx
    .insertInto('promotions')
    .values({ merchant_id: merchantId, promotion_id: promotion.promotionId, ...changing })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'promotion_id']).doUpdateSet(changing))
    .execute();
}

export async function replacePromotions(
  tx: CloudTransaction,
  merchantId: string,
  promotions: readonly Promotion[],
): Promise<void> {
  await tx.deleteFrom('promotions').where('merchant_id', '=', merchantId).execute();
  for (const promotion of promotions) await putPromotion(tx, merchantId, promotion);
}

function positioned<T>(merchantId: string, list: readonly T[]) {
  return list.map((item, position) => ({
    merchant_id: merchantId,
    position,
    body: JSON.stringify(item),
  }));
}

export async function replaceCodeFormats(
  tx: CloudTransaction,
  merchantId: string,
  formats: readonly CodeFormat[],
): Promise<void> {
  await tx.deleteFrom('code_formats').where('merchant_id', '=', merchantId).execute();
  if (formats.length > 0) {
    await tx.insertInto('code_formats').values(positioned(merchantId, formats)).execute();
  }
}

/** The machine must be the merchant's; who calls has made sure of it. */
export async function replaceSelections(
  tx: CloudTransaction,
  merchantId: string,
  machineId: string,
  selections: readonly Selection[],
): Promise<void> {
  await tx
    .deleteFrom('selections')
    .where('merchant_id', '=', merchantId)
    .where('machine_id', '=', machineId)
    .execute();
  if (selections.length === 0) return;
  const rows = positioned(merchantId, selections).map((row) => ({ ...row, machine_id: machineId }));
  await tx.insertInto('selections').values(rows).execute();
}
