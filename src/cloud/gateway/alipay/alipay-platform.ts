/**
 * Alipay's code payment (当面付) over the official SDK, protocol v2. Every answer's signature is verified; what
 * is unsigned, forged, late, no JSON or an HTTP error says nothing about the money. Timestamps are China
 * Standard Time whatever the host's zone. A call ends within `timeoutMs` plus a short grace.
 */
import { faultCodeOf } from '../../../domain/fault.ts';
import { decimalOf } from '../../../domain/money.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Log } from '../../../platform/log.ts';
import {
  alipayManners,
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
} from '../payment-platform.ts';
import type { StatementAnswer } from '../platform-statement.ts';
import {
  type AlipayAnswer,
  alipayAnswerSchema,
  cancelOutcome,
  closeOutcome,
  payOutcome,
  queryOutcome,
  refundOutcome,
  refundQueryOutcome,
  showOutcome,
} from './alipay-answers.ts';
import { AlipayNotices } from './alipay-notices.ts';
import { statementAnswer, statementContent, statementMethod } from './alipay-statement.ts';
import { GuardedAgent } from './guarded-agent.ts';
import { StrictAlipaySdk } from './strict-alipay-sdk.ts';

export interface AlipayAccount {
  readonly appId: string;
  /** The merchant's own key, PKCS#8 PEM. */
  readonly appPrivateKeyPem: string;
  /** The key Alipay signs this app's answers with, SPKI PEM. */
  readonly alipayPublicKeyPem: string;
  /** `https://openapi.alipay.com/gateway.do`, the sandbox, or a stand-in. */
  readonly gatewayUrl: string;
  readonly timeoutMs?: number;
}

export interface AlipayPlatformOptions {
  readonly account: AlipayAccount;
  readonly clock: Clock;
  readonly log: Log;
  readonly manners?: PlatformManners;
  /** Where this account's notices of payment arrive; without it the query alone tells. */
  readonly noticeUrl?: () => string;
}

const timeoutMsDefault = 5000;
const graceMs = 1000;
/** The trade closes by itself if the payer does not confirm; longer than the gateway's own deadline. */
const payerTimeout = '2m';

const china = 8 * 3600 * 1000;

/** `yyyy-MM-dd HH:mm:ss` in China Standard Time. */
export function chinaTimestamp(atMs: number): string {
  return new Date(atMs + china).toISOString().slice(0, 19).replace('T', ' ');
}

function subjectOf({ subject, chargeId }: { readonly subject: string; readonly chargeId: string }): string {
  return subject.replaceAll(/[/=&]/g, ' ').slice(0, 128) || chargeId;
}

function minutes(ms: number): string {
  return `${Math.max(1, Math.ceil(ms / 60_000))}m`;
}

export class AlipayPlatform implements PaymentPlatform {
  readonly manners: PlatformManners;
  readonly currencies = ['CNY'] as const;
  readonly notices: AlipayNotices;
  #options: AlipayPlatformOptions;
  #agent: GuardedAgent;
  #sdk: StrictAlipaySdk;
  #stopped = false;
  /** Ends each call under way. */
  #calls = new Set<() => void>();

  constructor(options: AlipayPlatformOptions) {
    const { account } = options;
    this.#options = options;
    this.manners = options.manners ?? alipayManners;
    this.#agent = new GuardedAgent(new URL(account.gatewayUrl));
    this.#sdk = new StrictAlipaySdk({
      appId: account.appId,
      privateKey: account.appPrivateKeyPem,
      keyType: 'PKCS8',
      alipayPublicKey: account.alipayPublicKeyPem,
      gateway: account.gatewayUrl,
      timeout: account.timeoutMs ?? timeoutMsDefault,
      camelcase: false,
      // Any dispatcher of the SDK's HTTP client serves here, not only the proxy that the type names.
      proxyAgent: this.#agent as never,
    });
    this.notices = new AlipayNotices({
      ...{ appId: account.appId, clock: options.clock },
      isGenuine: (form) => this.#sdk.checkNotifySignV2(form),
    });
  }

  async pay(order: PayOrder): Promise<PayOutcome> {
    const answer = await this.#call('alipay.trade.pay', order, {
      ...{ scene: 'bar_code', product_code: 'FACE_TO_FACE_PAYMENT', auth_code: order.authCode },
      subject: subjectOf(order),
      total_amount: decimalOf(order.amountMinor, order.currency),
      timeout_express: payerTimeout,
      terminal_id: order.machineId.slice(0, 32),
    });
    return answer.ok ? payOutcome(answer.answer, order) : { kind: 'unknown', reason: answer.reason };
  }

  /** The trade begins when somebody scans the code; until then a query finds none. */
  async show(order: ShowOrder): Promise<PayOutcome> {
    const { noticeUrl } = this.#options;
    const content = {
      subject: subjectOf(order),
      total_amount: decimalOf(order.amountMinor, order.currency),
      // Whole minutes; beyond it the code is worth nothing even if closing it did not reach the platform.
      timeout_express: minutes(order.validMs),
      qr_code_timeout_express: minutes(order.validMs),
      terminal_id: order.machineId.slice(0, 32),
    };
    const answer = await this.#call('alipay.trade.precreate', order, content, noticeUrl?.());
    return answer.ok ? showOutcome(answer.answer, order) : { kind: 'unknown', reason: answer.reason };
  }

  async query(trade: Trade): Promise<QueryOutcome> {
    const answer = await this.#call('alipay.trade.query', trade, {});
    return answer.ok ? queryOutcome(answer.answer, trade) : { kind: 'unknown', reason: answer.reason };
  }

  async cancel(trade: Trade): Promise<CancelOutcome> {
    const method = trade.showsCode ? 'alipay.trade.close' : 'alipay.trade.cancel';
    const answer = await this.#call(method, trade, {});
    if (!answer.ok) return { kind: 'again', reason: answer.reason };
    return trade.showsCode ? closeOutcome(answer.answer, trade) : cancelOutcome(answer.answer, trade);
  }

  async refund(order: RefundOrder): Promise<RefundOutcome> {
    const answer = await this.#call('alipay.trade.refund', order, {
      refund_amount: decimalOf(order.refundMinor, order.currency),
      out_request_no: order.refundId,
    });
    return answer.ok ? refundOutcome(answer.answer, order) : { kind: 'unknown', reason: answer.reason };
  }

  async queryRefund(order: RefundOrder): Promise<RefundQueryOutcome> {
    const answer = await this.#call('alipay.trade.fastpay.refund.query', order, {
      out_request_no: order.refundId,
    });
    return answer.ok ? refundQueryOutcome(answer.answer, order) : { kind: 'unknown', reason: answer.reason };
  }

  async statement(day: string): Promise<StatementAnswer> {
    const { clock, log } = this.#options;
    const params = { timestamp: chinaTimestamp(clock.now()), bizContent: statementContent(day) };
    try {
      const answer = await this.#within(this.#sdk.exec(statementMethod, params, { validateSign: true }));
      return statementAnswer(answer, clock);
    } catch (error) {
      const reason = faultCodeOf(error) === 'PAY_ANSWER_FORGED' ? 'PAY_ANSWER_FORGED' : 'PAY_PLATFORM_DOWN';
      log.warn('platform call without a usable answer', { method: statementMethod, why: reason });
      return { kind: 'unknown', reason };
    }
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    for (const end of this.#calls) end();
    // Connections of calls under way close by themselves within the time-out; nobody waits for them.
    void this.#agent.close();
  }

  async #call(
    method: string,
    trade: Trade,
    content: Record<string, string>,
    notifyUrl?: string,
  ): Promise<
    { ok: true; answer: AlipayAnswer } | { ok: false; reason: 'PAY_PLATFORM_DOWN' | 'PAY_ANSWER_FORGED' }
  > {
    const { clock, log } = this.#options;
    if (this.#stopped) return { ok: false, reason: 'PAY_PLATFORM_DOWN' };
    const bizContent = { out_trade_no: trade.chargeId, ...content };
    const told = notifyUrl === undefined ? {} : { notifyUrl };
    const params = { timestamp: chinaTimestamp(clock.now()), bizContent, ...told };
    try {
      const raw = await this.#within(this.#sdk.exec(method, params, { validateSign: true }));
      const parsed = alipayAnswerSchema.safeParse(raw);
      if (parsed.success) return { ok: true, answer: parsed.data };
      log.warn('platform answer not understood', { method, chargeId: trade.chargeId });
      return { ok: false, reason: 'PAY_PLATFORM_DOWN' };
    } catch (error) {
      const forged = faultCodeOf(error) === 'PAY_ANSWER_FORGED';
      const why = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
      log.warn('platform call without a usable answer', { method, chargeId: trade.chargeId, why });
      return { ok: false, reason: forged ? 'PAY_ANSWER_FORGED' : 'PAY_PLATFORM_DOWN' };
    }
  }

  /** The SDK's time-out restarts with every byte; this one does not. */
  #within<T>(call: Promise<T>): Promise<T> {
    const { clock, account } = this.#options;
    const limitMs = (account.timeoutMs ?? timeoutMsDefault) + graceMs;
    return new Promise((resolve, reject) => {
      const end = () => reject(new Error('no whole answer in time, or stopped before'));
      const cancel = clock.after(limitMs, end);
      this.#calls.add(end);
      call.then(resolve, reject).finally(() => {
        cancel();
        this.#calls.delete(end);
      });
    });
  }
}
