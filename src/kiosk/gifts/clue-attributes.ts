/** What was said of the person, as it may leave the machine: keyed hashes in place of codes and numbers. */
import type { GiftAttribute, GiftPolicy } from '../../domain/gift.ts';
import { faceSpelling, giftHash } from '../../domain/gift-hash.ts';
import type { PersonClue } from './gift-ports.ts';

export function attributeOf(
  clue: PersonClue,
  { hashKey }: Pick<GiftPolicy, 'hashKey'>,
  machineId: string,
): GiftAttribute {
  switch (clue.kind) {
    case 'pickupCode':
      return { kind: 'pickupCode', hash: giftHash(hashKey, 'pickup', clue.code) };
    case 'memberCode':
      return { kind: 'memberCode', hash: giftHash(hashKey, 'code', clue.code) };
    case 'member':
      return { kind: 'member', memberId: clue.memberId };
    case 'phone':
      return { kind: 'phone', hash: giftHash(hashKey, 'phone', clue.phone), code: clue.code };
    case 'face':
      return { kind: 'face', hash: giftHash(hashKey, 'face', faceSpelling(machineId, clue.tag)) };
  }
}

/** Whether the machine itself can tell that it is true: a code sent to a phone is the cloud's to judge. */
export function isProvedHere({ kind }: PersonClue): boolean {
  return kind !== 'phone';
}
