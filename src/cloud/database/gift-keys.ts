/**
 * The keys about gifts, made of the cloud's own secret and stored nowhere: one to sign leases, one to seal what
 * lies in the database, one for the codes of offers. An offer's code names the offer and cannot be made up.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto';
import { privateKeyOf, publicTextOf } from '../../domain/curve-keys.ts';
import { Fault } from '../../domain/fault.ts';
import type { Random } from '../../platform/random.ts';

const nonceBytes = 12;
const tagBytes = 16;
const codePattern = /^GF([0-9A-HJKMNP-TV-Z]{26})([0-9A-F]{20})$/;

export class GiftKeys {
  readonly leaseKey: KeyObject;
  /** How machines check leases. */
  readonly leaseKeyPublic: string;
  #seal: Uint8Array;
  #offers: Uint8Array;

  /** `secret` is any secret of the cloud; each of the keys made of it is used for one thing. */
  constructor(secret: Uint8Array) {
    const keyOf = (use: string) => new Uint8Array(hkdfSync('sha256', secret, '', use, 32));
    this.leaseKey = privateKeyOf('ed25519', keyOf('leases of gifts'));
    this.leaseKeyPublic = publicTextOf(this.leaseKey);
    this.#seal = keyOf('features of gifts');
    this.#offers = keyOf('offers of gifts');
  }

  /** What pays by the offer, as the code of a charge. */
  offerCode(merchantId: string, offerId: string): string {
    const bare = offerId.slice(-26);
    return `GF${bare}${this.#tag(merchantId, bare)}`;
  }

  /** The offer of a code; undefined if nobody here made it. */
  offerOf(merchantId: string, code: string): string | undefined {
    const match = codePattern.exec(code);
    if (!match) return undefined;
    const [, bare, tag] = match as unknown as [string, string, string];
    const right = timingSafeEqual(Buffer.from(tag), Buffer.from(this.#tag(merchantId, bare)));
    return right ? `gof_${bare}` : undefined;
  }

  /** AES-256-GCM, bound to what it belongs to. */
  seal(random: Random, about: string, text: string): string {
    const nonce = random.bytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#seal, nonce).setAAD(Buffer.from(about));
    const box = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, box, cipher.getAuthTag()]).toString('base64');
  }

  /** Throws `INPUT_MALFORMED` for a box of something else or of another key. */
  open(about: string, sealed: string): string {
    try {
      const box = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', this.#seal, box.subarray(0, nonceBytes))
        .setAAD(Buffer.from(about))
        .setAuthTag(box.subarray(box.length - tagBytes));
      const text = decipher.update(box.subarray(nonceBytes, box.length - tagBytes));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new Fault('INPUT_MALFORMED', 'open what is sealed of a gift', { cause });
    }
  }

  #tag(merchantId: string, bare: string): string {
    const mac = createHmac('sha256', this.#offers).update(`${merchantId} ${bare}`).digest('hex');
    return mac.slice(0, 20).toUpperCase();
  }
}
