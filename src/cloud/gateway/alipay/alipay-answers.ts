/**
 * What each of Alipay's answers means. Only an answer that names the trade it was asked about is definite;
 * a code or sub-code without a rule here is `unknown`, and the gateway asks again. Codes: 10000 done, 10003
 * the payer is being asked, 20000 the platform does not know, 40004 refused for the reason in `sub_code`.
 */
import { z } from 'zod';
import type { FaultCode } from '../../../domain/fault.ts';
import { decimalOf } from '../../../domain/money.ts';
import type {
  CancelOutcome,
  PayOutcome,
  QueryOutcome,
  RefundOrder,
  RefundOutcome,
  RefundQueryOutcome,
  Trade,
} from '../payment-platform.ts';

const text = (max: number) => z.string().max(max);

/** The fields of Alipay's answers that the gateway reads; others are ignored. */
export const alipayAnswerSchema = z.object({
  code: text(16),
  sub_code: text(64).optional(),
  out_trade_no: text(64).optional(),
  trade_no: text(64).optional(),
  trade_status: text(32).optional(),
  total_amount: text(16).optional(),
  retry_flag: text(1).optional(),
  action: text(16).optional(),
  fund_change: text(1).optional(),
  out_request_no: text(64).optional(),
  refund_status: text(32).optional(),
  refund_amount: text(16).optional(),
  qr_code: text(512).optional(),
});
export type AlipayAnswer = z.infer<typeof alipayAnswerSchema>;

/** Refusals of a payment after which nothing was and nothing will be taken. */
const payRefusals: Readonly<Record<string, FaultCode>> = {
  'ACQ.PAYMENT_AUTH_CODE_INVALID': 'PAY_CODE_INVALID',
  'ACQ.BUYER_BALANCE_NOT_ENOUGH': 'PAY_BALANCE_LOW',
  'ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH': 'PAY_BALANCE_LOW',
  'ACQ.ERROR_BALANCE_PAYMENT_DISABLE': 'PAY_BALANCE_LOW',
  'ACQ.TOTAL_FEE_EXCEED': 'PAY_LIMIT_REACHED',
  'ACQ.BUYER_SELLER_EQUAL': 'PAY_DECLINED',
  'ACQ.TRADE_BUYER_NOT_MATCH': 'PAY_DECLINED',
  'ACQ.BUYER_ENABLE_STATUS_FORBID': 'PAY_DECLINED',
  'ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR': 'PAY_LIMIT_REACHED',
  'ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR': 'PAY_LIMIT_REACHED',
  'ACQ.PAYMENT_REQUEST_HAS_RISK': 'PAY_DECLINED',
  'ACQ.PAYMENT_FAIL': 'PAY_DECLINED',
  'ACQ.EXIST_FORBIDDEN_WORD': 'PAY_DECLINED',
  'ACQ.INVALID_PARAMETER': 'PAY_DECLINED',
  'ACQ.ACCESS_FORBIDDEN': 'PAY_DECLINED',
  'ACQ.PARTNER_ERROR': 'PAY_DECLINED',
  'ACQ.TRADE_HAS_CLOSE': 'PAY_TIMED_OUT',
};

/** Refusals of a refund that trying again cannot change. */
const refundRefusals: ReadonlySet<string> = new Set([
  'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL',
  'ACQ.REFUND_FEE_ERROR',
  'ACQ.TRADE_HAS_FINISHED',
  'ACQ.TRADE_NOT_EXIST',
  'ACQ.TRADE_STATUS_ERROR',
  'ACQ.DISCORDANT_REPEAT_REQUEST',
  'ACQ.INVALID_PARAMETER',
]);

/** Refusals of a cancellation after which only a query says where the trade stands. */
const cancelRefusals: ReadonlySet<string> = new Set([
  'ACQ.TRADE_CANCEL_TIME_OUT',
  'ACQ.TRADE_HAS_FINISHED',
  'ACQ.REASON_ILLEGAL_STATUS',
  'ACQ.TRADE_STATUS_ERROR',
  'ACQ.REASON_TRADE_STATUS_INVALID',
]);

/** A table's own entry: an answer may name what every object inherits. */
function entryOf<T>(table: Readonly<Record<string, T>>, key: string | undefined): T | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

const unclear = (reason: FaultCode) => ({ kind: 'unknown' as const, reason });

/** Whether the answer is about this very trade; an authentic answer about another one proves nothing. */
function names(answer: AlipayAnswer, trade: Trade): boolean {
  return answer.out_trade_no === trade.chargeId;
}

function isWorth(amount: string | undefined, minor: number, trade: Trade): boolean {
  return amount === decimalOf(minor, trade.currency);
}

function paid(answer: AlipayAnswer, trade: Trade): PayOutcome & QueryOutcome {
  const fits = isWorth(answer.total_amount, trade.amountMinor, trade) && answer.trade_no !== undefined;
  if (!fits) return unclear('PAY_ANSWER_FORGED');
  return { kind: 'paid', platformTradeNo: answer.trade_no as string };
}

export function payOutcome(answer: AlipayAnswer, trade: Trade): PayOutcome {
  if (answer.code === '20000') return unclear('PAY_PLATFORM_DOWN');
  if (!names(answer, trade)) return unclear(answer.out_trade_no ? 'PAY_ANSWER_FORGED' : 'PAY_UNKNOWN');
  if (answer.code === '10000') return paid(answer, trade);
  if (answer.code === '10003') return { kind: 'userPaying' };
  const reason = answer.code === '40004' ? entryOf(payRefusals, answer.sub_code) : undefined;
  return reason === undefined ? unclear('PAY_UNKNOWN') : { kind: 'failed', reason };
}

export function queryOutcome(answer: AlipayAnswer, trade: Trade): QueryOutcome {
  if (answer.code === '20000') return unclear('PAY_PLATFORM_DOWN');
  if (!names(answer, trade)) return unclear(answer.out_trade_no ? 'PAY_ANSWER_FORGED' : 'PAY_UNKNOWN');
  if (answer.code === '40004' && answer.sub_code === 'ACQ.TRADE_NOT_EXIST') return { kind: 'notFound' };
  if (answer.code !== '10000') return unclear('PAY_UNKNOWN');
  switch (answer.trade_status) {
    case 'WAIT_BUYER_PAY':
      return { kind: 'userPaying' };
    case 'TRADE_SUCCESS':
    case 'TRADE_FINISHED':
      return paid(answer, trade);
    case 'TRADE_CLOSED':
      return { kind: 'closed' };
    default:
      return unclear('PAY_UNKNOWN');
  }
}

const actions: Readonly<Record<string, 'closed' | 'refunded'>> = { close: 'closed', refund: 'refunded' };

export function cancelOutcome(answer: AlipayAnswer, trade: Trade): CancelOutcome {
  const again: CancelOutcome = { kind: 'again', reason: 'PAY_PLATFORM_DOWN' };
  if (!names(answer, trade)) return again;
  if (answer.retry_flag === 'Y') return again;
  if (answer.code === '10000' && answer.retry_flag === 'N') {
    return { kind: 'done', action: entryOf(actions, answer.action) ?? 'nothingFound' };
  }
  if (answer.code !== '40004') return again;
  if (answer.sub_code === 'ACQ.TRADE_NOT_EXIST') return { kind: 'done', action: 'nothingFound' };
  return cancelRefusals.has(answer.sub_code ?? '') ? { kind: 'refused', reason: 'PAY_DECLINED' } : again;
}

/** A code to show was made, or not. */
export function showOutcome(answer: AlipayAnswer, trade: Trade): PayOutcome {
  if (answer.code === '20000') return unclear('PAY_PLATFORM_DOWN');
  if (!names(answer, trade)) return unclear(answer.out_trade_no ? 'PAY_ANSWER_FORGED' : 'PAY_UNKNOWN');
  if (answer.code === '10000' && answer.qr_code) return { kind: 'shown', code: answer.qr_code };
  const reason = answer.code === '40004' ? entryOf(payRefusals, answer.sub_code) : undefined;
  return reason === undefined ? unclear('PAY_UNKNOWN') : { kind: 'failed', reason };
}

/** Closing gives nothing back: it is refused once the trade is paid. */
export function closeOutcome(answer: AlipayAnswer, trade: Trade): CancelOutcome {
  const again: CancelOutcome = { kind: 'again', reason: 'PAY_PLATFORM_DOWN' };
  if (!names(answer, trade)) return again;
  if (answer.code === '10000') return { kind: 'done', action: 'closed' };
  if (answer.code !== '40004') return again;
  // Nobody scanned it yet, and somebody still could: the platform has no trade before.
  if (answer.sub_code === 'ACQ.TRADE_NOT_EXIST') return { kind: 'done', action: 'nothingFound' };
  return cancelRefusals.has(answer.sub_code ?? '') ? { kind: 'refused', reason: 'PAY_DECLINED' } : again;
}

export function refundOutcome(answer: AlipayAnswer, order: RefundOrder): RefundOutcome {
  if (!names(answer, order)) return unclear('PAY_PLATFORM_DOWN');
  if (answer.code === '10000') {
    return { kind: answer.fund_change === 'Y' ? 'refunded' : 'unconfirmed' };
  }
  const refused = answer.code === '40004' && refundRefusals.has(answer.sub_code ?? '');
  return refused ? { kind: 'failed', reason: 'REFUND_FAILED' } : unclear('PAY_PLATFORM_DOWN');
}

export function refundQueryOutcome(answer: AlipayAnswer, order: RefundOrder): RefundQueryOutcome {
  if (answer.code !== '10000') return unclear('PAY_PLATFORM_DOWN');
  // A refund that never came is answered by a bare success; repeating it under its number is harmless.
  if (answer.out_trade_no === undefined) return { kind: 'notFound' };
  if (!names(answer, order)) return unclear('PAY_ANSWER_FORGED');
  if (answer.refund_status !== 'REFUND_SUCCESS') return { kind: 'notFound' };
  const fits =
    answer.out_request_no === order.refundId && isWorth(answer.refund_amount, order.refundMinor, order);
  return fits ? { kind: 'refunded' } : unclear('PAY_ANSWER_FORGED');
}
