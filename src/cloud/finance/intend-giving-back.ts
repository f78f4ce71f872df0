/** Writes down that money of a charge goes back; the gateway works from this as for the refunds of machines. */
import type { FaultCode } from '../../domain/fault.ts';
import { makeId } from '../../domain/ids.ts';
import type { Currency } from '../../domain/money.ts';
import type { Random } from '../../platform/random.ts';
import { shardOf } from '../../wire/topics.ts';
import type { CloudTransaction } from '../database/schema.ts';

export interface GivingBack {
  readonly merchantId: string;
  readonly charge: { readonly charge_id: string; readonly machine_id: string; readonly order_id: string };
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly reason: FaultCode;
  readonly atMs: number;
}

export async function intendGivingBack(
  tx: CloudTransaction,
  { merchantId, charge, amountMinor, currency, reason, atMs }: GivingBack,
  random: Random,
): Promise<void> {
  const { charge_id, machine_id, order_id } = charge;
  await tx
    .insertInto('refunds')
    .values({
      ...{ refund_id: makeId('rfd', atMs, random.bytes(10)), merchant_id: merchantId, machine_id, charge_id },
      ...{ shard: shardOf(machine_id), order_id, amount_minor: amountMinor, currency, reason },
      ...{ state: 'pending', intended_at_ms: atMs, updated_at_ms: atMs, due_at_ms: atMs },
    })
    .execute();
}
