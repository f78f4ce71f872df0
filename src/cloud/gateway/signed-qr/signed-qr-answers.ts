/**
 * What an acquirer's answers mean, by the account's table of result codes. Pure. Only an authentic answer that
 * names the merchant and the trade is definite, money only with its amount and currency; a code that is not in
 * the table, or means nothing for what was asked, is `unknown`.
 */
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
import type { ResultMeaning, SignedQrAccount } from './signed-qr-account.ts';
import type { Fields } from './signed-qr-signing.ts';

/** The part of an account that answers are read by. */
export type AnswerRules = Pick<SignedQrAccount, 'fields' | 'merchantNo' | 'currencyCode' | 'results'>;

const unclear = (reason: FaultCode) => ({ kind: 'unknown' as const, reason });

const outcomes: ReadonlySet<string> = new Set([
  'done',
  'payerIsAsked',
  'closed',
  'returned',
  'accepted',
  'nothing',
]);

function own(fields: Fields, name: string): string | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** What its result code says; undefined for one without a rule. */
function meaningOf(answer: Fields, { fields, results }: AnswerRules): ResultMeaning | undefined {
  const code = own(answer, fields.result) ?? '';
  return Object.hasOwn(results, code) ? results[code] : undefined;
}

function refusalOf(meaning: ResultMeaning | undefined): FaultCode | undefined {
  return meaning === undefined || outcomes.has(meaning) ? undefined : (meaning as FaultCode);
}

/** Whether the answer is about this very trade; an authentic answer about another one proves nothing. */
function names(answer: Fields, { fields, merchantNo }: AnswerRules, trade: Trade): boolean {
  return own(answer, fields.merchantNo) === merchantNo && own(answer, fields.orderNo) === trade.chargeId;
}

function paid(
  answer: Fields,
  { fields, currencyCode }: AnswerRules,
  trade: Trade,
): PayOutcome & QueryOutcome {
  const platformTradeNo = own(answer, fields.tradeNo) ?? '';
  const fits =
    own(answer, fields.amount) === String(trade.amountMinor) &&
    own(answer, fields.currency) === currencyCode &&
    /^[\w-]{1,64}$/.test(platformTradeNo);
  return fits ? { kind: 'paid', platformTradeNo } : unclear('PAY_ANSWER_FORGED');
}

export function payOutcome(answer: Fields, rules: AnswerRules, trade: Trade): PayOutcome {
  if (!names(answer, rules, trade)) return unclear('PAY_ANSWER_FORGED');
  const meaning = meaningOf(answer, rules);
  if (meaning === 'done') return paid(answer, rules, trade);
  if (meaning === 'payerIsAsked') return { kind: 'userPaying' };
  const reason = refusalOf(meaning);
  return reason === undefined ? unclear('PAY_UNKNOWN') : { kind: 'failed', reason };
}

export function queryOutcome(answer: Fields, rules: AnswerRules, trade: Trade): QueryOutcome {
  if (!names(answer, rules, trade)) return unclear('PAY_ANSWER_FORGED');
  switch (meaningOf(answer, rules)) {
    case 'done':
      return paid(answer, rules, trade);
    case 'payerIsAsked':
      return { kind: 'userPaying' };
    case 'closed':
    case 'returned':
      return { kind: 'closed' };
    case 'nothing':
      return { kind: 'notFound' };
    default:
      return unclear('PAY_UNKNOWN');
  }
}

export function cancelOutcome(answer: Fields, rules: AnswerRules, trade: Trade): CancelOutcome {
  if (!names(answer, rules, trade)) return { kind: 'again', reason: 'PAY_ANSWER_FORGED' };
  const meaning = meaningOf(answer, rules);
  if (meaning === 'done' || meaning === 'closed') return { kind: 'done', action: 'closed' };
  if (meaning === 'returned') return { kind: 'done', action: 'refunded' };
  if (meaning === 'nothing') return { kind: 'done', action: 'nothingFound' };
  const refused = refusalOf(meaning);
  return refused === undefined
    ? { kind: 'again', reason: 'PAY_PLATFORM_DOWN' }
    : { kind: 'refused', reason: refused };
}

/** Whether the answer is about this very refund. */
function namesRefund(answer: Fields, { fields }: AnswerRules, order: RefundOrder): boolean {
  const amount = own(answer, fields.refundAmount);
  return own(answer, fields.refundNo) === order.refundId && amount === String(order.refundMinor);
}

export function refundOutcome(answer: Fields, rules: AnswerRules, order: RefundOrder): RefundOutcome {
  if (!names(answer, rules, order)) return unclear('PAY_ANSWER_FORGED');
  const meaning = meaningOf(answer, rules);
  if (meaning === 'done') {
    return namesRefund(answer, rules, order) ? { kind: 'refunded' } : unclear('PAY_ANSWER_FORGED');
  }
  if (meaning === 'accepted') return { kind: 'unconfirmed' };
  // There is no such trade, and none can come: its end was known before a refund was asked for.
  if (meaning === 'nothing' || refusalOf(meaning) === 'REFUND_FAILED') {
    return { kind: 'failed', reason: 'REFUND_FAILED' };
  }
  return unclear('PAY_UNKNOWN');
}

export function refundQueryOutcome(
  answer: Fields,
  rules: AnswerRules,
  order: RefundOrder,
): RefundQueryOutcome {
  if (!names(answer, rules, order)) return unclear('PAY_ANSWER_FORGED');
  const meaning = meaningOf(answer, rules);
  if (meaning === 'nothing') return { kind: 'notFound' };
  if (meaning !== 'done') return unclear('PAY_UNKNOWN');
  return namesRefund(answer, rules, order) ? { kind: 'refunded' } : unclear('PAY_ANSWER_FORGED');
}
