/**
 * Cards whose PIN a face stands for at one machine: under which consent, and the key that machine signs with. The
 * template is on that machine; what is here goes when the machine records that the consent was withdrawn.
 */
import {
  type FaceVerdict,
  isSignedFaceEnrolment,
  isSignedFaceVerdict,
} from '../../../domain/face-verdict.ts';
import { facePayLimitMinor } from '../../../domain/identity-policy.ts';
import type { JournalRecord } from '../../../domain/record.ts';
import type { FaceNotice } from '../../../wire/card-messages.ts';
import type { MachineAddress } from '../../../wire/topics.ts';
import type { CloudDatabase, CloudTransaction } from '../../database/schema.ts';
import { findVoucher, type GrantFor, isChallenged } from './card-grants.ts';

/** The face enrolled for that card at that machine, whatever it may pay. */
export async function findFace(
  db: CloudDatabase,
  { merchantId, cardHash, machineId }: Pick<GrantFor, 'merchantId' | 'cardHash' | 'machineId'>,
) {
  return db
    .selectFrom('card_faces as f')
    .innerJoin('machines as m', 'm.machine_id', 'f.machine_id')
    .select(['f.consent_id', 'f.machine_key', 'm.faces'])
    .where('f.merchant_id', '=', merchantId)
    .where('f.card_hash', '=', cardHash)
    .where('f.machine_id', '=', machineId)
    .executeTakeFirst();
}

/** How far a machine's clock may be off in a verdict. */
const verdictSkewMs = 300_000;

/**
 * Whether the machine where that face is enrolled says so, of this charge, for this amount, now; and its site lets a
 * face pay so much.
 */
export async function isFaceVerified(
  db: CloudDatabase,
  about: GrantFor,
  verdict: FaceVerdict,
  amountMinor: number,
  nowMs: number,
): Promise<boolean> {
  const enrolled = await findFace(db, about);
  return (
    enrolled !== undefined &&
    amountMinor <= facePayLimitMinor(enrolled.faces) &&
    enrolled.consent_id === verdict.consentId &&
    verdict.amountMinor === amountMinor &&
    Math.abs(verdict.atMs - nowMs) <= verdictSkewMs &&
    (await isChallenged(db, about, verdict.nonce, nowMs)) &&
    isSignedFaceVerdict(enrolled.machine_key, about, verdict)
  );
}

/** Takes an enrolment over, if the machine's key that came sealed with the right PIN signed it. */
export async function enrolFace(
  db: CloudDatabase,
  { merchantId, machineId }: Pick<MachineAddress, 'merchantId' | 'machineId'>,
  { chargeId, orderId, consentId, signature }: FaceNotice,
  nowMs: number,
): Promise<boolean> {
  const voucher = await findVoucher(db, { merchantId, machineId }, chargeId, nowMs);
  if (!voucher) return false;
  const { cardHash, machineKey } = voucher;
  const purpose = { merchantId, machineId, orderId, chargeId };
  if (!isSignedFaceEnrolment(machineKey, purpose, consentId, signature)) return false;
  const face = { consent_id: consentId, machine_key: machineKey, enrolled_at_ms: nowMs };
  await db
    .insertInto('card_faces')
    .values({ merchant_id: merchantId, card_hash: cardHash, machine_id: machineId, ...face })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'card_hash', 'machine_id']).doUpdateSet(face))
    .execute();
  return true;
}

/** Consents that a machine's records say are withdrawn, in the transaction that applies them. */
export async function takeWithdrawals(
  tx: CloudTransaction,
  { machineId }: MachineAddress,
  records: readonly JournalRecord[],
): Promise<void> {
  const consentIds = records.flatMap(({ body }) =>
    body.kind === 'consentWithdrawn' && body.purpose === 'payByFace' ? [body.consentId] : [],
  );
  if (consentIds.length === 0) return;
  await tx
    .deleteFrom('card_faces')
    .where('machine_id', '=', machineId)
    .where('consent_id', 'in', consentIds)
    .execute();
}
