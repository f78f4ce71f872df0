/** The bodies of WeChat Pay's answers, written from the stand-in's book. */
import type { BookedTrade } from './wallet-book.ts';
import { refusal, type WechatAnswer } from './wechat-double-signing.ts';

/** The number under which a reversal stands in the book; no merchant's refund can have it. */
export const reversalNo = 'reverse';

export type WechatTradeState = 'SUCCESS' | 'REFUND' | 'REVOKED' | 'CLOSED' | 'USERPAYING' | 'NOTPAY';

/** By the payer's code, or by one that the machine showed. */
export type WechatTradeType = 'MICROPAY' | 'NATIVE';

const stateTexts: Readonly<Record<WechatTradeState, string>> = {
  SUCCESS: '支付成功',
  REFUND: '订单发生过退款',
  REVOKED: '订单已撤销',
  CLOSED: '订单已关闭',
  USERPAYING: '用户支付中，需要输入密码',
  NOTPAY: '订单未支付',
};

export function stateOf(trade: BookedTrade, type: WechatTradeType): WechatTradeState {
  if (trade.refunds.some((one) => one.outRequestNo === reversalNo)) return 'REVOKED';
  if (trade.refundedMinor > 0) return 'REFUND';
  if (trade.status === 'WAIT_BUYER_PAY') return type === 'NATIVE' ? 'NOTPAY' : 'USERPAYING';
  if (trade.status === 'TRADE_SUCCESS') return 'SUCCESS';
  return type === 'NATIVE' ? 'CLOSED' : 'REVOKED';
}

/** A trade as payment and query tell it; amounts in fen, and only once money moved. */
export function tradeBody(trade: BookedTrade, appid: string, type: WechatTradeType): Record<string, unknown> {
  const state = stateOf(trade, type);
  const named = { appid, mchid: trade.accountId, out_trade_no: trade.outTradeNo, attach: '' };
  const told = { ...named, trade_state: state, trade_state_desc: stateTexts[state] };
  if (trade.paidAtMs === null) return told;
  return {
    ...told,
    ...{ transaction_id: trade.tradeNo, trade_type: type, bank_type: 'OTHERS' },
    success_time: chinaTimeRfc3339(trade.paidAtMs),
    payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
    amount: {
      ...{ total: trade.totalMinor, payer_total: trade.totalMinor },
      ...{ currency: 'CNY', payer_currency: 'CNY' },
    },
  };
}

/** A refund as its request and its query tell it; money moves a moment after the request was taken. */
export function refundBody(
  trade: BookedTrade,
  refund: BookedTrade['refunds'][number],
  status: 'PROCESSING' | 'SUCCESS',
): Record<string, unknown> {
  const { amountMinor, atMs, outRequestNo } = refund;
  return {
    ...{ refund_id: `5${trade.tradeNo.slice(1)}`, out_refund_no: outRequestNo },
    ...{ transaction_id: trade.tradeNo, out_trade_no: trade.outTradeNo },
    ...{ channel: 'ORIGINAL', user_received_account: '支付用户零钱', status, funds_account: 'AVAILABLE' },
    create_time: chinaTimeRfc3339(atMs),
    ...(status === 'SUCCESS' ? { success_time: chinaTimeRfc3339(atMs) } : {}),
    amount: {
      ...{ total: trade.totalMinor, refund: amountMinor, currency: 'CNY', discount_refund: 0 },
      ...{ payer_total: trade.totalMinor, payer_refund: amountMinor },
      ...{ settlement_total: trade.totalMinor, settlement_refund: amountMinor },
    },
  };
}

export const refusals = {
  malformed: refusal(400, 'PARAM_ERROR', '参数错误'),
  otherMerchant: refusal(400, 'PARAM_ERROR', '请求中的商户号与签名中的商户号不一致'),
  otherApp: refusal(400, 'APPID_MCHID_NOT_MATCH', 'AppID和mch_id不匹配'),
  noCode: refusal(400, 'AUTH_CODE_INVALID', '请扫描微信支付授权码(以10/11/12/13/14/15为前缀的18位数字)'),
  codeUnknown: refusal(400, 'AUTH_CODE_INVALID', '101 付款码无效，请重新扫码'),
  codeUsed: refusal(400, 'AUTH_CODE_INVALID', '101 每个二维码仅限使用一次，请刷新再试'),
  codeExpired: refusal(400, 'AUTH_CODE_INVALID', '101 付款码已过期，请刷新再试'),
  numberUsed: refusal(403, 'OUT_TRADE_NO_USED', '商户订单号重复'),
  orderPaid: refusal(400, 'ORDER_PAID', '该订单已支付'),
  orderReversed: refusal(400, 'ORDER_REVERSED', '订单已撤销'),
  balance: refusal(403, 'NOT_ENOUGH', '账户余额不足，请用户充值或更换支付卡后再支付'),
  declined: refusal(403, 'TRADE_ERROR', '交易失败，请更换其他方式支付'),
  systemError: refusal(500, 'SYSTEM_ERROR', '系统异常，请稍后重试'),
  noOrder: refusal(404, 'ORDER_NOT_EXIST', '订单不存在'),
  orderClosed: refusal(400, 'ORDER_CLOSED', '订单已关闭'),
  notByCode: refusal(400, 'INVALID_REQUEST', '非付款码支付订单，请使用关闭订单接口'),
  tooEarly: refusal(400, 'INVALID_REQUEST', '请勿支付后立即撤销，建议至少15秒后再调用'),
  noTrade: refusal(404, 'RESOURCE_NOT_EXISTS', '订单号不存在'),
  noRefund: refusal(404, 'RESOURCE_NOT_EXISTS', '退款单查询失败'),
  notPaid: refusal(400, 'INVALID_REQUEST', '订单未支付'),
  refundTooLarge: refusal(400, 'INVALID_REQUEST', '订单金额不足以退款'),
  refundOther: refusal(400, 'INVALID_REQUEST', '订单金额或退款金额与之前请求不一致，请核实后再试'),
} as const satisfies Record<string, WechatAnswer>;

const chinaOffsetMs = 8 * 3600 * 1000;

/** `yyyy-MM-DDTHH:mm:ss+08:00`. */
export function chinaTimeRfc3339(atMs: number): string {
  return `${new Date(atMs + chinaOffsetMs).toISOString().slice(0, 19)}+08:00`;
}
