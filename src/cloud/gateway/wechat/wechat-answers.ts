/**
 * What each of WeChat Pay's answers means. Only a verified answer that names the trade it was asked about is
 * definite. A refusal is not signed: it says why, and a query has to say the same before anybody believes it.
 * A state or code without a rule here is `unknown`, and the gateway asks again. Amounts are in fen.
 */
import { z } from 'zod';
import type { FaultCode } from '../../../domain/fault.ts';
import type {
  CancelOutcome,
  PayOutcome,
  QueryOutcome,
  RefundOrder,
  RefundOutcome,
  RefundQueryOutcome,
  Trade,
} from '../payment-platform.ts';
import type { WechatReply } from './wechat-client.ts';

const text = (max: number) => z.string().max(max);

/** The fields of a trade that the gateway reads; others are ignored. */
export const wechatTradeSchema = z.object({
  mchid: text(32).optional(),
  out_trade_no: text(32).optional(),
  transaction_id: text(64).optional(),
  trade_state: text(32),
  amount: z.object({ total: z.int().optional(), currency: text(16).optional() }).optional(),
});
export type WechatTrade = z.infer<typeof wechatTradeSchema>;

const reversalSchema = z.object({ mchid: text(32), out_trade_no: text(32) });

export const wechatRefundSchema = z.object({
  out_trade_no: text(32),
  out_refund_no: text(64),
  status: text(32),
  amount: z.object({ refund: z.int(), total: z.int(), currency: text(16).optional() }),
});

/** Refusals of a payment after which nothing was taken, if a query finds nothing either. */
const payRefusals: Readonly<Record<string, FaultCode>> = {
  AUTH_CODE_INVALID: 'PAY_CODE_INVALID',
  AUTH_CODE_ERROR: 'PAY_CODE_INVALID',
  AUTH_CODE_EXPIRE: 'PAY_CODE_EXPIRED',
  AUTHCODEEXPIRE: 'PAY_CODE_EXPIRED',
  NOT_ENOUGH: 'PAY_BALANCE_LOW',
  NOTENOUGH: 'PAY_BALANCE_LOW',
  RULE_LIMIT: 'PAY_LIMIT_REACHED',
  RULELIMIT: 'PAY_LIMIT_REACHED',
  TRADE_ERROR: 'PAY_DECLINED',
  ACCOUNT_ERROR: 'PAY_DECLINED',
  BUYER_MISMATCH: 'PAY_DECLINED',
  NOT_SUPPORT_CARD: 'PAY_DECLINED',
  NOTSUPORTCARD: 'PAY_DECLINED',
  NO_AUTH: 'PAY_DECLINED',
  NOAUTH: 'PAY_DECLINED',
  MCH_NOT_EXISTS: 'PAY_DECLINED',
  APPID_MCHID_NOT_MATCH: 'PAY_DECLINED',
  PARAM_ERROR: 'PAY_DECLINED',
  INVALID_REQUEST: 'PAY_DECLINED',
  FREQUENCY_LIMITED: 'PAY_PLATFORM_DOWN',
};

const payerIsAsked: ReadonlySet<string> = new Set(['USERPAYING', 'USER_PAYING']);
const noSuchOrder: ReadonlySet<string> = new Set(['ORDER_NOT_EXIST', 'ORDERNOTEXIST']);
/** Refusals of a reversal after which only a query says where the trade stands. */
const reversalRefusals: ReadonlySet<string> = new Set(['REVERSE_EXPIRE', 'TRADE_ERROR', 'TRADE_STATE_ERROR']);
/** Refusals of a refund that trying again cannot change. */
const refundRefusals: ReadonlySet<string> = new Set([
  'PARAM_ERROR',
  'INVALID_REQUEST',
  'RESOURCE_NOT_EXISTS',
  'TRADE_OVERDUE',
]);

const unclear = (reason: FaultCode) => ({ kind: 'unknown' as const, reason });

/** Why a reply that is not a verified answer says nothing. */
function nothingSaid(reply: Exclude<WechatReply, { kind: 'answered' }>): FaultCode {
  if (reply.kind === 'forged') return 'PAY_ANSWER_FORGED';
  return reply.kind === 'lost' || reply.status >= 500 ? 'PAY_PLATFORM_DOWN' : 'PAY_UNKNOWN';
}

/**
 * The reason a payment was refused for, if this is such a refusal. One code stands for a code that was used,
 * one that is too old and one that is none; only the words tell, and they only choose what the shopper reads.
 */
export function refusedPayment(reply: WechatReply): FaultCode | undefined {
  if (reply.kind !== 'refused' || reply.status >= 500) return undefined;
  const reason = Object.hasOwn(payRefusals, reply.code) ? payRefusals[reply.code] : undefined;
  if (reason !== 'PAY_CODE_INVALID') return reason;
  if (reply.message.includes('仅限使用一次')) return 'PAY_CODE_USED';
  return reply.message.includes('过期') ? 'PAY_CODE_EXPIRED' : reason;
}

/** Whether the answer is about this very trade; an authentic answer about another one proves nothing. */
function names(
  answer: { mchid?: string | undefined; out_trade_no?: string | undefined },
  mchid: string,
  trade: Trade,
) {
  return answer.mchid === mchid && answer.out_trade_no === trade.chargeId;
}

function paid(answer: WechatTrade, trade: Trade): { kind: 'paid'; platformTradeNo: string } | undefined {
  const { amount, transaction_id: platformTradeNo } = answer;
  if (platformTradeNo === undefined || amount?.total !== trade.amountMinor) return undefined;
  return amount.currency === trade.currency ? { kind: 'paid', platformTradeNo } : undefined;
}

/** The trade of a verified answer. While the payer is asked, a payment's answer names nothing else. */
function standing(answer: WechatTrade, mchid: string, trade: Trade): QueryOutcome {
  const state = answer.trade_state;
  if (state === 'USERPAYING' || state === 'NOTPAY' || state === 'ACCEPT') return { kind: 'userPaying' };
  if (!names(answer, mchid, trade)) return unclear('PAY_ANSWER_FORGED');
  switch (state) {
    // Refunds have numbers of their own and are asked for by them: this trade took its money.
    case 'REFUND':
    case 'SUCCESS':
      return paid(answer, trade) ?? unclear('PAY_ANSWER_FORGED');
    case 'PAYERROR':
      return { kind: 'closed', reason: 'PAY_DECLINED' };
    case 'CLOSED':
    case 'REVOKED':
      return { kind: 'closed' };
    default:
      return unclear('PAY_UNKNOWN');
  }
}

export function payOutcome(reply: WechatReply, mchid: string, trade: Trade): PayOutcome {
  const told = queryOutcome(reply, mchid, trade);
  if (told.kind === 'closed') return { kind: 'failed', reason: told.reason ?? 'PAY_DECLINED' };
  return told.kind === 'notFound' ? unclear('PAY_UNKNOWN') : told;
}

export function queryOutcome(reply: WechatReply, mchid: string, trade: Trade): QueryOutcome {
  if (reply.kind === 'refused' && payerIsAsked.has(reply.code)) return { kind: 'userPaying' };
  if (reply.kind === 'refused' && reply.status === 404 && noSuchOrder.has(reply.code))
    return { kind: 'notFound' };
  if (reply.kind !== 'answered') return unclear(nothingSaid(reply));
  const answer = wechatTradeSchema.safeParse(reply.body);
  return answer.success ? standing(answer.data, mchid, trade) : unclear('PAY_UNKNOWN');
}

/** What a query says about a payment that was refused. */
export function confirmedRefusal(told: QueryOutcome, reason: FaultCode): PayOutcome {
  if (told.kind === 'closed') return { kind: 'failed', reason };
  return told.kind === 'notFound' ? { kind: 'failed', reason, unproved: true } : told;
}

const shownSchema = z.object({ code_url: z.string().min(1).max(512) });

/** A code to show was made, or not; a refusal is not signed, but nothing can be paid that is not shown. */
export function showOutcome(reply: WechatReply): PayOutcome {
  if (reply.kind === 'refused' && reply.status < 500) {
    const reason = payRefusals[reply.code];
    if (Object.hasOwn(payRefusals, reply.code) && reason) return { kind: 'failed', reason, unproved: true };
  }
  if (reply.kind !== 'answered') return unclear(nothingSaid(reply));
  const shown = shownSchema.safeParse(reply.body);
  return shown.success ? { kind: 'shown', code: shown.data.code_url } : unclear('PAY_UNKNOWN');
}

/** Closing answers 204 without a body; it is refused once the order is paid. */
export function closeOutcome(reply: WechatReply): CancelOutcome {
  if (reply.kind === 'answered') return { kind: 'done', action: 'closed' };
  if (reply.kind === 'refused') {
    if (reply.status === 404 && noSuchOrder.has(reply.code)) return { kind: 'done', action: 'nothingFound' };
    if (reply.code === 'ORDER_CLOSED') return { kind: 'refused', reason: 'PAY_TIMED_OUT' };
    if (reply.code === 'ORDERPAID' || reply.code === 'ORDER_PAID')
      return { kind: 'refused', reason: 'PAY_DECLINED' };
  }
  return { kind: 'again', reason: nothingSaid(reply) };
}

export function cancelOutcome(reply: WechatReply, mchid: string, trade: Trade): CancelOutcome {
  if (reply.kind === 'answered') {
    const answer = reversalSchema.safeParse(reply.body);
    const fits = answer.success && names(answer.data, mchid, trade);
    return fits ? { kind: 'done', action: 'closed' } : { kind: 'again', reason: 'PAY_ANSWER_FORGED' };
  }
  if (reply.kind === 'refused') {
    if (reply.status === 404 && noSuchOrder.has(reply.code)) return { kind: 'done', action: 'nothingFound' };
    if (reversalRefusals.has(reply.code)) return { kind: 'refused', reason: 'PAY_DECLINED' };
  }
  return { kind: 'again', reason: nothingSaid(reply) };
}

/** Whether trying the refund again cannot help, should the platform not know it. */
export function isRefusedRefund(reply: WechatReply): boolean {
  return reply.kind === 'refused' && reply.status < 500 && refundRefusals.has(reply.code);
}

type RefundStanding = RefundOutcome | { readonly kind: 'notFound' };

/** Where the refund with this number stands; one of another trade or amount stands in its way for good. */
export function refundStanding(reply: WechatReply, order: RefundOrder): RefundStanding {
  if (reply.kind === 'refused' && reply.status === 404 && reply.code === 'RESOURCE_NOT_EXISTS') {
    return { kind: 'notFound' };
  }
  if (reply.kind !== 'answered') return unclear(nothingSaid(reply));
  const answer = wechatRefundSchema.safeParse(reply.body);
  if (!answer.success) return unclear('PAY_UNKNOWN');
  const { out_trade_no, out_refund_no, status, amount } = answer.data;
  if (out_refund_no !== order.refundId) return unclear('PAY_ANSWER_FORGED');
  const same = amount.refund === order.refundMinor && amount.total === order.amountMinor;
  if (!same || out_trade_no !== order.chargeId || (amount.currency ?? 'CNY') !== order.currency) {
    return { kind: 'failed', reason: 'REFUND_FAILED' };
  }
  if (status === 'SUCCESS') return { kind: 'refunded' };
  if (status === 'PROCESSING') return { kind: 'unconfirmed' };
  const over = status === 'CLOSED' || status === 'ABNORMAL';
  return over ? { kind: 'failed', reason: 'REFUND_FAILED' } : unclear('PAY_UNKNOWN');
}

export function refundQueryOutcome(standing: RefundStanding): RefundQueryOutcome {
  if (standing.kind === 'failed') return unclear('REFUND_FAILED');
  return standing.kind === 'unconfirmed' ? unclear('PAY_UNKNOWN') : standing;
}
