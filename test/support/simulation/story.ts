/**
 * One story: a machine, the cloud and a few shoppers, all troubles that the seed brings, then everything
 * healed until nothing moves any more, and the judgement. The same seed tells the same story.
 */
import { faultChain } from '../../../src/domain/fault.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import { Timeline } from '../../../src/platform/virtual-clock.ts';
import { shardOf } from '../../../src/wire/topics.ts';
import { Chronicle } from './chronicle.ts';
import { Cloud } from './cloud.ts';
import { fork, Machine } from './machine.ts';
import { SimulatedBroker } from './network/simulated-broker.ts';
import { judge, judgeJournal } from './oracle/judge.ts';
import { Outside } from './outside.ts';
import { Shopper } from './shopper.ts';
import { Tripwires } from './tripwires.ts';
import { Troubles } from './troubles.ts';

/** Deliberate mistakes, planted to see that a proof finds them. */
export const mistakes = [
  'noFsync',
  'actBeforeIntent',
  'newChargeIdOnRetry',
  'acknowledgeBeforeCommit',
] as const;
export type Mistake = (typeof mistakes)[number];

export interface StoryResult {
  readonly seed: number;
  readonly orders: number;
  readonly violations: readonly string[];
  /** What happened, readable. */
  readonly lines: readonly string[];
  /** Equal for equal stories. */
  readonly hash: string;
  /** How long it lasted, in its own time. */
  readonly lastedMs: number;
}

/** Wall time at the beginning: a Monday morning in Shanghai. */
const originMs = Date.UTC(2026, 10, 23, 1, 0, 0);
const visitsMax = 5;
const restWithinMs = 45 * 60_000;
const lookEveryMs = 1000;
const address = { merchantId: 'shop', machineId: 'machine-1', shard: shardOf('machine-1') };

/** Tells the story of `seed`, with a mistake planted if one is named. */
export async function tellStory(seed: number, mistake?: Mistake): Promise<StoryResult> {
  const story = new Story(seed, mistake);
  const onUnhandled = (error: unknown) => story.unhandled(error);
  process.on('unhandledRejection', onUnhandled);
  try {
    return await story.run();
  } finally {
    process.off('unhandledRejection', onUnhandled);
  }
}

class Story {
  readonly #seed: number;
  readonly #random: ReturnType<typeof seededRandom>;
  readonly #timeline = new Timeline();
  readonly #chronicle = new Chronicle(this.#timeline);
  readonly #outside = new Outside();
  readonly #machine: Machine;
  readonly #cloud: Cloud;
  readonly #troubles: Troubles;
  readonly #visits: number;
  #shopper: Shopper | undefined;
  #atRest = false;

  constructor(seed: number, mistake: Mistake | undefined) {
    this.#seed = seed;
    this.#random = seededRandom(seed);
    const random = this.#random;
    const [timeline, chronicle, outside] = [this.#timeline, this.#chronicle, this.#outside];
    const broker = new SimulatedBroker(fork(random));
    const tripwires = new Tripwires(timeline, fork(random));
    const common = { timeline, chronicle, outside, broker, tripwires, originMs };
    this.#machine = new Machine({
      ...common,
      address,
      random: fork(random),
      mistakes: {
        actBeforeIntent: mistake === 'actBeforeIntent',
        newChargeIdOnRetry: mistake === 'newChargeIdOnRetry',
      },
      noFsync: mistake === 'noFsync',
    });
    this.#cloud = new Cloud({
      ...common,
      machine: address,
      random: fork(random),
      acknowledgeBeforeCommit: mistake === 'acknowledgeBeforeCommit',
    });
    this.#visits = 1 + Math.floor(random.fraction() * visitsMax);
    this.#troubles = new Troubles({
      ...{ machine: this.#machine, cloud: this.#cloud, timeline, chronicle, tripwires },
      random: fork(random),
      untilMs: this.#visits * 75_000,
    });
    this.#machine.machinery.opensAfterMs = () => this.#shopper?.opensAfterMs();
  }

  async run(): Promise<StoryResult> {
    const violations: string[] = [];
    try {
      await this.#tell();
      if (!this.#atRest) violations.push(`does not come to rest: ${this.#openMatters().join(', ')}`);
      violations.push(...(await this.#judge()));
    } catch (error) {
      violations.push(`a defect was thrown: ${faultChain(error)}`);
    }
    return {
      seed: this.#seed,
      orders: this.#cloud.ledgerStore.orders().size,
      violations,
      lines: this.#chronicle.lines(),
      hash: this.#chronicle.hash(),
      lastedMs: this.#timeline.nowMs(),
    };
  }

  unhandled(error: unknown): void {
    this.#outside.violations.push(`a promise failed unheard: ${faultChain(error)}`);
  }

  async #tell(): Promise<void> {
    const timeline = this.#timeline;
    this.#cloud.publishBundle();
    this.#cloud.start();
    this.#machine.start();
    this.#troubles.plan();
    let visited = false;
    this.#visitAll().then(() => {
      visited = true;
    });
    await timeline.run(Number.POSITIVE_INFINITY, () => visited);
    this.#troubles.heal();
    this.#watchRest();
    await timeline.run(timeline.nowMs() + restWithinMs, () => this.#atRest);
  }

  async #visitAll(): Promise<void> {
    for (let visit = 1; visit <= this.#visits; visit += 1) {
      await this.#pause(2000 + this.#random.fraction() ** 3 * 90_000);
      this.#shopper = new Shopper({
        name: `shopper ${visit}`,
        machine: this.#machine,
        timeline: this.#timeline,
        random: fork(this.#random),
        chronicle: this.#chronicle,
        outside: this.#outside,
        issueCode: (outcome) => this.#cloud.platform.issueCode(outcome),
      });
      await this.#shopper.visit();
    }
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#timeline.after(delayMs, resolve);
    });
  }

  #watchRest(): void {
    this.#atRest = this.#openMatters().length === 0;
    if (!this.#atRest) this.#timeline.after(lookEveryMs, () => this.#watchRest());
  }

  /** What still waits for something. Only for knowing when to judge: the judgement looks elsewhere. */
  #openMatters(): string[] {
    const { kiosk } = this.#machine;
    if (!kiosk) return ['the machine is dark'];
    const open: string[] = [];
    const fault = kiosk.outOfService();
    if (fault) open.push(`the machine is out of service: ${fault}`);
    if (kiosk.salePhase() !== 'welcome') open.push(`the screen is at ${kiosk.salePhase()}`);
    for (const order of kiosk.orders.open()) open.push(`order ${order.orderId} is ${order.state}`);
    for (const receipt of kiosk.receipts.waiting()) open.push(`receipt ${receipt.receiptId} is not printed`);
    const { lastSeq, acknowledgedSeq } = kiosk.journal;
    if (acknowledgedSeq < lastSeq)
      open.push(`records ${acknowledgedSeq + 1} to ${lastSeq} are not acknowledged`);
    for (const { chargeId, state } of this.#cloud.chargeStore.charges()) {
      if (state.dueAtMs !== undefined) open.push(`charge ${chargeId} is ${state.name}`);
    }
    for (const { refundId, state } of this.#cloud.chargeStore.refunds()) {
      if (state.name === 'pending') open.push(`refund ${refundId} is pending`);
    }
    return open;
  }

  async #judge(): Promise<string[]> {
    const { ledgerStore, chargeStore, platform } = this.#cloud;
    const { disk } = this.#machine;
    return [
      ...judge({
        outside: this.#outside,
        book: platform.book(),
        charges: chargeStore.charges(),
        orders: ledgerStore.orders(),
      }),
      ...judgeJournal(
        await disk.read(1, Number.MAX_SAFE_INTEGER),
        ledgerStore.records(address.machineId, this.#machine.kiosk?.journal.journalId ?? ''),
      ),
    ];
  }
}
