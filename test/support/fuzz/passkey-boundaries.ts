/** What browsers answer about passkeys: nothing but what one passkey signed proves anything. */
import { challengeOf, provenPasskey, provenUse } from '../../../src/cloud/gifts/passkey-proof.ts';
import { parseMessage } from '../../../src/wire/messages.ts';
import { passkeyMadeSchema, passkeySignInSchema } from '../../../src/wire/rest-passkeys.ts';
import {
  type Boundary,
  bytesOf,
  jsonOf,
  owed,
  type Subject,
  type Verdict,
  verdictLater,
} from './boundary.ts';
import type { Dice } from './dice.ts';

const site = { origin: 'https://gifts.example.com', rpId: 'gifts.example.com' };
const challenge = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8';
const id = 'lvQUC-_uJ-3lSFCoyOslTzQmpJoXjtup';
const named = { id, rawId: id, type: 'public-key' };
const publicKey =
  'pQECAyYgASFYIB-tqcRv8zEPua8aE9wEY0XQ67hB_GdWntp0pf7yOd-aIlgggMzosOHHiGiwFCbz0LHSlbbt4mH5N305kZJjMevn2M0';

const saidBy = (type: string) =>
  bytesOf(JSON.stringify({ type, challenge, origin: site.origin, crossOrigin: false }));
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

const made = {
  name: 'Phone',
  credential: {
    ...named,
    response: {
      clientDataJSON: text(saidBy('webauthn.create')),
      attestationObject:
        'o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVicBTloFYVPMTa7-ELywLT61cPW9knzewj5va-hnZz2GiVFAAAAAQAAAAAAAAAAAAAAAAAAAAAAGJb0FAvv7ift5UhQqMjrJU80JqSaF47bqaUBAgMmIAEhWCAfranEb_MxD7mvGhPcBGNF0Ou4QfxnVp7adKX-8jnfmiJYIIDM6LDhx4hosBQm89Cx0pW27eJh-Td9OZGSYzHr59jN',
      transports: ['internal'],
    },
  },
};
const used = {
  credential: {
    ...named,
    response: {
      clientDataJSON: text(saidBy('webauthn.get')),
      authenticatorData: 'BTloFYVPMTa7-ELywLT61cPW9knzewj5va-hnZz2GiUFAAAAAg',
      signature:
        'MEQCIFBhpY208qC7LPU8IyVrA6-0BkkjFQgKJAmEdFfFwh69AiAeFZoimKj1GCHsWnsj1yyXqk6Me4SlKR9XStxYlLo-YA',
      userHandle: 'Z3ByXzE',
    },
  },
};

/** Whether the site's own question was answered at the site. */
function isOurs(clientDataJSON: string): boolean {
  const said = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
  return said.origin === site.origin && said.challenge === challenge;
}

async function makes(input: Uint8Array): Promise<void> {
  const body = parseMessage(passkeyMadeSchema, input, 'a new passkey');
  const { clientDataJSON } = body.credential.response;
  challengeOf(clientDataJSON);
  const proven = await provenPasskey(body, challenge, site);
  owed(isOurs(clientDataJSON), 'a passkey is kept that another site asked for');
  owed(proven.credentialId === body.credential.id, 'a passkey is kept under another name');
  owed(proven.publicKey.length <= 1366, 'a key is kept that is too long');
}

async function uses(input: Uint8Array): Promise<void> {
  const body = parseMessage(passkeySignInSchema, input, 'an answer of a passkey');
  const { clientDataJSON, authenticatorData } = body.credential.response;
  challengeOf(clientDataJSON);
  await provenUse(body, challenge, site, publicKey);
  const signed = used.credential.response;
  const same = (one: string, other: string) =>
    Buffer.from(one, 'base64url').equals(Buffer.from(other, 'base64url'));
  owed(same(clientDataJSON, signed.clientDataJSON), 'what nobody signed is believed');
  owed(same(authenticatorData, signed.authenticatorData), 'data that nobody signed are believed');
}

function openBodies(): Subject {
  return {
    take: async (input, dice): Promise<Verdict> => {
      const work = dice.below(2) === 0 ? makes : uses;
      return verdictLater(() => work(input));
    },
  };
}

/** The bytes inside: each part in its turn is what came in, the others are right. */
function openBytes(): Subject {
  const parts: readonly ((part: string) => Promise<void>)[] = [
    (attestationObject) => makes(jsonOf(withPart(made, { attestationObject }))),
    (clientDataJSON) => makes(jsonOf(withPart(made, { clientDataJSON }))),
    (clientDataJSON) => uses(jsonOf(withPart(used, { clientDataJSON }))),
    (authenticatorData) => uses(jsonOf(withPart(used, { authenticatorData }))),
    (signature) => uses(jsonOf(withPart(used, { signature }))),
  ];
  return {
    take: async (input, dice: Dice): Promise<Verdict> =>
      verdictLater(() => parts[dice.below(parts.length)]?.(text(input)) ?? Promise.resolve()),
  };
}

function withPart(body: typeof made | typeof used, part: object) {
  const { credential } = body;
  return { ...body, credential: { ...credential, response: { ...credential.response, ...part } } };
}

const bytesIn = (part: string) => new Uint8Array(Buffer.from(part, 'base64url'));

export const passkeyBoundaries: readonly Boundary[] = [
  { name: 'passkey-bodies', json: true, samples: [jsonOf(made), jsonOf(used)], open: openBodies },
  {
    name: 'passkey-bytes',
    samples: [
      bytesIn(made.credential.response.attestationObject),
      bytesIn(used.credential.response.authenticatorData),
      bytesIn(used.credential.response.signature),
      saidBy('webauthn.create'),
      saidBy('webauthn.get'),
    ],
    bytesMax: 8_192,
    open: openBytes,
  },
];
