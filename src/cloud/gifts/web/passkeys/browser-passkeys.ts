/** The passkeys of this device. Somebody who turns the device's question away is answered nothing, not an error. */
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser';
import type { z } from 'zod';
import type {
  PasskeyAsked,
  PasskeyWanted,
  passkeyMadeSchema,
  passkeySignInSchema,
} from '../../../../wire/rest-passkeys.ts';

type Made = z.input<typeof passkeyMadeSchema>['credential'];
type Used = z.input<typeof passkeySignInSchema>['credential'];

/** Whether this page and this browser can use passkeys; they belong to one origin. */
export function canUsePasskeys(origin: string | null): boolean {
  return origin === location.origin && browserSupportsWebAuthn();
}

/** `stopped`: turned away or too slow; `already`: this device has one of this person. */
export async function makePasskey(wanted: PasskeyWanted): Promise<Made | 'stopped' | 'already'> {
  try {
    return await startRegistration({ optionsJSON: wanted });
  } catch (error) {
    if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') {
      return 'already';
    }
    if (isStop(error)) return 'stopped';
    throw error;
  }
}

/** What one of this device's passkeys answered, which its person chose. */
export async function provePasskey(asked: PasskeyAsked): Promise<Used | 'stopped'> {
  try {
    const { response, ...rest } = await startAuthentication({ optionsJSON: asked });
    return { ...rest, response: { ...response, userHandle: response.userHandle ?? '' } };
  } catch (error) {
    if (isStop(error)) return 'stopped';
    throw error;
  }
}

function isStop(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError');
}

/** What most people call the device they hold; empty where it says nothing. */
export function deviceName(userAgent: string): string {
  const names = ['iPhone', 'iPad', 'Android', 'Windows', 'Macintosh', 'CrOS', 'Linux'] as const;
  const found = names.find((name) => userAgent.includes(name));
  return { Macintosh: 'Mac', CrOS: 'Chromebook' }[found as string] ?? found ?? '';
}
