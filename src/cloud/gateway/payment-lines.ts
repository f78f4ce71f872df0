/** What the transaction log and the machine read of a charge or refund. */
import type { NewLine } from '../database/transaction-log-rows.ts';
import type { Charge, Refund } from './gateway-ports.ts';

export type PaymentLine = NewLine;

export function chargeLine(charge: Charge): PaymentLine {
  const { merchantId, machineId, orderId, chargeId, state } = charge;
  return {
    ...{ merchantId, machineId, orderId, about: 'charge', refId: chargeId, state: state.name },
    ...(state.reason === undefined ? {} : { reason: state.reason }),
    ...(state.platformTradeNo === undefined ? {} : { platformTradeNo: state.platformTradeNo }),
    ...(state.name === 'userPaying' && state.shownCode ? { shownCode: state.shownCode } : {}),
    ...(state.verification === undefined ? {} : { verification: state.verification }),
  };
}

export function refundLine(refund: Refund): PaymentLine {
  const { merchantId, machineId, orderId, refundId, state } = refund;
  return {
    ...{ merchantId, machineId, orderId, about: 'refund', refId: refundId, state: state.name },
    ...(state.fault === undefined ? {} : { reason: state.fault }),
  };
}
