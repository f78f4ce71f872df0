/**
 * Which gifts wait for people in a story, and which of its visitors know of them: drawn from a source of its own, so
 * that a story without gifts is told as if there were none in any. Two visitors may know the same one.
 */
import { makePickupCode } from '../../../../src/domain/gift-code.ts';
import type { Random } from '../../../../src/platform/random.ts';
import { randomOf } from './random-of.ts';
import type { MachinePlan, TroublePlan } from './story-plan.ts';

export interface GiftPlan {
  readonly giftId: string;
  readonly merchantId: string;
  /** Whoever shows it is the recipient. */
  readonly pickupCode: string;
  readonly amountMinor: number;
  /** Leased to this machine. */
  readonly keepAt?: string;
}

const storiesWithGifts = 0.3;
const keptRate = 0.65;
/** How many of those who come know of a gift. */
const knownRate = 0.55;
/** How often the network is down when somebody comes for a gift that is kept there. */
const offlineRate = 0.6;
const beforeVisitMs = 6000;
const amountsMinor = [300, 500, 1000, 2500] as const;

export interface PlannedGifts {
  readonly gifts: readonly GiftPlan[];
  /** With visitors who know of them. */
  readonly machines: readonly MachinePlan[];
  readonly outages: readonly TroublePlan[];
}

export function planGifts(seed: number, machines: readonly MachinePlan[]): PlannedGifts {
  const random = randomOf(seed, 'gifts');
  if (random.fraction() >= storiesWithGifts) return { gifts: [], machines, outages: [] };
  const gifts = drawGifts(random, machines);
  const knowing = machines.map((machine) => withKnowers(machine, gifts, random));
  return { gifts, machines: knowing, outages: knowing.flatMap((one) => drawOutages(one, gifts, random)) };
}

function withKnowers(machine: MachinePlan, gifts: readonly GiftPlan[], random: Random): MachinePlan {
  const known = gifts.filter(({ merchantId }) => merchantId === machine.merchantId);
  const visits = machine.visits.map((visit) => {
    const gift = known[Math.floor(random.fraction() * known.length)];
    return gift && random.fraction() < knownRate ? { ...visit, giftCode: gift.pickupCode } : visit;
  });
  return { ...machine, visits };
}

function drawOutages(
  { machineId, visits }: MachinePlan,
  gifts: readonly GiftPlan[],
  random: Random,
): TroublePlan[] {
  const kept = gifts.filter(({ keepAt }) => keepAt === machineId).map(({ pickupCode }) => pickupCode);
  const comeForIt = visits.filter(({ giftCode }) => giftCode !== undefined && kept.includes(giftCode));
  return comeForIt
    .filter(() => random.fraction() < offlineRate)
    .map(({ atMs }) => {
      const seed = Math.floor(random.fraction() * 2 ** 32);
      return { kind: 'machineOffline', seed, atMs: Math.max(0, atMs - beforeVisitMs), machineId };
    });
}

function drawGifts(random: Random, machines: readonly MachinePlan[]): GiftPlan[] {
  const count = 1 + Math.floor(random.fraction() * 2);
  return Array.from({ length: count }, (_, index) => {
    const machine = machines[Math.floor(random.fraction() * machines.length)] as MachinePlan;
    const amountMinor = amountsMinor[Math.floor(random.fraction() * amountsMinor.length)] as number;
    const isKept = random.fraction() < keptRate;
    return {
      giftId: `gft_${String(index + 1).padStart(26, '0')}`,
      merchantId: machine.merchantId,
      pickupCode: makePickupCode(random.bytes(10)),
      amountMinor,
      ...(isKept ? { keepAt: machine.machineId } : {}),
    };
  });
}
