/** Notices of Alipay and WeChat Pay: only what the platform signed, for this account, now, is believed. */
import { createSign } from 'node:crypto';
import t from 'tap';
import { AlipayPlatform } from '../../../../src/cloud/gateway/alipay/alipay-platform.ts';
import type { PlatformNotice, PlatformNotices } from '../../../../src/cloud/gateway/platform-notices.ts';
import { WechatPlatform } from '../../../../src/cloud/gateway/wechat/wechat-platform.ts';
import { type AlipayAppKeys, makeAlipayAppKeys } from '../../../../src/doubles/alipay-double-accounts.ts';
import { alipayNotice } from '../../../../src/doubles/alipay-double-notices.ts';
import type { SignedNotice } from '../../../../src/doubles/notice-sender.ts';
import type { BookedTrade } from '../../../../src/doubles/wallet-book.ts';
import {
  makeWechatMerchantKeys,
  type WechatMerchantKeys,
} from '../../../../src/doubles/wechat-double-accounts.ts';
import { wechatNotice } from '../../../../src/doubles/wechat-double-notices.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { systemRandom } from '../../../../src/platform/random.ts';

const clock = new SystemClock();
const hour = 3600 * 1000;

const trade = (accountId: string): BookedTrade => ({
  ...{ accountId, outTradeNo: 'chg_notice1', tradeNo: '4200001', totalMinor: 550, subject: 'a & b=c 咖啡' },
  ...{ terminalId: 'k1', openedAtMs: 1, paysAtMs: null, cancelRetries: 0, status: 'TRADE_SUCCESS' },
  ...{ paidAtMs: 2, closedAtMs: null, refunds: [], refundedMinor: 0 },
});
const paid = {
  ...{ kind: 'paid', chargeId: 'chg_notice1', amountMinor: 550, currency: 'CNY' },
  platformTradeNo: '4200001',
} as const;
const refused = (why: string) => ({ kind: 'refused', why });
const asSent = ({ headers, body }: SignedNotice): PlatformNotice => ({ headers, body });

t.test('Alipay', async (t) => {
  const keys = makeAlipayAppKeys('2021000000000001');
  const platform = new AlipayPlatform({
    account: { ...keys.merchant, gatewayUrl: 'http://127.0.0.1:9/gateway.do' },
    ...{ clock, log: silentLog },
  });
  t.teardown(() => platform.stop());
  const { notices } = platform;
  const told = (otherwise: Record<string, string> = {}, atMs = clock.now(), by: AlipayAppKeys = keys) =>
    asSent(alipayNotice(trade(by.platform.appId), by.platform, atMs, otherwise));

  await t.test('a genuine one says that the trade is paid, however often it comes', async (t) => {
    t.strictSame(notices.read(told()), paid);
    t.strictSame(notices.read(told()), paid);
    t.strictSame(notices.read(told({}, clock.now() - 24 * hour)), paid, 'repeated until the next day');
    t.match(notices.answer(true), { status: 200, body: 'success' });
    t.notMatch(notices.answer(false).body, /success/);
  });

  await t.test('what it signed about anything else ends no charge', async (t) => {
    t.match(notices.read(told({ trade_status: 'WAIT_BUYER_PAY' })), { kind: 'nothing' });
    t.match(notices.read(told({ trade_status: 'TRADE_CLOSED' })), { kind: 'nothing' });
    t.match(notices.read(told({ refund_fee: '1.00' })), { kind: 'nothing' });
    t.match(notices.read(told({ notify_type: 'servicemarket_order_notify' })), { kind: 'nothing' });
  });

  await t.test('forged, stale, foreign and broken ones are refused', async (t) => {
    const genuine = told().body;
    const forge = (body: string) => notices.read({ headers: {}, body });
    t.match(forge(genuine.replace('total_amount=5.50', 'total_amount=0.01')), refused('forged'));
    t.match(forge(genuine.replace('out_trade_no=chg', 'out_trade_no=chx')), refused('forged'));
    t.match(forge(genuine.replace(/sign=[^&]*/, 'sign=AAAA')), refused('forged'));
    t.match(forge(`${genuine}&more=x`), refused('forged'));
    t.match(forge(genuine.replace(/&sign=[^&]*/, '')), refused('malformed'), 'unsigned');
    t.match(forge(genuine.replace('sign_type=RSA2', 'sign_type=RSA')), refused('malformed'), 'the weak kind');
    t.match(forge(`${genuine}&total_amount=0.01`), refused('malformed'), 'a field twice');
    t.match(forge(''), refused('malformed'));
    t.match(forge('x'.repeat(70_000)), refused('malformed'));
    const stranger = makeAlipayAppKeys('2021000000000001');
    t.match(notices.read(told({}, clock.now(), stranger)), refused('forged'));
    t.match(notices.read(told({ app_id: '2021000000000002' })), refused('foreign'));
    t.match(notices.read(told({}, clock.now() - 27 * hour)), refused('stale'));
    t.match(notices.read(told({}, clock.now() + hour)), refused('stale'));
    t.match(notices.read(told({ total_amount: '5.501' })), refused('malformed'));
  });
});

t.test('WeChat Pay', async (t) => {
  const keys = makeWechatMerchantKeys('1900000001', 'wx6f0e1d2c3b4a5968');
  const platform = new WechatPlatform({
    account: { ...keys.merchant, baseUrl: 'http://127.0.0.1:9' },
    ...{ clock, log: silentLog, noticeUrl: () => 'http://127.0.0.1:9/notify/m1/wechat' },
  });
  t.teardown(() => platform.stop());
  const notices = platform.notices as PlatformNotices;
  const told = (otherwise: object = {}, atMs = clock.now(), by: WechatMerchantKeys = keys) =>
    asSent(
      wechatNotice(trade(by.platform.mchid), by.platform, atMs, systemRandom.bytes(16), { ...otherwise }),
    );

  await t.test('a genuine one says that the order is paid, once', async (t) => {
    const notice = told();
    t.strictSame(notices.read(notice), paid);
    t.match(notices.read(notice), refused('replayed'));
    t.strictSame(notices.read(told()), paid, 'the platform signs each repetition anew');
    t.match(notices.answer(true), { status: 204 });
    t.match(notices.answer(false), { status: 500, body: /FAIL/ });
  });

  await t.test('what it signed about anything else ends no charge', async (t) => {
    t.match(notices.read(told({ trade_state: 'NOTPAY' })), { kind: 'nothing' });
    const refund = told();
    const body = refund.body.replace('TRANSACTION.SUCCESS', 'REFUND.SUCCESS');
    t.match(notices.read(signedAnew(body, keys)), { kind: 'nothing' });
  });

  await t.test('forged, stale, foreign and broken ones are refused', async (t) => {
    const { headers, body } = told();
    const forge = (changed: Record<string, string>, text = body) =>
      notices.read({ headers: { ...headers, ...changed }, body: text });
    t.match(forge({}, `${body} `), refused('forged'));
    t.match(forge({ 'wechatpay-signature': 'AAAA' }), refused('forged'));
    t.match(forge({ 'wechatpay-nonce': 'another' }), refused('forged'));
    t.match(forge({ 'wechatpay-serial': 'constructor' }), refused('forged'));
    t.match(forge({ 'wechatpay-timestamp': String(Math.floor(clock.now() / 1000) - 1) }), refused('forged'));
    const { 'wechatpay-signature': _none, ...unsigned } = headers as Record<string, string>;
    t.match(notices.read({ headers: unsigned, body }), refused('malformed'), 'unsigned');
    t.match(notices.read(told({}, clock.now() - 301_000)), refused('stale'));
    t.match(notices.read(told({}, clock.now() + 301_000)), refused('stale'));
    const stranger = makeWechatMerchantKeys('1900000001', 'wx6f0e1d2c3b4a5968');
    t.match(notices.read(told({}, clock.now(), stranger)), refused('forged'));
    t.match(notices.read(told({ mchid: '1900000002' })), refused('foreign'));
    t.match(notices.read(told({ amount: { total: '550' } })), refused('malformed'));
    const sealedOtherwise = { ...keys, platform: { ...keys.platform, apiV3Key: 'x'.repeat(32) } };
    t.match(notices.read(told({}, clock.now(), sealedOtherwise)), refused('malformed'), 'another APIv3 key');
    t.match(notices.read(signedAnew('no JSON', keys)), refused('malformed'));
  });
});

/** Any body, signed by the platform just now. */
function signedAnew(body: string, { platform }: WechatMerchantKeys): PlatformNotice {
  const timestamp = String(Math.floor(clock.now() / 1000));
  const nonce = Buffer.from(systemRandom.bytes(16)).toString('hex');
  const sign = createSign('RSA-SHA256').update(`${timestamp}\n${nonce}\n${body}\n`);
  return {
    headers: {
      ...{ 'wechatpay-timestamp': timestamp, 'wechatpay-nonce': nonce },
      'wechatpay-serial': platform.platformKeyId,
      'wechatpay-signature': sign.sign(platform.platformPrivateKeyPem, 'base64'),
    },
    body,
  };
}
