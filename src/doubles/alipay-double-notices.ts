/** Alipay's notices that a trade was paid, as the platform writes them. */
import { createHash } from 'node:crypto';
import type { AlipayDoubleAccount } from './alipay-double-accounts.ts';
import { chinaTime, signedForm } from './alipay-double-signing.ts';
import type { SignedNotice } from './notice-sender.ts';
import type { BookedTrade } from './wallet-book.ts';

/** Fields that a test may write otherwise before they are signed. */
export type NoticeFields = Readonly<Record<string, string>>;

/** A signed notice about a paid trade, as of `nowMs`; all its repetitions have one `notify_id`. */
export function alipayNotice(
  trade: BookedTrade,
  account: AlipayDoubleAccount,
  nowMs: number,
  otherwise: NoticeFields = {},
): SignedNotice {
  const total = `${Math.floor(trade.totalMinor / 100)}.${String(trade.totalMinor % 100).padStart(2, '0')}`;
  const fields: NoticeFields = {
    ...{ notify_type: 'trade_status_sync', charset: 'utf-8', version: '1.0' },
    notify_time: chinaTime(nowMs),
    notify_id: createHash('sha256').update(`notice of ${trade.tradeNo}`).digest('hex').slice(0, 34),
    ...{ app_id: account.appId, auth_app_id: account.appId, seller_id: '2088000000000001' },
    ...{ out_trade_no: trade.outTradeNo, trade_no: trade.tradeNo, trade_status: 'TRADE_SUCCESS' },
    ...{ total_amount: total, receipt_amount: total, buyer_pay_amount: total, subject: trade.subject },
    ...{ buyer_id: '2088102116773037', buyer_logon_id: '138****0000' },
    ...{ gmt_create: chinaTime(trade.openedAtMs), gmt_payment: chinaTime(trade.paidAtMs ?? nowMs) },
    fund_bill_list: JSON.stringify([{ amount: total, fundChannel: 'ALIPAYACCOUNT' }]),
    ...otherwise,
  };
  return {
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: signedForm(fields, account),
  };
}
