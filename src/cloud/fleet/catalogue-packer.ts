/**
 * Packs a merchant's products as machines keep them, and keeps the pack in parts under the hash of its text,
 * so that it is made once for all machines of the merchant and travels only when it changed. Products pass
 * through as text, a page at a time, however many there are.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type CatalogueRef, catalogueRefSchema } from '../../domain/bundle.ts';
import { Fault } from '../../domain/fault.ts';
import type { GoodsIn } from '../../domain/goods-in.ts';
import type { Clock } from '../../platform/clock.ts';
import { partBytesMax } from '../../wire/messages.ts';
import { productLines } from '../database/catalogue-rows.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';
import { goodsInByProduct, stocked } from './goods-in-content.ts';

/** Parts go in a few at a time, to keep single statements small. */
const partsAtOnce = 16;
/** A catalogue that no bundle names goes after this long; a publication may be about to name it. */
const unnamedKeptMs = 3600_000;

/** A catalogue that was packed, and whether goods taken in are in it. */
export interface PackedCatalogue {
  readonly ref: CatalogueRef;
  readonly withGoodsIn: boolean;
}

/** The merchant's products as they are now, packed and kept. Throws `INPUT_TOO_LARGE`. */
export async function packCatalogue(
  db: CloudDatabase,
  clock: Clock,
  merchantId: string,
): Promise<PackedCatalogue> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const goodsIn = await goodsInByProduct(tx, clock, merchantId);
      const withGoodsIn = goodsIn !== undefined;
      const { ref, packed } = await pack(tx, merchantId, goodsIn);
      const madeAtMs = clock.now();
      const known = await tx
        .updateTable('catalogues')
        .set({ made_at_ms: madeAtMs })
        .where('merchant_id', '=', merchantId)
        .where('sha256', '=', ref.sha256)
        .returning('packed_bytes')
        .executeTakeFirst();
      // The same text may be packed otherwise by another version of zlib.
      if (known) return { ref: { ...ref, packedBytes: known.packed_bytes }, withGoodsIn };
      await keep(tx, merchantId, ref, packed, madeAtMs);
      return { ref, withGoodsIn };
    });
}

/** Removes what no bundle of the merchant names any more. */
export async function forgetCatalogues(db: CloudDatabase, clock: Clock, merchantId: string): Promise<void> {
  await db
    .deleteFrom('catalogues')
    .where('merchant_id', '=', merchantId)
    .where('made_at_ms', '<', clock.now() - unnamedKeptMs)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('bundles')
            .select('bundles.version')
            .whereRef('bundles.merchant_id', '=', 'catalogues.merchant_id')
            .whereRef('bundles.catalogue_sha256', '=', 'catalogues.sha256'),
        ),
      ),
    )
    .execute();
}

/** Parts of a kept catalogue in their order; those that are not there are left out. */
export function catalogueParts(
  db: CloudDatabase,
  merchantId: string,
  { sha256, firstPart, parts }: { sha256: string; firstPart: number; parts: number },
): Promise<{ part: number; body: string }[]> {
  return db
    .selectFrom('catalogue_parts')
    .select(['part', 'body'])
    .where('merchant_id', '=', merchantId)
    .where('sha256', '=', sha256)
    .where('part', '>=', firstPart)
    .where('part', '<', firstPart + parts)
    .orderBy('part')
    .execute();
}

async function pack(
  tx: CloudTransaction,
  merchantId: string,
  goodsIn: ReadonlyMap<string, readonly GoodsIn[]> | undefined,
): Promise<{ ref: CatalogueRef; packed: Buffer }> {
  const hash = createHash('sha256');
  const gzip = createGzip();
  const chunks: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  let products = 0;
  for await (const lines of productLines(tx, merchantId)) {
    const text = lines.map((line) => `${goodsIn ? stocked(line, goodsIn) : line}\n`).join('');
    hash.update(text);
    products += lines.length;
    if (!gzip.write(text)) await once(gzip, 'drain');
  }
  gzip.end();
  await finished(gzip);
  const packed = Buffer.concat(chunks);
  const ref = catalogueRefSchema.safeParse({
    sha256: hash.digest('hex'),
    products,
    packedBytes: packed.length,
  });
  if (ref.success) return { ref: ref.data, packed };
  throw new Fault('INPUT_TOO_LARGE', 'publish a catalogue', { facts: { products, bytes: packed.length } });
}

async function keep(
  tx: CloudTransaction,
  merchantId: string,
  { sha256, products, packedBytes }: CatalogueRef,
  packed: Buffer,
  madeAtMs: number,
): Promise<void> {
  await tx
    .insertInto('catalogues')
    .values({
      merchant_id: merchantId,
      sha256,
      products,
      packed_bytes: packedBytes,
      made_at_ms: madeAtMs,
    })
    .execute();
  const partCount = Math.ceil(packed.length / partBytesMax);
  const rows = Array.from({ length: partCount }, (_, part) => ({
    merchant_id: merchantId,
    sha256,
    part,
    body: packed.subarray(part * partBytesMax, (part + 1) * partBytesMax).toString('base64'),
  }));
  for (let from = 0; from < rows.length; from += partsAtOnce) {
    const slice = rows.slice(from, from + partsAtOnce);
    await tx.insertInto('catalogue_parts').values(slice).execute();
  }
}
