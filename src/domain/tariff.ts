/**
 * What parking costs. Each day of a stay is charged by itself: its steps begin anew, and no day costs more than
 * the cap. A day begins at the site's midnight, also where clocks change, or every 24 hours after entry. The fee is
 * never negative and never falls while the car stays. Pure.
 */
import { z } from 'zod';
import { startOfDay } from './local-time.ts';
import { amountMinorMax } from './money.ts';
import { textSchema } from './text.ts';

export const vehicleClasses = ['car', 'newEnergy', 'large', 'motorcycle'] as const;
export const vehicleClassSchema = z.enum(vehicleClasses);
export type VehicleClass = z.infer<typeof vehicleClassSchema>;

/** Of one step or one day. */
const tariffFeeMinorMax = 10_000_000;
export const tariffStepsMax = 12;
/** Longer stays are charged like this one. */
const stayDaysMax = 366;

const fee = z.number().int().min(0).max(tariffFeeMinorMax);

/** Every begun unit of `minutes` costs `feeMinor`, for `units` units; `null` for the rest of the day. */
export const tariffStepSchema = z.object({
  minutes: z.number().int().min(1).max(1440),
  feeMinor: fee,
  units: z.number().int().min(1).max(1440).nullable(),
});
export type TariffStep = z.infer<typeof tariffStepSchema>;

export const classTariffSchema = z.object({
  /** Who leaves within it pays nothing. */
  freeMinutes: z.number().int().min(0).max(1440),
  /** Whether those who stay longer have the free minutes too. */
  freeAlways: z.boolean(),
  /** The last one goes on for the rest of the day; no other does. */
  steps: z
    .array(tariffStepSchema)
    .min(1)
    .max(tariffStepsMax)
    .refine((steps) => steps.every(({ units }, index) => (units === null) === (index === steps.length - 1)), {
      message: 'exactly the last step goes on',
    }),
  /** What a day costs at most; `null` for no cap. */
  dayCapMinor: fee.nullable(),
});
export type ClassTariff = z.infer<typeof classTariffSchema>;

export const tariffSchema = z.object({
  tariffId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  name: textSchema,
  dayBegins: z.enum(['midnight', 'entry']),
  /** How long somebody who paid has to drive out. */
  leaveMinutes: z.number().int().min(0).max(240),
  /** Every other class without a tariff of its own is charged as a car. */
  classes: z.object({
    car: classTariffSchema,
    newEnergy: classTariffSchema.optional(),
    large: classTariffSchema.optional(),
    motorcycle: classTariffSchema.optional(),
  }),
});
export type Tariff = z.infer<typeof tariffSchema>;

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
/** Longer than any day, also where clocks go back, and shorter than two. */
const intoNextDayMs = dayMs + 6 * 3_600_000;

export interface ParkedTime {
  readonly enteredAtMs: number;
  /** When it leaves, or now. */
  readonly untilMs: number;
  readonly timeZone: string;
  readonly vehicleClass: VehicleClass;
}

/** What one day of a stay costs. */
export interface TariffDay {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly feeMinor: number;
  readonly capped: boolean;
}

function classTariffOf(tariff: Tariff, vehicleClass: VehicleClass): ClassTariff {
  return tariff.classes[vehicleClass] ?? tariff.classes.car;
}

/** The fee of a stay, minor units. */
export function parkingFeeMinor(tariff: Tariff, parked: ParkedTime): number {
  const sum = parkingDays(tariff, parked).reduce((total, { feeMinor }) => total + feeMinor, 0);
  return Math.min(sum, amountMinorMax);
}

/** The charged days of a stay, oldest first; none while it is free. */
export function parkingDays(tariff: Tariff, parked: ParkedTime): TariffDay[] {
  const { enteredAtMs, timeZone, vehicleClass } = parked;
  const untilMs = Math.min(parked.untilMs, enteredAtMs + stayDaysMax * dayMs);
  const rates = classTariffOf(tariff, vehicleClass);
  const freeUntilMs = enteredAtMs + rates.freeMinutes * minuteMs;
  if (untilMs <= freeUntilMs) return [];
  const days: TariffDay[] = [];
  let fromMs = rates.freeAlways ? freeUntilMs : enteredAtMs;
  while (fromMs < untilMs) {
    const endMs = tariff.dayBegins === 'entry' ? fromMs + dayMs : nextMidnight(fromMs, timeZone);
    const dayUntilMs = Math.min(endMs, untilMs);
    const uncapped = stepsFeeMinor(rates.steps, dayUntilMs - fromMs);
    const cap = rates.dayCapMinor ?? uncapped;
    days.push({ fromMs, untilMs: dayUntilMs, feeMinor: Math.min(uncapped, cap), capped: uncapped > cap });
    fromMs = endMs;
  }
  return days;
}

function stepsFeeMinor(steps: readonly TariffStep[], parkedMs: number): number {
  let leftMs = parkedMs;
  let sum = 0;
  for (const { minutes, feeMinor, units } of steps) {
    if (leftMs <= 0) break;
    const begun = Math.ceil(leftMs / (minutes * minuteMs));
    const charged = units === null ? begun : Math.min(begun, units);
    sum += charged * feeMinor;
    leftMs -= charged * minutes * minuteMs;
  }
  return sum;
}

function nextMidnight(atMs: number, timeZone: string): number {
  return startOfDay(startOfDay(atMs, timeZone) + intoNextDayMs, timeZone);
}
