/**
 * The code that a giver passes on: `GP:`, ten characters of Crockford's base 32 and a check character over
 * them, as members' codes have it. Shown as a QR or typed without its prefix; the letters I, L and O are read
 * as the digits they look like.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const body = 10;
const form = /^GP:[0-9A-HJKMNP-TV-Z]{11}$/;
const prefix = 'GP:';

function checkOf(text: string): string {
  let sum = 0;
  for (const [at, char] of [...text].entries()) sum += alphabet.indexOf(char) * (2 * at + 1);
  return alphabet[sum % alphabet.length] as string;
}

/** A new code out of ten random bytes, of which each gives five bits. */
export function makePickupCode(randomBytes: Uint8Array): string {
  const text = Array.from({ length: body }, (_, at) => alphabet[(randomBytes[at] ?? 0) & 31]).join('');
  return `${prefix}${text}${checkOf(text)}`;
}

/** The code in its one spelling, scanned or typed; undefined for everything that is none. */
export function readPickupCode(given: string): string | undefined {
  if (given.length > 40) return undefined;
  const bare = given
    .toUpperCase()
    .replace(/^\s*GP:/, '')
    .replace(/[\s-]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
  const code = `${prefix}${bare}`;
  if (!form.test(code)) return undefined;
  return checkOf(bare.slice(0, body)) === bare.at(-1) ? code : undefined;
}

/** The last four characters, for people. */
export function maskPickupCode(code: string): string {
  return `GP…${code.slice(-4)}`;
}
