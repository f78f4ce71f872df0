/**
 * The trade methods of the Alipay stand-in: what the platform answers to an authentic request, and what it
 * writes into its book first. A payment code is burnt by its first use even if the payment fails; a trade
 * number stands for one payment with one content; refunds repeat under their request number.
 */
import { z } from 'zod';
import { chinaTime } from './alipay-double-signing.ts';
import {
  type BookEntry,
  type BookedTrade,
  tradeKey,
  type WalletBook,
  type WalletScript,
} from './wallet-book.ts';

export interface TradeContext {
  readonly book: WalletBook;
  readonly appId: string;
  readonly nowMs: number;
  /** Of a cancellation that was asked to be repeated, so far. */
  readonly cancelTries: Map<string, number>;
  readonly newTradeNo: () => string;
  /** What a wallet reads from a code that the merchant's machine shows. */
  readonly newShownCode: () => string;
  /** Where the merchant wants to be told of a payment; from the request's own parameters. */
  readonly notifyUrl: string | null;
}

/** The node to sign; `closeSocket` answers nothing at all instead. */
export interface TradeAnswer {
  readonly node: Readonly<Record<string, unknown>>;
  readonly closeSocket?: boolean;
}

type Method = (content: unknown, context: TradeContext) => TradeAnswer;

const amount = z.string().regex(/^\d{1,9}(\.\d{1,2})?$/);
const number = z.string().regex(/^[0-9A-Za-z_]{1,64}$/);
const byNumber = z.object({ out_trade_no: number });
const payContent = z.object({
  out_trade_no: number,
  scene: z.literal('bar_code'),
  auth_code: z.string().max(64),
  subject: z.string().min(1).max(256),
  total_amount: amount,
  product_code: z.literal('FACE_TO_FACE_PAYMENT').optional(),
  timeout_express: z.string().max(8).optional(),
  terminal_id: z.string().max(32).optional(),
});
const timeout = z.string().regex(/^[1-9]\d{0,3}m$/);
const precreateContent = z.object({
  out_trade_no: number,
  subject: z.string().min(1).max(256),
  total_amount: amount,
  timeout_express: timeout.optional(),
  qr_code_timeout_express: timeout.optional(),
  terminal_id: z.string().max(32).optional(),
});
const refundContent = z.object({
  out_trade_no: number,
  refund_amount: amount,
  out_request_no: number.optional(),
});
const refundQueryContent = z.object({ out_trade_no: number, out_request_no: number });

function minorOf(text: string): number {
  const [yuan = '0', fen = ''] = text.split('.');
  return Number(yuan) * 100 + Number(fen.padEnd(2, '0'));
}

function yuanOf(minor: number): string {
  const digits = String(minor).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const ok = { code: '10000', msg: 'Success' };
const buyer = { buyer_logon_id: '138****0000', buyer_user_id: '2088102116773037' };
const noMoney = {
  ...{ buyer_pay_amount: '0.00', invoice_amount: '0.00', point_amount: '0.00', receipt_amount: '0.00' },
};

function failed(outTradeNo: string, subCode: string, subMsg: string, more: object = noMoney): TradeAnswer {
  const reason = { code: '40004', msg: 'Business Failed', sub_code: `ACQ.${subCode}`, sub_msg: subMsg };
  return { node: { ...reason, ...more, out_trade_no: outTradeNo } };
}

const malformed: TradeAnswer = {
  node: {
    ...{ code: '40004', msg: 'Business Failed' },
    ...{ sub_code: 'ACQ.INVALID_PARAMETER', sub_msg: '参数无效' },
  },
};

function serviceUnavailable(): TradeAnswer {
  const node = { code: '20000', msg: 'Service Currently Unavailable', sub_code: 'isp.unknow-error' };
  return { node: { ...node, sub_msg: '系统繁忙' } };
}

function paidNode(trade: BookedTrade): Record<string, unknown> {
  const total = yuanOf(trade.totalMinor);
  return {
    ...ok,
    ...buyer,
    ...{ buyer_pay_amount: total, invoice_amount: total, point_amount: '0.00', receipt_amount: total },
    fund_bill_list: [{ amount: total, fund_channel: 'ALIPAYACCOUNT' }],
    gmt_payment: chinaTime(trade.paidAtMs ?? trade.openedAtMs),
    out_trade_no: trade.outTradeNo,
    total_amount: total,
    trade_no: trade.tradeNo,
  };
}

function waitingAnswer(trade: BookedTrade): TradeAnswer {
  const node = { code: '10003', msg: ' order success pay inprocess', ...noMoney };
  return { node: { ...node, ...buyer, out_trade_no: trade.outTradeNo, trade_no: trade.tradeNo } };
}

const pay: Method = (content, context) => {
  const read = payContent.safeParse(content);
  if (!read.success || minorOf(read.data.total_amount) < 1) return malformed;
  const { out_trade_no, auth_code, total_amount, subject } = read.data;
  const { book, appId, nowMs } = context;
  const standing = book.trade(appId, out_trade_no, nowMs);
  if (standing) return payAgain(standing, minorOf(total_amount), subject);
  const code = book.code(auth_code);
  if (!code || code.burnt || code.expiresAtMs < nowMs) {
    return failed(
      out_trade_no,
      'PAYMENT_AUTH_CODE_INVALID',
      '支付失败，获取顾客账户信息失败，请顾客刷新付款码后重新收款',
    );
  }
  const burn: BookEntry = { kind: 'codeBurnt', code: auth_code };
  const { outcome, truth } = code.script;
  if (outcome === 'declined' || outcome === 'balance' || (outcome === 'unknown' && truth === 'nothing')) {
    book.append(burn);
    if (outcome === 'unknown') return serviceUnavailable();
    return outcome === 'balance'
      ? failed(out_trade_no, 'BUYER_BALANCE_NOT_ENOUGH', '买家余额不足')
      : failed(out_trade_no, 'BUYER_ENABLE_STATUS_FORBID', '买家状态非法');
  }
  const entries = opening(read.data, code.script, context);
  book.append(burn, ...entries);
  const trade = book.trade(appId, out_trade_no, nowMs) as BookedTrade;
  if (trade.status === 'WAIT_BUYER_PAY') return waitingAnswer(trade);
  if (outcome === 'unknown') return serviceUnavailable();
  return { node: paidNode(trade), closeSocket: outcome === 'socketClosed' };
};

function opening(
  content: z.infer<typeof payContent>,
  script: WalletScript,
  context: TradeContext,
): BookEntry[] {
  const { appId, nowMs } = context;
  const waits = script.outcome === 'slow' || script.outcome === 'never';
  const trade = {
    ...{ accountId: appId, outTradeNo: content.out_trade_no, tradeNo: context.newTradeNo() },
    ...{ totalMinor: minorOf(content.total_amount), subject: content.subject },
    ...{ terminalId: content.terminal_id ?? '', openedAtMs: nowMs, cancelRetries: script.cancelRetries },
    paysAtMs: script.outcome === 'slow' ? nowMs + script.slowMs : null,
  };
  const opened: BookEntry = { kind: 'tradeOpened', trade };
  const key = tradeKey(appId, content.out_trade_no);
  return waits ? [opened] : [opened, { kind: 'tradePaid', key, atMs: nowMs }];
}

/** The same number again: never a second payment. */
function payAgain(standing: BookedTrade, totalMinor: number, subject: string): TradeAnswer {
  const { outTradeNo } = standing;
  if (standing.totalMinor !== totalMinor || standing.subject !== subject) {
    return failed(outTradeNo, 'CONTEXT_INCONSISTENT', '交易信息被篡改');
  }
  if (standing.status === 'TRADE_SUCCESS') return failed(outTradeNo, 'TRADE_HAS_SUCCESS', '交易已被支付');
  if (standing.status === 'TRADE_CLOSED') return failed(outTradeNo, 'TRADE_HAS_CLOSE', '交易已经关闭');
  return waitingAnswer(standing);
}

/** Makes a code to show; the trade itself begins when a wallet scans it. */
const precreate: Method = (content, context) => {
  const read = precreateContent.safeParse(content);
  if (!read.success || minorOf(read.data.total_amount) < 1) return malformed;
  const { out_trade_no: outTradeNo, subject, total_amount, qr_code_timeout_express = '120m' } = read.data;
  const { book, appId, nowMs, notifyUrl } = context;
  const totalMinor = minorOf(total_amount);
  const standing = book.trade(appId, outTradeNo, nowMs);
  if (standing) return payAgain(standing, totalMinor, subject);
  const before = book.shown(appId, outTradeNo);
  if (before && (before.totalMinor !== totalMinor || before.subject !== subject)) {
    return failed(outTradeNo, 'CONTEXT_INCONSISTENT', '交易信息被篡改');
  }
  const shown = before ?? {
    ...{ code: context.newShownCode(), accountId: appId, outTradeNo, tradeNo: context.newTradeNo() },
    ...{ totalMinor, subject, terminalId: read.data.terminal_id ?? '', notifyUrl },
    expiresAtMs: nowMs + Number.parseInt(qr_code_timeout_express, 10) * 60_000,
  };
  if (!before) book.append({ kind: 'codeShown', shown });
  return { node: { ...ok, out_trade_no: outTradeNo, qr_code: shown.code } };
};

/** Closes what waits for its payer; nothing that is paid, and nothing that nobody scanned. */
const close: Method = (content, { book, appId, nowMs }) => {
  const read = byNumber.safeParse(content);
  if (!read.success) return malformed;
  const { out_trade_no } = read.data;
  const trade = book.trade(appId, out_trade_no, nowMs);
  if (!trade) return failed(out_trade_no, 'TRADE_NOT_EXIST', '交易不存在', {});
  if (trade.paidAtMs !== null) return failed(out_trade_no, 'TRADE_STATUS_ERROR', '交易状态不合法', {});
  if (trade.status === 'WAIT_BUYER_PAY') {
    book.append({ kind: 'tradeClosed', key: tradeKey(appId, out_trade_no), atMs: nowMs });
  }
  return { node: { ...ok, out_trade_no, trade_no: trade.tradeNo } };
};

const query: Method = (content, { book, appId, nowMs }) => {
  const read = byNumber.safeParse(content);
  if (!read.success) return malformed;
  const trade = book.trade(appId, read.data.out_trade_no, nowMs);
  if (!trade) return failed(read.data.out_trade_no, 'TRADE_NOT_EXIST', '交易不存在');
  const common = { ...ok, ...buyer, out_trade_no: trade.outTradeNo, trade_no: trade.tradeNo };
  const state = { trade_status: trade.status, total_amount: yuanOf(trade.totalMinor) };
  if (trade.paidAtMs === null) return { node: { ...common, ...state, ...noMoney } };
  return { node: { ...paidNode(trade), ...state, send_pay_date: chinaTime(trade.paidAtMs) } };
};

const cancel: Method = (content, { book, appId, nowMs, cancelTries }) => {
  const read = byNumber.safeParse(content);
  if (!read.success) return malformed;
  const { out_trade_no } = read.data;
  const trade = book.trade(appId, out_trade_no, nowMs);
  if (!trade) return { node: { ...ok, out_trade_no, retry_flag: 'N' } };
  const key = tradeKey(appId, out_trade_no);
  const tries = cancelTries.get(key) ?? 0;
  if (tries < trade.cancelRetries) {
    cancelTries.set(key, tries + 1);
    return failed(out_trade_no, 'SYSTEM_ERROR', '系统错误', { retry_flag: 'Y' });
  }
  const leftMinor = trade.totalMinor - trade.refundedMinor;
  if (trade.status === 'TRADE_SUCCESS') {
    const outRequestNo = 'cancel';
    book.append({ kind: 'refunded', key, outRequestNo, amountMinor: leftMinor, atMs: nowMs });
  } else if (trade.status === 'WAIT_BUYER_PAY') book.append({ kind: 'tradeClosed', key, atMs: nowMs });
  const action = trade.paidAtMs === null ? 'close' : 'refund';
  return { node: { ...ok, out_trade_no, trade_no: trade.tradeNo, retry_flag: 'N', action } };
};

const refund: Method = (content, { book, appId, nowMs }) => {
  const read = refundContent.safeParse(content);
  if (!read.success || minorOf(read.data.refund_amount) < 1) return malformed;
  const { out_trade_no, refund_amount, out_request_no = out_trade_no } = read.data;
  const trade = book.trade(appId, out_trade_no, nowMs);
  if (!trade) return failed(out_trade_no, 'TRADE_NOT_EXIST', '交易不存在', {});
  const amountMinor = minorOf(refund_amount);
  const before = trade.refunds.find((r) => r.outRequestNo === out_request_no);
  if (before && before.amountMinor !== amountMinor) {
    return failed(out_trade_no, 'DISCORDANT_REPEAT_REQUEST', '不一致的请求', {});
  }
  if (!before) {
    if (trade.paidAtMs === null) return failed(out_trade_no, 'TRADE_STATUS_ERROR', '交易状态不合法', {});
    if (amountMinor > trade.totalMinor - trade.refundedMinor) {
      return failed(out_trade_no, 'REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限', {});
    }
    const key = tradeKey(appId, out_trade_no);
    book.append({ kind: 'refunded', key, outRequestNo: out_request_no, amountMinor, atMs: nowMs });
  }
  const after = book.trade(appId, out_trade_no, nowMs) as BookedTrade;
  const answer = { ...ok, ...buyer, out_trade_no, trade_no: trade.tradeNo };
  const refundFee = yuanOf(after.refundedMinor);
  return {
    node: { ...answer, fund_change: before ? 'N' : 'Y', refund_fee: refundFee, send_back_fee: refund_amount },
  };
};

const refundQuery: Method = (content, { book, appId, nowMs }) => {
  const read = refundQueryContent.safeParse(content);
  if (!read.success) return malformed;
  const { out_trade_no, out_request_no } = read.data;
  const trade = book.trade(appId, out_trade_no, nowMs);
  if (!trade) return failed(out_trade_no, 'TRADE_NOT_EXIST', '交易不存在', {});
  const found = trade.refunds.find((r) => r.outRequestNo === out_request_no);
  // Without such a refund the answer is a success that says nothing of one.
  if (!found) return { node: { ...ok } };
  const numbers = { out_trade_no, trade_no: trade.tradeNo, out_request_no };
  const amounts = { refund_amount: yuanOf(found.amountMinor), total_amount: yuanOf(trade.totalMinor) };
  return { node: { ...ok, ...numbers, ...amounts, refund_status: 'REFUND_SUCCESS' } };
};

/** The methods the stand-in speaks. */
export const tradeMethods: Readonly<Record<string, Method>> = {
  'alipay.trade.pay': pay,
  'alipay.trade.precreate': precreate,
  'alipay.trade.close': close,
  'alipay.trade.query': query,
  'alipay.trade.cancel': cancel,
  'alipay.trade.refund': refund,
  'alipay.trade.fastpay.refund.query': refundQuery,
};
