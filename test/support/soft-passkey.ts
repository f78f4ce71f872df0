/**
 * An authenticator in software: makes passkeys and signs with them as a device does, and wrongly where it is told
 * to. It speaks WebAuthn's JSON, shares no code with what checks it, and counts.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const es256 = -7;
const flagPresent = 0x01;
const flagVerified = 0x04;
const flagAttested = 0x40;

/** How an answer differs from a right one. */
export interface Wrong {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  /** Whether somebody was looked at; they are. */
  readonly verified?: boolean;
  readonly counter?: number;
  readonly userHandle?: string;
  readonly crossOrigin?: boolean;
  readonly forged?: boolean;
}

export class SoftPasskey {
  readonly id = randomBytes(24).toString('base64url');
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  readonly #origin: string;
  #counter = 0;
  #userHandle = '';

  constructor(origin: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#privateKey = privateKey;
    this.#publicKey = publicKey;
    this.#origin = origin;
  }

  /** The answer to `PublicKeyCredentialCreationOptionsJSON`. */
  make(wanted: { challenge: string; rp: { id: string }; user: { id: string } }, wrong: Wrong = {}) {
    this.#userHandle = wanted.user.id;
    const id = Buffer.from(this.id, 'base64url');
    const length = Buffer.from([id.length >> 8, id.length & 255]);
    const attested = Buffer.concat([Buffer.alloc(16), length, id, this.#coseKey()]);
    const authData = Buffer.concat([this.#head(wanted.rp.id, wrong, flagAttested), attested]);
    const attestationObject = cborMap([
      [cborText('fmt'), cborText('none')],
      [cborText('attStmt'), cborMap([])],
      [cborText('authData'), cborBytes(authData)],
    ]).toString('base64url');
    const clientDataJSON = this.#clientData('webauthn.create', wanted.challenge, wrong).toString('base64url');
    const response = { clientDataJSON, attestationObject, transports: ['internal', 'telepathy'] };
    return { id: this.id, rawId: this.id, type: 'public-key', response };
  }

  /** The answer to `PublicKeyCredentialRequestOptionsJSON`. */
  use(asked: { challenge: string; rpId: string }, wrong: Wrong = {}) {
    const authData = this.#head(asked.rpId, wrong, 0);
    const clientData = this.#clientData('webauthn.get', asked.challenge, wrong);
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()]);
    const signature = sign('sha256', signed, this.#privateKey);
    if (wrong.forged) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
    return {
      ...{ id: this.id, rawId: this.id, type: 'public-key' },
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle: wrong.userHandle ?? this.#userHandle,
      },
    };
  }

  #head(rpId: string, wrong: Wrong, more: number): Buffer {
    this.#counter = wrong.counter ?? this.#counter + 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.#counter);
    const flags = flagPresent | (wrong.verified === false ? 0 : flagVerified) | more;
    const rpIdHash = createHash('sha256')
      .update(wrong.rpId ?? rpId)
      .digest();
    return Buffer.concat([rpIdHash, Buffer.from([flags]), counter]);
  }

  #clientData(type: string, challenge: string, wrong: Wrong): Buffer {
    const said = { type, challenge: wrong.challenge ?? challenge, origin: wrong.origin ?? this.#origin };
    return Buffer.from(JSON.stringify({ ...said, crossOrigin: wrong.crossOrigin ?? false }));
  }

  /** RFC 9053, section 7.1.1. */
  #coseKey(): Buffer {
    const { x = '', y = '' } = this.#publicKey.export({ format: 'jwk' });
    return cborMap([
      [cborInt(1), cborInt(2)],
      [cborInt(3), cborInt(es256)],
      [cborInt(-1), cborInt(1)],
      [cborInt(-2), cborBytes(Buffer.from(x, 'base64url'))],
      [cborInt(-3), cborBytes(Buffer.from(y, 'base64url'))],
    ]);
  }
}

/** RFC 8949, section 3: the head of a data item shorter than 64 KiB. */
function cborHead(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
}

const cborInt = (value: number) => (value < 0 ? cborHead(1, -1 - value) : cborHead(0, value));
const cborBytes = (bytes: Buffer) => Buffer.concat([cborHead(2, bytes.length), bytes]);
const cborText = (text: string) => Buffer.concat([cborHead(3, Buffer.byteLength(text)), Buffer.from(text)]);
const cborMap = (entries: readonly (readonly [Buffer, Buffer])[]) =>
  Buffer.concat([cborHead(5, entries.length), ...entries.flat()]);
