/** One suite for every `CatalogueStore`: SQLite files in a real folder, and memory. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import t, { type Test } from 'tap';
import { productIndex } from '../../src/domain/find-product.ts';
import { type Product, productSchema } from '../../src/domain/product.ts';
import type { CatalogueStore } from '../../src/kiosk/catalogue/catalogue-store.ts';
import { MemoryCatalogueStore } from '../../src/kiosk/catalogue/memory-catalogue-store.ts';
import { SqliteCatalogueStore } from '../../src/kiosk/catalogue/sqlite-catalogue-store.ts';
import { type PackedCatalogue, packedCatalogue } from '../support/packed-catalogue.ts';
import { workFolder } from '../support/work-folder.ts';

function product(productId: string, changes: object = {}): Product {
  return productSchema.parse({
    productId,
    name: { zh: `品 ${productId}`, en: `Product ${productId}` },
    category: 'drinks',
    gtins: [],
    soldBy: 'piece',
    priceMinor: 350,
    picture: 'cola',
    ...changes,
  });
}

const products: readonly Product[] = [
  product('cola', { gtins: ['6901234567892', '036000291452'], articleNo: '0042' }),
  product('copy', { gtins: ['6901234567892'], articleNo: '42' }),
  product('apples', { articleNo: '6013', name: { zh: '苹果', en: 'Apples' }, soldBy: 'weight' }),
  product('pears', { name: { zh: '苹果', en: 'Pears' } }),
  product('same', { name: { zh: 'Same', en: 'Same' }, gtins: ['036000291452'] }),
  product("o'brien", { name: { zh: '换行\n"引号"', en: '%_*' } }),
];

const keptFile = /^catalogue-[0-9a-f]{64}\.sqlite$/;

async function keep(
  store: CatalogueStore,
  { ref, packed }: PackedCatalogue,
  sliceBytes = 100,
): Promise<void> {
  const intake = await store.take(ref);
  for (let at = 0; at < packed.length; at += sliceBytes) {
    await intake.write(packed.subarray(at, at + sliceBytes));
  }
  await intake.finish();
}

async function opened(store: CatalogueStore, { ref }: PackedCatalogue) {
  const catalogue = await store.open(ref.sha256);
  if (!catalogue) throw new Error('the catalogue is not kept');
  return catalogue;
}

/** `reopen` gives a store on the same data, as after a restart. */
function catalogueStoreSuite(
  t: Test,
  make: (t: Test) => { store: CatalogueStore; reopen: () => CatalogueStore },
) {
  t.test('a kept catalogue answers as the index of its products does, also after a restart', async (t) => {
    const { store, reopen } = make(t);
    const packed = packedCatalogue(products);
    await keep(store, packed);
    const index = productIndex(products);
    for (const catalogue of [await opened(store, packed), await opened(reopen(), packed)]) {
      for (const gtin of ['6901234567892', '06901234567892', '0036000291452', '036000291452', '17', '']) {
        t.same(catalogue.byGtin(gtin), index.byGtin(gtin), `GTIN ${gtin}`);
      }
      for (const articleNo of ['42', '0042', '00042', '6013', '0', '', '4', '%']) {
        t.same(catalogue.byArticle(articleNo), index.byArticle(articleNo), `article ${articleNo}`);
      }
      for (const id of [...products.map(({ productId }) => productId), 'cola ', 'COLA', "'", '']) {
        t.same(catalogue.byId(id), index.byId(id), `id ${id}`);
      }
      for (const name of [...products.flatMap(({ name }) => [name.zh, name.en]), 'Same ', '品']) {
        t.same(catalogue.byName(name), index.byName(name), `name ${name}`);
      }
      t.equal(catalogue.byName('苹果'), undefined, 'two products of one name');
      t.equal(catalogue.find({ by: 'x', articleNo: '06013', name: 'Pears' })?.productId, 'apples');
      t.same([...catalogue.conflicts].sort(), [...index.conflicts].sort());
      catalogue.close();
    }
  });

  t.test('a catalogue without products is one too', async (t) => {
    const { store } = make(t);
    const packed = packedCatalogue([]);
    await keep(store, packed);
    const catalogue = await opened(store, packed);
    t.equal(catalogue.byId('cola'), undefined);
    t.same(catalogue.conflicts, []);
    catalogue.close();
  });

  t.test('what does not fit is refused and what was kept stays', async (t) => {
    const { store, reopen } = make(t);
    const good = packedCatalogue(products);
    await keep(store, good);
    const other = packedCatalogue([product('tea')]);
    const bytes = (text: string | Uint8Array) => gzipSync(text);
    const wrong: readonly (readonly [string, PackedCatalogue])[] = [
      ['another hash', { ref: { ...other.ref, sha256: 'f'.repeat(64) }, packed: other.packed }],
      ['another count', { ref: { ...other.ref, products: 2 }, packed: other.packed }],
      ['no gzip', { ref: other.ref, packed: Buffer.from('no gzip') }],
      ['nothing', { ref: other.ref, packed: Buffer.alloc(0) }],
      ['half', { ref: other.ref, packed: other.packed.subarray(0, -10) }],
      ['a product without a price', packedCatalogue([{ ...product('tea'), priceMinor: undefined }])],
      ['no product', packedCatalogue([7])],
      ['no JSON', refOf(bytes('{"productId"\n'), '{"productId"\n')],
      [
        'a last line that breaks off',
        refOf(bytes(JSON.stringify(product('a'))), JSON.stringify(product('a'))),
      ],
      ['a line that never ends', refOf(bytes('x'.repeat(70_000)), 'x'.repeat(70_000))],
    ];
    for (const [what, packed] of wrong) {
      await t.rejects(keep(store, packed), { code: 'BUNDLE_INVALID' }, what);
      t.equal(await store.open(packed.ref.sha256), undefined, what);
    }
    const catalogue = await opened(reopen(), good);
    t.equal(catalogue.byId('cola')?.productId, 'cola');
    catalogue.close();
  });

  t.test('only one catalogue is on its way: the one before is dropped', async (t) => {
    const { store } = make(t);
    const first = packedCatalogue([product('tea')]);
    const second = packedCatalogue(products);
    const dropped = await store.take(first.ref);
    await dropped.write(first.packed);
    await keep(store, second);
    await t.rejects(dropped.finish(), { code: 'BUNDLE_INVALID' });
    t.equal(await store.open(first.ref.sha256), undefined);
    (await opened(store, second)).close();
  });

  t.test('others are forgotten on request, and never the one that is named', async (t) => {
    const { store, reopen } = make(t);
    const first = packedCatalogue([product('tea')]);
    const second = packedCatalogue(products);
    await keep(store, first);
    await keep(store, second);
    (await opened(store, first)).close();
    await store.keepOnly(second.ref.sha256);
    t.equal(await store.open(first.ref.sha256), undefined);
    (await opened(reopen(), second)).close();
  });
}

function refOf(packed: Uint8Array, text: string): PackedCatalogue {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { ref: { sha256, products: 1, packedBytes: packed.length }, packed };
}

t.test('in memory', async (t) => {
  catalogueStoreSuite(t, () => {
    const kept = new Map();
    return { store: new MemoryCatalogueStore(kept), reopen: () => new MemoryCatalogueStore(kept) };
  });
});

t.test('on SQLite', async (t) => {
  catalogueStoreSuite(t, (t) => {
    const folder = workFolder(t);
    return { store: new SqliteCatalogueStore(folder), reopen: () => new SqliteCatalogueStore(folder) };
  });

  t.test('a changed line is not sold from, is told once, and is kept anew', async (t) => {
    const folder = workFolder(t);
    const store = new SqliteCatalogueStore(folder);
    const damaged: string[] = [];
    store.onDamaged((sha256) => damaged.push(sha256));
    const packed = packedCatalogue(products);
    await keep(store, packed);
    const [file] = readdirSync(folder).filter((name) => keptFile.test(name));
    const db = new DatabaseSync(join(folder, file as string));
    db.exec(
      `UPDATE products SET line = replace(line, '"priceMinor":350', '"priceMinor":351') WHERE position = 0`,
    );
    db.close();
    const catalogue = await opened(store, packed);
    t.throws(() => catalogue.byId('cola'), { code: 'BUNDLE_INVALID' });
    t.throws(() => catalogue.byGtin('6901234567892'), { code: 'BUNDLE_INVALID' });
    t.equal(catalogue.byId('apples')?.productId, 'apples', 'the others are sold on');
    t.same(damaged, [packed.ref.sha256]);
    t.equal(await store.open(packed.ref.sha256), undefined);
    catalogue.close();
    await keep(store, packed);
    const mended = await opened(store, packed);
    t.equal(mended.byId('cola')?.priceMinor, 350);
    mended.close();
  });

  t.test('a file that is not whole, or another one, is not opened', async (t) => {
    const folder = workFolder(t);
    const packed = packedCatalogue(products);
    await keep(new SqliteCatalogueStore(folder), packed);
    const [file] = readdirSync(folder);
    const path = join(folder, file as string);
    const whole = readFileSync(path);
    writeFileSync(path.replace(packed.ref.sha256, 'a'.repeat(64)), whole);
    t.equal(await new SqliteCatalogueStore(folder).open('a'.repeat(64)), undefined);
    truncateSync(path, 4096);
    t.equal(await new SqliteCatalogueStore(folder).open(packed.ref.sha256), undefined);
    writeFileSync(path, 'not a database');
    t.equal(await new SqliteCatalogueStore(folder).open(packed.ref.sha256), undefined);
  });

  t.test('nothing is left of what was taken in, nor of what never arrived', async (t) => {
    const folder = workFolder(t);
    const store = new SqliteCatalogueStore(folder);
    const packed = packedCatalogue(products);
    writeFileSync(join(folder, 'journal.sqlite'), 'another one');
    await keep(store, packed);
    const half = await store.take(packedCatalogue([product('tea')]).ref);
    await half.write(Buffer.from('half'));
    await store.keepOnly(packed.ref.sha256);
    t.same(readdirSync(folder).sort(), [`catalogue-${packed.ref.sha256}.sqlite`, 'journal.sqlite'].sort());
  });
});
