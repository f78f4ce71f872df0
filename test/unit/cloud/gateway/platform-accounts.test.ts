/** The merchants' accounts: read strictly, opened apart, hurried only when asked. */
import t from 'tap';
import { openDatabase } from '../../../../src/cloud/database/open-database.ts';
import { alipayManners, hurried, pauseMs } from '../../../../src/cloud/gateway/payment-platform.ts';
import {
  openPlatformAccounts,
  type PlatformAccount,
  platformAccountsSchema,
} from '../../../../src/cloud/gateway/platform-accounts.ts';
import { makeAlipayAppKeys } from '../../../../src/doubles/alipay-double-accounts.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';

const { merchant } = makeAlipayAppKeys('2021000000000001');
const alipay: PlatformAccount = {
  ...{ platform: 'alipay', merchantId: 'm1', gatewayUrl: 'http://127.0.0.1:1/gateway.do' },
  ...merchant,
};

t.test('an account that cannot work is refused when it is read', async (t) => {
  t.ok(platformAccountsSchema.safeParse([alipay]).success);
  const wrong: object[] = [
    { ...alipay, alipayPublicKeyPem: '' },
    { ...alipay, alipayPublicKeyPem: 'not a key' },
    { ...alipay, appPrivateKeyPem: merchant.alipayPublicKeyPem },
    { ...alipay, gatewayUrl: 'ftp://example.org' },
    { ...alipay, appId: 'x' },
    { ...alipay, merchantId: 'a/b' },
    { ...alipay, platform: 'wechat' },
    { platform: 'stored-value', merchantId: 'm1', currency: 'ABC' },
  ];
  for (const account of wrong) t.notOk(platformAccountsSchema.safeParse([account]).success);
});

t.test('each merchant has its own platforms, each once', async (t) => {
  const { db, close } = await openDatabase({});
  t.teardown(close);
  const ports = { db, clock: new SystemClock(), log: silentLog, hashKey: new Uint8Array(32) };
  const card: PlatformAccount = { platform: 'stored-value', merchantId: 'm2', currency: 'EUR' };
  const accounts = openPlatformAccounts({ ...ports, accounts: [alipay, card], hurry: 10 });
  t.teardown(() => accounts.stop());
  t.match(accounts.platformOf('m1', 'alipay'), { currencies: ['CNY'], manners: { deadlineMs: 4500 } });
  t.match(accounts.platformOf('m2', 'stored-value'), { currencies: ['EUR'] });
  t.equal(accounts.platformOf('m2', 'alipay'), undefined);
  t.equal(accounts.platformOf('m1', 'stored-value'), undefined);
  const twice = { ...ports, accounts: [alipay, { ...alipay, appId: '2021000000000002' }] };
  t.throws(() => openPlatformAccounts(twice), { code: 'CONFIG_INVALID' });
});

t.test('hurrying divides every time and leaves none at zero', async (t) => {
  t.strictSame(hurried(alipayManners, 1), alipayManners);
  const fast = hurried(alipayManners, 1e9);
  t.ok(
    Object.values(fast)
      .flat()
      .every((ms) => ms === 1),
  );
  t.strictSame(
    [0, 2, 3, 99].map((tries) => pauseMs(alipayManners.queryPausesMs, tries)),
    [3000, 5000, 5000, 5000],
  );
});
