/**
 * The words of the pages that say what became of a payment: on the machine's screen, on the cashier page, and
 * in the message pushed to the client that asked.
 */
import { type FaultCode, faultCatalogue } from '../domain/fault-catalogue.ts';
import type { PaymentOutcomeKind } from '../domain/payment-message.ts';
import type { Text } from '../domain/text.ts';
import { handoverTexts, payTexts } from './screen-texts.ts';
import { verificationTexts } from './verification-texts.ts';

export interface PaymentWords {
  readonly title: Text;
  readonly note: Text;
}

const texts = {
  succeededNote: { zh: '钱已收到，谢谢。', en: 'The money has arrived. Thank you.' },
  closedTitle: { zh: '订单已关闭', en: 'This order is closed' },
  closedNote: {
    zh: '不能再付款，没有扣款。',
    en: 'It cannot be paid any more. Nothing was charged.',
  },
} as const satisfies Record<string, Text>;

/** What is said of an outcome; `reason` where there is one. */
export function paymentWords(kind: PaymentOutcomeKind, reason: FaultCode = 'PAY_UNKNOWN'): PaymentWords {
  switch (kind) {
    case 'paymentSucceeded':
      return { title: handoverTexts.paid, note: texts.succeededNote };
    case 'paymentFailed':
      return { title: payTexts.failedTitle, note: faultCatalogue[reason].shopper };
    case 'verificationFailed':
      return { title: verificationTexts.title, note: verificationTexts.note };
    case 'refunded':
      return { title: handoverTexts.refundDone, note: handoverTexts.refundDoneCode };
    case 'refundFailed':
      return { title: handoverTexts.refundFailed, note: handoverTexts.refundFailedNote };
    case 'orderClosed':
      return { title: texts.closedTitle, note: texts.closedNote };
  }
}
