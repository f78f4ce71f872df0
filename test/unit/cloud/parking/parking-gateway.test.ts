import t from 'tap';
import { accountBalance } from '../../../../src/cloud/database/posting-rows.ts';
import type { LotFields } from '../../../../src/doubles/foreign-lot-double.ts';
import { bootstrapToken } from '../../../support/cloud-under-test.ts';
import { openParkingWorld } from '../../../support/parking-world.ts';

const world = await openParkingWorld(t);
const minuteMs = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * minuteMs).toISOString();
const sums = async (merchantId: string) =>
  (await world.admin('readParkingSums', `/api/parking/sums?merchant=${merchantId}`)).items;

function paid(paySerial: string, fields: LotFields = {}): LotFields {
  return {
    ...{ pay_serial: paySerial, parking_order: 'O-1', pay_time: ago(5), currency: 'CNY' },
    ...{ value: 3000, pay_value: 3000, pay_origin: 'wechat' },
    ...fields,
  };
}

t.test('payments told often, at once and in any order count once', async (t) => {
  const lot = await world.addLot('m1', 'centre', 'often');
  const payments = [
    paid('P-1', { value: 3000, free_value: 1000, pay_value: 2000 }),
    paid('P-2', { value: 5000, pay_value: 5000, pay_origin: 'cash' }),
    paid('P-3', { value: 1000, reduce_value: 1000, reduce_points: 100, pay_value: 0, pay_origin: 'points' }),
    paid('P-4', { parking_order: 'O-2', pay_time: ago(60 * 24 * 9), pay_origin: 'alipay', trade_no: '2026' }),
  ];
  const answers = await lot.sendPayments(payments, 3);
  t.ok(
    answers.every(
      ({ status, authentic, fields }) => status === 200 && authentic && fields.result_code === '1001',
    ),
  );
  t.equal(answers.filter(({ fields }) => fields.again === false).length, 4, 'each was new once');
  const [of] = (await sums('m1')).filter(({ lotId }: { lotId: string }) => lotId === 'often');
  t.match(of, {
    ...{ siteId: 'centre', orders: 2, payments: 4, regularMinor: 12_000 },
    ...{ couponMinor: 1000, pointsMinor: 1000, actualMinor: 10_000 },
    channels: [
      { channel: 'alipay', actualMinor: 3000 },
      { channel: 'cash', actualMinor: 5000 },
      { channel: 'points', actualMinor: 0 },
      { channel: 'wechat', actualMinor: 2000 },
    ],
  });
  const { db } = world.database;
  const postings = await db
    .selectFrom('account_postings')
    .selectAll()
    .where('lot_id', '=', 'often')
    .execute();
  t.equal(
    postings.reduce((sum, { amount_minor: minor }) => sum + Number(minor), 0),
    0,
  );
  t.equal(await accountBalance(db, 'm1', 'parking'), -12_000);
  t.equal(await accountBalance(db, 'm1', 'counter'), 10_000);
  t.equal(await accountBalance(db, 'm1', 'coupons'), 1000);
  t.equal(await accountBalance(db, 'm1', 'points'), 1000);
  const listed = await lot.send('payment.list', {
    begin_time: ago(60 * 24 * 10),
    end_time: ago(0),
    limit: 3,
  });
  t.match(listed.fields, { payment_list: [{ pay_serial: 'P-1' }, {}, { pay_serial: 'P-3' }], next: 'P-3' });
  const rest = await lot.send('payment.list', {
    begin_time: ago(60 * 24 * 10),
    end_time: ago(0),
    after: 'P-3',
  });
  t.match(rest.fields, { payment_list: [{ pay_serial: 'P-4', value: 3000 }], next: null });
});

t.test('a serial with other facts is refused, shown, and changes nothing', async (t) => {
  const { lot } = world;
  await lot.send('payment.result', paid('D-1', { pay_time: '2026-11-20T10:00:00+08:00' }));
  const other = await lot.send(
    'payment.result',
    paid('D-1', { pay_time: '2026-11-20T10:00:00+08:00', value: 1, pay_value: 1 }),
  );
  t.equal(other.fields.result_code, '1409');
  const { items } = await world.admin(
    'listParkingPayments',
    '/api/parking/payments?merchant=m1&differing=true',
  );
  t.match(items, [{ paySerial: 'D-1', actualMinor: 3000, timesTold: 2, timesDiffering: 1 }]);
  const { items: sites } = await world.admin('listParkingSites', '/api/parking/sites?merchant=m1');
  t.same(
    sites[0].lots.map((one: { id: string; differing: number }) => [one.id, one.differing]),
    [
      ['north', 1],
      ['often', 0],
    ],
  );
  const alarm = { kind: 'parking', kiosk: null, subject: 'north D-1', fault: 'PARKING_PAYMENT_DIFFERS' };
  const alarms = async () => (await world.admin('listAlarms', '/api/alarms?merchant=m1')).items;
  t.match(await alarms(), [{ ...alarm, severity: 'critical', count: 1 }]);
  const same = await lot.send('payment.result', paid('D-1', { pay_time: '2026-11-20T02:00:00Z' }));
  t.match(same.fields, { result_code: '1001', again: true }, 'the same instant in another zone is the same');
  t.match(await alarms(), [{ ...alarm, count: 1 }], 'the same told again is no trouble');
});

t.test('what an own lot takes through a platform is with the platform', async (t) => {
  const lot = await world.addLot('m2', 'centre', 'own', true);
  await lot.sendPayments([paid('W-1'), paid('W-2', { pay_origin: 'cash' })], 2);
  const { db } = world.database;
  t.equal(await accountBalance(db, 'm2', 'receivable', 'wechat'), 3000);
  t.equal(await accountBalance(db, 'm2', 'counter', 'cash'), 3000);
  t.equal(await accountBalance(db, 'm2', 'counter', 'wechat'), 0);
  const { items } = await world.admin('listParkingPayments', '/api/parking/payments?merchant=m2');
  t.match(items, [{ source: 'machine' }, { source: 'machine' }]);
});

t.test('the interface describes itself', async (t) => {
  const { status, body } = await world.ask('/parking/v1/openapi.json');
  t.equal(status, 200);
  const { requestBody, parameters } = body.paths['/parking/v1/gateway'].post;
  const { oneOf } = requestBody.content['application/json'].schema;
  t.same(
    oneOf.map(({ title }: { title: string }) => title),
    ['enter', 'leave', 'billing', 'result', 'discount', 'list'],
  );
  t.equal(oneOf[3].properties.service.const, 'service.parking.payment.result');
  t.equal(parameters.length, 4);
});

t.test('what does not add up or is not for this lot is refused', async (t) => {
  const { lot } = world;
  const refused = async (fields: LotFields) => {
    const { status, fields: answer } = await lot.send('payment.result', fields);
    t.match({ status, code: answer.code }, { status: 400, code: 'INPUT_MALFORMED' });
  };
  await refused(paid('X-1', { pay_value: 2000 }));
  await refused(paid('X-1', { value: -3000, pay_value: -3000 }));
  await refused(paid('X-1', { value: 1.5, pay_value: 1.5 }));
  await refused(paid('X-1', { free_value: 1000, pay_value: 2000, pay_origin: 'coupon' }));
  await refused(paid('X-1', { reduce_value: 1000, pay_value: 2000 }));
  await refused(paid('X-1', { currency: 'EUR' }));
  await refused(paid('X-1', { pay_time: ago(-60) }));
  await refused(paid('X-1', { pay_origin: 'bitcoin' }));
  await refused(paid('X-1', { surprise: 1 }));
  await refused(paid('X-1', { park_uuid: 'south' }));
  await refused(paid('X 1'));
  const rows = await world.database.db
    .selectFrom('parking_payments')
    .selectAll()
    .where('pay_serial', 'like', 'X%')
    .execute();
  t.equal(rows.length, 0);
});

t.test('only fresh messages with the right signature are believed, and each once', async (t) => {
  const { lot } = world;
  const message = lot.seal('payment.result', paid('S-1'));
  const forged = { ...message, body: message.body.replace('3000', '1000').replace('3000', '1000') };
  t.match(await lot.deliver(forged), { status: 401, fields: { code: 'PARKING_SIGNATURE_WRONG' } });
  const nameless = { ...message, headers: { 'content-type': 'application/json' } };
  t.match(await lot.deliver(nameless), { status: 401, fields: { code: 'PARKING_SIGNATURE_WRONG' } });
  const old = lot.seal('payment.result', paid('S-1'), Date.now() - 6 * minuteMs);
  t.match(await lot.deliver(old), { status: 401, fields: { code: 'PARKING_REQUEST_STALE' } });
  const [first, second] = await Promise.all([lot.deliver(message), lot.deliver(message)]);
  t.same(first, second, 'the same bytes have the same answer');
  const { headers } = message;
  const again = lot.seal('payment.result', paid('S-2'));
  const reused = { ...again, headers: { ...again.headers, 'kioskd-nonce': headers['kioskd-nonce'] ?? '' } };
  t.match(await lot.deliver(reused), { status: 401 }, 'the nonce is signed too');
  const big = await lot.send('payment.result', paid('S-3', { parking_order: 'x'.repeat(20_000) }));
  t.match(big, { status: 413, fields: { code: 'INPUT_TOO_LARGE' } });
  t.match(await lot.deliver(lot.seal('payment.result', paid('S-4'))), { status: 200 });
  const withdrawn = await world.addLot('m1', 'centre', 'gone');
  await world.admin('endParkingLotKey', '/api/parking/lots/gone/key?merchant=m1');
  t.match(await withdrawn.send('payment.result', paid('S-5')), { status: 401 });
});

t.test('a stay is billed by its tariff, discounted once, paid and left', async (t) => {
  const { lot } = world;
  const plate = '粤B12345';
  t.match((await lot.send('payment.billing', { plate })).fields, { result_code: '1002' });
  const entered = { parking_serial: 'STAY-1', plate, enter_time: ago(170) };
  await lot.send('stay.enter', entered);
  await lot.send('stay.enter', { ...entered, enter_time: ago(10) });
  const bill = async () => (await lot.send('payment.billing', { plate })).fields;
  t.match(await bill(), {
    ...{ result_code: '1001', parking_serial: 'STAY-1', parking_order: 'STAY-1-1', car_type: 'car' },
    ...{ total_value: 3000, free_value: 0, paid_value: 0, pay_value: 3000, buffer_time: 0 },
  });
  const grant = { plate, grant_serial: 'G-1', type: 1, value: 1000, reason: '满减', expire_time: ago(-60) };
  t.match((await lot.send('discount.create', grant)).fields, {
    result_code: '1001',
    parking_serial: 'STAY-1',
  });
  t.match((await lot.send('discount.create', grant)).fields, { result_code: '1001' }, 'again is the same');
  const second = await lot.send('discount.create', { ...grant, grant_serial: 'G-2' });
  t.match(second.fields, { result_code: '1403' });
  t.match(await bill(), { total_value: 3000, free_value: 1000, pay_value: 2000 });

  const changed = { version: 1, tariff: { ...(await tariffOf()), leaveMinutes: 1 } };
  await world.admin('changeTariff', '/api/parking/tariffs/hour?merchant=m1', changed);
  const order = { parking_serial: 'STAY-1', parking_order: 'STAY-1-1', pay_time: ago(0) };
  await lot.send('payment.result', paid('B-1', { ...order, value: 2000, free_value: 1000, pay_value: 1000 }));
  t.match(await bill(), { free_value: 1000, paid_value: 1000, pay_value: 1000 }, 'half of it is paid');
  await lot.send(
    'payment.result',
    paid('B-2', { ...order, value: 1000, pay_value: 1000, pay_origin: 'alipay' }),
  );
  const whole = await bill();
  t.match(whole, { free_value: 1000, paid_value: 2000, pay_value: 0 });
  t.ok(Number(whole.buffer_time) > 800, 'by the tariff as it was when the car came');
  const stays = async () =>
    (await world.admin('listParkingStays', '/api/parking/stays?merchant=m1&lot=north')).items;
  t.match(await stays(), [
    { car: '粤B·**345', paidMinor: 2000, dueMinor: 0, tariff: { id: 'hour', version: 1 } },
  ]);
  await lot.send('stay.leave', { parking_serial: 'STAY-1', leave_time: ago(0) });
  t.match(await bill(), { result_code: '1002' });
  const [row] = await world.database.db.selectFrom('parking_sessions').selectAll().execute();
  t.match(row, { car_hash: null, car_masked: '粤B·**345' }, 'nothing of the car is kept but its mask');
});

async function tariffOf() {
  const { items } = await world.admin('listTariffs', '/api/parking/tariffs?merchant=m1');
  return items[0].tariff;
}

t.test('a stay whose leaving is told first is over when it begins', async (t) => {
  const { lot } = world;
  await lot.send('stay.leave', { parking_serial: 'STAY-2', leave_time: ago(1) });
  await lot.send('stay.enter', { parking_serial: 'STAY-2', card_id: 'T20261122001', enter_time: ago(90) });
  t.match((await lot.send('payment.billing', { card_id: 'T20261122001' })).fields, { result_code: '1002' });
  const { items } = await world.admin('listParkingStays', '/api/parking/stays?merchant=m1');
  t.match(items[0], { staySerial: 'STAY-2', car: '**2001', dueMinor: null });
  t.type(items[0].leftAtMs, 'number');
  const unnamed = await lot.send('stay.enter', { parking_serial: 'STAY-3', enter_time: ago(1) });
  t.match(unnamed, { status: 400, fields: { code: 'INPUT_MALFORMED' } });
});

t.test('merchants share nothing', async (t) => {
  const theirs = await world.addLot('m2', 'centre', 'north');
  await theirs.send('payment.result', paid('P-1'));
  t.match(await sums('m2'), [
    { lotId: 'north', payments: 1, actualMinor: 3000 },
    { lotId: 'own', payments: 2, actualMinor: 6000 },
  ]);
  await theirs.send('stay.enter', { parking_serial: 'STAY-1', plate: '粤B12345', enter_time: ago(30) });
  t.match((await world.lot.send('payment.billing', { plate: '粤B12345' })).fields, { result_code: '1002' });
  const owner = await world.admin('addToken', '/api/merchants/m2/tokens', { name: 'o', role: 'owner' });
  const viewer = await world.admin('addToken', '/api/merchants/m2/tokens', { name: 'v', role: 'viewer' });
  const status = async (token: string, path: string, method = 'GET', body?: unknown) =>
    (await world.ask(path, { token, method, ...(body === undefined ? {} : { body }) })).status;
  t.equal(await status(owner.token, '/api/parking/sums?merchant=m1'), 404);
  t.equal(
    await status(owner.token, '/api/parking/lots/often/key', 'DELETE'),
    404,
    'there is no such lot of m2',
  );
  t.equal(await status(viewer.token, '/api/parking/payments'), 403);
  t.equal(await status(viewer.token, '/api/parking/sites'), 200);
  t.equal(await status(viewer.token, '/api/parking/lots/north/key', 'POST'), 403);
  const site = { name: { zh: '站', en: 'S' }, timeZone: 'Mars/Olympus' };
  t.equal(await status(owner.token, '/api/parking/sites/a', 'PUT', site), 400);
  const stale = { version: 0, tariff: await tariffOf() };
  t.equal(await status(bootstrapToken, '/api/parking/tariffs/hour?merchant=m1', 'PUT', stale), 409);
});
