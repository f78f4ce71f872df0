/**
 * Fingers enrolled for cards: which slot of which machine's reader, and the key that machine signs with. The
 * template itself is in the reader and nowhere else.
 */
import { isSignedEnrolment } from '../../../domain/finger-verdict.ts';
import type { FingerNotice } from '../../../wire/card-messages.ts';
import type { MachineAddress } from '../../../wire/topics.ts';
import type { CloudDatabase } from '../../database/schema.ts';
import { findVoucher } from './card-grants.ts';
import type { CardOf } from './pin-tries.ts';

export function findFinger(
  db: CloudDatabase,
  { merchantId, cardHash, machineId }: CardOf & { readonly machineId: string },
) {
  return db
    .selectFrom('card_fingers')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('card_hash', '=', cardHash)
    .where('machine_id', '=', machineId)
    .executeTakeFirst();
}

/**
 * Takes an enrolment over, if the machine's key that came sealed with the right PIN signed it; another card
 * under the same slot of that machine is forgotten, since its finger is not there any more.
 */
export async function enrolFinger(
  db: CloudDatabase,
  { merchantId, machineId }: Pick<MachineAddress, 'merchantId' | 'machineId'>,
  notice: FingerNotice,
  nowMs: number,
): Promise<boolean> {
  const { chargeId, orderId, slot, readerId, signature } = notice;
  const voucher = await findVoucher(db, { merchantId, machineId }, chargeId, nowMs);
  if (!voucher) return false;
  const { cardHash, machineKey } = voucher;
  const purpose = { merchantId, machineId, orderId, chargeId };
  if (!isSignedEnrolment(machineKey, purpose, { slot, readerId }, signature)) return false;
  const finger = { reader_id: readerId, slot, machine_key: machineKey, enrolled_at_ms: nowMs };
  await db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('card_fingers')
      .where('merchant_id', '=', merchantId)
      .where('machine_id', '=', machineId)
      .where('slot', '=', slot)
      .execute();
    await tx
      .insertInto('card_fingers')
      .values({ merchant_id: merchantId, card_hash: cardHash, machine_id: machineId, ...finger })
      .onConflict((conflict) =>
        conflict.columns(['merchant_id', 'card_hash', 'machine_id']).doUpdateSet(finger),
      )
      .execute();
  });
  return true;
}
