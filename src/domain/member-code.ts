/**
 * The code by which a member is known at the machine: `MB:`, ten characters of Crockford's base 32, and a
 * check character over them (ISO 7064 MOD 37,36 has the same purpose; this is Crockford's modulo 37 kept
 * within letters and digits by drawing again). The colon keeps it apart from payment codes, GTINs, parking
 * tickets and element strings; still the state of the sale decides first whether a member is asked for.
 */
import { symbologyOf } from './symbology.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const body = 10;
const form = /^MB:[0-9A-HJKMNP-TV-Z]{11}$/;

/** The check character: each place weighs differently, so that a swap of neighbours shows. */
function checkOf(text: string): string {
  let sum = 0;
  for (const [at, char] of [...text].entries()) sum += alphabet.indexOf(char) * (2 * at + 1);
  return alphabet[sum % alphabet.length] as string;
}

/** A new code out of ten random bytes, of which each gives five bits. */
export function makeMemberCode(randomBytes: Uint8Array): string {
  const text = Array.from({ length: body }, (_, at) => alphabet[(randomBytes[at] ?? 0) & 31]).join('');
  return `MB:${text}${checkOf(text)}`;
}

/** The code in its one spelling; undefined for everything that is none. */
export function readMemberCode(scan: { text: string; symbology?: string | undefined }): string | undefined {
  if ((symbologyOf(scan.symbology)?.content ?? 'text') !== 'text' || scan.text.length > 32) return undefined;
  const code = scan.text.trim().toUpperCase();
  if (!form.test(code)) return undefined;
  return checkOf(code.slice(3, 3 + body)) === code.at(-1) ? code : undefined;
}

/** The last four characters, for people. */
export function maskMemberCode(code: string): string {
  return `MB…${code.slice(-4)}`;
}
