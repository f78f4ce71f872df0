/**
 * The secret behind a stored-value card: a PIN of six digits, or a mixed password. Both are sealed, counted and
 * hashed alike; what the keypad must offer is all that differs.
 */

export const pinDigits = 6;
export const passwordChars = { min: 8, max: 20 } as const;

/** Six digits, or 8 to 20 printable ASCII characters without a space, as the safety keypad has them. */
export const cardSecretPattern = /^(\d{6}|[\x21-\x7e]{8,20})$/;

export type CardSecretKind = 'digits' | 'mixed';

/** Wrong tries in a row after which a card is locked. */
export const pinTriesMax = 5;

export function cardSecretKind(secret: string): CardSecretKind {
  return /^\d{6}$/.test(secret) ? 'digits' : 'mixed';
}

/** Why a secret may not be a new one: an easy PIN, or a password of one kind of characters or of very few. */
export function isWeakSecret(secret: string): boolean {
  return cardSecretKind(secret) === 'digits' ? isWeakPin(secret) : isWeakPassword(secret);
}

/** One digit over and over, a run, or a pair or three over and over. */
function isWeakPin(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = new Set(digits.slice(1).map((digit, index) => digit - (digits[index] ?? 0)));
  const [step] = steps;
  if (steps.size === 1 && (step === 0 || step === 1 || step === -1)) return true;
  return /^(\d\d)\1\1$/.test(pin) || /^(\d\d\d)\1$/.test(pin);
}

function isWeakPassword(password: string): boolean {
  const kinds = [/[a-z]/i, /\d/, /[^a-z\d]/i].filter((kind) => kind.test(password)).length;
  return kinds < 2 || new Set(password.toLowerCase()).size < 5;
}
