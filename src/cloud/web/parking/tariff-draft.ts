/**
 * A tariff while it is being edited: what stands in the fields, and the tariff they make or what is wrong with
 * each field. The domain's schema has the last word. Pure.
 */
import { type Currency, decimalOf } from '../../../domain/money.ts';
import {
  type ClassTariff,
  type Tariff,
  type TariffStep,
  tariffSchema,
  type VehicleClass,
  vehicleClasses,
} from '../../../domain/tariff.ts';
import type { Text } from '../../../domain/text.ts';
import { typedMinor } from '../parts/money-text.ts';
import { parkingTexts } from './parking-words.ts';
import { tariffTexts as texts } from './tariff-words.ts';

export interface StepDraft {
  /** Tells steps apart while they are moved about. */
  readonly key: number;
  readonly minutes: string;
  readonly fee: string;
  /** Not looked at in the last step. */
  readonly units: string;
}

export interface RatesDraft {
  readonly freeMinutes: string;
  readonly freeAlways: boolean;
  readonly dayCap: string;
  readonly steps: readonly StepDraft[];
}

export interface TariffDraft {
  readonly tariffId: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly dayBegins: Tariff['dayBegins'];
  readonly leaveMinutes: string;
  readonly rates: Readonly<Partial<Record<VehicleClass, RatesDraft>>> & { readonly car: RatesDraft };
}

/** By the field's address: `nameZh`, `car.dayCap`, `car.steps.0.fee`. */
export type TariffProblems = Readonly<Record<string, Text>>;

export const emptyRates: RatesDraft = {
  ...{ freeMinutes: '15', freeAlways: false, dayCap: '' },
  steps: [{ key: 0, minutes: '60', fee: '', units: '' }],
};

export const emptyTariff: TariffDraft = {
  ...{ tariffId: '', nameZh: '', nameEn: '', dayBegins: 'midnight', leaveMinutes: '15' },
  rates: { car: emptyRates },
};

export function tariffDraft(tariff: Tariff, currency: Currency): TariffDraft {
  const ratesOf = ({ freeMinutes, freeAlways, dayCapMinor, steps }: ClassTariff): RatesDraft => ({
    ...{ freeMinutes: String(freeMinutes), freeAlways },
    dayCap: dayCapMinor === null ? '' : decimalOf(dayCapMinor, currency),
    steps: steps.map(({ minutes, feeMinor, units }, key) => ({
      ...{ key, minutes: String(minutes), fee: decimalOf(feeMinor, currency) },
      units: units === null ? '' : String(units),
    })),
  });
  const { tariffId, name, dayBegins, leaveMinutes, classes } = tariff;
  const rates: Partial<Record<VehicleClass, RatesDraft>> = {};
  for (const one of vehicleClasses) {
    const known = classes[one];
    if (known) rates[one] = ratesOf(known);
  }
  return {
    ...{ tariffId, nameZh: name.zh, nameEn: name.en, dayBegins, leaveMinutes: String(leaveMinutes) },
    rates: { ...rates, car: ratesOf(classes.car) },
  };
}

export function tariffOf(
  draft: TariffDraft,
  currency: Currency,
): { readonly tariff: Tariff } | { readonly problems: TariffProblems } {
  const problems: Record<string, Text> = {};
  const whole = (field: string, typed: string): number => {
    if (/^\d{1,6}$/.test(typed.trim())) return Number(typed.trim());
    problems[field] = texts.wrongNumber;
    return 0;
  };
  const money = (field: string, typed: string): number => {
    const minor = typedMinor(typed, currency);
    if (minor === undefined) problems[field] = texts.wrongAmount;
    return minor ?? 0;
  };
  const ratesOf = (one: VehicleClass, rates: RatesDraft): ClassTariff => ({
    freeMinutes: whole(`${one}.freeMinutes`, rates.freeMinutes),
    freeAlways: rates.freeAlways,
    dayCapMinor: rates.dayCap.trim() === '' ? null : money(`${one}.dayCap`, rates.dayCap),
    steps: rates.steps.map((step, n): TariffStep => {
      const at = `${one}.steps.${n}`;
      return {
        minutes: whole(`${at}.minutes`, step.minutes),
        feeMinor: money(`${at}.fee`, step.fee),
        units: n === rates.steps.length - 1 ? null : whole(`${at}.units`, step.units),
      };
    }),
  });
  const { tariffId, nameZh, nameEn, dayBegins } = draft;
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(tariffId)) problems.tariffId = parkingTexts.wrongId;
  if (nameZh.trim() === '') problems.nameZh = parkingTexts.wanted;
  if (nameEn.trim() === '') problems.nameEn = parkingTexts.wanted;
  const classes: Record<string, ClassTariff> = {};
  for (const one of vehicleClasses) {
    const rates = draft.rates[one];
    if (rates) classes[one] = ratesOf(one, rates);
  }
  const made = tariffSchema.safeParse({
    ...{ tariffId, name: { zh: nameZh.trim(), en: nameEn.trim() }, dayBegins },
    leaveMinutes: whole('leaveMinutes', draft.leaveMinutes),
    classes,
  });
  for (const { path } of made.success ? [] : made.error.issues) {
    problems[fieldOf(path)] ??= texts.wrongNumber;
  }
  return made.success && Object.keys(problems).length === 0 ? { tariff: made.data } : { problems };
}

/** Where a part of the tariff stands among the fields. */
function fieldOf(path: readonly PropertyKey[]): string {
  const field = path.filter((part) => part !== 'classes').map(String);
  return field.join('.').replace('dayCapMinor', 'dayCap').replace('feeMinor', 'fee').replace('name.', 'name');
}
