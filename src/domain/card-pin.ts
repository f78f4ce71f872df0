/** The six digits behind a stored-value card, and what is too easy to guess to be one. */

export const pinDigits = 6;
export const pinPattern = /^\d{6}$/;

/** Wrong tries in a row after which a card is locked. */
export const pinTriesMax = 5;

/** Why six digits may not be a new PIN: one digit over and over, a run, or a pair over and over. */
export function isWeakPin(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = new Set(digits.slice(1).map((digit, index) => digit - (digits[index] ?? 0)));
  const [step] = steps;
  if (steps.size === 1 && (step === 0 || step === 1 || step === -1)) return true;
  return /^(\d\d)\1\1$/.test(pin) || /^(\d\d\d)\1$/.test(pin);
}
