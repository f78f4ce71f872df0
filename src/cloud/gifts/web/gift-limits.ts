/** What can be typed, as the contract has it; a limit that differs from the contract's is a type error. */
import type { giftAmountMinorMax, giftNameMax, giftWordsMax } from '../../../domain/gift.ts';

export const wordsMax: typeof giftWordsMax = 140;
export const nameMax: typeof giftNameMax = 40;
export const amountMinorMax: typeof giftAmountMinorMax = 100_000;
export const contactMax = 80;
export const phoneMax = 24;
export const messageMax = 500;

const phonePattern = /^\+?\d{6,15}$/;

/** Whether it could be a phone number at all; whose it is, the cloud finds out. */
export function isPhone(typed: string): boolean {
  return phonePattern.test(typed.replace(/[\s-]/g, ''));
}
