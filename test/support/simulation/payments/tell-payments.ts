/** Tells the stories about payments of a few seeds one after another, and adds up what came of them. */
import { planPayments } from '../plan/plan-payments.ts';
import type { Plant } from '../plan/plants.ts';
import { type StoryResult, tellPlan } from '../story.ts';
import type { BrokenStory } from '../telling/tell-chunk.ts';

/** What to tell. */
export interface PaymentsChunk {
  readonly first: number;
  readonly count: number;
  readonly plant?: Plant | undefined;
}

export interface ToldPayments {
  readonly stories: number;
  readonly payments: number;
  readonly paid: number;
  readonly givenBack: number;
  readonly closed: number;
  readonly refused: number;
  readonly singleSidedMinor: number;
  readonly allowedMinor: number;
  readonly lastedMs: number;
  readonly finalAfterMs: readonly number[];
  /** How often each kind of trouble was planned. */
  readonly troubles: Readonly<Record<string, number>>;
  readonly broken: readonly BrokenStory[];
}

export const nothingTold: ToldPayments = {
  ...{ stories: 0, payments: 0, paid: 0, givenBack: 0, closed: 0, refused: 0 },
  ...{ singleSidedMinor: 0, allowedMinor: 0, lastedMs: 0, finalAfterMs: [], troubles: {}, broken: [] },
};

/** The story about payments of `seed`. */
export function tellPaymentStory(seed: number, plant?: Plant): Promise<StoryResult> {
  return tellPlan(planPayments(seed), plant);
}

export async function tellPayments({ first, count, plant }: PaymentsChunk): Promise<ToldPayments> {
  let told = nothingTold;
  for (let seed = first; seed < first + count; seed += 1) {
    told = addPayments(told, figuresOf(seed, await tellPaymentStory(seed, plant)));
  }
  return told;
}

function figuresOf(seed: number, { plan, violations, payments, lastedMs }: StoryResult): ToldPayments {
  const troubles: Record<string, number> = {};
  for (const { kind } of plan.troubles) troubles[kind] = (troubles[kind] ?? 0) + 1;
  return {
    ...nothingTold,
    ...payments,
    refused: payments ? payments.payments - payments.paid - payments.givenBack - payments.closed : 0,
    stories: 1,
    ...{ lastedMs, troubles },
    broken: violations.length > 0 ? [{ seed, violations }] : [],
  };
}

/** Both together. */
export function addPayments(a: ToldPayments, b: ToldPayments): ToldPayments {
  const troubles = { ...a.troubles };
  for (const [kind, times] of Object.entries(b.troubles)) troubles[kind] = (troubles[kind] ?? 0) + times;
  return {
    stories: a.stories + b.stories,
    payments: a.payments + b.payments,
    paid: a.paid + b.paid,
    givenBack: a.givenBack + b.givenBack,
    closed: a.closed + b.closed,
    refused: a.refused + b.refused,
    singleSidedMinor: a.singleSidedMinor + b.singleSidedMinor,
    allowedMinor: a.allowedMinor + b.allowedMinor,
    lastedMs: a.lastedMs + b.lastedMs,
    finalAfterMs: [...a.finalAfterMs, ...b.finalAfterMs],
    troubles,
    broken: [...a.broken, ...b.broken],
  };
}
