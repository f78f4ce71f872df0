/**
 * What the cloud says to a machine's question about a card: what is still needed, or a grant of the charge.
 * It takes no money. Of the PIN nothing is kept, logged or said but whether it was right.
 */
import { createHash, type KeyObject } from 'node:crypto';
import type { FaceVerdict } from '../../../domain/face-verdict.ts';
import { type FingerVerdict, isSignedVerdict } from '../../../domain/finger-verdict.ts';
import { openPin, type SealedPin } from '../../../domain/sealed-pin.ts';
import type { CardAnswer, CardQuestion } from '../../../wire/card-messages.ts';
import type { MachineAddress } from '../../../wire/topics.ts';
import type { CloudDatabase } from '../../database/schema.ts';
import { findFace, isFaceVerified } from './card-faces.ts';
import { findFinger } from './card-fingers.ts';
import { type GrantFor, grantCharge, isChallenged, openChallenge } from './card-grants.ts';
import { isPinOf } from './pin-hash.ts';
import { countTry, forgiveTries, isFirstSight } from './pin-tries.ts';
import { issueLease, type LeasePorts } from './spend-leases.ts';
import { cardHash } from './stored-value-accounts.ts';

export interface CardAnswerPorts extends Omit<LeasePorts, 'leaseKey'> {
  /** Signs leases; absent where there is no machine that could keep one. */
  readonly leaseKey?: KeyObject;
  readonly hashKey: Uint8Array;
  readonly sealKey: KeyObject;
  /** Divides the waits between wrong PINs; 1 in production. */
  readonly hurry?: number;
}

type Said = Omit<CardAnswer, 'cloudTimeMs' | 'chargeId' | 'orderId'>;

/** A reader's own measure below which a finger is not taken for the one enrolled. */
const fingerScoreMin = 50;
/** How far a machine's clock may be off in a verdict. */
const verdictSkewMs = 300_000;

/** Undefined for a proof that was seen before: it gets no answer, so that a replay learns nothing. */
export async function answerCard(
  ports: CardAnswerPorts,
  machine: Pick<MachineAddress, 'merchantId' | 'machineId'>,
  question: CardQuestion,
): Promise<Said | undefined> {
  const { db, hashKey } = ports;
  const { merchantId, machineId } = machine;
  const { chargeId, orderId, code, currency } = question;
  const hash = cardHash(hashKey, merchantId, code);
  const about: GrantFor = { merchantId, machineId, chargeId, orderId, cardHash: hash };
  const account = await db
    .selectFrom('stored_value_accounts')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('card_hash', '=', hash)
    .where('currency', '=', currency)
    .executeTakeFirst();
  if (!account) return { state: 'refused', reason: 'PAY_CODE_INVALID' };
  if (account.locked_at_ms !== null) return { state: 'locked', reason: 'CARD_LOCKED' };
  const spendableMinor = Math.max(0, Math.min(Number(account.balance_minor), question.amountMinor));
  if (account.pin_hash === null) return granted(spendableMinor);
  const { pin } = question;
  const allowsOffline = Number(account.offline_minor) > 0;
  if (pin !== undefined) return checkPin(ports, about, question, pin, { spendableMinor, allowsOffline });
  const said = await checkVerdict(ports, about, question, spendableMinor);
  return said?.state === 'pinNeeded' && account.pin_kind === 'mixed' ? { ...said, secret: 'mixed' } : said;
}

/** What was seen before counts for nothing: it is not even answered. */
function isFirst(
  db: CloudDatabase,
  { merchantId }: GrantFor,
  proof: string,
  nowMs: number,
): Promise<boolean> {
  return isFirstSight(db, merchantId, createHash('sha256').update(proof).digest('hex'), nowMs);
}

function granted(spendableMinor: number): Said {
  return spendableMinor === 0
    ? { state: 'refused', reason: 'PAY_BALANCE_LOW' }
    : { state: 'granted', spendableMinor };
}

/** What a machine's reader or camera says, or what it may be asked for. */
function checkVerdict(
  ports: CardAnswerPorts,
  about: GrantFor,
  { finger, face, amountMinor }: CardQuestion,
  spendableMinor: number,
): Promise<Said | undefined> {
  if (finger) return checkFinger(ports, about, finger, spendableMinor);
  if (face) return checkFace(ports, about, face, { amountMinor, spendableMinor });
  return askFor(ports, about);
}

/** The PIN, or a finger or face where one is enrolled at that machine. */
async function askFor({ db, clock, random }: CardAnswerPorts, about: GrantFor): Promise<Said> {
  const finger = await findFinger(db, about);
  const face = await findFace(db, about);
  if (!finger && !face) return { state: 'pinNeeded' };
  const fresh = Buffer.from(random.bytes(16)).toString('base64url');
  const nonce = await openChallenge(db, about, fresh, clock.now());
  return {
    state: 'pinNeeded',
    ...(finger ? { finger: { slot: finger.slot, nonce } } : {}),
    ...(face ? { face: { consentId: face.consent_id, nonce } } : {}),
  };
}

async function checkPin(
  ports: CardAnswerPorts,
  about: GrantFor,
  { code }: CardQuestion,
  box: string,
  { spendableMinor, allowsOffline }: { spendableMinor: number; allowsOffline: boolean },
): Promise<Said | undefined> {
  const { db, clock, hashKey, sealKey, hurry } = ports;
  // A box that does not open is no try: whoever made it does not know the PIN.
  const { pin, machineKey }: SealedPin = openPin(sealKey, { ...about, code }, box);
  if (!(await isFirst(db, about, box, clock.now()))) return undefined;
  const counted = await countTry(db, about, clock.now(), hurry);
  if (counted.kind === 'noPin') return granted(spendableMinor);
  if (counted.kind === 'locked') return { state: 'locked', reason: 'CARD_LOCKED' };
  const { triesLeft, waitMs } = counted;
  if (counted.kind === 'tooSoon' || !(await isPinOf(hashKey, pin, counted.pinHash))) {
    if (triesLeft <= 0) return { state: 'locked', reason: 'CARD_LOCKED' };
    return { state: 'pinWrong', reason: 'CARD_PIN_WRONG', triesLeft, waitMs };
  }
  await forgiveTries(db, about);
  await grantCharge(db, about, { factor: 'pin', amountMinor: spendableMinor, machineKey }, clock.now());
  const { leaseKey } = ports;
  const leasing = leaseKey && allowsOffline ? { ...ports, leaseKey } : undefined;
  const lease = leasing && (await issueLease(leasing, about, { code, pin }, spendableMinor));
  return { ...granted(spendableMinor), ...(lease ? { lease } : {}) };
}

/** A verdict counts once, for the charge whose nonce it names, by the machine where the finger was enrolled. */
async function checkFinger(
  { db, clock }: CardAnswerPorts,
  about: GrantFor,
  verdict: FingerVerdict,
  spendableMinor: number,
): Promise<Said | undefined> {
  const nowMs = clock.now();
  if (!(await isFirst(db, about, verdict.signature, nowMs))) return undefined;
  const enrolled = await findFinger(db, about);
  const fits =
    enrolled !== undefined &&
    (await isChallenged(db, about, verdict.nonce, nowMs)) &&
    verdict.slot === enrolled.slot &&
    verdict.readerId === enrolled.reader_id &&
    verdict.score >= fingerScoreMin &&
    Math.abs(verdict.atMs - nowMs) <= verdictSkewMs &&
    isSignedVerdict(enrolled.machine_key, about, verdict);
  if (!fits) return { state: 'pinNeeded', reason: 'CARD_FINGER_REFUSED' };
  await grantCharge(db, about, { factor: 'finger', amountMinor: spendableMinor }, nowMs);
  return granted(spendableMinor);
}

/** As a finger's, and for the amount it names, which the site lets a face pay. */
async function checkFace(
  { db, clock }: CardAnswerPorts,
  about: GrantFor,
  verdict: FaceVerdict,
  { amountMinor, spendableMinor }: { readonly amountMinor: number; readonly spendableMinor: number },
): Promise<Said | undefined> {
  const nowMs = clock.now();
  if (!(await isFirst(db, about, verdict.signature, nowMs))) return undefined;
  if (!(await isFaceVerified(db, about, verdict, amountMinor, nowMs)))
    return { state: 'pinNeeded', reason: 'FACE_NOT_VERIFIED' };
  await grantCharge(db, about, { factor: 'face', amountMinor: spendableMinor }, nowMs);
  return granted(spendableMinor);
}
