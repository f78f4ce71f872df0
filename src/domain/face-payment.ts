/**
 * Paying by face: a face stands for the PIN of a stored-value card at the one machine where its holder enrolled it
 * for that card, after the card was shown, and only up to the site's limit. It never finds out whose card it is, and
 * never pays without a tap afterwards.
 *
 * What it stops: another person, a photograph. What it does not stop: a film that happens to show the movement asked
 * for, a mask, a face animated live, a twin. Hence the limit, the card that has to be there, and the bounded tries; a
 * site that will not bear the rest leaves `payUpToMinor` out.
 */
import { type FacePolicy, facePayLimitMinor } from './identity-policy.ts';

/** Looks that may fail for one charge, then only PIN or finger is left. */
export const faceTriesMax = 3;

export interface FacePaymentFacts {
  readonly policy: FacePolicy | undefined;
  readonly amountMinor: number;
  /** Looks that failed for this charge. */
  readonly tries: number;
  /** Somebody here said to be under 14. */
  readonly underAge?: true | undefined;
  /** Camera and recognizer could look now. */
  readonly ready: boolean;
}

/** Whether a face may stand for the PIN of this payment, where one is enrolled for the card. */
export function mayPayByFace({ policy, amountMinor, tries, underAge, ready }: FacePaymentFacts): boolean {
  const isWithin = amountMinor > 0 && amountMinor <= facePayLimitMinor(policy);
  return isWithin && tries < faceTriesMax && !underAge && ready;
}

/** Whether one may be enrolled for a card now. */
export function mayEnrolToPay({
  policy,
  underAge,
  ready,
}: Pick<FacePaymentFacts, 'policy' | 'underAge' | 'ready'>): boolean {
  return facePayLimitMinor(policy) > 0 && !underAge && ready;
}
