/**
 * What a passkey's answer proves, by the WebAuthn library, which is loaded with the first answer. Attestation is
 * not asked for, so no answer with a certificate is read: nothing of one is looked up anywhere.
 */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { Fault } from '../../domain/fault.ts';
import type { PasskeyMade, PasskeySignIn } from '../../wire/rest-passkeys.ts';
import type { PasskeySite } from './gifts-ports.ts';

/** COSE: EdDSA, ES256, RS256. */
export const passkeyAlgorithms: readonly number[] = [-8, -7, -257];

/** An RSA key of 4,096 bits has half as many. */
const publicKeyBytesMax = 1024;

export interface NewPasskey {
  readonly credentialId: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  readonly counter: number;
}

/** The challenge that an answer says it is to; throws `PASSKEY_REFUSED` for what cannot be read. */
export function challengeOf(clientDataJSON: string): string {
  return refusing('read what a passkey answered', () => {
    const said: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    const { challenge, crossOrigin } = said as { challenge?: unknown; crossOrigin?: unknown };
    // The pages stand in no frame.
    if (typeof challenge !== 'string' || crossOrigin === true) throw new Error('no challenge, or in a frame');
    return challenge;
  });
}

/** The passkey that was made; throws `PASSKEY_REFUSED`. */
export async function provenPasskey(
  { credential }: PasskeyMade,
  challenge: string,
  site: PasskeySite,
): Promise<NewPasskey> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers');
  return refusing('keep a passkey', async () => {
    const attested = decodeAttestationObject(Buffer.from(credential.response.attestationObject, 'base64url'));
    const format = attested.get('fmt');
    const bare = format === 'none' || (format === 'packed' && !attested.get('attStmt').get('x5c'));
    if (!bare) throw new Error('attested by a certificate');
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...credential, clientExtensionResults: {} } satisfies RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...passkeyAlgorithms],
    });
    if (!verified || registrationInfo.credential.id !== credential.id) throw new Error('not verified');
    const { id, publicKey, counter } = registrationInfo.credential;
    if (publicKey.length > publicKeyBytesMax) throw new Error('a key too long to check');
    return { credentialId: id, publicKey: Buffer.from(publicKey).toString('base64url'), counter };
  });
}

/** The counter of a passkey that signed this challenge; throws `PASSKEY_REFUSED`. */
export async function provenUse(
  { credential }: PasskeySignIn,
  challenge: string,
  site: PasskeySite,
  publicKey: string,
): Promise<number> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  return refusing('sign in by a passkey', async () => {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...credential, clientExtensionResults: {} } satisfies AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      // Counters are compared where they are kept, in one step with the change.
      credential: { id: credential.id, publicKey: Buffer.from(publicKey, 'base64url'), counter: 0 },
    });
    if (!verified) throw new Error('the signature is wrong');
    return authenticationInfo.newCounter;
  });
}

/** What the library throws is about the answer: its sender is told that it proves nothing. */
function refusing<T>(attempted: string, prove: () => T): T {
  const refused = (cause: unknown) => new Fault('PASSKEY_REFUSED', attempted, { cause });
  try {
    const proven = prove();
    if (!(proven instanceof Promise)) return proven;
    return proven.catch((cause: unknown) => {
      throw refused(cause);
    }) as T;
  } catch (cause) {
    throw refused(cause);
  }
}
