import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { asyncApiDocument } from '../../../../src/wire/asyncapi.ts';
import { permissionRoles } from '../../../../src/wire/permissions.ts';
import {
  merchantRoleSchema,
  type Operation,
  type OperationName,
  restApi,
} from '../../../../src/wire/rest.ts';
import { addShop, bootstrapToken, openCloud, product, promotion } from '../../../support/cloud-under-test.ts';
import { hourTariff } from '../../../support/parking-world.ts';
import { singleLimit } from '../../../support/verification-rules.ts';

const cloud = await openCloud(t, {
  prepareConsole: (folder) => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<title>console</title>');
    writeFileSync(join(folder, 'assets', 'app-1.js'), 'export {};');
  },
});
const alpha = await addShop(cloud, 'alpha', 'kiosk-a');
const beta = await addShop(cloud, 'beta', 'kiosk-b');
const operations = Object.entries(restApi) as [OperationName, Operation][];

t.test('setting up twice is harmless, taking what is another’s is refused', async (t) => {
  const again = await cloud.admin('addKiosk', '/api/kiosks', {
    merchantId: 'alpha',
    id: 'kiosk-a',
    name: { zh: '甲', en: 'A' },
  });
  t.match(again, { created: false, mqttUser: 'alpha.kiosk-a', mqttPassword: /^[0-9a-f]{64}$/ });
  const stolen = await cloud.ask('/api/kiosks', {
    token: bootstrapToken,
    body: { merchantId: 'beta', id: 'kiosk-a', name: { zh: '甲', en: 'A' } },
  });
  t.match(stolen, { status: 409, body: { code: 'ALREADY_EXISTS' } });
  const nowhere = await cloud.ask('/api/kiosks', {
    token: bootstrapToken,
    body: { merchantId: 'nobody', id: 'kiosk-c', name: { zh: '甲', en: 'A' } },
  });
  t.match(nowhere, { status: 404 });
  const login = { login: 'Ann@example', password: 'long enough', role: 'owner' };
  await cloud.admin('addUser', '/api/merchants/alpha/users', login);
  t.match(await cloud.ask('/api/merchants/beta/users', { token: beta, body: login }), {
    status: 409,
    body: { code: 'ALREADY_EXISTS' },
  });
});

t.test('nothing of another merchant is visible or can be changed, by any operation', async (t) => {
  const [user] = (await cloud.ask('/api/merchants/beta/tokens', { token: beta })).body.items;
  const decision = { about: 'charge', actionId: 'act_1', why: 'seen elsewhere' };
  const member = { name: 'spy' };
  const client = { name: 'spy', scopes: ['orders'] };
  const coupons = { series: 'beta', count: 1, signed: false, expiresAtMs: 8_000_000_000_000 };
  const days = { from: '2026-11-01', to: '2026-11-30' };
  const bodies: Partial<Record<OperationName, unknown>> = {
    dismissGiftReport: decision,
    barGiver: decision,
    liftGiverBar: decision,
    returnReportedGift: decision,
    askPayment: decision,
    reversePayment: decision,
    refundPayment: decision,
    settlePayment: { ...decision, end: 'paid', amountMinor: 1 },
    changeKiosk: { name: { zh: '偷', en: 'stolen' } },
    changeProduct: product('beta-tea', 1),
    changePromotion: promotion('beta-sale'),
    changeVerificationRule: { ...singleLimit, key: 'beta' },
    changeVerificationValues: { values: [] },
    replaceCatalogue: { products: [] },
    changeCodePatterns: { revision: '', patterns: [] },
    changePatternSamples: { samples: [] },
    tryCodePatterns: { codes: ['6901234567892'] },
    takeGoodsIn: { productId: 'beta-tea', expiresOn: '2026-12-31' },
    readGoodsCode: { code: '6901234567892' },
    addMember: member,
    changeMember: member,
    grantPoints: { points: 1, reason: 'a gift' },
    issueCoupons: { ...coupons, name: { zh: '偷', en: 'stolen' } },
    changeBenefitPolicy: { points: null, offlineCountMax: 0, offlineMinorMax: 0 },
    addClient: client,
    changeClient: client,
    setCardPin: { code: '900000000000000001', pin: '135790' },
    setCardOffline: { offlineMinor: 1 },
    openStoredValueCard: { code: '900000000000000001', balanceMinor: 1, currency: 'CNY' },
    readStoredValueCard: { code: '900000000000000001' },
    changeParkingSite: { name: { zh: '偷', en: 'stolen' }, timeZone: 'Asia/Shanghai' },
    changeParkingLot: { siteId: 'beta', name: { zh: '偷', en: 'stolen' }, own: true },
    changeTariff: { version: 0, tariff: { ...hourTariff, tariffId: 'beta' } },
    ...{ makeFormLink: { ...days, forms: ['site'], format: 'csv', language: 'en' } },
    ...{ changeMachineSite: { site: null }, sendForm: days },
    changeFormSchedule: {
      ...{ id: 'beta', recipientKind: 'operator', recipient: 'Spy', emails: ['spy@corner.example'] },
      ...{
        language: 'en',
        forms: ['site'],
        formats: ['csv'],
        sites: null,
        every: 'day',
        hour: 6,
        active: true,
      },
    },
    ...{ fetchStatement: { channel: 'alipay', day: '2026-11-01' }, closeDay: { day: '2026-11-01' } },
    compareDay: { channel: 'alipay', day: '2026-11-01' },
    actOnDifference: { action: 'book', note: 'a note' },
    changeChannelRate: { ratePpm: 6000 },
    addUser: { login: 'spy', password: 'long enough', role: 'owner' },
    addToken: { name: 'spy', role: 'owner' },
    addKiosk: { merchantId: 'beta', id: 'spy', name: { zh: '', en: '' } },
    addMerchant: { id: 'spy', name: { zh: '', en: '' } },
  };
  const period = '&from=2026-11-01&to=2026-11-30';
  const queries: Partial<Record<OperationName, string>> = {
    ...{ readFunnel: '&from=0&to=1', readForm: `${period}&by=site` },
    ...{ readDifferenceForm: period, listFormPayments: period },
  };
  for (const [name, { permission, method, path }] of operations) {
    if (permission === 'public' || permission === 'signedIn') continue;
    const place = path
      .replace('{id}', 'beta')
      .replace('{channel}', 'alipay')
      .replace(/\{\w+\}/, user.id);
    const body = method === 'POST' || method === 'PUT' ? { body: bodies[name] ?? {} } : {};
    const { status } = await cloud.ask(`${place}?merchant=beta${queries[name] ?? ''}`, {
      token: alpha,
      method,
      ...body,
    });
    t.ok([403, 404].includes(status), `${name} for the other merchant is refused: ${status}`);
  }
  const named: [string, string, unknown?][] = [
    ['GET', '/api/kiosks/kiosk-b'],
    ['PUT', '/api/kiosks/kiosk-b', bodies.changeKiosk],
    ['POST', '/api/kiosks/kiosk-b/publish', {}],
    ['DELETE', '/api/products/beta-tea'],
    ['DELETE', '/api/promotions/beta-sale'],
    ['PUT', '/api/catalogue', { products: [], kiosks: [{ id: 'kiosk-b', selections: [] }] }],
    ['DELETE', `/api/merchants/alpha/tokens/${user.id}`],
  ];
  for (const [method, path, body] of named) {
    const { status } = await cloud.ask(path, { token: alpha, method, ...(body ? { body } : {}) });
    t.equal(status, 404, `${method} ${path} is as if it did not exist`);
  }
  const lists = ['kiosks', 'products', 'promotions', 'orders', 'alarms', 'audit', 'poison', 'overview'];
  for (const list of lists) {
    const { status, text } = await cloud.ask(`/api/${list}`, { token: alpha });
    t.equal(status, 200, list);
    t.notMatch(text, /beta|kiosk-b/, `${list} shows nothing of the other`);
  }
  t.match(await cloud.ask('/api/live?merchant=beta', { token: alpha }), { status: 404 });
  const kept = await cloud.ask('/api/products', { token: beta });
  t.strictSame(
    kept.body.items.map((item: { productId: string; priceMinor: number }) => [
      item.productId,
      item.priceMinor,
    ]),
    [
      ['beta-tea', 500],
      ['beta-cake', 800],
    ],
    'and the other’s goods are as they were',
  );
  const alphaGoods = await cloud.ask('/api/products', { token: alpha });
  t.ok(alphaGoods.body.items.length >= 2, 'nor did the failed catalogue empty one’s own');
});

t.test('every operation is open to exactly the roles its permission names', async (t) => {
  for (const role of merchantRoleSchema.options) {
    const body = { name: role, role };
    const { token } = await cloud.admin('addToken', '/api/merchants/alpha/tokens', body);
    for (const [name, { permission, method, path }] of operations) {
      if (permission === 'public') continue;
      const place = path.replace('{id}', path.startsWith('/api/merchants/') ? 'alpha' : 'none');
      // A body that no schema takes: whoever may is told so, and nothing is changed.
      const send = method === 'POST' || method === 'PUT' ? { body: '[1]' } : {};
      const { status } = await cloud.ask(place.replace(/\{\w+\}/, 'none'), { token, method, ...send });
      t.equal(status !== 403, permissionRoles[permission].includes(role), `${role} ${name}`);
    }
  }
  for (const [name, { permission, method, path }] of operations) {
    if (permission === 'public') continue;
    const { status } = await cloud.ask(path.replace(/\{\w+\}/g, 'none'), { method });
    t.equal(status, 401, `${name} without a token`);
  }
});

t.test('people sign in, and out', async (t) => {
  const login = { login: 'ann@EXAMPLE', password: 'long enough' };
  const signedIn = await cloud.ask('/api/session', { body: login });
  t.match(signedIn, { status: 200, body: { principal: { role: 'owner', merchant: { id: 'alpha' } } } });
  const cookie = signedIn.headers.get('set-cookie') ?? '';
  t.match(cookie, /^kioskd_session=kds_.+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
  const headers = { cookie: cookie.split(';')[0] ?? '' };
  t.match(await cloud.ask('/api/session', { headers }), {
    status: 200,
    body: { name: 'Ann@example'.toLowerCase() },
  });

  const change = { method: 'PUT', body: product('alpha-tea', 600), headers };
  const foreign = { ...headers, origin: 'http://127.0.0.1:9' };
  t.match(await cloud.ask('/api/products/alpha-tea', { ...change, headers: foreign }), { status: 401 });
  const cross = { ...headers, 'sec-fetch-site': 'same-site' };
  t.match(await cloud.ask('/api/products/alpha-tea', { ...change, headers: cross }), { status: 401 });
  const own = { ...headers, origin: cloud.url };
  t.match(await cloud.ask('/api/products/alpha-tea', { ...change, headers: own }), { status: 200 });

  t.match(await cloud.ask('/api/session', { method: 'DELETE', headers: own }), { status: 200 });
  t.match(await cloud.ask('/api/session', { headers }), { status: 401 });

  const second = await cloud.ask('/api/session', { body: login });
  const users = await cloud.ask('/api/merchants/alpha/users', { token: alpha });
  const ann = users.body.items.find((user: { login: string }) => user.login === 'ann@example');
  t.notMatch(users.text, /scrypt/);
  await cloud.ask(`/api/merchants/alpha/users/${ann.id}`, { token: alpha, method: 'DELETE' });
  t.match(
    await cloud.ask('/api/session', { token: second.body.token }),
    { status: 401 },
    'removed, signed out',
  );
});

t.test('guessing a password is slowed down', async (t) => {
  const right = { login: 'bob', password: 'the right one' };
  await cloud.admin('addUser', '/api/merchants/alpha/users', { ...right, role: 'viewer' });
  const statuses: number[] = [];
  for (let i = 0; i < 11; i += 1) {
    statuses.push((await cloud.ask('/api/session', { body: { ...right, password: `wrong ${i}` } })).status);
  }
  t.strictSame(statuses, [...Array(10).fill(401), 429]);
  t.match(await cloud.ask('/api/session', { body: right }), { status: 429, body: { code: 'RATE_LIMITED' } });
});

t.test('a revoked token opens nothing', async (t) => {
  const path = '/api/merchants/alpha/tokens';
  const made = await cloud.admin('addToken', path, { name: 'short', role: 'viewer' });
  t.equal((await cloud.ask('/api/kiosks', { token: made.token })).status, 200);
  await cloud.ask(`${path}/${made.id}`, { token: alpha, method: 'DELETE' });
  t.equal((await cloud.ask('/api/kiosks', { token: made.token })).status, 401);
});

t.test('the catalogue is set as a whole, changed in parts, and kept in order', async (t) => {
  const products = Array.from({ length: 55 }, (_, i) => product(`good-${54 - i}`, 100 + i));
  const put = (body: unknown) => cloud.ask('/api/catalogue', { token: alpha, method: 'PUT', body });
  t.match(await put({ products }), { status: 200, body: { changed: true, products: 55 } });
  t.match(await put({ products: [], ifEmpty: true }), { body: { changed: false, products: 55 } });
  const first = await cloud.ask('/api/products?limit=50', { token: alpha });
  const rest = await cloud.ask(`/api/products?limit=50&after=${first.body.next}`, { token: alpha });
  const ids = [...first.body.items, ...rest.body.items].map((item) => item.productId);
  t.strictSame(
    ids,
    products.map((item) => item.productId),
  );
  t.equal(rest.body.next, null);
  const found = await cloud.ask(`/api/products?text=${encodeURIComponent('GOOD-7中')}`, { token: alpha });
  t.strictSame(
    found.body.items.map((item: { productId: string }) => item.productId),
    ['good-7'],
  );
  t.match((await cloud.ask('/api/products?text=%25', { token: alpha })).body.items, []);
  const changed = { ...product('good-50', 9900), category: '50% off_' };
  const path = '/api/products/good-50';
  t.match(await cloud.ask(path, { token: alpha, method: 'PUT', body: changed }), { status: 200 });
  t.match(await cloud.ask(path, { token: alpha, method: 'PUT', body: product('good-49', 1) }), {
    status: 400,
  });
  const page = await cloud.ask('/api/products?limit=5', { token: alpha });
  t.match(page.body.items[4], { productId: 'good-50', priceMinor: 9900 }, 'changed in its place');

  const bad = {
    patternId: 'p',
    description: '',
    form: { form: 'expression', expression: '(?<article>(a+)+)' },
  };
  t.match(await put({ products: [], patterns: [bad] }), { status: 400, body: { message: /p: / } });
  t.match(await put({ products: [product('x', 1), product('x', 2)] }), { status: 400 });
  t.equal(
    (await cloud.ask('/api/products?limit=1', { token: alpha })).body.items.length,
    1,
    'nothing was lost',
  );

  const audit = await cloud.ask('/api/audit?limit=2', { token: alpha });
  t.match(audit.body.items, [
    { action: 'changeProduct', subject: 'good-50', actor: 'alpha token', actorKind: 'token' },
    { action: 'replaceCatalogue' },
  ]);
});

t.test('what a request may not be', async (t) => {
  t.match(await cloud.ask('/api/session', { body: '{' }), { status: 400, body: { code: 'INPUT_MALFORMED' } });
  const huge = JSON.stringify({ login: 'x'.repeat(300_000), password: 'x' });
  t.match(await cloud.ask('/api/session', { body: huge }), {
    status: 413,
    body: { code: 'INPUT_TOO_LARGE' },
  });
  t.match(await cloud.ask('/api/nothing', { token: alpha }), { status: 404, body: { code: 'NOT_FOUND' } });
  for (const after of [
    'x',
    Buffer.from('["a"]').toString('base64url'),
    Buffer.from('[1,"\\u0000"]').toString('base64url'),
  ]) {
    const path = `/api/orders?after=${after}`;
    t.match(await cloud.ask(path, { token: alpha }), { status: 400, body: { code: 'INPUT_MALFORMED' } });
  }
  t.match(await cloud.ask('/api/orders?limit=1000', { token: alpha }), { status: 400 });
  t.match(await cloud.ask('/api/products/%00', { token: alpha, method: 'DELETE' }), { status: 400 });
  t.match(await cloud.ask('/api/products?text=%00', { token: alpha }), { status: 400 });
  t.match(await cloud.ask('/api/session', { body: { login: 'a\0', password: 'x' } }), { status: 400 });
  t.match(await cloud.ask('/r/%00'), { status: 404 });
});

t.test('describes itself', async (t) => {
  const openApi = await cloud.ask('/api/openapi.json');
  t.equal(openApi.body.openapi, '3.1.0');
  for (const [name, { path, method }] of operations) {
    t.equal(openApi.body.paths[path]?.[method.toLowerCase()]?.operationId, name);
  }
  const asyncApi = await cloud.ask('/api/asyncapi.json');
  t.strictSame(asyncApi.body, asyncApiDocument());
  t.match(asyncApi.body.channels.journal.address, 'kiosk/v1/{merchantId}/{shard}/{machineId}/up/journal');
  t.match(await cloud.ask('/healthz'), {
    status: 200,
    body: { ok: true, database: 'online', broker: 'online' },
  });
});

t.test('serves the console it finds, and its page for every address below', async (t) => {
  t.match(await cloud.ask('/console/orders/7'), { status: 200, text: /<title>console/ });
  const script = await cloud.ask('/console/assets/app-1.js');
  t.equal(script.status, 200);
  t.match(script.headers.get('cache-control'), /immutable/);
  t.match(script.headers.get('content-security-policy'), /default-src 'self'/);
  const home = await cloud.ask('/');
  t.strictSame([home.status, home.headers.get('location')], [302, '/console/']);
});
