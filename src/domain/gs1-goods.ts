/**
 * What the elements of a GS1 code say about goods at a till. Expiry (17), sell-by (16) and expiry with an
 * hour (7003) all end the sale, the earliest first; a sale knows days only, so a code that expires within
 * a day may be sold until the day before. A net weight in pounds becomes grams; a price in a currency that
 * is not the site's is left out, so that the catalogue's price holds.
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
import type { Gs1Element } from './gs1.ts';
import { checkPairings } from './gs1-pairings.ts';
import { amountMinorMax, type Currency } from './money.ts';
import { addDays, dateOfYymmdd } from './shelf-life.ts';

/** ISO 4217 numbers of the currencies the product sells in. */
const currencyNumbers: Readonly<Record<Currency, string>> = {
  CNY: '156',
  EUR: '978',
  USD: '840',
  GBP: '826',
  JPY: '392',
  HKD: '344',
};

/** A pound in units of ten micrograms. */
const poundTenMicrograms = 45_359_237n;

/**
 * The facts of a code that names a trade item (01, or 03 where made to order). Throws `CODE_UNKNOWN` for
 * codes of anything else, `CODE_MALFORMED` for contradictions and impossible values.
 */
export function goodsOf(elements: readonly Gs1Element[], context: GoodsContext): GoodsFacts {
  const values = new Map(elements.map(({ identifier, value }) => [identifier, value]));
  checkPairings(elements);
  const gtin14 = values.get('01') ?? values.get('03');
  if (gtin14 === undefined) throw new Fault('CODE_UNKNOWN', 'find goods in a GS1 code');
  const lot = values.get('10');
  const serial = values.get('21');
  const count = values.get('30');
  const producedOn = dateFrom(values.get('11'), context.todayIso);
  const bestBefore = dateFrom(values.get('15'), context.todayIso);
  const expiresOn = lastDayOfSale(values, context.todayIso);
  const weightGrams = weightOf(elements);
  const priceMinor = priceOf(elements, context.currency);
  return {
    gtin14,
    ...(lot === undefined ? {} : { lot }),
    ...(serial === undefined ? {} : { serial }),
    ...(count === undefined ? {} : { quantity: within(Number(count), codeQuantityMax, 'quantity') }),
    ...(producedOn === undefined ? {} : { producedOn }),
    ...(bestBefore === undefined ? {} : { bestBefore }),
    ...(expiresOn === undefined ? {} : { expiresOn }),
    ...(weightGrams === undefined ? {} : { weightGrams }),
    ...(priceMinor === undefined ? {} : { priceMinor }),
  };
}

function lastDayOfSale(values: ReadonlyMap<string, string>, todayIso: string): string | undefined {
  const days = [dateFrom(values.get('17'), todayIso), dateFrom(values.get('16'), todayIso)];
  const moment = values.get('7003');
  if (moment !== undefined) {
    const day = dateFrom(moment.slice(0, 6), todayIso);
    days.push(day === undefined || moment.slice(6) === '2359' ? day : addDays(day, -1));
  }
  return days.filter((day) => day !== undefined).sort()[0];
}

function dateFrom(yymmdd: string | undefined, todayIso: string): string | undefined {
  if (yymmdd === undefined) return undefined;
  const date = dateOfYymmdd(yymmdd, todayIso);
  if (date === undefined) throw new Fault('CODE_MALFORMED', 'read a date of a GS1 code');
  return date;
}

/** Net weight (310n kilograms, 320n pounds, n decimals) in whole grams, half a gram rounded up. */
function weightOf(elements: readonly Gs1Element[]): number | undefined {
  const metric = elements.find(({ identifier }) => identifier.startsWith('310'));
  const element = metric ?? elements.find(({ identifier }) => identifier.startsWith('320'));
  if (!element) return undefined;
  const scale = 10n ** BigInt(element.identifier.slice(3));
  const unit = metric ? 100_000_000n : poundTenMicrograms;
  const divisor = scale * 100_000n;
  const grams = (2n * BigInt(element.value) * unit + divisor) / (2n * divisor);
  return within(Number(grams), codeWeightGramsMax, 'weight');
}

/** The price of a variable measure: 392n in the site's currency, 393n with the number of its own. */
function priceOf(elements: readonly Gs1Element[], currency: Currency): number | undefined {
  const local = elements.find(({ identifier }) => identifier.startsWith('392'));
  const named = elements.find(({ identifier }) => identifier.startsWith('393'));
  const element = local ?? named;
  if (!element) return undefined;
  const digits = local ? element.value : element.value.slice(3);
  if (!local && element.value.slice(0, 3) !== currencyNumbers[currency]) return undefined;
  return within(minorOf(digits, Number(element.identifier.slice(3)), currency) ?? 0, amountMinorMax, 'price');
}
