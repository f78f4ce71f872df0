/**
 * Payment codes that a shopper shows (B1). State decides before format: a scan comes here only while a sale
 * awaits a payment code, because goods and payment codes overlap (an 18-digit scale label beginning with 25
 * has the form of an Alipay code). A code is a key to somebody's money: it is never stored or logged, only
 * its masked form is.
 */
import type { CodeFormat } from './code-pattern.ts';
import { expressionProblem, wholeExpression } from './expression-cost.ts';
import { Fault } from './fault.ts';
import { symbologyOf } from './symbology.ts';

/** Longer than any platform's code. */
export const paymentCodeMax = 64;

/**
 * The formats the platforms publish: Alipay 16–24 digits from 25 to 30, WeChat Pay 18 digits from 10 to 15,
 * UnionPay 19 digits from 62. The cloud adds further platforms to the published table.
 */
export const defaultCodeFormats: readonly CodeFormat[] = [
  { platform: 'alipay', expression: '(?:2[5-9]|30)\\d{14,22}' },
  { platform: 'wechat', expression: '1[0-5]\\d{16}' },
  { platform: 'unionpay', expression: '62\\d{17}' },
];

/** The merchants' own stored-value cards: `90`, then sixteen to twenty-two digits. */
export const storedValueFormat: CodeFormat = { platform: 'stored-value', expression: '90\\d{16,22}' };
export const storedValueCode = wholeExpression(storedValueFormat.expression);

/** The platform of the first format that covers the whole code; undefined where none does. */
export function platformOf(code: string, formats: readonly CodeFormat[]): string | undefined {
  const bare = bareCode(code);
  if (bare === '' || bare.length > paymentCodeMax) return undefined;
  return formats.find((format) => expressionOf(format).test(bare))?.platform;
}

/** The code as platforms want it: without the line ends and blanks that scanners and wallets add. */
export function bareCode(code: string): string {
  return code.replace(/\s+/g, '');
}

/** First two and last four characters, stars between; stars only for what is too short to hide the rest. */
export function maskPaymentCode(code: string): string {
  const bare = bareCode(code);
  if (bare.length < 12) return '*'.repeat(bare.length);
  return `${bare.slice(0, 2)}${'*'.repeat(Math.min(bare.length, paymentCodeMax) - 6)}${bare.slice(-4)}`;
}

/**
 * Whether a code scanned too early, that is no goods, may be a payment code: for the hint "tap Pay first"
 * and for nothing else. A symbology that holds GS1 or a GTIN is never one.
 */
export function looksLikePaymentCode(
  text: string,
  formats: readonly CodeFormat[],
  symbology?: string,
): boolean {
  const content = symbologyOf(symbology)?.content ?? 'text';
  return content === 'text' && platformOf(text, formats) !== undefined;
}

/** Formats made ready are kept for as long as the published bundle lives. */
const compiled = new WeakMap<CodeFormat, RegExp>();

function expressionOf(format: CodeFormat): RegExp {
  const kept = compiled.get(format);
  if (kept) return kept;
  const problem = expressionProblem(format.expression);
  if (problem !== undefined) {
    throw new Fault('BUNDLE_INVALID', 'use a format of payment codes', {
      facts: { platform: format.platform, problem },
    });
  }
  const expression = wholeExpression(format.expression);
  compiled.set(format, expression);
  return expression;
}
