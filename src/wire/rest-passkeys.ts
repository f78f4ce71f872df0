/**
 * Passkeys of givers and recipients, as WebAuthn writes them in JSON: what a browser is asked, and what it
 * answers. Binary values are base64url; what is not read here is dropped.
 */
import { z } from 'zod';

const base64url = (charsMax: number) =>
  z
    .string()
    .min(1)
    .max(charsMax)
    .regex(/^[A-Za-z0-9_-]+$/);

/** 1,023 bytes are the longest name that a credential may have. */
const credentialId = base64url(1364);
const credentialType = z.literal('public-key');
const clientDataJSON = base64url(4096);
const transports = z.array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])).max(7);

export type PasskeyTransport = z.infer<typeof transports>[number];

export const passkeyNameMax = 40;
export const passkeysMax = 10;

/** What a browser needs to make a passkey. */
export const passkeyWantedSchema = z.object({
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ type: credentialType, alg: z.number().int() })),
  timeout: z.number().int(),
  attestation: z.literal('none'),
  authenticatorSelection: z.object({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('required'),
  }),
  /** Those the person has, so that no device gets two. */
  excludeCredentials: z
    .array(z.object({ id: z.string(), type: credentialType, transports }))
    .max(passkeysMax),
});
export type PasskeyWanted = z.infer<typeof passkeyWantedSchema>;

export const passkeyMadeSchema = z.object({
  /** What the person knows the device by. */
  name: z.string().max(passkeyNameMax).default(''),
  credential: z.object({
    ...{ id: credentialId, rawId: credentialId, type: credentialType },
    response: z.object({
      ...{ clientDataJSON, attestationObject: base64url(16_384) },
      transports: z
        .array(z.string().max(20))
        .max(10)
        .default([])
        // A way that is not known yet is no reason to refuse a passkey.
        .transform((all) => all.filter((one) => transports.element.safeParse(one).success))
        .pipe(transports),
    }),
  }),
});
export type PasskeyMade = z.output<typeof passkeyMadeSchema>;

/** What a browser needs to have a passkey prove who somebody is. It names nobody: the device knows. */
export const passkeyAskedSchema = z.object({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.number().int(),
  userVerification: z.literal('required'),
});
export type PasskeyAsked = z.infer<typeof passkeyAskedSchema>;

export const passkeySignInSchema = z.object({
  credential: z.object({
    ...{ id: credentialId, rawId: credentialId, type: credentialType },
    response: z.object({
      ...{ clientDataJSON, authenticatorData: base64url(4096), signature: base64url(2048) },
      userHandle: base64url(86),
    }),
  }),
});
export type PasskeySignIn = z.output<typeof passkeySignInSchema>;

export const passkeyListSchema = z.object({
  items: z
    .array(
      z.object({
        passkeyId: z.string(),
        name: z.string(),
        createdAtMs: z.number().int(),
        /** Null until somebody signed in with it. */
        usedAtMs: z.number().int().nullable(),
      }),
    )
    .max(passkeysMax),
});
export type PasskeyList = z.infer<typeof passkeyListSchema>;
