/**
 * What every I/O driver owes (`hal/gpio/gpio.ts`), over any way to a board: a simulator, or lines of the
 * kernel. What a board does not do while it is alone is declared by the driver and asserted as such.
 */
import t, { type Test } from 'tap';
import type { DriverContext } from '../../hal/device.ts';
import type { EdgeCount, Gpio } from '../../hal/gpio/gpio.ts';
import { faultOf, testContext } from './hal-context.ts';
import { until } from './hal-until.ts';

/** A board with `coin`, `coin.accept`, `motor.A1`, `hopper` and `payout`, and the hand that moves its inputs. */
export interface GpioBench {
  open(context: DriverContext): Gpio;
  /** Lets `coin` rise this often; resolves when it has. The slot may have to be open. */
  insertCoins(times: number): Promise<void>;
  /** Lets the hopper's coins pass its sensor, where nothing else does. */
  turnHopper(gpio: Gpio, coins: number): Promise<void>;
  unplug(): Promise<void>;
  plug(): Promise<void>;
}

/** Runs the suite; `prepare` makes the bench, which ends with its test. `more` is asked of this way only. */
export function gpioSuite(
  name: string,
  skip: string | false,
  prepare: (t: Test) => Promise<GpioBench>,
  more: (t: Test, gpio: Gpio) => Promise<void> = async () => undefined,
): void {
  t.test(`an I/O board ${name}`, { skip }, async (t) => {
    const bench = await prepare(t);
    const gpio = bench.open(testContext());
    t.teardown(() => gpio.stop());
    t.match(gpio.health(), { state: 'unavailable', fault: 'GPIO_OFFLINE' });
    await gpio.start();
    await until(() => gpio.health().state === 'ready');
    await levels(t, gpio, bench);
    await timed(t, gpio, bench);
    await lost(t, gpio, bench);
    await more(t, gpio);
    await t.test('answers nothing after it was stopped', async (t) => {
      await gpio.stop();
      t.equal(await faultOf(gpio.read('coin')), 'GPIO_OFFLINE');
      t.equal(gpio.health().state, 'unavailable');
    });
  });
}

async function levels(t: Test, gpio: Gpio, bench: GpioBench): Promise<void> {
  await t.test('drives an output and reads back that it is driven', async (t) => {
    await gpio.set('coin.accept', true);
    t.equal(await gpio.read('coin.accept'), true);
    await gpio.set('coin.accept', false);
    t.equal(await gpio.read('coin.accept'), false);
  });

  await t.test('counts each rising edge once and tells it with the counter after it', async (t) => {
    const edges: [string, EdgeCount][] = [];
    const listen = (line: string, count: EdgeCount) => void edges.push([line, count]);
    gpio.on('edge', listen);
    const before = await gpio.count('coin');
    await gpio.set('coin.accept', true);
    await bench.insertCoins(3);
    const coins = () => edges.filter(([line]) => line === 'coin');
    await until(() => coins().length >= 3);
    const { epoch } = before;
    t.strictSame(
      coins(),
      [1, 2, 3].map((i) => ['coin', { epoch, count: before.count + i }]),
    );
    t.strictSame(await gpio.count('coin'), { epoch, count: before.count + 3 });
    await gpio.set('coin.accept', false);
    gpio.off('edge', listen);
  });

  await t.test('refuses lines that are not in its set-up and durations out of range', async (t) => {
    t.equal(await faultOf(gpio.set('no.such', true)), 'GPIO_REFUSED');
    t.equal(await faultOf(gpio.set('coin', true)), 'GPIO_REFUSED', 'an input');
    t.equal(await faultOf(gpio.count('no.such')), 'GPIO_REFUSED');
    t.equal(await faultOf(gpio.pulse('motor.A1', 60_001)), 'GPIO_REFUSED');
    t.equal(await faultOf(gpio.pulse('motor.A1', 0)), 'GPIO_REFUSED');
  });
}

async function timed(t: Test, gpio: Gpio, bench: GpioBench): Promise<void> {
  await t.test('lets the board time a pulse, and counts the activations of an output', async (t) => {
    const before = await gpio.count('motor.A1');
    await gpio.pulse('motor.A1', 2_000);
    t.equal(await gpio.read('motor.A1'), true);
    t.equal(await faultOf(gpio.pulse('motor.A1', 2_000)), 'GPIO_REFUSED', 'not while it runs');
    await until(async () => !(await gpio.read('motor.A1')));
    t.equal((await gpio.count('motor.A1')).count, before.count + 1);
  });

  await t.test(
    'runs an output until a counter is reached, and never again for the same target',
    async (t) => {
      const before = await gpio.count('payout');
      await gpio.runUntil('hopper', 'payout', before.count + 2, 60_000);
      await bench.turnHopper(gpio, 2);
      await until(async () => !(await gpio.read('hopper')));
      t.equal((await gpio.count('payout')).count, before.count + 2);
      await gpio.runUntil('hopper', 'payout', before.count + 2, 60_000);
      t.equal(await gpio.read('hopper'), false, 'the target is reached already');
    },
  );
}

async function lost(t: Test, gpio: Gpio, bench: GpioBench): Promise<void> {
  await t.test('comes back by itself, drives again what was on, and owns up to counters lost', async (t) => {
    await gpio.set('coin.accept', true);
    await bench.insertCoins(1);
    const before = await until(async () => {
      const now = await gpio.count('coin');
      return now.count > 0 && now;
    });
    await bench.unplug();
    await until(() => gpio.health().state === 'unavailable');
    t.match(gpio.health(), { fault: 'GPIO_OFFLINE' });
    t.equal(await faultOf(gpio.count('coin')), 'GPIO_OFFLINE');
    if (gpio.abilities.countsAlone) await bench.insertCoins(2);
    await bench.plug();
    await until(() => gpio.health().state === 'ready');
    const after = await gpio.count('coin');
    if (gpio.abilities.countsAlone) {
      t.strictSame(after, { epoch: before.epoch, count: before.count + 2 }, 'counted on meanwhile');
    } else {
      t.not(after.epoch, before.epoch, 'counts in a new epoch');
      t.equal(after.count, 0);
    }
    t.equal(await gpio.read('coin.accept'), true);
    await gpio.set('coin.accept', false);
  });
}
