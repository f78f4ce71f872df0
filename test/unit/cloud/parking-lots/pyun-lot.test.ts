/** The client of the P云 interface against its stand-in, and against somebody in the middle. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import t, { type Test } from 'tap';
import { PyunLot } from '../../../../src/cloud/parking-lots/pyun/pyun-lot.ts';
import { pyunSign, pyunTime, readPyunTime } from '../../../../src/cloud/parking-lots/pyun/pyun-signing.ts';
import { ParkingDouble } from '../../../../src/doubles/parking-double.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { systemRandom } from '../../../../src/platform/random.ts';

const account = { appId: 'op1', appSecret: 'a secret of the lot', parkUuid: 'park-1' };
const plate = { by: 'plate', code: '粤B12345' } as const;

async function world(t: Test, more: { skewMs?: number; secret?: string; timeoutMs?: number } = {}) {
  const clock = new SystemClock();
  const double = new ParkingDouble({
    ...{ account, dataDir: t.testdir(), port: 0, clock, random: systemRandom },
  });
  const url = await double.start();
  t.teardown(() => double.stop());
  const post = async (what: string, body: object) =>
    (await fetch(`${url}/${what}`, { method: 'POST', body: JSON.stringify(body) })).json();
  const lotAt = (at: string) => {
    const lot = new PyunLot({
      account: {
        ...account,
        ...{
          url: at,
          storeCode: 's',
          storeName: '小店',
          couponCode: 'c',
          timeoutMs: more.timeoutMs ?? 15_000,
        },
        ...(more.secret === undefined ? {} : { appSecret: more.secret }),
      },
      clock: Object.assign(Object.create(clock), { now: () => clock.now() + (more.skewMs ?? 0) }),
      log: silentLog,
    });
    t.teardown(() => lot.stop());
    return lot;
  };
  return { url, post, lotAt, lot: lotAt(`${url}/gateway`) };
}

async function billOf(lot: PyunLot, car: Parameters<PyunLot['bill']>[0] = plate) {
  const outcome = await lot.bill(car);
  if (outcome.kind !== 'bill') throw new Error(outcome.kind);
  return outcome.bill;
}

t.test('signs as the published example says', (t) => {
  const text =
    'app_id=op1&car_type=1&enter_time=1563242533431&park_uuid=40e0&plate=粤B660PP&sign_type=MD5&app_secret=X';
  const fields = {
    ...{ plate: '粤B660PP', park_uuid: '40e0', enter_time: '1563242533431', car_type: 1 },
    ...{ sign_type: 'MD5', app_id: 'op1', empty: '', sign: 'not this' },
  };
  t.equal(pyunSign(fields, 'X'), createHash('md5').update(text).digest('hex').toUpperCase());
  t.equal(pyunTime(Date.UTC(2018, 10, 30, 2, 9, 4)), '20181130100904');
  t.equal(readPyunTime('20181130100904'), Date.UTC(2018, 10, 30, 2, 9, 4));
  t.equal(readPyunTime('20181331100904'), undefined);
  t.end();
});

t.test('a stay is billed, granted for free once, billed again and settled', async (t) => {
  const { lot, post } = await world(t);
  await post('enter', { plate: plate.code, ticket: 'P0000001', parkedMinutes: 85 });
  const before = await billOf(lot);
  t.match(before, { stay: { parkedS: Number, feeMinor: 1000 }, waivedMinor: 0, dueMinor: 1000 });
  t.equal((await billOf(lot, { by: 'ticket', code: 'P0000001' })).staySerial, before.staySerial);
  const order = { settlementId: 'ord_1', staySerial: before.staySerial, validMinutes: 60 };
  t.same(await lot.grant(order), { kind: 'granted' });
  t.same(await lot.grant(order), { kind: 'granted' }, 'again is the same grant');
  t.same(await lot.grant({ ...order, settlementId: 'ord_2' }), { kind: 'otherGrant' });
  const after = await billOf(lot);
  t.match(after, { waivedMinor: 1000, dueMinor: 0 });
  const notice = { settlementId: 'ord_1', bill: after, paidAtMs: 1_795_000_000_000 };
  t.same(await lot.notify(notice), { kind: 'taken' });
  t.same(await lot.notify(notice), { kind: 'taken' }, 'told twice');
});

t.test('who is not there, has a permit, another discount or has left gets no grant', async (t) => {
  const { lot, post } = await world(t);
  t.same(await lot.bill(plate), { kind: 'notFound' });
  await post('enter', { plate: plate.code, permit: true });
  t.same(await lot.bill(plate), { kind: 'permit' });
  await post('enter', { plate: '京A00001', otherGrant: true });
  const other = await billOf(lot, { by: 'plate', code: '京A00001' });
  const order = { settlementId: 'ord_1', staySerial: other.staySerial, validMinutes: 60 };
  t.same(await lot.grant(order), { kind: 'otherGrant' });
  await post('leave', { plate: '京A00001' });
  t.same(await lot.grant(order), { kind: 'notFound' });
  t.same(await lot.notify({ settlementId: 'ord_1', bill: other, paidAtMs: 0 }), { kind: 'voided' });
});

t.test('the lot refuses a wrong secret and a stale clock, which tells nothing of the car', async (t) => {
  for (const more of [{ secret: 'another secret of us' }, { skewMs: -6 * 60_000 }]) {
    const { lot, post } = await world(t, more);
    await post('enter', { plate: plate.code });
    t.match(await lot.bill(plate), { kind: 'unknown' });
  }
});

t.test('a forged, foreign, silent or broken answer is unknown', async (t) => {
  const { url, lotAt, post } = await world(t);
  const impatient = await world(t, { timeoutMs: 300 });
  await post('enter', { plate: plate.code });
  const genuine = async (body: string) =>
    (await (await fetch(`${url}/gateway`, { method: 'POST', body })).json()) as Record<string, string>;
  const signed = (fields: Record<string, string | number>) =>
    JSON.stringify({ ...fields, sign: pyunSign(fields, account.appSecret) });
  const answers: Record<string, (fields: Record<string, string>) => string | undefined> = {
    'the amount was changed': (fields) => JSON.stringify({ ...fields, pay_value: '0' }),
    'the signature is missing': ({ sign: _sign, ...fields }) => JSON.stringify(fields),
    'it answers another service': (fields) =>
      signed({ ...fields, service: 'service.parking.payment.result' }),
    'it is about another car': (fields) => signed({ ...fields, plate: '京A00001' }),
    'it is no bill': ({ parking_serial: _serial, ...fields }) => signed(fields),
    'its time is none': (fields) => signed({ ...fields, enter_time: 'yesterday' }),
    'it is no JSON': () => '<html>',
    'it is endless': (fields) => JSON.stringify({ ...fields, more: 'x'.repeat(100_000) }),
    'it never comes': () => undefined,
  };
  for (const [what, answer] of Object.entries(answers)) {
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      const text = answer(await genuine(body));
      if (text !== undefined) response.end(text);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    t.teardown(() => server.close() && server.closeAllConnections());
    const at = what === 'it never comes' ? impatient.lotAt : lotAt;
    const lot = at(`http://127.0.0.1:${(server.address() as AddressInfo).port}/gateway`);
    t.match(await lot.bill(plate), { kind: 'unknown', reason: /^PARKING_/ }, what);
  }
});

t.test('an answer lost after its effect leads to one grant when asked again', async (t) => {
  const { lot, post, url } = await world(t);
  await post('enter', { plate: plate.code });
  const { staySerial } = await billOf(lot);
  await post('control', { loseAnswers: { service: 'discount.create', count: 1 } });
  const order = { settlementId: 'ord_1', staySerial, validMinutes: 60 };
  t.match(await lot.grant(order), { kind: 'unknown', reason: 'PARKING_LOT_DOWN' });
  t.same(await lot.grant(order), { kind: 'granted' });
  const { stays } = (await (await fetch(`${url}/book`)).json()) as { stays: { grants: unknown[] }[] };
  t.equal(stays[0]?.grants.length, 1);
  await post('control', { down: true });
  t.match(await lot.bill(plate), { kind: 'unknown', reason: 'PARKING_LOT_DOWN' });
});
