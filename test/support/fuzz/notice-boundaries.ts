/** What platforms send by themselves, and answers of WeChat Pay and of acquirers of signed messages. */
import { AlipayPlatform } from '../../../src/cloud/gateway/alipay/alipay-platform.ts';
import type { PlatformNotices } from '../../../src/cloud/gateway/platform-notices.ts';
import {
  cancelOutcome as cancelled,
  payOutcome as paid,
  queryOutcome as queried,
  refundOutcome as refunded,
  refundQueryOutcome as refundQueried,
} from '../../../src/cloud/gateway/signed-qr/signed-qr-answers.ts';
import { readAnswer } from '../../../src/cloud/gateway/signed-qr/signed-qr-client.ts';
import { isGenuine, signatureOf } from '../../../src/cloud/gateway/signed-qr/signed-qr-signing.ts';
import {
  cancelOutcome,
  closeOutcome,
  payOutcome,
  queryOutcome,
  refundStanding,
  showOutcome,
} from '../../../src/cloud/gateway/wechat/wechat-answers.ts';
import { WechatPlatform } from '../../../src/cloud/gateway/wechat/wechat-platform.ts';
import { acquirerDialect } from '../../../src/demo/acquirer-account.ts';
import { faultCatalogue } from '../../../src/domain/fault-catalogue.ts';
import { makeAlipayAppKeys } from '../../../src/doubles/alipay-double-accounts.ts';
import { alipayNotice } from '../../../src/doubles/alipay-double-notices.ts';
import type { BookedTrade } from '../../../src/doubles/wallet-book.ts';
import { makeWechatMerchantKeys } from '../../../src/doubles/wechat-double-accounts.ts';
import { wechatNotice } from '../../../src/doubles/wechat-double-notices.ts';
import { SystemClock } from '../../../src/platform/clock.ts';
import { silentLog } from '../../../src/platform/log.ts';
import { type Boundary, bytesOf, jsonOf, owed, textOf } from './boundary.ts';

const clock = new SystemClock();
const trade = {
  ...{ merchantId: 'demo', machineId: 'kiosk-1', chargeId: 'chg_000001', amountMinor: 450 },
  currency: 'CNY',
} as const;
const refund = { ...trade, refundId: 'rfd_1', refundMinor: 450, reason: 'DISPENSER_JAM' } as const;
const mchid = '1900000001';

/** Every outcome has a kind and a catalogued reason; money is only what the trade is worth. */
function meansSomething(outcomes: readonly { readonly kind: string; readonly reason?: unknown }[]): void {
  for (const { kind, reason } of outcomes) {
    owed(typeof kind === 'string', 'an outcome of no kind');
    if (reason !== undefined) owed(Object.hasOwn(faultCatalogue, String(reason)), `the reason ${reason}`);
  }
}

function jsonIn(input: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(input));
  } catch {
    return undefined;
  }
}

const wechatAnswers: Boundary = {
  name: 'wechat-answers',
  json: true,
  samples: [
    {
      mchid,
      out_trade_no: 'chg_000001',
      transaction_id: 't',
      trade_state: 'SUCCESS',
      amount: { total: 450, currency: 'CNY' },
    },
    { trade_state: 'USERPAYING' },
    { code_url: 'weixin://wxpay/bizpayurl?pr=1' },
    { code: 'ORDER_NOT_EXIST', message: 'x' },
    {
      out_trade_no: 'chg_000001',
      out_refund_no: 'rfd_1',
      status: 'SUCCESS',
      amount: { refund: 450, total: 450 },
    },
  ].map(jsonOf),
  open: () => ({
    take: (input) => {
      const body = jsonIn(input);
      const code = String((body as { code?: unknown } | null)?.code ?? 'X');
      for (const reply of [
        { kind: 'answered', body } as const,
        { kind: 'refused', status: 404, code, message: '' } as const,
        { kind: 'refused', status: 400, code, message: '' } as const,
      ]) {
        const told = [payOutcome(reply, mchid, trade), queryOutcome(reply, mchid, trade)];
        const ended = [cancelOutcome(reply, mchid, trade), closeOutcome(reply), showOutcome(reply)];
        meansSomething([...told, ...ended, refundStanding(reply, refund)]);
        const total = (body as { amount?: { total?: unknown } } | null)?.amount?.total;
        if (told.some(({ kind }) => kind === 'paid')) owed(total === 450, 'paid, but not this amount');
      }
      return body === undefined ? 'no JSON' : 'accepted';
    },
  }),
};

const signature = { method: 'HMAC-SHA256', secret: 's'.repeat(32) } as const;
const nonce = 'n'.repeat(32);
const { fields } = acquirerDialect;
const rules = { ...acquirerDialect, merchantNo: '898310048160001' };

function acquirerAnswer(more: Record<string, string>): Uint8Array {
  const message: Record<string, string> = {
    ...{ respCode: '00', merId: rules.merchantNo, orderId: trade.chargeId, nonce },
    ...{ txnTime: '20260101080000', ...more },
  };
  return jsonOf({ ...message, signature: signatureOf(message, fields.signature, signature) });
}

const acquirerAnswers: Boundary = {
  name: 'acquirer-answers',
  json: true,
  samples: [
    acquirerAnswer({ txnAmt: '450', currencyCode: '156', queryId: 't1' }),
    acquirerAnswer({ respCode: '51' }),
    acquirerAnswer({ refundId: 'rfd_1', refundAmt: '450' }),
  ],
  open: () => ({
    take: (input) => {
      const nowMs = Date.UTC(2026, 0, 1);
      const text = textOf(input);
      const read = readAnswer(text, { fields, signature }, nonce, nowMs);
      // What it says is read as if it were genuine too, so that the table of codes is gone through.
      const given = jsonIn(input);
      const flat = Object.fromEntries(
        Object.entries(given !== null && typeof given === 'object' ? given : {}).map(([k, v]) => [
          k,
          String(v),
        ]),
      );
      meansSomething([paid(flat, rules, trade), queried(flat, rules, trade), cancelled(flat, rules, trade)]);
      meansSomething([refunded(flat, rules, refund), refundQueried(flat, rules, refund)]);
      if (paid(flat, rules, trade).kind === 'paid') owed(flat.txnAmt === '450', 'paid, but not this amount');
      if (read.kind !== 'answered') return read.kind === 'forged' ? read.why : 'lost';
      owed(isGenuine(read.fields, fields.signature, signature), 'an answer that nobody signed');
      return 'accepted';
    },
  }),
};

const paidTrade = (accountId: string): BookedTrade => ({
  ...{ accountId, outTradeNo: trade.chargeId, tradeNo: 't1', totalMinor: 450, subject: 'x', terminalId: 'k' },
  ...{ openedAtMs: 1, paysAtMs: null, cancelRetries: 0, status: 'TRADE_SUCCESS' as const, paidAtMs: 2 },
  ...{ closedAtMs: null, refunds: [], refundedMinor: 0 },
});

/** Of what was changed on its way only the genuine notice itself may say that this trade is paid. */
function takesOnly(notices: PlatformNotices, headers: Record<string, string>, body: string) {
  const read = notices.read({ headers, body });
  if (read.kind === 'paid') {
    owed(read.chargeId === trade.chargeId && read.amountMinor === 450, 'paid, but not what was signed');
    return 'accepted';
  }
  return read.kind === 'refused' ? read.why : read.kind;
}

const alipayKeys = makeAlipayAppKeys('2021000000000001');
const alipayNotices: Boundary = {
  name: 'alipay-notices',
  samples: [bytesOf(alipayNotice(paidTrade('2021000000000001'), alipayKeys.platform, clock.now()).body)],
  open: () => {
    const account = { ...alipayKeys.merchant, gatewayUrl: 'http://127.0.0.1:9/gateway.do' };
    const platform = new AlipayPlatform({ account, clock, log: silentLog });
    return {
      take: (input) => takesOnly(platform.notices, {}, textOf(input)),
      stop: () => platform.stop(),
    };
  },
};

const wechatKeys = makeWechatMerchantKeys(mchid, 'wx6f0e1d2c3b4a5968');
const wechatTold = wechatNotice(paidTrade(mchid), wechatKeys.platform, clock.now(), new Uint8Array(16));
const wechatNotices: Boundary = {
  name: 'wechat-notices',
  json: true,
  samples: [bytesOf(wechatTold.body)],
  open: () => {
    const account = { ...wechatKeys.merchant, baseUrl: 'http://127.0.0.1:9' };
    const options = { account, clock, log: silentLog, noticeUrl: () => 'http://127.0.0.1:9/n' };
    const platform = new WechatPlatform(options);
    return {
      take: (input) =>
        takesOnly(platform.notices as PlatformNotices, { ...wechatTold.headers }, textOf(input)),
      stop: () => platform.stop(),
    };
  },
};

export const noticeBoundaries: readonly Boundary[] = [
  wechatAnswers,
  acquirerAnswers,
  alipayNotices,
  wechatNotices,
];
