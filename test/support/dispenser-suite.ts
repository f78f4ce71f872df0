/**
 * What every dispenser owes (`hal/dispenser/dispenser.ts`), over any way to a mechanism. What a mechanism
 * cannot tell is declared by its driver and asserted as such: that the driver then claims no knowledge.
 */
import t, { type Test } from 'tap';
import type { DeliveryJob, DeliveryProof, DeliveryTarget, Dispenser } from '../../hal/dispenser/dispenser.ts';
import type { DispenserScript } from '../../hal/dispenser/drop.ts';
import { faultOf } from './hal-context.ts';
import { until } from './hal-until.ts';

/** The driver of one process, started. */
export interface OpenDispenser {
  readonly dispenser: Dispenser;
  /** Begins the delivery and forgets it, as a process does that is killed right after. */
  begin(job: DeliveryJob): Promise<unknown>;
  close(): Promise<void>;
}

/** A mechanism and the hand that makes it misbehave. */
export interface DispenserBench {
  readonly foreign: DeliveryTarget;
  readonly by: DeliveryProof['by'];
  open(): Promise<OpenDispenser>;
  /** Something that can be handed over now. */
  target(dispenser: Dispenser): Promise<DeliveryTarget>;
  /** How much has come out so far. */
  drops(): Promise<number>;
  play(script: DispenserScript): Promise<unknown>;
  /** Makes the mechanism forget what marks refer to; resolves when the driver could know of it. */
  forget(dispenser: Dispenser): Promise<unknown>;
  /** What else is lost with the process; nothing if it is left out. */
  crashed?(): Promise<unknown>;
}

/** The bench with the driver of the present process. */
class Stand {
  readonly bench: DispenserBench;
  #open: OpenDispenser | undefined;
  #jobs = 0;

  constructor(bench: DispenserBench) {
    this.bench = bench;
  }

  get dispenser(): Dispenser {
    return this.#now.dispenser;
  }

  get #now(): OpenDispenser {
    if (!this.#open) throw new Error('no driver is open');
    return this.#open;
  }

  async open(): Promise<void> {
    this.#open = await this.bench.open();
    await until(() => this.dispenser.health().state === 'ready');
  }

  close(): Promise<void> {
    return this.#now.close();
  }

  begin(job: DeliveryJob): Promise<unknown> {
    return this.#now.begin(job);
  }

  /** Ends the present driver without a word and opens another, as after a crash. */
  async crash(): Promise<void> {
    await this.close();
    await this.bench.crashed?.();
    await this.open();
  }

  /** A job for something that can be handed over, with its mark. */
  async job(): Promise<DeliveryJob> {
    this.#jobs += 1;
    const target = await this.bench.target(this.dispenser);
    return { deliveryId: `dlv_${this.#jobs}`, target, mark: await this.dispenser.mark(target) };
  }
}

/** Runs the suite; `prepare` makes the bench, which ends with its test. */
export function dispenserSuite(
  name: string,
  skip: string | false,
  prepare: (t: Test) => Promise<DispenserBench>,
): void {
  t.test(name, { skip }, async (t) => {
    const stand = new Stand(await prepare(t));
    await stand.open();
    t.teardown(() => stand.close());
    await handsOver(t, stand);
    await fails(t, stand);
    await loses(t, stand);
    await crashes(t, stand);
    await t.test('rejects what is pending when it is stopped', async (t) => {
      const asked = await stand.job();
      await stand.bench.play('jam');
      const fault = faultOf(stand.dispenser.deliver(asked));
      await stand.close();
      t.match(await fault, /^DISPENSER_(NO_PROOF|OFFLINE)$/);
    });
  });
}

async function handsOver(t: Test, stand: Stand): Promise<void> {
  const { bench } = stand;
  await t.test('handles its own targets only', async (t) => {
    const { dispenser } = stand;
    t.equal(dispenser.handles(await bench.target(dispenser)), true);
    t.equal(dispenser.handles(bench.foreign), false);
    const refused = dispenser.deliver({ deliveryId: 'dlv_x', target: bench.foreign, mark: {} });
    t.equal(await faultOf(refused), 'DISPENSER_REFUSED');
  });

  await t.test('gives a mark that can be stored', async (t) => {
    const { mark } = await stand.job();
    t.ok(JSON.stringify(mark).length <= 512);
    t.strictSame(JSON.parse(JSON.stringify(mark)), mark);
  });

  await t.test('hands over once, with proof, however often the same delivery is asked for', async (t) => {
    const before = await bench.drops();
    const asked = await stand.job();
    const proof = await stand.dispenser.deliver(asked);
    t.strictSame(proof, { deliveryId: asked.deliveryId, by: bench.by });
    t.strictSame(await stand.dispenser.deliver(asked), proof);
    t.equal(await stand.dispenser.outcomeOf(asked), 'delivered');
    t.equal(await bench.drops(), before + 1);
  });
}

async function fails(t: Test, stand: Stand): Promise<void> {
  const { bench } = stand;
  await t.test('rejects with a jam when nothing came out, and knows it afterwards', async (t) => {
    await bench.play('jam');
    const before = await bench.drops();
    const asked = await stand.job();
    t.equal(await faultOf(stand.dispenser.deliver(asked)), 'DISPENSER_JAM');
    await bench.play('ok');
    t.equal(await stand.dispenser.outcomeOf(asked), 'notDelivered');
    t.equal(await faultOf(stand.dispenser.deliver(asked)), 'DISPENSER_JAM', 'is not tried again');
    t.equal(await bench.drops(), before);
  });

  const { knowsEmpty } = stand.dispenser.capabilities;
  const shows = knowsEmpty ? 'rejects when it is empty' : 'shows emptiness as a jam, as it declares';
  await t.test(shows, async (t) => {
    await bench.play('empty');
    const before = await bench.drops();
    const fault = await faultOf(stand.dispenser.deliver(await stand.job()));
    t.equal(fault, knowsEmpty ? 'DISPENSER_EMPTY' : 'DISPENSER_JAM');
    t.equal(await bench.drops(), before);
    await bench.play('ok');
    await until(() => stand.dispenser.health().state === 'ready');
  });
}

async function loses(t: Test, stand: Stand): Promise<void> {
  const { bench } = stand;
  const { asksItself, remembers } = stand.dispenser.capabilities;
  await t.test('rejects while it is offline, and works again when it is back', async (t) => {
    const { dispenser } = stand;
    const before = await bench.drops();
    const asked = await stand.job();
    await bench.play('offline');
    await until(() => dispenser.health().state === 'unavailable');
    t.match(dispenser.health(), { fault: 'DISPENSER_OFFLINE' });
    t.equal(await faultOf(dispenser.deliver(asked)), asksItself ? 'DISPENSER_REFUSED' : 'DISPENSER_OFFLINE');
    t.equal(await faultOf(dispenser.mark(asked.target)), 'DISPENSER_OFFLINE');
    await bench.play('ok');
    await until(() => dispenser.health().state === 'ready');
    t.match(await dispenser.outcomeOf(asked), remembers ? /^notDelivered$/ : /^(notDelivered|unknown)$/);
    t.equal(await bench.drops(), before);
    // What asks by itself does not wait for us, and what lost its counters proves nothing any more.
    t.ok(await dispenser.deliver(remembers ? asked : await stand.job()));
    t.equal(await bench.drops(), before + 1);
  });

  await t.test('claims to know nothing when the mechanism lost its memory', async (t) => {
    const before = await bench.drops();
    const asked = await stand.job();
    await bench.forget(stand.dispenser);
    // What nobody approved is known not to have come out, whoever forgot what.
    t.equal(await stand.dispenser.outcomeOf(asked), asksItself ? 'notDelivered' : 'unknown');
    const fault = await faultOf(stand.dispenser.deliver(asked));
    t.equal(fault, asksItself ? 'DISPENSER_REFUSED' : 'DISPENSER_NO_PROOF');
    t.equal(await bench.drops(), before);
    await until(() => stand.dispenser.health().state === 'ready');
  });
}

async function crashes(t: Test, stand: Stand): Promise<void> {
  const { bench } = stand;
  const { remembers } = stand.dispenser.capabilities;
  await t.test('after a crash it knows that a delivery never began, if it remembers', async (t) => {
    const asked = await stand.job();
    await stand.crash();
    t.equal(await stand.dispenser.outcomeOf(asked), remembers ? 'notDelivered' : 'unknown');
  });

  await t.test('after a crash it knows what became of a delivery, if it remembers', async (t) => {
    const { dispenser } = stand;
    const before = await bench.drops();
    const asked = { ...(await stand.job()) };
    await stand.begin(asked);
    await stand.crash();
    t.not(stand.dispenser, dispenser);
    const outcome = await stand.dispenser.outcomeOf(asked);
    if (remembers) {
      t.equal(outcome, 'delivered', 'waits until it is at rest');
      t.equal((await stand.dispenser.deliver(asked)).by, bench.by, 'does not act again');
    } else {
      t.match(outcome, /^(delivered|unknown)$/, 'never that nothing came out');
      t.equal(await faultOf(stand.dispenser.deliver(asked)), 'DISPENSER_NO_PROOF', 'does not act again');
    }
    await until(async () => (await bench.drops()) === before + 1);
  });
}
