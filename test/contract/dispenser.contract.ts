/** What every dispenser owes (`hal/dispenser/dispenser.ts`): shelf, relay, door, coffee and vending machine. */
import t from 'tap';
import { CoffeeMachine } from '../../hal/dispenser/coffee-machine.ts';
import type { DeliveryTarget, Dispenser } from '../../hal/dispenser/dispenser.ts';
import { DoorDispenser } from '../../hal/dispenser/door-dispenser.ts';
import type { Drop } from '../../hal/dispenser/drop.ts';
import { MdbReader } from '../../hal/dispenser/mdb-reader.ts';
import { ShelfDispenser } from '../../hal/dispenser/shelf-dispenser.ts';
import type { GpioAbilities } from '../../hal/gpio/gpio.ts';
import { SerialGpio } from '../../hal/gpio/serial-gpio.ts';
import { type DispenserBench, dispenserSuite, type OpenDispenser } from '../support/dispenser-suite.ts';
import { faultOf, testContext } from '../support/hal-context.ts';
import { type Simulators, startSimulators, ways } from '../support/hal-simulators.ts';
import { until } from '../support/hal-until.ts';

t.setTimeout(300_000);
// Suites mostly wait, each for a simulator of its own.
t.jobs = 4;

const serial = { baudRate: 115_200, answerWithinMs: 3_000, heartbeatMs: 200 };

/** A board that is no better than lines of this computer: what it counted is gone with the process. */
class RelayGpio extends SerialGpio {
  override readonly abilities: GpioAbilities = { countsAlone: false, timesAlone: false };
}

interface Kind extends Pick<DispenserBench, 'foreign' | 'by'> {
  readonly name: string;
  /** Whether the process's counters end with it. */
  readonly forgetsInCrash: boolean;
  target(dispenser: Dispenser, simulators: Simulators): Promise<DeliveryTarget>;
  forget(simulators: Simulators, dispenser: Dispenser): Promise<unknown>;
  deviceOf(simulators: Simulators): string;
  open(address: string, simulators: Simulators): Promise<OpenDispenser>;
}

async function openOnBoard(
  gpio: SerialGpio,
  make: (gpio: SerialGpio) => Dispenser,
  output: string,
): Promise<OpenDispenser> {
  const dispenser = make(gpio);
  await gpio.start();
  await dispenser.start();
  return {
    dispenser,
    begin: () => gpio.pulse(output, 1_000),
    close: async () => {
      await dispenser.stop();
      await gpio.stop();
    },
  };
}

const loseCounters = (simulators: Simulators) => simulators.post('/board', { state: 'lose-counters' });

const shelf: Kind = {
  name: 'a shelf',
  foreign: { how: 'slot', slot: 'Z9' },
  by: 'dropSensor',
  forgetsInCrash: false,
  target: async () => ({ how: 'slot', slot: 'A1' }),
  forget: loseCounters,
  deviceOf: ({ board }) => board,
  open: (address) => openShelf(new SerialGpio('board', { ...serial, address }, testContext()), true),
};

function openShelf(gpio: SerialGpio, emptySensors: boolean): Promise<OpenDispenser> {
  const options = { slots: ['A1', 'A2'], pulseMs: 800, dropWithinMs: 500, emptySensors };
  return openOnBoard(gpio, () => new ShelfDispenser('shelf', options, gpio, testContext()), 'motor.A1');
}

const relay: Kind = {
  ...shelf,
  name: 'a relay and a drop sensor',
  forgetsInCrash: true,
  open: (address) => openShelf(new RelayGpio('board', { ...serial, address }, testContext()), false),
};

const door: Kind = {
  name: 'a door',
  foreign: { how: 'door', door: 'X' },
  by: 'doorSensor',
  forgetsInCrash: false,
  target: async () => ({ how: 'door', door: 'D1' }),
  forget: loseCounters,
  deviceOf: ({ board }) => board,
  open: (address) => {
    const options = { doors: ['D1'], releaseMs: 1_000 };
    const gpio = new SerialGpio('board', { ...serial, address }, testContext());
    return openOnBoard(gpio, () => new DoorDispenser('doors', options, gpio, testContext()), 'door.D1');
  },
};

const coffee: Kind = {
  name: 'a coffee machine',
  foreign: { how: 'recipe', recipe: 'soup', options: {} },
  by: 'machineAnswer',
  forgetsInCrash: false,
  target: async () => ({ how: 'recipe', recipe: 'latte', options: { sugar: 2, milk: 1 } }),
  forget: (simulators) => simulators.post('/coffee', { state: 'lose-memory' }),
  deviceOf: ({ coffee }) => coffee,
  open: async (address) => {
    const options = { ...serial, address, recipes: ['latte'], makeWithinMs: 10_000 };
    const dispenser = new CoffeeMachine('coffee', options, testContext());
    await dispenser.start();
    return {
      dispenser,
      begin: async (job) => {
        const begun = new Promise((resolve) => dispenser.on('progress', resolve));
        dispenser.deliver(job).catch(() => undefined);
        await begun;
      },
      close: () => dispenser.stop(),
    };
  },
};

const vending: Kind = {
  name: 'a vending machine behind an MDB adapter',
  foreign: { how: 'vend', controller: 'other', vendId: 'vnd_1', item: '31', amountMinor: 400 },
  by: 'machineAnswer',
  forgetsInCrash: false,
  target: async (dispenser, simulators) => {
    const reader = dispenser as MdbReader;
    await until(async () => {
      if (reader.pending()) return true;
      await simulators.post('/keypad', { key: 'select', item: '31' });
      return reader.pending();
    });
    const request = await until(() => reader.pending());
    return { how: 'vend', controller: 'vending', ...request };
  },
  forget: async (simulators, dispenser) => {
    await simulators.post('/vending', { state: 'restart' });
    await until(() => (dispenser as MdbReader).pending() === undefined);
  },
  deviceOf: ({ vending }) => vending,
  open: async (address, simulators) => {
    const options = { ...serial, address, decimals: 2, creditMinor: 0, vendWithinMs: 3_000 };
    const dispenser = new MdbReader('vending', options, testContext());
    await dispenser.start();
    return {
      dispenser,
      begin: async (job) => {
        dispenser.deliver(job).catch(() => undefined);
        // The approval has reached the controller; what was lost on the way would never begin.
        await until(async () => (await vendingOf(simulators)).phase === 'vending');
      },
      close: () => dispenser.stop(),
    };
  },
};

async function vendingOf(simulators: Simulators): Promise<{ phase: string }> {
  return (await simulators.get<{ vending: { phase: string } }>('/state')).vending;
}

for (const way of ways) {
  for (const kind of [shelf, relay, door, coffee, vending]) {
    dispenserSuite(`${kind.name} ${way.name}`, way.skip, async (t) => {
      const simulators = await startSimulators(t);
      const address = await way.address(t, kind.deviceOf(simulators));
      return {
        foreign: kind.foreign,
        by: kind.by,
        open: () => kind.open(address, simulators),
        target: (dispenser) => kind.target(dispenser, simulators),
        drops: async () => (await simulators.get<Drop[]>('/drops')).length,
        play: (state) => simulators.post('/dispenser', { state }),
        forget: (dispenser) => kind.forget(simulators, dispenser),
        ...(kind.forgetsInCrash ? { crashed: () => loseCounters(simulators) } : {}),
      };
    });
  }
}

t.test('a shelf refuses a delivery whose mark another delivery has overtaken', async (t) => {
  const simulators = await startSimulators(t);
  const { dispenser, close } = await shelf.open(simulators.board, simulators);
  t.teardown(close);
  await until(() => dispenser.health().state === 'ready');
  const [a1, a2] = [
    { how: 'slot', slot: 'A1' },
    { how: 'slot', slot: 'A2' },
  ] as const;
  const [mark1, mark2] = [await dispenser.mark(a1), await dispenser.mark(a2)];
  await dispenser.deliver({ deliveryId: 'dlv_1', target: a1, mark: mark1 });
  const late = dispenser.deliver({ deliveryId: 'dlv_2', target: a2, mark: mark2 });
  t.equal(await faultOf(late), 'DISPENSER_REFUSED', 'after a crash its outcome could not be told');
  t.equal((await simulators.get<Drop[]>('/drops')).length, 1);
});

t.test('a coffee machine tells its progress and makes one drink after the other', async (t) => {
  const simulators = await startSimulators(t);
  const { dispenser, close } = await coffee.open(simulators.coffee, simulators);
  t.teardown(close);
  await until(() => dispenser.health().state === 'ready');
  const percents = new Map<string, number[]>();
  dispenser.on('progress', (id, percent) => percents.set(id, [...(percents.get(id) ?? []), percent]));
  const target = { how: 'recipe', recipe: 'latte', options: {} } as const;
  const mark = await dispenser.mark(target);
  await Promise.all(['dlv_a', 'dlv_b'].map((deliveryId) => dispenser.deliver({ deliveryId, target, mark })));
  const drops = await simulators.get<Drop[]>('/drops');
  t.strictSame(
    drops.map(({ jobId }) => jobId),
    ['dlv_a', 'dlv_b'],
  );
  const told = percents.get('dlv_a') ?? [];
  t.ok(told.length >= 5);
  t.strictSame(
    told,
    [...told].sort((a, b) => a - b),
  );
});
