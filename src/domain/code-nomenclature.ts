/**
 * Reads in-store codes by a nomenclature, `23.....{NNNDD}.`. The article number is the unbroken run of dots
 * directly before `{…}` (before `c`, where there is one), else the run directly after `}`, else, without a
 * value, the first run of dots; never the check digit. A pattern of 8, 12 or 13 places that ends in a dot
 * ends in an EAN check digit, which is verified.
 */
import { Fault } from './fault.ts';
import {
  codeQuantityMax,
  codeWeightGramsMax,
  type GoodsContext,
  type GoodsFacts,
  minorOf,
  within,
} from './goods-reading.ts';
import { hasRightCheckDigit, priceCheckDigitOf } from './gtin.ts';
import { amountMinorMax } from './money.ts';

/** What the embedded value is. */
export type NomenclatureValue = 'price' | 'weight' | 'quantity' | 'none';

/** A nomenclature made ready: places count from 0, ends are exclusive. */
export interface Nomenclature {
  readonly value: NomenclatureValue;
  /** A digit, or `.` for any digit, for every place of the code. */
  readonly places: string;
  readonly article: readonly [start: number, end: number];
  readonly amount?: readonly [start: number, end: number];
  readonly decimals: number;
  readonly priceCheckAt?: number;
  readonly checkDigit: boolean;
}

const checkedLengths: readonly number[] = [8, 12, 13];

/** A nomenclature made ready, or what is wrong with it in a sentence. */
export function compileNomenclature(pattern: string, value: NomenclatureValue): Nomenclature | string {
  const match = /^([\d.]*)(c?)(?:\{(N+)(D*)\}([\d.]*))?$/.exec(pattern);
  if (!match) return 'Only digits, dots and one {N…D…}, with c directly before it, are allowed.';
  const [, before = '', check = '', whole, decimals = '', after = ''] = match;
  if ((whole !== undefined) !== (value !== 'none'))
    return 'A value needs {N…D…}, and none must be without it.';
  const amountLength = whole === undefined ? 0 : whole.length + decimals.length;
  if (amountLength > 9) return 'The value is longer than nine digits.';
  if (value === 'quantity' && decimals !== '') return 'A quantity has no decimals.';
  if (check && (value !== 'price' || (amountLength !== 4 && amountLength !== 5))) {
    return 'The price check digit c belongs to prices of four or five digits.';
  }
  const places = before + check.replace('c', '.') + '.'.repeat(amountLength) + after;
  const checkDigit = checkedLengths.includes(places.length) && /\.$/.test(after || before);
  const start = before.length + check.length;
  const amount: [number, number] = [start, start + amountLength];
  const article = articleRun(before, after, amount[1], whole !== undefined, checkDigit);
  if (!article) return 'No dots are left for the article number.';
  return {
    value,
    places,
    article,
    ...(whole === undefined ? {} : { amount }),
    decimals: decimals.length,
    ...(check ? { priceCheckAt: before.length } : {}),
    checkDigit,
  };
}

/**
 * What a code says by a nomenclature; undefined where it has another structure. Throws `CODE_CHECK_DIGIT`,
 * and `CODE_MALFORMED` where its value is zero or has a fraction of a minor unit.
 */
export function readByNomenclature(
  code: string,
  nomenclature: Nomenclature,
  context: GoodsContext,
): GoodsFacts | undefined {
  const { places, article, amount, priceCheckAt } = nomenclature;
  if (!fits(code, places)) return undefined;
  if (nomenclature.checkDigit && !hasRightCheckDigit(code)) throw wrongDigit('read an in-store code');
  const facts: GoodsFacts = { articleNo: code.slice(...article) };
  if (!amount) return facts;
  const digits = code.slice(...amount);
  if (priceCheckAt !== undefined && Number(code[priceCheckAt]) !== priceCheckDigitOf(digits)) {
    throw wrongDigit('read the price of an in-store code');
  }
  return { ...facts, ...amountOf(digits, nomenclature, context) };
}

function fits(code: string, places: string): boolean {
  if (code.length !== places.length || !/^\d+$/.test(code)) return false;
  for (let i = 0; i < places.length; i += 1) {
    if (places[i] !== '.' && places[i] !== code[i]) return false;
  }
  return true;
}

function amountOf(digits: string, { value, decimals }: Nomenclature, context: GoodsContext): GoodsFacts {
  if (value === 'quantity') return { quantity: within(Number(digits), codeQuantityMax, 'quantity') };
  if (value === 'weight') {
    const grams = Math.round((Number(digits) * 1000) / 10 ** decimals);
    return { weightGrams: within(grams, codeWeightGramsMax, 'weight') };
  }
  const minor = minorOf(digits, decimals, context.currency);
  return { priceMinor: within(minor ?? 0, amountMinorMax, 'price') };
}

function articleRun(
  before: string,
  after: string,
  afterStart: number,
  hasValue: boolean,
  checkDigit: boolean,
): [number, number] | undefined {
  if (!hasValue) {
    const body = checkDigit ? before.slice(0, -1) : before;
    const start = body.indexOf('.');
    return start === -1 ? undefined : [start, start + runLength(body.slice(start))];
  }
  const last = /\.+$/.exec(before)?.[0].length ?? 0;
  if (last > 0) return [before.length - last, before.length];
  const run = runLength(checkDigit ? after.slice(0, -1) : after);
  return run === 0 ? undefined : [afterStart, afterStart + run];
}

function runLength(places: string): number {
  return /^\.*/.exec(places)?.[0].length ?? 0;
}

function wrongDigit(attempted: string): Fault {
  return new Fault('CODE_CHECK_DIGIT', attempted);
}
