/** What the sale on the screen wants of the fingerprint reader, from its state alone. */
import type { FingerWish } from './payments/finger-flow.ts';
import type { SaleState } from './sale/sale-state.ts';

export function fingerWish({ phase, card, enrolment, orderId }: SaleState): FingerWish | undefined {
  if (phase === 'enteringPin' && card?.finger && orderId !== undefined) {
    const { chargeId, code, finger } = card;
    return { kind: 'identify', chargeId, orderId, code, ...finger };
  }
  if (phase !== 'enrollingFinger' || !enrolment) return undefined;
  const { chargeId, code } = enrolment;
  return { kind: 'enrol', chargeId, orderId: enrolment.orderId, code };
}
