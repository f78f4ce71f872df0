/** Sends one decision about a payment under a number of its own, and says what became of it. */
import { useState } from 'react';
import type { OpenPayment, PaymentAction, SettledEnd } from '../../../wire/rest.ts';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';
import { openPaymentTexts as texts } from './open-payment-words.ts';

export type Decision =
  | { readonly action: Exclude<PaymentAction, 'settle'>; readonly why: string }
  | { readonly action: 'settle'; readonly why: string; readonly end: SettledEnd };

const refreshes = ['listOpenPayments', 'readOverview', 'listOrders', 'readOrder', 'listAudit'] as const;

function newActionId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `act_${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

export function useDecision(payment: OpenPayment, done: () => void) {
  const notices = useNotices();
  const [actionId] = useState(newActionId);
  const ask = useChange('askPayment', refreshes);
  const reverse = useChange('reversePayment', refreshes);
  const refund = useChange('refundPayment', refreshes);
  const settle = useChange('settlePayment', refreshes);
  const send = (decision: Decision) => {
    const { why } = decision;
    const { about, id, amountMinor } = payment;
    const request = { path: { id }, body: { about, actionId, why } };
    switch (decision.action) {
      case 'ask':
        return ask.mutateAsync(request);
      case 'reverse':
        return reverse.mutateAsync(request);
      case 'refund':
        return refund.mutateAsync(request);
      case 'settle': {
        const settled = { end: decision.end, amountMinor: amountMinor ?? 0 };
        return settle.mutateAsync({ ...request, body: { ...request.body, ...settled } });
      }
    }
  };
  return {
    busy: ask.isPending || reverse.isPending || refund.isPending || settle.isPending,
    take: (decision: Decision) =>
      void send(decision).then(({ repeated }) => {
        notices.done(repeated ? texts.doneBefore : texts.done);
        done();
      }, notices.failed),
  };
}
