/** How many codes are sent to phones, and that neither a restart nor another process forgets it. */
import t from 'tap';
import { giftLimits } from '../../../../src/cloud/gifts/gift-limits.ts';
import { merchantId } from '../../../support/client-world.ts';
import { openGiftWorld } from '../../../support/gift-world.ts';

t.setTimeout(120_000);
const world = await openGiftWorld(t);
const { db } = world.database;
const full = { status: 429, body: { code: 'GIFT_TRIES' } };
t.beforeEach(async () => {
  await db.deleteFrom('gift_limits').execute();
});

function sendTo(phone: string) {
  return world.person('').ask('POST', '/phone-codes', { phone });
}

/** Lets what is counted under this limit run out, as time would. */
async function passes(name: string): Promise<void> {
  await db.updateTable('gift_limits').set({ until_ms: Date.now() }).where('limit_name', '=', name).execute();
}

t.test('a phone is sent a few codes in an hour and a few more in a day, restarts or not', async (t) => {
  const phone = '13600000001';
  const { phoneHour, phoneDay } = giftLimits;
  for (let n = 0; n < phoneHour.max; n += 1) t.equal((await sendTo(phone)).status, 200);
  t.match(await sendTo(phone), full);
  await world.restart();
  t.match(await sendTo(phone), full, 'remembered');
  t.match(await sendTo('+86 136-0000-0001'), full, 'however it is written');
  t.match(await world.till('POST', '/phone-codes', { phone }), full, 'whoever asks');
  t.equal((await sendTo('13600000002')).status, 200, 'other phones are not concerned');
  await passes('phoneHour');
  for (let n = phoneHour.max; n < phoneDay.max; n += 1) t.equal((await sendTo(phone)).status, 200);
  await passes('phoneHour');
  t.match(await sendTo(phone), full, 'of a day');
  await passes('phoneDay');
  t.equal((await sendTo(phone)).status, 200);
});

t.test('one address has so many codes sent, whatever the phones', async (t) => {
  const { askerHour } = giftLimits;
  for (let n = 0; n < askerHour.max; n += 1) {
    const phone = `1350000${String(n).padStart(4, '0')}`;
    t.equal((await sendTo(phone)).status, 200);
  }
  await world.restart();
  t.match(await sendTo('13599990000'), full);
  const byTill = await world.till('POST', '/phone-codes', { phone: '13599990000' });
  t.equal(byTill.status, 200, 'a till is counted by itself');
});

t.test(
  'behind a proxy that is trusted each address is counted by itself, else it is not believed',
  async (t) => {
    const behind = await openGiftWorld(t, { settings: { trustedProxies: ['127.0.0.1'] } });
    const asks = async (url: string, forwarded: string) => {
      const response = await fetch(new URL(`/gifts/v1/${merchantId}/sign-in`, url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
        body: JSON.stringify({ phone: '13600000009', code: '000000' }),
      });
      return response.status;
    };
    for (let n = 0; n < giftLimits.misses.max; n += 1) {
      await asks(behind.url, '192.0.2.1');
      await asks(world.url, `192.0.2.${n}`);
    }
    t.equal(await asks(behind.url, '192.0.2.1'), 429);
    t.equal(await asks(behind.url, '192.0.2.2'), 403);
    t.equal(await asks(world.url, '192.0.2.200'), 429, 'nobody gets around a limit by a header');
    const cookieOf = async (url: string) => {
      const headers = { 'x-forwarded-proto': 'https' };
      const response = await fetch(new URL(`/gifts/v1/${merchantId}/sign-out`, url), {
        method: 'POST',
        headers,
      });
      return response.headers.get('set-cookie') ?? '';
    };
    t.match(await cookieOf(behind.url), /; Secure$/, 'a session behind TLS stays there');
    t.notMatch(await cookieOf(world.url), /Secure/);
  },
);

t.test('a code is tried a few times, and guessing is stopped, restarts or not', async (t) => {
  const phone = '13600000003';
  const person = world.person(phone);
  const code = await person.code();
  const wrong = code === '000000' ? '000001' : '000000';
  const tried = (with_: string) => world.person('').ask('POST', '/sign-in', { phone, code: with_ });
  for (let n = 0; n < 5; n += 1) {
    t.match(await tried(wrong), { status: 403, body: { code: 'GIFT_CODE_WRONG' } });
  }
  await world.restart();
  t.match(await tried(code), { status: 403, body: { code: 'GIFT_CODE_WRONG' } }, 'even the right one');
  for (let n = 6; n < giftLimits.misses.max; n += 1) await tried(wrong);
  await world.restart();
  t.match(await tried(wrong), full);
  await passes('misses');
  t.equal(
    (await world.person('13600000004').ask('POST', '/phone-codes', { phone: '13600000004' })).status,
    200,
  );
});

t.test('what stands in the table names nobody', async (t) => {
  await sendTo('13600000005');
  const rows = JSON.stringify(await db.selectFrom('gift_limits').selectAll().execute());
  t.ok(rows.length > 2);
  t.notMatch(rows, /13600000005|127\.0\.0\.1/);
});

t.test('somebody who has themselves deleted leaves no count of their phone', async (t) => {
  const person = await world.person('13600000006').signIn();
  const counted = async () => {
    const rows = await db.selectFrom('gift_limits').select('limit_name').execute();
    return rows.map(({ limit_name }) => limit_name).sort();
  };
  t.ok((await counted()).includes('phoneHour'));
  await person.ask('DELETE', '/me');
  t.same(await counted(), ['askerDay', 'askerHour', 'merchantDay']);
});
