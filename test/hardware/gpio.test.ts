/** The kernel's own GPIO lines: the driver on gpio-sim's character device, held to the suite of all boards. */
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import t, { type Test } from 'tap';
import type { ChannelOpener } from '../../hal/byte-channel.ts';
import { BoardThreads } from '../../hal/gpio/board-thread-channel.ts';
import type { Gpio } from '../../hal/gpio/gpio.ts';
import { type LineThreads, LinuxGpio, namedLines } from '../../hal/gpio/linux-gpio.ts';
import { type GpioBench, gpioSuite } from '../support/gpio-suite.ts';
import { faultOf, testContext } from '../support/hal-context.ts';
import { until } from '../support/hal-until.ts';
import { labAbsent } from '../support/lab-devices.ts';
import { labChip, levelOf, pullLine } from '../support/lab-lines.ts';

// The guest emulates its processor.
t.setTimeout(600_000);

const plain = { activeLow: false, bias: 'asIs' } as const;
const debounceMs = 5;
/** Longer than the debounce, so that a level counts. */
const levelMs = 30;
const options = {
  chip: 'kiosk-io',
  outputs: ['motor.A1', 'coin.accept', 'hopper'].map((name) => ({ name, ...plain })),
  inputs: ['coin', 'payout'].map((name) => ({ name, ...plain, debounceMs })),
  answerWithinMs: 5_000,
  heartbeatMs: 1_000,
};

function board(more: Partial<typeof options> = {}): LinuxGpio {
  return new LinuxGpio('board', { ...options, ...more }, testContext());
}

/**
 * The lines, and a hand that takes them away. The chip itself cannot be taken: Linux 6.1 does not survive
 * that gpio-sim is removed while somebody waits for edges of it.
 */
class LinesToLose implements LineThreads {
  readonly #threads = new BoardThreads(namedLines(options));
  #lost = false;
  #lose: () => void = () => undefined;

  readonly open: ChannelOpener = async (address, framing, clock, hooks) => {
    if (this.#lost) throw new Error('the lines are lost');
    const channel = await this.#threads.open(address, framing, clock, hooks);
    this.#lose = () => {
      channel.close();
      hooks.closed('the lines were taken away');
    };
    return channel;
  };

  ended(): Promise<void> {
    return this.#threads.ended();
  }

  async lose(): Promise<void> {
    this.#lost = true;
    this.#lose();
    await this.ended();
  }

  find(): void {
    this.#lost = false;
  }
}

async function rise(line: string): Promise<void> {
  pullLine(line, true);
  await sleep(levelMs);
  pullLine(line, false);
  await sleep(levelMs);
}

async function bench(t: Test): Promise<GpioBench> {
  console.log(`# lines of ${labChip()}`);
  const threads = new LinesToLose();
  return {
    open: (context) => new LinuxGpio('board', options, context, threads),
    insertCoins: async (times) => {
      for (let i = 0; i < times; i += 1) await rise('coin');
    },
    turnHopper: async (gpio, coins) => {
      const { count } = await gpio.count('payout');
      for (let i = 1; i <= coins; i += 1) {
        t.ok(levelOf('hopper'), 'the hopper turns until the last coin');
        await rise('payout');
        await until(async () => (await gpio.count('payout')).count === count + i);
      }
      await until(() => !levelOf('hopper'));
    },
    unplug: () => threads.lose(),
    plug: async () => threads.find(),
  };
}

async function onTheWire(t: Test, gpio: Gpio): Promise<void> {
  await t.test('drives the wire itself, and lets it go when it is stopped', async (t) => {
    await gpio.set('hopper', true);
    t.ok(levelOf('hopper'));
    await gpio.stop();
    t.notOk(levelOf('hopper'));
    await gpio.start();
    await until(() => gpio.health().state === 'ready');
    t.notOk(levelOf('hopper'), 'a stopped board has nothing to drive again');
  });

  await t.test('ends a pulse in time although the main thread is held up', async (t) => {
    await gpio.pulse('motor.A1', 300);
    t.ok(levelOf('motor.A1'));
    const endMs = performance.now() + 2_000;
    while (performance.now() < endMs && levelOf('motor.A1'));
    t.notOk(levelOf('motor.A1'), 'the motor stopped while this thread did nothing but look');
  });
}

gpioSuite('of the kernel', labAbsent, bench, onTheWire);

t.test('lines that are driven low when on', { skip: labAbsent }, async (t) => {
  const low = { ...plain, activeLow: true };
  const gpio = board({
    outputs: [{ name: 'lock', line: 'door.cabinet', ...low }] as never,
    inputs: [{ name: 'switch', line: 'door.cabinet.open', ...low, debounceMs: 0 }] as never,
  });
  t.teardown(() => gpio.stop());
  pullLine('door.cabinet.open', true);
  await gpio.start();
  await until(() => gpio.health().state === 'ready');
  t.ok(levelOf('door.cabinet'), 'off is high');
  await gpio.set('lock', true);
  t.notOk(levelOf('door.cabinet'));
  t.equal(await gpio.read('switch'), false);
  pullLine('door.cabinet.open', false);
  await until(async () => (await gpio.count('switch')).count === 1);
  t.equal(await gpio.read('switch'), true);
});

t.test('a contact that bounces counts once', { skip: labAbsent }, async (t) => {
  const gpio = board({ inputs: [{ name: 'coin', ...plain, debounceMs: 1_000 }] });
  t.teardown(() => gpio.stop());
  await gpio.start();
  await until(() => gpio.health().state === 'ready');
  for (let i = 0; i < 5; i += 1) {
    pullLine('coin', true);
    pullLine('coin', false);
  }
  pullLine('coin', true);
  await until(async () => (await gpio.count('coin')).count > 0);
  pullLine('coin', false);
  t.equal((await gpio.count('coin')).count, 1);
});

t.test('what is not to be had is told with its name', { skip: labAbsent }, async (t) => {
  const first = board();
  await first.start();
  await until(() => first.health().state === 'ready');
  for (const [gpio, reason] of [
    [board({ chip: 'elsewhere' }), /no chip elsewhere/],
    [board({ outputs: [{ name: 'no-such', ...plain }] }), /no line no-such/],
    [board(), /line \S+ is held by kioskd/],
  ] as const) {
    await gpio.start();
    t.match(gpio.health(), { state: 'unavailable', fault: 'GPIO_OFFLINE', detail: reason });
    t.equal(await faultOf(gpio.read('coin')), 'GPIO_OFFLINE');
    await gpio.stop();
  }
  await first.stop();
});

t.test('a process that dies leaves lines that the next one can have', { skip: labAbsent }, async (t) => {
  const program = `
    import { LinuxGpio } from '${new URL('../../hal/gpio/linux-gpio.ts', import.meta.url)}';
    import { testContext } from '${new URL('../support/hal-context.ts', import.meta.url)}';
    const gpio = new LinuxGpio('board', ${JSON.stringify(options)}, testContext());
    gpio.on('healthChanged', async ({ state }) => {
      if (state !== 'ready') return;
      await gpio.set('hopper', true);
      process.kill(process.pid, 'SIGKILL');
    });
    await gpio.start();`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  const end = await run.then(
    () => 'ended well',
    (error: { signal?: string }) => error.signal,
  );
  t.equal(end, 'SIGKILL');
  const gpio = board();
  t.teardown(() => gpio.stop());
  await gpio.start();
  await until(() => gpio.health().state === 'ready');
  t.notOk(levelOf('hopper'), 'what it had switched on is off');
});
