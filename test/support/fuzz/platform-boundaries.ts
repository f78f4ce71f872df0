/** Answers of the payment platform: their text with its signature, and what a genuine one says. */
import { generateKeyPairSync } from 'node:crypto';
import {
  alipayAnswerSchema,
  cancelOutcome,
  payOutcome,
  queryOutcome,
  refundOutcome,
  refundQueryOutcome,
} from '../../../src/cloud/gateway/alipay/alipay-answers.ts';
import { StrictAlipaySdk } from '../../../src/cloud/gateway/alipay/strict-alipay-sdk.ts';
import { Fault } from '../../../src/domain/fault.ts';
import { faultCatalogue } from '../../../src/domain/fault-catalogue.ts';
import { type Boundary, bytesOf, jsonOf, owed, textOf } from './boundary.ts';

const trade = {
  merchantId: 'demo',
  machineId: 'kiosk-1',
  chargeId: 'chg_1',
  amountMinor: 450,
  currency: 'CNY',
} as const;
const refund = { ...trade, refundId: 'rfd_1', refundMinor: 450, reason: 'DISPENSER_JAM' } as const;

const answers = [
  {
    code: '10000',
    out_trade_no: 'chg_1',
    trade_no: 't1',
    total_amount: '4.50',
    trade_status: 'TRADE_SUCCESS',
  },
  { code: '10003', out_trade_no: 'chg_1' },
  { code: '20000', sub_code: 'isp.unknow-error' },
  { code: '40004', out_trade_no: 'chg_1', sub_code: 'ACQ.PAYMENT_AUTH_CODE_INVALID' },
  { code: '10000', out_trade_no: 'chg_1', retry_flag: 'N', action: 'refund' },
  {
    code: '10000',
    out_trade_no: 'chg_1',
    fund_change: 'Y',
    out_request_no: 'rfd_1',
    refund_status: 'REFUND_SUCCESS',
    refund_amount: '4.50',
  },
];

const answerMeaning: Boundary = {
  name: 'alipay-answers',
  json: true,
  samples: answers.map(jsonOf),
  open: () => ({
    take: (input) => {
      let value: unknown;
      try {
        value = JSON.parse(textOf(input));
      } catch {
        return 'no JSON';
      }
      const parsed = alipayAnswerSchema.safeParse(value);
      if (!parsed.success) return 'does not fit the schema';
      const answer = parsed.data;
      const outcomes = [
        ...[payOutcome(answer, trade), queryOutcome(answer, trade), cancelOutcome(answer, trade)],
        ...[refundOutcome(answer, refund), refundQueryOutcome(answer, refund)],
      ];
      for (const outcome of outcomes) {
        owed(typeof outcome.kind === 'string', 'an outcome of no kind');
        if (outcome.kind === 'paid') owed(answer.total_amount === '4.50', 'paid, but not this amount');
        if ('reason' in outcome)
          owed(Object.hasOwn(faultCatalogue, String(outcome.reason)), `the reason ${outcome.reason}`);
        if ('action' in outcome)
          owed(
            ['closed', 'refunded', 'nothingFound'].includes(String(outcome.action)),
            `the action ${outcome.action}`,
          );
      }
      return 'accepted';
    },
  }),
};

const signedText =
  '{"alipay_trade_pay_response":{"code":"10000","msg":"Success","out_trade_no":"chg_1"},"sign":"AAAA"}';

/** No text but the one that was signed may be taken for genuine; here nothing was, so all are forged. */
const answerSignature: Boundary = {
  name: 'alipay-signatures',
  samples: [
    signedText,
    '{"error_response":{"code":"10000"},"alipay_trade_pay_response":{"code":"40004"},"sign":"A"}',
    '{"alipay_trade_pay_response":{"code":"1"},"alipay_trade_pay_response":{"code":"2"},"sign":"B","x":"sign"}',
  ].map(bytesOf),
  open: () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 1024,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const sdk = new StrictAlipaySdk({
      appId: '2021',
      privateKey,
      keyType: 'PKCS8',
      alipayPublicKey: publicKey,
    });
    return {
      take: (input) => {
        const raw = textOf(input);
        const sign = /"sign":"([^"]*)"/.exec(raw)?.[1] ?? '';
        try {
          sdk.checkResponseSign(raw, 'alipay_trade_pay_response', sign, 'trace');
        } catch (error) {
          if (error instanceof Fault && error.code === 'PAY_ANSWER_FORGED') return error.code;
          throw error;
        }
        owed(false, 'a forged answer is taken for genuine');
        return 'accepted';
      },
    };
  },
};

export const platformBoundaries: readonly Boundary[] = [answerMeaning, answerSignature];
