/**
 * A plate or ticket as it lies in the cloud's database until its grant is over: sealed (AES-256-GCM, NIST SP
 * 800-38D) under a key that is not in the database, and bound to its order.
 */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { Fault } from '../../domain/fault.ts';
import { type Car, carSchema } from '../../domain/parking.ts';
import type { Random } from '../../platform/random.ts';

const nonceBytes = 12;
const tagBytes = 16;

/** `secret` is any secret of the cloud; the key made of it is used for nothing else. */
export class CarSeal {
  #key: Uint8Array;
  #random: Random;

  constructor(secret: Uint8Array, random: Random) {
    this.#key = new Uint8Array(hkdfSync('sha256', secret, '', 'cars of parking grants', 32));
    this.#random = random;
  }

  seal(orderId: string, car: Car): string {
    const nonce = this.#random.bytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(orderId));
    const box = Buffer.concat([cipher.update(JSON.stringify(car), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, box, cipher.getAuthTag()]).toString('base64');
  }

  /** Throws `INPUT_MALFORMED` for a box of another order or key. */
  open(orderId: string, sealed: string): Car {
    try {
      const box = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', this.#key, box.subarray(0, nonceBytes))
        .setAAD(Buffer.from(orderId))
        .setAuthTag(box.subarray(box.length - tagBytes));
      const text = Buffer.concat([
        decipher.update(box.subarray(nonceBytes, box.length - tagBytes)),
        decipher.final(),
      ]);
      return carSchema.parse(JSON.parse(text.toString('utf8')));
    } catch (cause) {
      throw new Fault('INPUT_MALFORMED', 'open the sealed car of a grant', { cause });
    }
  }
}
