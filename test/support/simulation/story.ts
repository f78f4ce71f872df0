/**
 * One story: machines, the cloud and shoppers, all troubles of its plan, then everything healed until
 * nothing moves any more, and the judgement. The same plan tells the same story.
 */
import { faultChain } from '../../../src/domain/fault.ts';
import { Cloud } from './cloud/cloud.ts';
import { Machine } from './machine.ts';
import { openMatters } from './open-matters.ts';
import { judge, judgeJournal } from './oracle/judge.ts';
import { judgeGifts } from './oracle/judge-gifts.ts';
import { Patience } from './patience.ts';
import { judgePayments, type PaymentFigures } from './payments/payment-oracle.ts';
import { planPayments } from './plan/plan-payments.ts';
import type { Plant } from './plan/plants.ts';
import { randomOf } from './plan/random-of.ts';
import { type MachinePlan, planStory, type StoryPlan } from './plan/story-plan.ts';
import { Shopper } from './shopper.ts';
import type { CodeOutcome } from './shopper-mind.ts';
import { Troubles } from './troubles/troubles.ts';
import { World } from './world.ts';

export interface StoryResult {
  readonly plan: StoryPlan;
  readonly orders: number;
  /** Each begins with the rule that was broken, up to a colon. */
  readonly violations: readonly string[];
  /** Only of a story about payments. */
  readonly payments?: PaymentFigures;
  /** Equal for equal stories. */
  readonly hash: string;
  /** How long it lasted, in its own time. */
  readonly lastedMs: number;
  /** What happened, readable; the broken rules come last. */
  lines(): readonly string[];
}

const restWithinMs = 60 * 60_000;
const lookEveryMs = 1000;
/** Machines say how they are every half minute. */
const noticeWithinMs = 60_000;

/** Tells the story of `plan`, with a mistake planted if one is named. */
export async function tellPlan(plan: StoryPlan, plant?: Plant): Promise<StoryResult> {
  const story = new Story(plan, plant);
  const onUnhandled = (error: unknown) => story.unhandled(error);
  process.on('unhandledRejection', onUnhandled);
  try {
    return await story.run();
  } finally {
    process.off('unhandledRejection', onUnhandled);
  }
}

/** Every so many stories one is about payments alone, which shows their mistakes soonest. */
const paymentStoryEvery = 4;

/** Tells the story of `seed`, of `fleet` machines if that is said. */
export function tellStory(seed: number, plant?: Plant, fleet?: number): Promise<StoryResult> {
  const isOfPayments = fleet === undefined && seed % paymentStoryEvery === 0;
  return tellPlan(isOfPayments ? planPayments(seed) : planStory(seed, fleet), plant);
}

class Story {
  readonly #world: World;
  readonly #machines: readonly Machine[];
  readonly #cloud: Cloud;
  readonly #troubles: Troubles;
  readonly #patience: readonly Patience[];
  #atRest = false;

  constructor(plan: StoryPlan, plant: Plant | undefined) {
    const world = new World(plan, plant);
    this.#world = world;
    this.#machines = plan.machines.map((machine) => new Machine(world, machine));
    const addresses = this.#machines.map(({ address }) => address);
    this.#cloud = new Cloud(world, addresses);
    this.#troubles = new Troubles(world, this.#machines, this.#cloud);
    this.#patience = this.#machines.map((machine) => new Patience(world, machine));
  }

  async run(): Promise<StoryResult> {
    const violations: string[] = [];
    let payments: PaymentFigures | undefined;
    try {
      await this.#tell();
      if (!this.#atRest) violations.push(`does not come to rest: ${this.#openMatters().join(', ')}`);
      violations.push(...(await this.#judge()));
      if (this.#world.plan.payments) payments = this.#judgePayments(violations);
    } catch (error) {
      violations.push(`a defect was thrown: ${faultChain(error)}`);
    }
    const { chronicle, timeline, plan } = this.#world;
    return {
      plan,
      orders: this.#cloud.stores.ledger.orders().size,
      violations,
      ...(payments ? { payments } : {}),
      hash: chronicle.hash(),
      lastedMs: timeline.nowMs(),
      lines: () => chronicle.lines(violations),
    };
  }

  /** Once more from outside alone: the wallets' books against what fell. */
  #judgePayments(violations: string[]): PaymentFigures | undefined {
    const [machine] = this.#machines;
    if (!machine) return undefined;
    const { platform, wechat } = this.#cloud;
    const { faults, originMs } = this.#world;
    const judged = judgePayments({
      book: [...platform.book(), ...wechat.book()],
      refused: platform.refusals + wechat.refusals,
      ...{ originMs, faults, outside: machine.outside },
    });
    violations.push(...judged.violations);
    return judged.figures;
  }

  unhandled(error: unknown): void {
    this.#world.violations.push(`a promise failed unheard: ${faultChain(error)}`);
  }

  async #tell(): Promise<void> {
    const { timeline, plan } = this.#world;
    const cloud = this.#cloud;
    cloud.publishBundle();
    cloud.start();
    for (const machine of this.#machines) machine.start();
    for (const watch of this.#patience) watch.start();
    this.#troubles.start();
    let open = plan.machines.length;
    for (const [index, machine] of this.#machines.entries()) {
      this.#visitAll(machine, plan.machines[index] as MachinePlan).then(() => {
        open -= 1;
      });
    }
    await timeline.run(Number.POSITIVE_INFINITY, () => open === 0);
    this.#troubles.heal();
    await this.#comeToRest();
    if (this.#atRest && cloud.losesDatabaseAtRest) {
      cloud.restoreBackup();
      cloud.start();
      await timeline.run(timeline.nowMs() + noticeWithinMs);
      await this.#comeToRest();
    }
    for (const watch of this.#patience) watch.stop();
  }

  async #visitAll(machine: Machine, { visits }: MachinePlan): Promise<void> {
    const { timeline } = this.#world;
    for (const plan of visits) {
      const random = randomOf(plan.seed, 'arrival');
      const queuesMs = 500 + random.fraction() ** 2 * 4000;
      await this.#world.pause(Math.max(queuesMs, plan.atMs - timeline.nowMs()));
      const issueCode = (outcome: CodeOutcome) => this.#cloud.issueCode(outcome, machine.address.merchantId);
      const shopper = new Shopper({ plan, machine, world: this.#world, issueCode });
      machine.machinery.opensAfterMs = () => shopper.opensAfterMs();
      await shopper.visit();
    }
  }

  async #comeToRest(): Promise<void> {
    const { timeline } = this.#world;
    this.#atRest = false;
    this.#watchRest();
    await timeline.run(timeline.nowMs() + restWithinMs, () => this.#atRest);
  }

  #watchRest(): void {
    this.#atRest = this.#openMatters().length === 0;
    if (!this.#atRest) this.#world.timeline.after(lookEveryMs, () => this.#watchRest());
  }

  #openMatters(): string[] {
    return openMatters(this.#machines, this.#cloud);
  }

  async #judge(): Promise<string[]> {
    const { ledger, charges, cards, gifts } = this.#cloud.stores;
    const book = this.#cloud.book();
    const problems = [
      ...this.#world.violations,
      ...cards.outOfBalance().map((card) => `a card is out of balance: ${card}`),
      ...judgeGifts({ shelf: gifts, orders: [...ledger.orders().values()] }),
    ];
    for (const { address, outside, disk, kiosk, machinery } of this.#machines) {
      const { machineId } = address;
      const ofMachine = charges.charges().filter((charge) => charge.machineId === machineId);
      const ids = new Set(ofMachine.map(({ chargeId }) => chargeId));
      const broken = judge({
        merchantId: address.merchantId,
        outside,
        printed: machinery.printer.printed,
        book: book.filter(({ chargeId }) => ids.has(chargeId)),
        charges: ofMachine,
        refunds: charges.refunds().filter((refund) => refund.machineId === machineId),
        log: charges.log().filter((line) => line.machineId === machineId),
        orders: ledger.ordersOf(machineId),
      });
      const journal = await disk.read(1, Number.MAX_SAFE_INTEGER);
      broken.push(...judgeJournal(journal, ledger.records(machineId, kiosk?.journal.journalId ?? '')));
      problems.push(...broken.map((what) => (this.#machines.length > 1 ? `${what} (${machineId})` : what)));
    }
    const known = new Set(charges.charges().map(({ chargeId }) => chargeId));
    const strays = book.filter((trade) => !known.has(trade.chargeId) && trade.status === 'paid');
    return [
      ...problems,
      ...strays.map(({ chargeId }) => `the platform holds an unknown charge: ${chargeId}`),
    ];
  }
}
