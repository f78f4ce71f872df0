/**
 * The trade interfaces of the WeChat Pay stand-in: what the platform answers to an authentic request, and what
 * it writes into its book first. A payment code is burnt by its first use even if the payment fails; an order
 * number stands for one payment with one content; nothing is reversed within 15 s of its payment; refunds
 * repeat under their number.
 */
import { z } from 'zod';
import {
  type BookEntry,
  type BookedTrade,
  tradeKey,
  type WalletBook,
  type WalletScript,
} from './wallet-book.ts';
import type { WechatDoubleAccount } from './wechat-double-accounts.ts';
import {
  refundBody,
  refusals,
  reversalNo,
  stateOf,
  tradeBody,
  type WechatTradeType,
} from './wechat-double-answers.ts';
import type { WechatAnswer } from './wechat-double-signing.ts';

export interface WechatTradeContext {
  readonly book: WalletBook;
  readonly account: WechatDoubleAccount;
  readonly nowMs: number;
  /** No payment is reversed earlier than this after it came in. */
  readonly reverseNotBeforeMs: number;
  /** Of a reversal that was asked to be repeated, so far. */
  readonly reverseTries: Map<string, number>;
  readonly newTransactionId: () => string;
  /** What a wallet reads from a code that the merchant's machine shows. */
  readonly newShownCode: () => string;
}

/** `closeSocket` answers nothing at all instead. */
export type TradeAnswer = WechatAnswer & { readonly closeSocket?: boolean };

const orderNo = z.string().regex(/^[0-9A-Za-z_*-]{6,32}$/);
const fen = z.int().min(1).max(10_000_000_000);
const merchant = { appid: z.string().max(32), mchid: z.string().max(32) };
const codepaySchema = z.strictObject({
  ...merchant,
  description: z.string().min(1).max(127),
  out_trade_no: orderNo,
  attach: z.string().max(128).optional(),
  payer: z.strictObject({ auth_code: z.string().min(1).max(32) }),
  amount: z.strictObject({ total: fen, currency: z.literal('CNY').optional() }),
  scene_info: z.strictObject({
    device_id: z.string().max(32).optional(),
    device_ip: z.union([z.ipv4(), z.ipv6()]),
    store_info: z.strictObject({ id: z.string().max(32).optional(), out_id: z.string().min(1).max(32) }),
  }),
});
const nativeSchema = z.strictObject({
  ...merchant,
  description: z.string().min(1).max(127),
  out_trade_no: orderNo,
  /** At least a minute away. */
  time_expire: z.iso.datetime({ offset: true }).optional(),
  notify_url: z
    .url({ protocol: /^https?$/ })
    .max(256)
    .regex(/^[^?#]+$/),
  amount: z.strictObject({ total: fen, currency: z.literal('CNY').optional() }),
  scene_info: z
    .strictObject({
      payer_client_ip: z.union([z.ipv4(), z.ipv6()]),
      device_id: z.string().max(32).optional(),
    })
    .optional(),
});
const closeSchema = z.strictObject({ mchid: z.string().max(32) });
const reverseSchema = z.strictObject(merchant);
const refundSchema = z.strictObject({
  out_trade_no: orderNo,
  out_refund_no: z.string().regex(/^[0-9A-Za-z_|*@-]{1,64}$/),
  reason: z.string().max(80).optional(),
  amount: z.strictObject({ refund: fen, total: fen, currency: z.literal('CNY') }),
});

function foreign(content: { appid: string; mchid: string }, account: WechatDoubleAccount) {
  if (content.mchid !== account.mchid) return refusals.otherMerchant;
  return content.appid === account.appid ? undefined : refusals.otherApp;
}

/** `POST /v3/pay/transactions/codepay` */
export function codepay(content: unknown, context: WechatTradeContext): TradeAnswer {
  const read = codepaySchema.safeParse(content);
  if (!read.success) return refusals.malformed;
  const { book, account, nowMs } = context;
  const wrong = foreign(read.data, account);
  if (wrong) return wrong;
  const { out_trade_no, payer, amount, description } = read.data;
  const standing = book.trade(account.mchid, out_trade_no, nowMs);
  if (standing) return payAgain(standing, amount.total, description);
  const code = book.code(payer.auth_code);
  if (!/^1[0-5]\d{16}$/.test(payer.auth_code)) return refusals.noCode;
  if (!code) return refusals.codeUnknown;
  if (code.burnt) return refusals.codeUsed;
  if (code.expiresAtMs < nowMs) return refusals.codeExpired;
  const burn: BookEntry = { kind: 'codeBurnt', code: payer.auth_code };
  const { outcome, truth } = code.script;
  const nothing = refusedBy(outcome, truth);
  if (nothing) {
    book.append(burn);
    return nothing;
  }
  book.append(burn, ...opening(read.data, code.script, context));
  const trade = book.trade(account.mchid, out_trade_no, nowMs) as BookedTrade;
  if (trade.status === 'WAIT_BUYER_PAY') return userPaying;
  if (outcome === 'unknown') return refusals.systemError;
  const body = tradeBody(trade, account.appid, 'MICROPAY');
  return { status: 200, body, closeSocket: outcome === 'socketClosed' };
}

/** Taken but not finished: the answer names nothing but the state. */
const userPaying: TradeAnswer = { status: 202, body: { trade_state: 'USERPAYING' } };

function refusedBy(outcome: WalletScript['outcome'], truth: WalletScript['truth']): WechatAnswer | undefined {
  if (outcome === 'declined') return refusals.declined;
  if (outcome === 'balance') return refusals.balance;
  return outcome === 'unknown' && truth === 'nothing' ? refusals.systemError : undefined;
}

function opening(
  content: z.infer<typeof codepaySchema>,
  script: WalletScript,
  { account, nowMs, newTransactionId }: WechatTradeContext,
): BookEntry[] {
  const waits = script.outcome === 'slow' || script.outcome === 'never';
  const trade = {
    ...{ accountId: account.mchid, outTradeNo: content.out_trade_no, tradeNo: newTransactionId() },
    ...{ totalMinor: content.amount.total, subject: content.description },
    terminalId: content.scene_info.store_info.out_id,
    ...{ openedAtMs: nowMs, cancelRetries: script.cancelRetries },
    paysAtMs: script.outcome === 'slow' ? nowMs + script.slowMs : null,
  };
  const opened: BookEntry = { kind: 'tradeOpened', trade };
  const key = tradeKey(account.mchid, content.out_trade_no);
  return waits ? [opened] : [opened, { kind: 'tradePaid', key, atMs: nowMs }];
}

/** The same number again: never a second payment. */
function payAgain(standing: BookedTrade, totalMinor: number, subject: string): TradeAnswer {
  if (standing.totalMinor !== totalMinor || standing.subject !== subject) return refusals.numberUsed;
  const state = stateOf(standing, 'MICROPAY');
  if (state === 'USERPAYING') return userPaying;
  return state === 'REVOKED' ? refusals.orderReversed : refusals.orderPaid;
}

function typeOf({ book, account }: WechatTradeContext, outTradeNo: string): WechatTradeType {
  return book.shown(account.mchid, outTradeNo) ? 'NATIVE' : 'MICROPAY';
}

const nativeLifeMs = 2 * 3600 * 1000;

/** `POST /v3/pay/transactions/native` */
export function native(content: unknown, context: WechatTradeContext): TradeAnswer {
  const read = nativeSchema.safeParse(content);
  if (!read.success) return refusals.malformed;
  const { book, account, nowMs } = context;
  const wrong = foreign(read.data, account);
  if (wrong) return wrong;
  const { out_trade_no: outTradeNo, amount, description, notify_url: notifyUrl, time_expire } = read.data;
  const expiresAtMs = time_expire === undefined ? nowMs + nativeLifeMs : Date.parse(time_expire);
  if (expiresAtMs < nowMs + 50_000) return refusals.malformed;
  const standing = book.trade(account.mchid, outTradeNo, nowMs);
  const before = book.shown(account.mchid, outTradeNo);
  if (standing) {
    const same = before?.totalMinor === amount.total && before.subject === description;
    if (!same) return refusals.numberUsed;
    if (standing.status === 'TRADE_CLOSED') return refusals.orderClosed;
    return standing.paidAtMs === null ? { status: 200, body: { code_url: before.code } } : refusals.orderPaid;
  }
  const named = { accountId: account.mchid, outTradeNo, tradeNo: context.newTransactionId() };
  const what = { totalMinor: amount.total, subject: description };
  const terminalId = read.data.scene_info?.device_id ?? '';
  const code = context.newShownCode();
  const opened = { ...named, ...what, terminalId, openedAtMs: nowMs, cancelRetries: 0, paysAtMs: null };
  book.append(
    { kind: 'codeShown', shown: { ...named, ...what, terminalId, code, expiresAtMs, notifyUrl } },
    { kind: 'tradeOpened', trade: opened },
  );
  return { status: 200, body: { code_url: code } };
}

/** `POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close` */
export function close(outTradeNo: string, content: unknown, context: WechatTradeContext): TradeAnswer {
  const read = closeSchema.safeParse(content);
  if (!read.success) return refusals.malformed;
  const { book, account, nowMs } = context;
  if (read.data.mchid !== account.mchid) return refusals.otherMerchant;
  const trade = book.trade(account.mchid, outTradeNo, nowMs);
  if (!trade) return refusals.noOrder;
  if (trade.paidAtMs !== null) return refusals.orderPaid;
  if (trade.status === 'TRADE_CLOSED') return refusals.orderClosed;
  book.append({ kind: 'tradeClosed', key: tradeKey(account.mchid, outTradeNo), atMs: nowMs });
  return { status: 204, body: {} };
}

/** `GET /v3/pay/transactions/out-trade-no/{out_trade_no}?mchid=` */
export function queryOrder(
  outTradeNo: string,
  mchid: string | null,
  context: WechatTradeContext,
): TradeAnswer {
  const { book, account, nowMs } = context;
  if (mchid !== account.mchid) return refusals.otherMerchant;
  const trade = book.trade(account.mchid, outTradeNo, nowMs);
  const type = typeOf(context, outTradeNo);
  return trade ? { status: 200, body: tradeBody(trade, account.appid, type) } : refusals.noOrder;
}

/** `POST /v3/pay/transactions/out-trade-no/{out_trade_no}/reverse` */
export function reverse(outTradeNo: string, content: unknown, context: WechatTradeContext): TradeAnswer {
  const read = reverseSchema.safeParse(content);
  if (!read.success) return refusals.malformed;
  const { book, account, nowMs, reverseTries } = context;
  const wrong = foreign(read.data, account);
  if (wrong) return wrong;
  const trade = book.trade(account.mchid, outTradeNo, nowMs);
  if (!trade) return refusals.noOrder;
  if (book.shown(account.mchid, outTradeNo)) return refusals.notByCode;
  if (nowMs - trade.openedAtMs < context.reverseNotBeforeMs) return refusals.tooEarly;
  const key = tradeKey(account.mchid, outTradeNo);
  const tries = reverseTries.get(key) ?? 0;
  if (tries < trade.cancelRetries) {
    reverseTries.set(key, tries + 1);
    return refusals.systemError;
  }
  if (trade.status === 'TRADE_SUCCESS') {
    const amountMinor = trade.totalMinor - trade.refundedMinor;
    book.append({ kind: 'refunded', key, outRequestNo: reversalNo, amountMinor, atMs: nowMs });
  } else if (trade.status === 'WAIT_BUYER_PAY') book.append({ kind: 'tradeClosed', key, atMs: nowMs });
  return { status: 200, body: { ...read.data, out_trade_no: outTradeNo } };
}

/** A refund number belongs to one refund of one trade of the merchant. */
function findRefund(outRefundNo: string, { book, account, nowMs }: WechatTradeContext) {
  for (const trade of book.book(nowMs)) {
    if (trade.accountId !== account.mchid) continue;
    const refund = trade.refunds.find((one) => one.outRequestNo === outRefundNo);
    if (refund) return { trade, refund };
  }
  return undefined;
}

/** `POST /v3/refund/domestic/refunds` */
export function refund(content: unknown, context: WechatTradeContext): TradeAnswer {
  const read = refundSchema.safeParse(content);
  if (!read.success || read.data.out_refund_no === reversalNo) return refusals.malformed;
  const { out_trade_no, out_refund_no, amount } = read.data;
  const { book, account, nowMs } = context;
  const trade = book.trade(account.mchid, out_trade_no, nowMs);
  if (!trade) return refusals.noTrade;
  if (trade.totalMinor !== amount.total) return refusals.refundOther;
  const before = findRefund(out_refund_no, context);
  if (before) {
    const same = before.trade.outTradeNo === out_trade_no && before.refund.amountMinor === amount.refund;
    return same ? { status: 200, body: refundBody(trade, before.refund, 'SUCCESS') } : refusals.refundOther;
  }
  if (trade.paidAtMs === null) return refusals.notPaid;
  if (amount.refund > trade.totalMinor - trade.refundedMinor) return refusals.refundTooLarge;
  const key = tradeKey(account.mchid, out_trade_no);
  const made = { outRequestNo: out_refund_no, amountMinor: amount.refund, atMs: nowMs };
  book.append({ kind: 'refunded', key, ...made });
  return { status: 200, body: refundBody(trade, made, 'PROCESSING') };
}

/** `GET /v3/refund/domestic/refunds/{out_refund_no}` */
export function queryRefund(outRefundNo: string, context: WechatTradeContext): TradeAnswer {
  const found = outRefundNo === reversalNo ? undefined : findRefund(outRefundNo, context);
  return found ? { status: 200, body: refundBody(found.trade, found.refund, 'SUCCESS') } : refusals.noRefund;
}
