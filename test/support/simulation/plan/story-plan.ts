/**
 * What a story is made of: machines with their visits, and troubles with their times. A plan follows from
 * its seed alone, and every part of it draws from a seed of its own, so that a part can be taken out and
 * the others stay what they were. Plans are plain data.
 */
import { type Random, seededRandom } from '../../../../src/platform/random.ts';
import { type GiftPlan, planGifts } from './plan-gifts.ts';
import { type TroubleKind, troubleWeights } from './trouble-kinds.ts';

/** Somebody comes to a machine. */
export interface VisitPlan {
  readonly name: string;
  readonly seed: number;
  /** When they come, milliseconds after the beginning; they queue behind who is still there. */
  readonly atMs: number;
  /** At most so many pieces are wanted, and so many things done. */
  readonly wantsMax: number;
  readonly stepsMax: number;
  /** The code of a gift that they believe to be theirs. */
  readonly giftCode?: string;
}

export interface MachinePlan {
  readonly machineId: string;
  readonly merchantId: string;
  readonly seed: number;
  readonly visits: readonly VisitPlan[];
}

export interface TroublePlan {
  readonly kind: TroubleKind;
  readonly seed: number;
  readonly atMs: number;
  /** The machine it befalls, where it befalls one. */
  readonly machineId: string;
}

export interface StoryPlan {
  readonly seed: number;
  /** Shoppers buy one piece at its list price and pay by code; nothing leaves a mechanism without proof. */
  readonly payments?: true;
  /** Processes of the cloud that share its shards. */
  readonly cloudProcesses: number;
  readonly machines: readonly MachinePlan[];
  /** Gifts that wait for somebody; the machines know of gifts only where there are any. */
  readonly gifts?: readonly GiftPlan[];
  readonly troubles: readonly TroublePlan[];
}

const merchants = ['shop-a', 'shop-b'] as const;
const visitEveryMs = 22_000;
const visitAfterMsMax = 100_000;
const lastVisitMs = 60_000;
const handoversMax = 6;

/** The plan of `seed`; `fleet` says how many machines there are, otherwise the seed does. */
export function planStory(seed: number, fleet?: number): StoryPlan {
  const random = seededRandom(seed);
  const count = fleet ?? machineCount(random);
  const planned = Array.from({ length: count }, (_, index) => planMachine(index + 1, count, random));
  const { gifts, machines, outages } = planGifts(seed, planned);
  const untilMs = Math.max(...machines.flatMap(({ visits }) => visits.map((v) => v.atMs))) + lastVisitMs;
  const cloudProcesses = random.fraction() < 0.3 ? 2 : 1;
  const handovers = cloudProcesses > 1 ? 1 + Math.floor(random.fraction() * handoversMax) : 0;
  const kinds = [
    ...Array.from({ length: handovers }, (): TroubleKind => 'shardsHandedOver'),
    ...pickKinds(6 + 3 * count, random),
  ];
  const troubles = [...planTroubles(kinds, machines, untilMs, random), ...outages];
  return { seed, cloudProcesses, machines, ...(gifts.length > 0 ? { gifts } : {}), troubles };
}

/** One machine as a rule; now and then a few of them. */
function machineCount(random: Random): number {
  const drawn = random.fraction();
  if (drawn < 0.82) return 1;
  return drawn < 0.97 ? 2 : 3 + Math.floor(random.fraction() * 3);
}

function planMachine(number: number, count: number, random: Random): MachinePlan {
  const visitsMax = count === 1 ? 5 : 3;
  const visits: VisitPlan[] = [];
  let atMs = 0;
  for (let visit = Math.floor(random.fraction() * visitsMax); visit >= 0; visit -= 1) {
    atMs += 2000 + random.fraction() ** 3 * visitAfterMsMax;
    const name = `shopper ${number}.${visits.length + 1}`;
    visits.push({ name, seed: seedOf(random), atMs, wantsMax: 4, stepsMax: 400 });
    atMs += visitEveryMs;
  }
  const merchantId = random.fraction() < 0.5 ? merchants[0] : merchants[1];
  return { machineId: `machine-${number}`, merchantId, seed: seedOf(random), visits };
}

function planTroubles(
  kinds: readonly TroubleKind[],
  machines: readonly MachinePlan[],
  untilMs: number,
  random: Random,
): TroublePlan[] {
  return kinds.map((kind) => {
    const machine = machines[Math.floor(random.fraction() * machines.length)] as MachinePlan;
    return { kind, seed: seedOf(random), atMs: random.fraction() * untilMs, machineId: machine.machineId };
  });
}

function pickKinds(fewerThan: number, random: Random): TroubleKind[] {
  const count = Math.floor(random.fraction() * fewerThan);
  return Array.from({ length: count }, () => pickKind(random));
}

function pickKind(random: Random): TroubleKind {
  const kinds = Object.entries(troubleWeights) as [TroubleKind, number][];
  let at = random.fraction() * kinds.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of kinds) {
    at -= weight;
    if (at < 0) return kind;
  }
  return 'machineCut';
}

function seedOf(random: Random): number {
  return Math.floor(random.fraction() * 2 ** 32);
}
