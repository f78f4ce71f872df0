/** Goods taken in over the API: recorded, corrected by new entries, published, audited, each merchant its own. */
import { gunzipSync } from 'node:zlib';
import t, { type Test } from 'tap';
import { bundleSchema, catalogueLineBytesMax } from '../../../../src/domain/bundle.ts';
import { productGoodsInMax, stockedProductSchema } from '../../../../src/domain/stocked-product.ts';
import { addShop, openCloud } from '../../../support/cloud-under-test.ts';

const milk = {
  productId: 'milk',
  name: { zh: '牛奶', en: 'Milk' },
  category: 'dairy',
  gtins: ['6901234567892'],
  soldBy: 'piece',
  priceMinor: 450,
  picture: 'milk',
};
const cheaper = {
  promotionId: 'near-date',
  name: { zh: '临期五折', en: 'Near its date' },
  priority: 10,
  scope: { namedOnly: true },
  effect: { kind: 'percentOff', basisPoints: 5000 },
};
const batch = { productId: 'milk', lot: 'L1', expiresOn: '2026-12-01', quantity: 24, note: 'DN 7' };

const cloud = await openCloud(t);
let shops = 0;

/** Two merchants of their own with a machine each. */
async function shopWithMilk(t: Test) {
  shops += 2;
  const [merchant, kiosk] = [`m${shops}`, `k${shops}`];
  const owner = await addShop(cloud, merchant, kiosk);
  const other = await addShop(cloud, `m${shops + 1}`, `k${shops + 1}`);
  const ask = (path: string, body?: unknown, method?: string, token = owner) =>
    cloud.ask(path, { token, ...(body === undefined ? {} : { body }), ...(method ? { method } : {}) });
  const take = (id: string, facts: object, token = owner) => ask(`/api/goods-in/${id}`, facts, 'PUT', token);
  for (const token of [owner, other]) {
    await ask('/api/catalogue', { products: [milk], promotions: [cheaper], patterns: [] }, 'PUT', token);
  }
  const published = async () => {
    t.equal((await ask('/api/publish', {})).status, 200);
    const row = await cloud.database.db
      .selectFrom('bundles')
      .select('packed')
      .where('machine_id', '=', kiosk)
      .orderBy('version', 'desc')
      .executeTakeFirstOrThrow();
    return bundleSchema.parse(JSON.parse(gunzipSync(Buffer.from(row.packed, 'base64')).toString()));
  };
  return { merchant, owner, other, ask, take, published };
}

t.test('a batch is recorded once, corrected by a new entry, and only what is in force travels', async (t) => {
  const { ask, take, published } = await shopWithMilk(t);
  t.equal((await published()).goodsIn, undefined, 'nothing is sent where nothing came in');
  const first = await take('gin_00000001', batch);
  t.match(first, { status: 200, body: { id: 'gin_00000001', inForce: true, productName: milk.name } });
  t.same((await take('gin_00000001', batch)).body, first.body, 'a request that comes twice is one entry');
  t.equal((await take('gin_00000001', { ...batch, lot: 'L2' })).status, 409);

  const fix = { ...batch, expiresOn: '2026-11-20', promotionId: 'near-date', corrects: 'gin_00000001' };
  t.match((await take('gin_00000002', fix)).body, { inForce: true, corrects: 'gin_00000001' });
  t.equal((await take('gin_00000003', fix)).status, 409, 'an entry is corrected once');
  t.same((await published()).goodsIn, [
    {
      entryId: 'gin_00000002',
      productId: 'milk',
      lot: 'L1',
      expiresOn: '2026-11-20',
      promotionId: 'near-date',
    },
  ]);
  const all = (await ask('/api/goods-in?state=all')).body.items;
  t.match(all, [
    { id: 'gin_00000002', inForce: true },
    { id: 'gin_00000001', expiresOn: '2026-12-01', inForce: false, correctedBy: 'gin_00000002' },
  ]);
  t.match((await ask('/api/goods-in?text=l1')).body.items, [{ id: 'gin_00000002' }]);
  t.same((await ask('/api/goods-in?text=nothing')).body.items, []);

  await take('gin_00000004', { ...batch, withdrawn: true, corrects: 'gin_00000002' });
  t.equal((await published()).goodsIn, undefined, 'withdrawn');
  t.same((await ask('/api/goods-in')).body.items, []);
  const actions = (await ask('/api/audit')).body.items.map((entry: { action: string }) => entry.action);
  for (const action of ['takeGoodsIn', 'correctGoodsIn', 'withdrawGoodsIn']) t.ok(actions.includes(action));
});

t.test('a newer delivery of the same batch holds, and an older one again when it is withdrawn', async (t) => {
  const { take, published } = await shopWithMilk(t);
  await take('gin_00000001', batch);
  await take('gin_00000002', { ...batch, expiresOn: '2026-12-05' });
  await take('gin_00000003', { productId: 'milk', serial: 'S1', expiresOn: '2026-12-09' });
  const dates = async () => (await published()).goodsIn?.map(({ expiresOn }) => expiresOn);
  t.same(await dates(), ['2026-12-09', '2026-12-05']);
  await take('gin_00000004', { ...batch, withdrawn: true, corrects: 'gin_00000002' });
  t.same(await dates(), ['2026-12-09', '2026-12-01']);
});

t.test('what does not fit is refused with the field that is wrong', async (t) => {
  const { take } = await shopWithMilk(t);
  const wrong = {
    'body.productId': { ...batch, productId: 'cream' },
    'body.patternId': { ...batch, patternId: 'none' },
    'body.promotionId': { ...batch, promotionId: 'none' },
    'body.expiresOn': { ...batch, producedOn: '2026-06-02', expiresOn: '2026-06-01' },
    'body.producedOn': { ...batch, producedOn: '2999-01-01', expiresOn: undefined },
    'body.quantity': { ...batch, serial: 'S1' },
    'body.corrects': { ...batch, withdrawn: true },
  };
  for (const [where, facts] of Object.entries(wrong)) {
    const answer = await take('gin_00000009', facts);
    t.equal(answer.status, 400, where);
    t.match(answer.body.message, where);
  }
  t.equal((await take('gin_00000009', { ...batch, expiresOn: '2026-02-30' })).status, 400);
  t.equal((await take('gin_00000009', { ...batch, lot: 'x'.repeat(21) })).status, 400);
  t.equal((await take('another', batch)).status, 400);
  t.equal((await take('gin_00000009', { ...batch, corrects: 'gin_00000001' })).status, 404);
});

t.test('each merchant has its own entries, and only who may record them does', async (t) => {
  const { merchant, owner, other, ask, take } = await shopWithMilk(t);
  await take('gin_00000001', batch);
  t.same((await ask('/api/goods-in?state=all', undefined, 'GET', other)).body.items, []);
  t.equal((await take('gin_00000002', { ...batch, corrects: 'gin_00000001' }, other)).status, 404);
  t.equal((await take('gin_00000001', batch, other)).status, 200, 'the same id is another entry of theirs');
  const token = async (role: string) =>
    (await ask(`/api/merchants/${merchant}/tokens`, { name: role, role }, 'POST', owner)).body
      .token as string;
  for (const role of ['viewer', 'finance']) {
    const may = await token(role);
    t.equal((await take('gin_00000005', batch, may)).status, 403, role);
    t.equal((await ask('/api/goods-in', undefined, 'GET', may)).status, 200, `${role} reads`);
  }
  t.equal((await take('gin_00000005', batch, await token('technician'))).status, 200);
});

t.test('a code fills in what it says, read as a machine reads it', async (t) => {
  const { ask } = await shopWithMilk(t);
  const read = (code: string, symbology?: string) =>
    ask('/api/goods-in/read-code', { code, ...(symbology === undefined ? {} : { symbology }) });
  t.match((await read('0106901234567892172612011021')).body, { by: 'gs1', product: { productId: 'milk' } });
  t.match((await read(']d201069012345678921726120110L7\u001d21S9')).body, {
    by: 'gs1',
    product: { productId: 'milk' },
    lot: 'L7',
    serial: 'S9',
    expiresOn: '2026-12-01',
  });
  t.match((await read('6901234567892')).body, { by: 'gtin', product: { productId: 'milk' } });
  t.match((await read('6901234500011')).body, { by: 'gtin', product: null });
  t.match((await read('no goods')).body, { by: null, product: null, fault: 'CODE_UNKNOWN' });
  t.match((await read('6901234567890')).body, { by: null, product: null });
});

t.test('more goods than a bundle takes travel beside their products in the catalogue', async (t) => {
  const { merchant, take, published } = await shopWithMilk(t);
  await take('gin_00000001', batch);
  const rows = Array.from({ length: 2100 }, (_, no) => ({
    ...{ merchant_id: merchant, entry_id: `gin_many${String(no).padStart(6, '0')}`, product_id: 'milk' },
    ...{ lot: `L${no + 100}`, serial: null, produced_on: null, expires_on: '2026-12-01' },
    ...{ shelf_life_days: null, pattern_id: null, promotion_id: null, quantity: null, note: '' },
    ...{ corrects: null, withdrawn: false, taken_in_at_ms: no, actor: 'test' },
  }));
  for (let from = 0; from < rows.length; from += 500) {
    await cloud.database.db
      .insertInto('goods_in')
      .values(rows.slice(from, from + 500))
      .execute();
  }
  const bundle = await published();
  t.match(bundle, { goodsIn: undefined, goodsInCatalogue: true, catalogue: { products: 1 } });
  const part = await cloud.database.db
    .selectFrom('catalogue_parts')
    .select('body')
    .where('sha256', '=', bundle.catalogue.sha256)
    .executeTakeFirstOrThrow();
  const line = gunzipSync(Buffer.from(part.body, 'base64')).toString().trimEnd();
  const product = stockedProductSchema.parse(JSON.parse(line));
  t.equal(product.goodsIn?.length, productGoodsInMax);
  t.equal(product.goodsIn?.[0]?.lot, 'L2199', 'the newest');
  t.ok(Buffer.byteLength(line) < catalogueLineBytesMax);
});
