/**
 * WeChat Pay's code payment (付款码支付) for a direct merchant over APIv3: pay, query, reverse, refund. What the
 * platform refuses is not signed; a payment that was refused has therefore failed only when a query at once
 * finds no money either. A call ends within `timeoutMs`, a refused one within twice that.
 */
import type { Clock } from '../../../platform/clock.ts';
import type { Log } from '../../../platform/log.ts';
import {
  type CancelOutcome,
  type PaymentPlatform,
  type PayOrder,
  type PayOutcome,
  type PlatformManners,
  type QueryOutcome,
  type RefundOrder,
  type RefundOutcome,
  type RefundQueryOutcome,
  type ShowOrder,
  type Trade,
  wechatManners,
} from '../payment-platform.ts';
import type { StatementAnswer } from '../platform-statement.ts';
import {
  cancelOutcome,
  closeOutcome,
  confirmedRefusal,
  isRefusedRefund,
  payOutcome,
  queryOutcome,
  refundQueryOutcome,
  refundStanding,
  refusedPayment,
  showOutcome,
} from './wechat-answers.ts';
import { WechatClient, type WechatReply } from './wechat-client.ts';
import { WechatNotices } from './wechat-notices.ts';
import { askStatement } from './wechat-statement.ts';

export interface WechatAccount {
  readonly mchid: string;
  readonly appid: string;
  /** Serial number of the merchant's certificate. */
  readonly serialNo: string;
  /** The merchant's own key, PKCS#8 PEM. */
  readonly merchantPrivateKeyPem: string;
  /** `PUB_KEY_ID_…`, or the serial number of a platform certificate. */
  readonly platformKeyId: string;
  /** The key WeChat Pay signs answers with, SPKI PEM. */
  readonly platformPublicKeyPem: string;
  /** `https://api.mch.weixin.qq.com`, its other site, or a stand-in. */
  readonly baseUrl: string;
  /** The address that the platform is told of the selling device. */
  readonly deviceIp?: string;
  /** Opens notices of payment; without it no codes are shown, as the platform makes none without notices. */
  readonly apiV3Key?: string;
  readonly timeoutMs?: number;
}

export interface WechatPlatformOptions {
  readonly account: WechatAccount;
  readonly clock: Clock;
  readonly log: Log;
  readonly manners?: PlatformManners;
  /** Where this account's notices of payment arrive. */
  readonly noticeUrl?: () => string;
}

const timeoutMsDefault = 5000;
const trades = '/v3/pay/transactions';
const refunds = '/v3/refund/domestic/refunds';
const minuteMs = 60_000;
const chinaMs = 8 * 3600 * 1000;
/** The platform's rule for order numbers. */
const orderNo = /^[0-9A-Za-z_*-]{6,32}$/;

export class WechatPlatform implements PaymentPlatform {
  readonly manners: PlatformManners;
  readonly currencies = ['CNY'] as const;
  readonly show?: (order: ShowOrder) => Promise<PayOutcome>;
  readonly notices?: WechatNotices;
  #options: WechatPlatformOptions;
  #client: WechatClient;

  constructor(options: WechatPlatformOptions) {
    const { account, clock } = options;
    this.#options = options;
    this.manners = options.manners ?? wechatManners;
    this.#client = new WechatClient({ ...account, clock, timeoutMs: account.timeoutMs ?? timeoutMsDefault });
    const { noticeUrl } = options;
    const { apiV3Key } = account;
    if (apiV3Key === undefined || !noticeUrl) return;
    this.notices = new WechatNotices({ ...account, apiV3Key, clock });
    this.show = (order) => this.#native(order, noticeUrl());
  }

  async pay(order: PayOrder): Promise<PayOutcome> {
    // The platform could never hear of such a number, so it can never take money for it.
    if (!orderNo.test(order.chargeId)) return { kind: 'failed', reason: 'PAY_DECLINED' };
    const { mchid, appid, deviceIp = '127.0.0.1' } = this.#options.account;
    const device = order.machineId.slice(0, 32);
    const reply = await this.#told('pay', order, () =>
      this.#client.post(`${trades}/codepay`, {
        ...{ appid, mchid, out_trade_no: order.chargeId },
        description: [...order.subject].slice(0, 127).join('') || order.chargeId,
        payer: { auth_code: order.authCode },
        amount: { total: order.amountMinor, currency: order.currency },
        scene_info: { device_id: device, device_ip: deviceIp, store_info: { out_id: device } },
      }),
    );
    const reason = refusedPayment(reply);
    if (reason === undefined) return payOutcome(reply, mchid, order);
    return confirmedRefusal(await this.query(order), reason);
  }

  async query(trade: Trade): Promise<QueryOutcome> {
    const { mchid } = this.#options.account;
    const path = `${trades}/out-trade-no/${encodeURIComponent(trade.chargeId)}?mchid=${mchid}`;
    return queryOutcome(await this.#told('query', trade, () => this.#client.get(path)), mchid, trade);
  }

  async cancel(trade: Trade): Promise<CancelOutcome> {
    const { mchid, appid } = this.#options.account;
    if (trade.showsCode) return this.#close(trade);
    const path = `${trades}/out-trade-no/${encodeURIComponent(trade.chargeId)}/reverse`;
    const reply = await this.#told('reverse', trade, () => this.#client.post(path, { appid, mchid }));
    return cancelOutcome(reply, mchid, trade);
  }

  async refund(order: RefundOrder): Promise<RefundOutcome> {
    const reply = await this.#told('refund', order, () =>
      this.#client.post(refunds, {
        ...{ out_trade_no: order.chargeId, out_refund_no: order.refundId },
        amount: { refund: order.refundMinor, total: order.amountMinor, currency: order.currency },
      }),
    );
    if (!isRefusedRefund(reply)) {
      const standing = refundStanding(reply, order);
      return standing.kind === 'notFound' ? { kind: 'unknown', reason: 'PAY_UNKNOWN' } : standing;
    }
    const standing = await this.#refundStanding(order);
    return standing.kind === 'notFound' ? { kind: 'failed', reason: 'REFUND_FAILED' } : standing;
  }

  async queryRefund(order: RefundOrder): Promise<RefundQueryOutcome> {
    return refundQueryOutcome(await this.#refundStanding(order));
  }

  statement(day: string): Promise<StatementAnswer> {
    return askStatement(this.#client, day);
  }

  async stop(): Promise<void> {
    this.#client.stop();
  }

  async #native(order: ShowOrder, noticeUrl: string): Promise<PayOutcome> {
    if (!orderNo.test(order.chargeId)) return { kind: 'failed', reason: 'PAY_DECLINED' };
    const { account, clock } = this.#options;
    const { mchid, appid, deviceIp = '127.0.0.1' } = account;
    const device = order.machineId.slice(0, 32);
    const reply = await this.#told('show', order, () =>
      this.#client.post(`${trades}/native`, {
        ...{ appid, mchid, out_trade_no: order.chargeId, notify_url: noticeUrl },
        description: [...order.subject].slice(0, 127).join('') || order.chargeId,
        // The platform takes nothing shorter than a minute.
        time_expire: `${new Date(clock.now() + Math.max(order.validMs, minuteMs) + chinaMs).toISOString().slice(0, 19)}+08:00`,
        amount: { total: order.amountMinor, currency: order.currency },
        scene_info: { device_id: device, payer_client_ip: deviceIp },
      }),
    );
    return showOutcome(reply);
  }

  async #close(trade: Trade): Promise<CancelOutcome> {
    const { mchid } = this.#options.account;
    const path = `${trades}/out-trade-no/${encodeURIComponent(trade.chargeId)}/close`;
    return closeOutcome(await this.#told('close', trade, () => this.#client.post(path, { mchid })));
  }

  async #refundStanding(order: RefundOrder) {
    const path = `${refunds}/${encodeURIComponent(order.refundId)}`;
    return refundStanding(await this.#told('query refund', order, () => this.#client.get(path)), order);
  }

  /** Calls, and logs what gave no usable answer: the platform's code, never its words or our request. */
  async #told(what: string, trade: Trade, call: () => Promise<WechatReply>): Promise<WechatReply> {
    const reply = await call();
    const { chargeId } = trade;
    if (reply.kind === 'forged' || reply.kind === 'lost') {
      this.#options.log.warn('platform call without a usable answer', { what, chargeId, why: reply.why });
    }
    if (reply.kind === 'refused') {
      const { status, code } = reply;
      this.#options.log.info('platform refused', { what, chargeId, status, code: code.slice(0, 64) });
    }
    return reply;
  }
}
