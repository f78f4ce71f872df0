/** What every dispenser owes (`hal/dispenser/dispenser.ts`): shelf, door and coffee machine. */
import t from 'tap';
import { CoffeeMachine } from '../../hal/dispenser/coffee-machine.ts';
import type { DeliveryMark, DeliveryTarget, Dispenser } from '../../hal/dispenser/dispenser.ts';
import { DoorDispenser } from '../../hal/dispenser/door-dispenser.ts';
import type { Drop } from '../../hal/dispenser/drop.ts';
import { ShelfDispenser } from '../../hal/dispenser/shelf-dispenser.ts';
import { SerialGpio } from '../../hal/gpio/serial-gpio.ts';
import { faultOf, testContext } from '../support/hal-context.ts';
import { type Simulators, startSimulators, ways } from '../support/hal-simulators.ts';
import { until } from '../support/hal-until.ts';

interface Opened {
  readonly dispenser: Dispenser;
  /** Begins a delivery and forgets it, as a process does that is killed right after. */
  beginOnly(deliveryId: string, target: DeliveryTarget): Promise<unknown>;
  close(): Promise<void>;
}

interface Kind {
  readonly name: string;
  readonly target: DeliveryTarget;
  readonly foreign: DeliveryTarget;
  readonly by: string;
  /** Whether the dispenser can tell that it is empty before it moves. */
  readonly knowsEmpty: boolean;
  /** Makes the dispenser forget what its marks refer to. */
  forget(simulators: Simulators): Promise<unknown>;
  deviceOf(simulators: Simulators): string;
  open(address: string): Promise<Opened>;
}

const serial = { baudRate: 115_200, answerWithinMs: 500, heartbeatMs: 200 };

async function openOnBoard(
  address: string,
  make: (gpio: SerialGpio) => Dispenser,
  output: string,
): Promise<Opened> {
  const gpio = new SerialGpio('board', { ...serial, address }, testContext());
  const dispenser = make(gpio);
  await gpio.start();
  await dispenser.start();
  return {
    dispenser,
    beginOnly: () => gpio.pulse(output, 1_000),
    close: async () => {
      await dispenser.stop();
      await gpio.stop();
    },
  };
}

const shelf: Kind = {
  name: 'a shelf',
  target: { how: 'slot', slot: 'A1' },
  foreign: { how: 'slot', slot: 'Z9' },
  by: 'dropSensor',
  knowsEmpty: true,
  forget: (simulators) => simulators.post('/board', { state: 'lose-counters' }),
  deviceOf: ({ board }) => board,
  open: (address) => {
    const options = { slots: ['A1', 'A2'], pulseMs: 800, dropWithinMs: 500, emptySensors: true };
    const make = (gpio: SerialGpio) => new ShelfDispenser('shelf', options, gpio, testContext());
    return openOnBoard(address, make, 'motor.A1');
  },
};

const door: Kind = {
  name: 'a door',
  target: { how: 'door', door: 'D1' },
  foreign: { how: 'door', door: 'X' },
  by: 'doorSensor',
  knowsEmpty: false,
  forget: (simulators) => simulators.post('/board', { state: 'lose-counters' }),
  deviceOf: ({ board }) => board,
  open: (address) => {
    const options = { doors: ['D1'], releaseMs: 1_000 };
    const make = (gpio: SerialGpio) => new DoorDispenser('doors', options, gpio, testContext());
    return openOnBoard(address, make, 'door.D1');
  },
};

const coffee: Kind = {
  name: 'a coffee machine',
  target: { how: 'recipe', recipe: 'latte', options: { sugar: 2, milk: 1 } },
  foreign: { how: 'recipe', recipe: 'soup', options: {} },
  by: 'machineAnswer',
  knowsEmpty: true,
  forget: (simulators) => simulators.post('/coffee', { state: 'lose-memory' }),
  deviceOf: ({ coffee }) => coffee,
  open: async (address) => {
    const options = { ...serial, address, recipes: ['latte'], makeWithinMs: 10_000 };
    const dispenser = new CoffeeMachine('coffee', options, testContext());
    await dispenser.start();
    return {
      dispenser,
      beginOnly: async (deliveryId, target) => {
        const mark = await dispenser.mark(target);
        const begun = new Promise((resolve) => dispenser.on('progress', resolve));
        dispenser.deliver({ deliveryId, target, mark }).catch(() => undefined);
        await begun;
      },
      close: () => dispenser.stop(),
    };
  },
};

for (const way of ways) {
  for (const kind of [shelf, door, coffee]) {
    t.test(`${kind.name} ${way.name}`, { skip: way.skip }, async (t) => {
      const simulators = await startSimulators(t);
      const { target } = kind;
      const address = await way.address(t, kind.deviceOf(simulators));
      let current = await kind.open(address);
      let { dispenser } = current;
      /** Ends the present driver without a word and opens another, as after a crash. */
      const crash = async () => {
        await current.close();
        current = await kind.open(address);
        dispenser = current.dispenser;
        await until(() => dispenser.health().state === 'ready');
      };
      t.teardown(() => current.close());
      await until(() => dispenser.health().state === 'ready');
      const drops = async () => (await simulators.get<Drop[]>('/drops')).length;
      const play = (state: string) => simulators.post('/dispenser', { state });
      let lastId = 0;
      const job = (mark: DeliveryMark) => {
        lastId += 1;
        return { deliveryId: `dlv_${lastId}`, target, mark };
      };

      t.test('handles its own targets only', async (t) => {
        t.equal(dispenser.handles(target), true);
        t.equal(dispenser.handles(kind.foreign), false);
        const refused = dispenser.deliver({ deliveryId: 'dlv_x', target: kind.foreign, mark: {} });
        t.equal(await faultOf(refused), 'DISPENSER_REFUSED');
      });

      t.test('gives a mark that can be stored', async (t) => {
        const mark = await dispenser.mark(target);
        t.ok(JSON.stringify(mark).length <= 512);
        t.strictSame(JSON.parse(JSON.stringify(mark)), mark);
      });

      t.test('hands over once, with proof, however often the same delivery is asked for', async (t) => {
        const before = await drops();
        const asked = job(await dispenser.mark(target));
        const proof = await dispenser.deliver(asked);
        t.strictSame(proof, { deliveryId: asked.deliveryId, by: kind.by });
        t.strictSame(await dispenser.deliver(asked), proof);
        t.equal(await dispenser.outcomeOf(asked), 'delivered');
        t.equal(await drops(), before + 1);
      });

      t.test('rejects with a jam when nothing came out, and knows it afterwards', async (t) => {
        await play('jam');
        const before = await drops();
        const asked = job(await dispenser.mark(target));
        t.equal(await faultOf(dispenser.deliver(asked)), 'DISPENSER_JAM');
        await play('ok');
        t.equal(await dispenser.outcomeOf(asked), 'notDelivered');
        t.equal(await faultOf(dispenser.deliver(asked)), 'DISPENSER_JAM', 'is not tried again');
        t.equal(await drops(), before);
      });

      // A mechanism that cannot tell declares it; emptiness then shows as a jam.
      if (kind.knowsEmpty) {
        t.test('rejects when it is empty', async (t) => {
          await play('empty');
          const before = await drops();
          t.equal(await faultOf(dispenser.deliver(job(await dispenser.mark(target)))), 'DISPENSER_EMPTY');
          t.equal(await drops(), before);
          await play('ok');
          await until(() => dispenser.health().state === 'ready');
        });
      }

      t.test('rejects while it is offline, and works again when it is back', async (t) => {
        const asked = job(await dispenser.mark(target));
        await play('offline');
        await until(() => dispenser.health().state === 'unavailable');
        t.match(dispenser.health(), { fault: 'DISPENSER_OFFLINE' });
        t.equal(await faultOf(dispenser.deliver(asked)), 'DISPENSER_OFFLINE');
        t.equal(await faultOf(dispenser.mark(target)), 'DISPENSER_OFFLINE');
        await play('ok');
        await until(() => dispenser.health().state === 'ready');
        t.equal(await dispenser.outcomeOf(asked), 'notDelivered');
        t.ok(await dispenser.deliver(asked));
      });

      t.test('knows after a crash that a delivery never began', async (t) => {
        const asked = job(await dispenser.mark(target));
        await crash();
        t.equal(await dispenser.outcomeOf(asked), 'notDelivered');
      });

      t.test('knows after a crash what became of a delivery that had begun', async (t) => {
        const before = await drops();
        const asked = job(await dispenser.mark(target));
        await current.beginOnly(asked.deliveryId, target);
        await crash();
        t.equal(await dispenser.outcomeOf(asked), 'delivered', 'waits until it is at rest');
        t.equal((await dispenser.deliver(asked)).by, kind.by, 'does not act again');
        t.equal(await drops(), before + 1);
      });

      t.test('does not know when the mechanism lost its memory', async (t) => {
        const asked = job(await dispenser.mark(target));
        await kind.forget(simulators);
        t.equal(await dispenser.outcomeOf(asked), 'unknown');
        const before = await drops();
        t.equal(await faultOf(dispenser.deliver(asked)), 'DISPENSER_NO_PROOF');
        t.equal(await drops(), before);
      });

      t.test('rejects what is pending when it is stopped', async (t) => {
        const asked = job(await dispenser.mark(target));
        await play('jam');
        const fault = faultOf(dispenser.deliver(asked));
        await current.close();
        t.match(await fault, /^DISPENSER_(NO_PROOF|OFFLINE)$/);
      });
    });
  }
}

t.test('a shelf refuses a delivery whose mark another delivery has overtaken', async (t) => {
  const simulators = await startSimulators(t);
  const { dispenser, close } = await shelf.open(simulators.board);
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
  const { dispenser, close } = await coffee.open(simulators.coffee);
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
