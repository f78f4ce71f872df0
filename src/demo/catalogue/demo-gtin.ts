/**
 * Article numbers of the demo. They have the form of Chinese EAN-13 numbers, 699 1234 and an item, with
 * right check digits, and stand for no real goods.
 */
import { checkDigitOf } from '../../domain/gtin.ts';

const companyPrefix = '6991234';

/** The EAN-13 of the demo's item 0–99,999. */
export function demoGtin(item: number): string {
  const body = companyPrefix + String(item).padStart(5, '0');
  return body + checkDigitOf(body);
}

/** `digits` with the check digit that belongs behind them. */
export function withCheckDigit(digits: string): string {
  return digits + checkDigitOf(digits);
}
