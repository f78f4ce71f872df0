/**
 * The number of a gift's next refund. It follows from the gift and from how many refunds it had, so that a cloud put
 * back to an older state asks the platform under the same number again, and the giver is not given back twice.
 */
import { createHash } from 'node:crypto';
import type { GiftState } from './gift-state.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 26;

/** In the form of an id: `rfd_` and 26 characters. */
export function giftRefundId(giftId: string, { refunds }: Pick<GiftState, 'refunds'>): string {
  const hash = createHash('sha256').update(`${giftId} ${refunds.length}`).digest();
  const text = [...hash.subarray(0, length)].map((byte) => alphabet[byte & 31]).join('');
  return `rfd_${text}`;
}
