/** Amounts as people type them. */
import { type Currency, parseDecimal } from '../../../domain/money.ts';

/** Minor units of what was typed; `undefined` for anything but an amount of zero or more. */
export function typedMinor(typed: string, currency: Currency): number | undefined {
  try {
    const minor = parseDecimal(typed.trim().replace(/^[￥¥$€£]\s*/, ''), currency);
    return minor < 0 ? undefined : minor;
  } catch {
    return undefined;
  }
}
