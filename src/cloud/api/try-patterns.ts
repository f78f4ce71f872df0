/** Reads codes by a table of rules as a machine would, and looks for the products they name. */
import { sql } from 'kysely';
import type { CodePattern } from '../../domain/code-pattern.ts';
import { Fault } from '../../domain/fault.ts';
import { articleKey } from '../../domain/find-product.ts';
import type { GoodsContext, GoodsReading } from '../../domain/goods-reading.ts';
import { padGtin } from '../../domain/gtin.ts';
import type { Product } from '../../domain/product.ts';
import { readGoodsCode } from '../../domain/read-code.ts';
import type { TriedCode } from '../../wire/rest-patterns.ts';
import type { CloudDatabase } from '../database/schema.ts';

/** What `code` says by `patterns`, and whose goods it would be. */
export async function tryCode(
  db: CloudDatabase,
  merchantId: string,
  code: string,
  context: GoodsContext & { readonly patterns: readonly CodePattern[] },
): Promise<TriedCode> {
  const read = readOrFault(code, context);
  if (read instanceof Fault) return { facts: {}, fault: read.code };
  const { by, ...facts } = read;
  const product = await productOf(db, merchantId, read);
  return { by, facts, ...(product ? { product: { id: product.productId, name: product.name } } : {}) };
}

function readOrFault(code: string, context: Parameters<typeof readGoodsCode>[1]): GoodsReading | Fault {
  try {
    return readGoodsCode({ text: code }, context);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

/** The first product in the catalogue's order that the reading names, by the rules of `find-product.ts`. */
export async function productOf(
  db: CloudDatabase,
  merchantId: string,
  { gtin14, articleNo, name }: GoodsReading,
): Promise<Product | undefined> {
  const sought = gtin14 ?? articleNo ?? name ?? '';
  const word =
    gtin14 === undefined && articleNo !== undefined ? articleKey(sought) : sought.replace(/^0+/, '');
  const rows = await db
    .selectFrom('products')
    .select('body')
    .where('merchant_id', '=', merchantId)
    .where(sql<boolean>`search like ${`%${word.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`}`)
    .orderBy('position')
    .limit(50)
    .execute();
  const found = rows
    .map(({ body }) => body)
    .filter((product) => isNamed(product, { gtin14, articleNo, name }));
  const byName = gtin14 === undefined && articleNo === undefined;
  return byName && found.length > 1 ? undefined : found[0];
}

interface Named {
  readonly gtin14: string | undefined;
  readonly articleNo: string | undefined;
  readonly name: string | undefined;
}

function isNamed(product: Product, { gtin14, articleNo, name }: Named): boolean {
  if (gtin14 !== undefined) return product.gtins.some((gtin) => padGtin(gtin) === padGtin(gtin14));
  if (articleNo !== undefined) {
    return product.articleNo !== undefined && articleKey(product.articleNo) === articleKey(articleNo);
  }
  return name === product.name.zh || name === product.name.en;
}
