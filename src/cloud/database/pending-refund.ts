/** What is written down when the cloud itself gives money of a charge back; the gateway works from it as for machines. */
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import { shardOf } from '../../wire/topics.ts';

export interface RefundIntended {
  readonly refundId: string;
  readonly merchantId: string;
  /** The machine or client that the charge is of. */
  readonly machineId: string;
  readonly orderId: string;
  readonly chargeId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly reason: FaultCode;
}

/** The row of `refunds`, due at once. */
export function pendingRefund(refund: RefundIntended, atMs: number) {
  const { refundId, merchantId, machineId, orderId, chargeId, amountMinor, currency, reason } = refund;
  return {
    ...{ refund_id: refundId, merchant_id: merchantId, machine_id: machineId, shard: shardOf(machineId) },
    ...{ order_id: orderId, charge_id: chargeId, amount_minor: amountMinor, currency, reason },
    ...{ state: 'pending', intended_at_ms: atMs, updated_at_ms: atMs, due_at_ms: atMs },
  };
}
