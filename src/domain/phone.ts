/** Phone numbers as people type them, in one spelling, and as little of them as a screen needs to show. */

/** Digits of a phone number in one spelling: a Chinese mobile number without its country code. */
export function readPhone(typed: string): string | undefined {
  if (typed.length > 24) return undefined;
  const digits = typed.replace(/[\s-]/g, '').replace(/^(?:\+|00)/, '');
  const bare = /^86(1[3-9]\d{9})$/.exec(digits)?.[1] ?? digits;
  if (/^1\d{10}$/.test(bare)) return /^1[3-9]/.test(bare) ? bare : undefined;
  return /^\d{6,15}$/.test(bare) ? bare : undefined;
}

/** `138****5678`, or stars and the last two digits of a shorter number. */
export function maskPhone(phone: string): string {
  if (phone.length >= 11) return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
  return `****${phone.slice(-2)}`;
}
