/** The merchants' accounts: read strictly, opened apart, hurried only when asked. */
import t from 'tap';
import {
  alipayManners,
  hurried,
  pauseMs,
  wechatManners,
} from '../../../../src/cloud/gateway/payment-platform.ts';
import {
  openPlatformAccounts,
  type PlatformAccount,
  platformAccountsSchema,
} from '../../../../src/cloud/gateway/platform-accounts.ts';
import { makeAlipayAppKeys } from '../../../../src/doubles/alipay-double-accounts.ts';
import { makeWechatMerchantKeys } from '../../../../src/doubles/wechat-double-accounts.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { systemRandom } from '../../../../src/platform/random.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

const { merchant } = makeAlipayAppKeys('2021000000000001');
const alipay: PlatformAccount = {
  ...{ platform: 'alipay', merchantId: 'm1', gatewayUrl: 'http://127.0.0.1:1/gateway.do' },
  ...merchant,
};

const { merchant: shop } = makeWechatMerchantKeys('1900000001', 'wx6f0e1d2c3b4a5968');
const wechat: PlatformAccount = {
  ...{ platform: 'wechat', merchantId: 'm1', baseUrl: 'http://127.0.0.1:1' },
  ...shop,
};

t.test('an account that cannot work is refused when it is read', async (t) => {
  t.ok(platformAccountsSchema.safeParse([alipay, wechat]).success);
  const wrong: object[] = [
    { ...alipay, alipayPublicKeyPem: '' },
    { ...alipay, alipayPublicKeyPem: 'not a key' },
    { ...alipay, appPrivateKeyPem: merchant.alipayPublicKeyPem },
    { ...alipay, gatewayUrl: 'ftp://example.org' },
    { ...alipay, appId: 'x' },
    { ...alipay, merchantId: 'a/b' },
    { ...alipay, platform: 'wechat' },
    { ...wechat, mchid: 'x' },
    { ...wechat, serialNo: 'PUB_KEY_ID_1' },
    { ...wechat, platformKeyId: shop.platformKeyId.replace('PUB_KEY_ID_', '') },
    { ...wechat, merchantPrivateKeyPem: shop.platformPublicKeyPem },
    { ...wechat, baseUrl: 'api.mch.weixin.qq.com' },
    { ...wechat, deviceIp: 'here' },
    { platform: 'stored-value', merchantId: 'm1', currency: 'ABC' },
  ];
  for (const account of wrong) t.notOk(platformAccountsSchema.safeParse([account]).success);
});

t.test('each merchant has its own platforms, each once', async (t) => {
  const { db, close } = await openMemoryDatabase();
  t.teardown(close);
  const world = { db, clock: new SystemClock(), random: systemRandom, log: silentLog };
  const ports = { ...world, hashKey: new Uint8Array(32) };
  const card: PlatformAccount = { platform: 'stored-value', merchantId: 'm2', currency: 'EUR' };
  const accounts = openPlatformAccounts({ ...ports, accounts: [alipay, wechat, card], hurry: 10 });
  t.teardown(() => accounts.stop());
  t.match(accounts.platformOf('m1', 'alipay'), { currencies: ['CNY'], manners: { deadlineMs: 4500 } });
  t.match(accounts.platformOf('m1', 'wechat'), {
    currencies: ['CNY'],
    manners: { queryPausesMs: [500, 1000], deadlineMs: 4500, reverseNotBeforeMs: 1600 },
  });
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
  t.strictSame(
    [0, 1, 2].map((tries) => pauseMs(wechatManners.queryPausesMs, tries)),
    [5000, 10_000, 10_000],
    'WeChat Pay: five seconds after the payment, then every ten',
  );
});
