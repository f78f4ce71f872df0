/**
 * Stories about payments by code alone: one machine, one piece a visit at its list price, and troubles of the
 * kinds that payments meet. Without what leaves a mechanism no proof, so that what fell and what is held can be
 * compared to the minor unit.
 */
import { type Random, seededRandom } from '../../../../src/platform/random.ts';
import type { StoryPlan, TroublePlan, VisitPlan } from './story-plan.ts';
import type { TroubleKind } from './trouble-kinds.ts';

/** Troubles that payments meet, and how often each comes in proportion to the others. */
export const paymentTroubles: Partial<Readonly<Record<TroubleKind, number>>> = {
  stepTimesOut: 6,
  platformMisbehaves: 3,
  paymentComesLate: 3,
  pushesAstray: 3,
  messagesAstray: 2,
  feedDown: 3,
  cloudKilledBeforePush: 4,
  cloudKilledSomewhere: 3,
  cloudKilled: 2,
  cloudOffline: 2,
  cutAtPayment: 3,
  machineOffline: 2,
  machineSlowNetwork: 1,
  machineCutSomewhere: 3,
  mechanicsFail: 2,
};

const visitsMax = 8;
const pauseMsMax = 60_000;
const lastVisitMs = 60_000;
const troublesMax = 7;

/** The plan of `seed`. */
export function planPayments(seed: number): StoryPlan {
  const random = seededRandom(seed);
  const seedOf = () => Math.floor(random.fraction() * 2 ** 32);
  const visits: VisitPlan[] = [];
  let atMs = 0;
  for (let visit = Math.floor(random.fraction() * visitsMax); visit >= 0; visit -= 1) {
    atMs += 2000 + random.fraction() ** 2 * pauseMsMax;
    visits.push({ name: `shopper ${visits.length + 1}`, seed: seedOf(), atMs, wantsMax: 1, stepsMax: 120 });
  }
  const machineId = 'machine-1';
  const machine = { machineId, merchantId: 'shop-a', seed: seedOf(), visits };
  const troubles = Array.from(
    { length: Math.floor(random.fraction() * troublesMax) },
    (): TroublePlan => ({
      ...{ kind: pickKind(random), seed: seedOf(), machineId },
      atMs: random.fraction() * (atMs + lastVisitMs),
    }),
  );
  return { seed, payments: true, cloudProcesses: 1, machines: [machine], troubles };
}

function pickKind(random: Random): TroubleKind {
  const kinds = Object.entries(paymentTroubles) as [TroubleKind, number][];
  let at = random.fraction() * kinds.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of kinds) {
    at -= weight;
    if (at < 0) return kind;
  }
  return 'stepTimesOut';
}
