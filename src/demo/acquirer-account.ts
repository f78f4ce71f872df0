/**
 * The demo merchant's account with the acquirer that takes UnionPay's codes: how its stand-in speaks, as the
 * gateway's configuration says it. A real acquirer is another such description.
 */
import type { AcquirerMerchantKeys } from '../doubles/acquirer-double-accounts.ts';

export const acquirerMerId = '898310048160601';

/** One entry of the cloud's accounts. */
export function acquirerAccount(
  merchantId: string,
  merchant: AcquirerMerchantKeys['merchant'],
  port: number,
) {
  return {
    ...{ platform: 'signed-qr', name: 'unionpay', merchantId, merchantNo: acquirerMerId },
    baseUrl: `http://127.0.0.1:${port}`,
    ...acquirerDialect,
    constants: { version: '1.0', signMethod: merchant.method },
    signature: merchant,
  } as const;
}

/** What the acquirer publishes of its interface. */
export const acquirerDialect = {
  paths: {
    ...{ pay: '/qr/pay', query: '/qr/query', cancel: '/qr/cancel' },
    ...{ refund: '/qr/refund', queryRefund: '/qr/refund-query' },
  },
  encoding: 'form',
  fields: {
    ...{ merchantNo: 'merId', orderNo: 'orderId', amount: 'txnAmt', currency: 'currencyCode' },
    ...{ code: 'qrNo', subject: 'orderDesc', terminalNo: 'termId', tradeNo: 'queryId' },
    ...{ refundNo: 'refundId', refundAmount: 'refundAmt', time: 'txnTime', nonce: 'nonce' },
    ...{ result: 'respCode', signature: 'signature' },
  },
  codes: ['62\\d{17}'],
  currency: 'CNY',
  currencyCode: '156',
  results: {
    '00': 'done',
    '05': 'payerIsAsked',
    '34': 'nothing',
    '36': 'closed',
    '37': 'returned',
    '39': 'REFUND_FAILED',
    '51': 'PAY_BALANCE_LOW',
    '54': 'PAY_CODE_EXPIRED',
    '55': 'PAY_CODE_INVALID',
    '56': 'PAY_CODE_USED',
    '57': 'PAY_DECLINED',
    '61': 'PAY_LIMIT_REACHED',
  },
} as const;
