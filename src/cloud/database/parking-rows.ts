/**
 * Intends the grants of orders that a ledger applies, in its transaction: once for each order, whatever is
 * replayed. An end that the machine has on record already is taken over, for a cloud that lost its own.
 */
import { sql } from 'kysely';
import type { Order } from '../../domain/order.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import type { CloudTransaction } from './schema.ts';

export async function intendParkings(
  tx: CloudTransaction,
  { merchantId, machineId }: MachineAddress,
  orders: readonly Order[],
  atMs: number,
): Promise<void> {
  for (const { orderId, parking } of orders) {
    if (!parking || parking.state === 'asked') continue;
    const { state, lotId, validMinutes, intendedAtMs, stay, leaveByMs, reason } = parking;
    const open = state === 'intended';
    await tx
      .insertInto('parking_grants')
      .values({
        ...{ merchant_id: merchantId, order_id: orderId, machine_id: machineId, lot_id: lotId },
        ...{ valid_minutes: validMinutes, state: open ? 'pending' : state },
        ...{ car_sealed: null, stay_serial: null, leave_by_ms: leaveByMs ?? null, fault: reason ?? null },
        stay: stay ? JSON.stringify(stay) : null,
        ...{ tries: 0, due_at_ms: open ? 0 : null, intended_at_ms: intendedAtMs ?? atMs },
        ...{ updated_at_ms: atMs, lease_holder: '', lease_until_ms: 0, version: 0 },
      })
      .onConflict((conflict) => conflict.columns(['merchant_id', 'order_id']).doNothing())
      .execute();
    if (open) continue;
    // The machine's end is the cloud's own, seen again; a pending row is one that an older state brought back.
    await sql`
      update parking_grants set state = ${state}, due_at_ms = null, car_sealed = null
      where merchant_id = ${merchantId} and order_id = ${orderId} and state = 'pending'`.execute(tx);
  }
}
