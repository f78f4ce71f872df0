/** Products, promotions, code rules and selections of a merchant. */
import { sql } from 'kysely';
import { Fault } from '../../domain/fault.ts';
import { validateFormats, validatePatterns } from '../../domain/validate-patterns.ts';
import {
  putProduct,
  putPromotion,
  replaceCodeFormats,
  replaceProducts,
  replacePromotions,
  replaceSelections,
} from '../database/catalogue-rows.ts';
import { publishPatterns, replacePatterns } from '../database/pattern-rows.ts';
import type { CloudTransaction } from '../database/schema.ts';
import type { Call, Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { writeAudit } from './audit-rows.ts';
import { likeAnywhere, pageFrom, readCursor } from './page-cursor.ts';

type CatalogueOperations =
  | ('listProducts' | 'changeProduct' | 'removeProduct')
  | ('listPromotions' | 'changePromotion' | 'removePromotion')
  | 'replaceCatalogue';

function malformed(attempted: string, where: string): Fault {
  return new Fault('INPUT_MALFORMED', attempted, { facts: { where } });
}

export function catalogueHandlers(ports: ApiPorts): Pick<Handlers, CatalogueOperations> {
  return {
    ...productHandlers(ports),
    ...promotionHandlers(ports),
    replaceCatalogue: replaceCatalogue(ports),
  };
}

function productHandlers({
  db,
  clock,
}: ApiPorts): Pick<Handlers, 'listProducts' | 'changeProduct' | 'removeProduct'> {
  return {
    listProducts: async (call) => {
      const { limit, after, text, category } = call.query;
      let query = db
        .selectFrom('products')
        .select(['position', 'product_id', 'body'])
        .where('merchant_id', '=', await call.merchantId());
      if (text !== undefined && text !== '') query = query.where('search', 'like', likeAnywhere(text));
      if (category !== undefined) query = query.where('category', '=', category);
      const key = readCursor<[number, string]>(after, ['number', 'string']);
      if (key)
        query = query.where(sql<boolean>`(position, product_id) > (${key[0]}::bigint, ${key[1]}::text)`);
      const rows = await query
        .orderBy('position')
        .orderBy('product_id')
        .limit(limit + 1)
        .execute();
      return pageFrom(
        rows,
        limit,
        (row) => row.body,
        (row) => [row.position, row.product_id],
      );
    },
    changeProduct: async (call) => {
      const merchantId = await call.merchantId();
      const product = call.body;
      if (product.productId !== call.param('id')) throw malformed('change a product', 'body.productId');
      await db.transaction().execute(async (tx) => {
        await putProduct(tx, merchantId, product);
        const facts = { priceMinor: product.priceMinor };
        const act = { merchantId, action: 'changeProduct', subject: product.productId, facts };
        await writeAudit(tx, call.principal(), act, clock.now());
      });
      return product;
    },
    removeProduct: async (call) => {
      const merchantId = await call.merchantId();
      const productId = call.param('id');
      await db.transaction().execute(async (tx) => {
        const row = await tx
          .deleteFrom('products')
          .where('merchant_id', '=', merchantId)
          .where('product_id', '=', productId)
          .returning('product_id')
          .executeTakeFirst();
        if (!row) throw new Fault('NOT_FOUND', 'remove a product');
        const act = { merchantId, action: 'removeProduct', subject: productId };
        await writeAudit(tx, call.principal(), act, clock.now());
      });
      return { done: true };
    },
  };
}

function promotionHandlers({
  db,
  clock,
}: ApiPorts): Pick<Handlers, 'listPromotions' | 'changePromotion' | 'removePromotion'> {
  return {
    listPromotions: async (call) => {
      const { limit, after } = call.query;
      let query = db
        .selectFrom('promotions')
        .select(['priority', 'promotion_id', 'body'])
        .where('merchant_id', '=', await call.merchantId());
      const key = readCursor<[number, string]>(after, ['number', 'string']);
      if (key)
        query = query.where(sql<boolean>`(priority, promotion_id) > (${key[0]}::int, ${key[1]}::text)`);
      const rows = await query
        .orderBy('priority')
        .orderBy('promotion_id')
        .limit(limit + 1)
        .execute();
      return pageFrom(
        rows,
        limit,
        (row) => row.body,
        (row) => [row.priority, row.promotion_id],
      );
    },
    changePromotion: async (call) => {
      const merchantId = await call.merchantId();
      const promotion = call.body;
      const { promotionId } = promotion;
      if (promotionId !== call.param('id')) throw malformed('change a promotion', 'body.promotionId');
      await db.transaction().execute(async (tx) => {
        await putPromotion(tx, merchantId, promotion);
        const facts = { effect: promotion.effect };
        const act = { merchantId, action: 'changePromotion', subject: promotionId, facts };
        await writeAudit(tx, call.principal(), act, clock.now());
      });
      return promotion;
    },
    removePromotion: async (call) => {
      const merchantId = await call.merchantId();
      const promotionId = call.param('id');
      await db.transaction().execute(async (tx) => {
        const row = await tx
          .deleteFrom('promotions')
          .where('merchant_id', '=', merchantId)
          .where('promotion_id', '=', promotionId)
          .returning('promotion_id')
          .executeTakeFirst();
        if (!row) throw new Fault('NOT_FOUND', 'remove a promotion');
        const act = { merchantId, action: 'removePromotion', subject: promotionId };
        await writeAudit(tx, call.principal(), act, clock.now());
      });
      return { done: true };
    },
  };
}

type CatalogueBody = Call<'replaceCatalogue'>['body'];

/** Throws `INPUT_MALFORMED` for what a machine would refuse, so that a bad rule never leaves the console. */
function checkCatalogue({ products, promotions, patterns, codeFormats }: CatalogueBody): void {
  const problems = [...validatePatterns(patterns ?? []), ...validateFormats(codeFormats ?? [])];
  if (problems[0] !== undefined) throw malformed('set the catalogue', problems[0].slice(0, 300));
  const product = repeated((products ?? []).map((p) => p.productId));
  if (product !== undefined) throw malformed('set the catalogue', `products: ${product} comes twice`);
  const promotion = repeated((promotions ?? []).map((p) => p.promotionId));
  if (promotion !== undefined) throw malformed('set the catalogue', `promotions: ${promotion} comes twice`);
}

function repeated(ids: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) return id;
    seen.add(id);
  }
  return undefined;
}

async function writeLists(
  tx: CloudTransaction,
  merchantId: string,
  body: CatalogueBody,
  by: Parameters<typeof publishPatterns>[2],
): Promise<void> {
  if (body.products) await replaceProducts(tx, merchantId, body.products);
  if (body.promotions) await replacePromotions(tx, merchantId, body.promotions);
  if (body.patterns) {
    await replacePatterns(tx, merchantId, body.patterns);
    await publishPatterns(tx, merchantId, by);
  }
  if (body.codeFormats) await replaceCodeFormats(tx, merchantId, body.codeFormats);
  for (const { id, selections } of body.kiosks ?? []) {
    const machine = await tx
      .selectFrom('machines')
      .select('machine_id')
      .where('machine_id', '=', id)
      .where('merchant_id', '=', merchantId)
      .executeTakeFirst();
    if (!machine) throw new Fault('NOT_FOUND', 'set the selections of a machine');
    await replaceSelections(tx, merchantId, id, selections);
  }
}

function replaceCatalogue({ db, clock }: ApiPorts): Handlers['replaceCatalogue'] {
  return async (call) => {
    const merchantId = await call.merchantId();
    const { body } = call;
    checkCatalogue(body);
    return db.transaction().execute(async (tx) => {
      const count = async (table: 'products' | 'promotions') => {
        const query = tx.selectFrom(table).where('merchant_id', '=', merchantId);
        return (await query.select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n;
      };
      const changed = !(body.ifEmpty && (await count('products')) > 0);
      if (changed) {
        await writeLists(tx, merchantId, body, { name: call.principal().name, atMs: clock.now() });
        const { products, promotions, patterns, kiosks } = body;
        const facts = {
          products: products?.length,
          promotions: promotions?.length,
          patterns: patterns?.length,
          kiosks: kiosks?.map((kiosk) => kiosk.id),
        };
        const act = { merchantId, action: 'replaceCatalogue', subject: merchantId, facts };
        await writeAudit(tx, call.principal(), act, clock.now());
      }
      return { changed, products: await count('products'), promotions: await count('promotions') };
    });
  };
}
