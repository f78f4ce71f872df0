/**
 * Makes a story that breaks a rule as short as it gets: takes machines, troubles, visits, wishes and steps
 * out and keeps what still breaks the same rule. Bounded by the number of stories told, and as repeatable as
 * they are.
 */
import type { Plant } from '../plan/plants.ts';
import type { MachinePlan, StoryPlan, VisitPlan } from '../plan/story-plan.ts';
import { type StoryResult, tellPlan } from '../story.ts';

export interface Shrunk {
  readonly story: StoryResult;
  /** How many stories were told to find it. */
  readonly runs: number;
}

/** The rule that a violation names. */
export function ruleOf(violation: string): string {
  return violation.split(':')[0] ?? violation;
}

export async function shrinkStory(
  story: StoryResult,
  plant: Plant | undefined,
  runsMax: number,
): Promise<Shrunk> {
  const shrinker = new Shrinker(story, plant, runsMax);
  for (;;) {
    const before = JSON.stringify(shrinker.story.plan);
    await shrinker.round();
    const same = JSON.stringify(shrinker.story.plan) === before;
    if (same || shrinker.runs >= runsMax) return { story: shrinker.story, runs: shrinker.runs };
  }
}

const stepsTried = [2, 4, 6, 8, 12, 16, 24, 32, 64];
const wantsTried = [1, 2];

class Shrinker {
  story: StoryResult;
  runs = 0;
  readonly #plant: Plant | undefined;
  readonly #runsMax: number;
  readonly #rules: ReadonlySet<string>;

  constructor(story: StoryResult, plant: Plant | undefined, runsMax: number) {
    this.story = story;
    this.#plant = plant;
    this.#runsMax = runsMax;
    this.#rules = new Set(story.violations.map(ruleOf));
  }

  /** Tries every kind of part once. */
  async round(): Promise<void> {
    await this.#fewer('machines', (machines) => ({ machines }));
    await this.#fewer('troubles', (troubles) => ({ troubles }));
    for (const { machineId } of this.story.plan.machines) await this.#fewerVisits(machineId);
    await this.#try({ ...this.story.plan, cloudProcesses: 1 });
    for (const { machineId, visits } of this.story.plan.machines) {
      for (const visit of visits) await this.#shorterVisit(machineId, visit);
    }
  }

  /** Takes out half of a list, then quarters, down to single parts. */
  async #fewer<K extends 'machines' | 'troubles'>(
    name: K,
    change: (parts: StoryPlan[K]) => Partial<StoryPlan>,
  ): Promise<void> {
    const without = (parts: readonly unknown[]) =>
      this.#try({ ...this.story.plan, ...change(parts as StoryPlan[K]) });
    const least = name === 'machines' ? 1 : 0;
    await takeOut(() => this.story.plan[name], without, least);
  }

  async #fewerVisits(machineId: string): Promise<void> {
    const visits = () => this.#machine(machineId)?.visits ?? [];
    const without = (kept: readonly unknown[]) =>
      this.#tryMachine(machineId, { visits: kept as readonly VisitPlan[] });
    await takeOut(visits, without, 0);
  }

  async #shorterVisit(machineId: string, { name }: VisitPlan): Promise<void> {
    const change = (part: Partial<VisitPlan>) =>
      this.#tryMachine(machineId, {
        visits: (this.#machine(machineId)?.visits ?? []).map((visit) =>
          visit.name === name ? { ...visit, ...part } : visit,
        ),
      });
    const now = () => this.#machine(machineId)?.visits.find((visit) => visit.name === name);
    for (const wantsMax of wantsTried) {
      if (wantsMax >= (now()?.wantsMax ?? 0) || (await change({ wantsMax }))) break;
    }
    for (const stepsMax of stepsTried) {
      if (stepsMax >= (now()?.stepsMax ?? 0) || (await change({ stepsMax }))) break;
    }
  }

  #machine(machineId: string): MachinePlan | undefined {
    return this.story.plan.machines.find((machine) => machine.machineId === machineId);
  }

  #tryMachine(machineId: string, part: Partial<MachinePlan>): Promise<boolean> {
    const { plan } = this.story;
    const machines = plan.machines.map((machine) =>
      machine.machineId === machineId ? { ...machine, ...part } : machine,
    );
    return this.#try({ ...plan, machines });
  }

  /** Keeps `plan` if it is another one and still breaks one of the rules. */
  async #try(plan: StoryPlan): Promise<boolean> {
    if (this.runs >= this.#runsMax || JSON.stringify(plan) === JSON.stringify(this.story.plan)) return false;
    this.runs += 1;
    const story = await tellPlan(plan, this.#plant);
    const broken = story.violations.some((violation) => this.#rules.has(ruleOf(violation)));
    if (broken) this.story = story;
    return broken;
  }
}

async function takeOut(
  parts: () => readonly unknown[],
  tryWith: (kept: readonly unknown[]) => Promise<boolean>,
  least: number,
): Promise<void> {
  for (let size = Math.ceil(parts().length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < parts().length; ) {
      const kept = [...parts().slice(0, from), ...parts().slice(from + size)];
      const fits = kept.length >= least && kept.length < parts().length;
      if (!fits || !(await tryWith(kept))) from += size;
    }
  }
}
