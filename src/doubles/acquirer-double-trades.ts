/**
 * The interfaces of the acquirer stand-in: what it answers to an authentic request, and what it writes into its
 * book first. A payment code is burnt by its first use even if the payment fails; an order number stands for one
 * payment with one content; a refund repeats under its number, with the same amount only.
 */
import { z } from 'zod';
import type { Message } from './acquirer-double-signing.ts';
import { type BookEntry, type BookedTrade, tradeKey, type WalletBook } from './wallet-book.ts';

export interface AcquirerContext {
  readonly book: WalletBook;
  readonly merId: string;
  readonly nowMs: number;
  /** Of a cancellation that was asked to be repeated, so far. */
  readonly cancelTries: Map<string, number>;
  readonly newTradeNo: () => string;
}

/** The fields of the answer beside its frame; `closeSocket` answers nothing at all instead. */
export interface AcquirerAnswer {
  readonly fields: Readonly<Record<string, string>>;
  readonly closeSocket?: boolean;
}

type Interface = (message: Message, context: AcquirerContext) => AcquirerAnswer;

const orderId = z.string().regex(/^[0-9A-Za-z_]{8,40}$/);
const fen = z
  .string()
  .regex(/^[1-9]\d{0,10}$/)
  .transform(Number);
const frame = {
  ...{ version: z.string(), signMethod: z.string(), signature: z.string(), merId: z.string() },
  ...{ txnTime: z.string(), nonce: z.string(), orderId },
};
const worth = { txnAmt: fen, currencyCode: z.literal('156') };
const paySchema = z.strictObject({
  ...frame,
  ...worth,
  qrNo: z.string().max(64),
  orderDesc: z.string().min(1).max(64),
  termId: z.string().max(32),
});
const byOrderSchema = z.strictObject(frame);
const refundId = z.string().regex(/^[0-9A-Za-z_]{1,48}$/);
const refundSchema = z.strictObject({ ...frame, ...worth, refundId, refundAmt: fen });
const refundQuerySchema = z.strictObject({ ...frame, refundId });

/** The number under which a cancelled payment stands in the book; no refund can have it. */
const cancelNo = 'cancel';

const say = (respCode: string, respMsg: string, more: Record<string, string> = {}): AcquirerAnswer => ({
  fields: { respCode, respMsg, ...more },
});
const malformed = say('10', '报文格式错误');

const read = <S extends z.ZodType>(schema: S, message: Message) =>
  schema.safeParse(Object.fromEntries(message));

function told(trade: BookedTrade): Record<string, string> {
  return { queryId: trade.tradeNo, txnAmt: String(trade.totalMinor), currencyCode: '156' };
}

function standing(trade: BookedTrade): AcquirerAnswer {
  if (trade.refunds.some(({ outRequestNo }) => outRequestNo === cancelNo))
    return say('37', '已撤销', told(trade));
  if (trade.paidAtMs !== null) return say('00', '成功', told(trade));
  return trade.status === 'TRADE_CLOSED'
    ? say('36', '已关闭', told(trade))
    : say('05', '等待用户确认', told(trade));
}

const pay: Interface = (message, context) => {
  const asked = read(paySchema, message);
  if (!asked.success) return malformed;
  const { orderId, txnAmt, qrNo, orderDesc, termId } = asked.data;
  const { book, merId, nowMs } = context;
  const before = book.trade(merId, orderId, nowMs);
  if (before) {
    const same = before.totalMinor === txnAmt && before.subject === orderDesc;
    return same && before.paidAtMs === null ? standing(before) : say('12', '重复交易');
  }
  const code = book.code(qrNo);
  if (!/^62\d{17}$/.test(qrNo) || !code) return say('55', '付款码无效');
  if (code.burnt) return say('56', '付款码已使用');
  if (code.expiresAtMs < nowMs) return say('54', '付款码已过期');
  const burn: BookEntry = { kind: 'codeBurnt', code: qrNo };
  const { outcome, truth, slowMs, cancelRetries } = code.script;
  if (outcome === 'declined' || outcome === 'balance' || (outcome === 'unknown' && truth === 'nothing')) {
    book.append(burn);
    if (outcome === 'unknown') return say('68', '处理超时，请查询');
    return outcome === 'balance' ? say('51', '余额不足') : say('57', '交易不被允许');
  }
  const trade = {
    ...{ accountId: merId, outTradeNo: orderId, tradeNo: context.newTradeNo(), totalMinor: txnAmt },
    ...{ subject: orderDesc, terminalId: termId, openedAtMs: nowMs, cancelRetries },
    paysAtMs: outcome === 'slow' ? nowMs + slowMs : null,
  };
  const opened: BookEntry = { kind: 'tradeOpened', trade };
  const waits = outcome === 'slow' || outcome === 'never';
  const key = tradeKey(merId, orderId);
  book.append(burn, opened, ...(waits ? [] : [{ kind: 'tradePaid' as const, key, atMs: nowMs }]));
  if (outcome === 'unknown') return say('68', '处理超时，请查询');
  const answer = standing(book.trade(merId, orderId, nowMs) as BookedTrade);
  return outcome === 'socketClosed' ? { ...answer, closeSocket: true } : answer;
};

const query: Interface = (message, { book, merId, nowMs }) => {
  const asked = read(byOrderSchema, message);
  if (!asked.success) return malformed;
  const trade = book.trade(merId, asked.data.orderId, nowMs);
  return trade ? standing(trade) : say('34', '订单不存在');
};

const cancel: Interface = (message, { book, merId, nowMs, cancelTries }) => {
  const asked = read(byOrderSchema, message);
  if (!asked.success) return malformed;
  const { orderId } = asked.data;
  const trade = book.trade(merId, orderId, nowMs);
  if (!trade) return say('34', '订单不存在');
  const key = tradeKey(merId, orderId);
  const tries = cancelTries.get(key) ?? 0;
  if (tries < trade.cancelRetries) {
    cancelTries.set(key, tries + 1);
    return say('68', '处理超时，请重试');
  }
  const left = trade.totalMinor - trade.refundedMinor;
  if (trade.status === 'WAIT_BUYER_PAY') book.append({ kind: 'tradeClosed', key, atMs: nowMs });
  else if (trade.paidAtMs !== null && left > 0) {
    book.append({ kind: 'refunded', key, outRequestNo: cancelNo, amountMinor: left, atMs: nowMs });
  }
  return trade.paidAtMs === null ? say('36', '已关闭') : say('37', '已撤销');
};

const refund: Interface = (message, { book, merId, nowMs }) => {
  const asked = read(refundSchema, message);
  if (!asked.success || asked.data.refundId === cancelNo) return malformed;
  const { orderId, txnAmt, refundId, refundAmt } = asked.data;
  const trade = book.trade(merId, orderId, nowMs);
  if (!trade) return say('34', '订单不存在');
  if (trade.totalMinor !== txnAmt) return say('39', '原交易金额不符');
  const done = say('00', '成功', { refundId, refundAmt: String(refundAmt), queryId: trade.tradeNo });
  const before = trade.refunds.find(({ outRequestNo }) => outRequestNo === refundId);
  if (before) return before.amountMinor === refundAmt ? done : say('39', '退款金额与原请求不符');
  if (trade.paidAtMs === null) return say('39', '原交易未成功');
  if (refundAmt > trade.totalMinor - trade.refundedMinor) return say('39', '退款金额超限');
  const key = tradeKey(merId, orderId);
  book.append({ kind: 'refunded', key, outRequestNo: refundId, amountMinor: refundAmt, atMs: nowMs });
  return done;
};

const queryRefund: Interface = (message, { book, merId, nowMs }) => {
  const asked = read(refundQuerySchema, message);
  if (!asked.success) return malformed;
  const { orderId, refundId } = asked.data;
  const trade = book.trade(merId, orderId, nowMs);
  const found = trade?.refunds.find(({ outRequestNo }) => outRequestNo === refundId);
  if (!found || refundId === cancelNo) return say('34', '退款不存在');
  return say('00', '成功', { refundId, refundAmt: String(found.amountMinor) });
};

/** The interfaces by their paths. */
export const acquirerInterfaces: Readonly<Record<string, Interface>> = {
  '/qr/pay': pay,
  '/qr/query': query,
  '/qr/cancel': cancel,
  '/qr/refund': refund,
  '/qr/refund-query': queryRefund,
};
