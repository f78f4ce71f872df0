/** What every I/O driver owes (`hal/gpio/gpio.ts`), over each way to the board. */
import t from 'tap';
import type { EdgeCount } from '../../hal/gpio/gpio.ts';
import { SerialGpio } from '../../hal/gpio/serial-gpio.ts';
import { faultOf, testContext } from '../support/hal-context.ts';
import { startSimulators, ways } from '../support/hal-simulators.ts';
import { until } from '../support/hal-until.ts';

for (const way of ways) {
  t.test(`an I/O board ${way.name}`, { skip: way.skip }, async (t) => {
    const simulators = await startSimulators(t);
    const address = await way.address(t, simulators.board);
    const options = { address, baudRate: 115_200, answerWithinMs: 500, heartbeatMs: 200 };
    const gpio = new SerialGpio('board', options, testContext());
    t.teardown(() => gpio.stop());
    const edges: [string, EdgeCount][] = [];
    gpio.on('edge', (line, count) => edges.push([line, count]));
    await gpio.start();
    await until(() => gpio.health().state === 'ready');
    const insert = (amountMinor: number) => simulators.post('/coins', { amountMinor });

    t.test('drives an output and reads back that it is driven', async (t) => {
      await gpio.set('coin.accept', true);
      t.equal(await gpio.read('coin.accept'), true);
      await gpio.set('coin.accept', false);
      t.equal(await gpio.read('coin.accept'), false);
    });

    t.test('counts each rising edge once and tells it with the counter after it', async (t) => {
      edges.length = 0;
      const before = await gpio.count('coin');
      await gpio.set('coin.accept', true);
      await insert(300);
      await until(() => edges.filter(([line]) => line === 'coin').length >= 3);
      t.strictSame(
        edges.filter(([line]) => line === 'coin'),
        [1, 2, 3].map((i) => ['coin', { epoch: before.epoch, count: before.count + i }]),
      );
      t.strictSame(await gpio.count('coin'), { epoch: before.epoch, count: before.count + 3 });
      await gpio.set('coin.accept', false);
    });

    t.test('lets the board time a pulse, and counts the activations of an output', async (t) => {
      const before = await gpio.count('motor.A1');
      await gpio.pulse('motor.A1', 2_000);
      t.equal(await gpio.read('motor.A1'), true);
      t.equal(await faultOf(gpio.pulse('motor.A1', 2_000)), 'GPIO_REFUSED', 'not while it runs');
      await until(async () => !(await gpio.read('motor.A1')));
      t.equal((await gpio.count('motor.A1')).count, before.count + 1);
    });

    t.test('runs an output until a counter is reached, and never again for the same target', async (t) => {
      const before = await gpio.count('payout');
      await gpio.runUntil('hopper', 'payout', before.count + 2, 10_000);
      await until(async () => !(await gpio.read('hopper')));
      t.equal((await gpio.count('payout')).count, before.count + 2);
      await gpio.runUntil('hopper', 'payout', before.count + 2, 10_000);
      t.equal(await gpio.read('hopper'), false, 'the target is reached already');
    });

    t.test('refuses lines that are not in its set-up and durations out of range', async (t) => {
      t.equal(await faultOf(gpio.set('no.such', true)), 'GPIO_REFUSED');
      t.equal(await faultOf(gpio.count('no.such')), 'GPIO_REFUSED');
      t.equal(await faultOf(gpio.pulse('motor.A1', 60_001)), 'GPIO_REFUSED');
      t.equal(await faultOf(gpio.pulse('motor.A1', 0)), 'GPIO_REFUSED');
    });

    t.test('counts on while nobody is connected, and drives again what was on', async (t) => {
      await gpio.set('coin.accept', true);
      const before = await gpio.count('coin');
      await simulators.post('/board', { state: 'offline' });
      await until(() => gpio.health().state === 'unavailable');
      t.match(gpio.health(), { fault: 'GPIO_OFFLINE' });
      t.equal(await faultOf(gpio.count('coin')), 'GPIO_OFFLINE');
      await insert(200);
      await simulators.post('/board', { state: 'ok' });
      await until(() => gpio.health().state === 'ready');
      t.strictSame(await gpio.count('coin'), { epoch: before.epoch, count: before.count + 2 });
      t.equal(await gpio.read('coin.accept'), true);
      await gpio.set('coin.accept', false);
    });

    t.test('rejects a question that is not answered, and finds a board that answers again', async (t) => {
      await simulators.post('/board', { state: 'mute' });
      t.equal(await faultOf(gpio.read('coin')), 'GPIO_OFFLINE');
      await until(() => gpio.health().state === 'unavailable');
      await simulators.post('/board', { state: 'ok' });
      await until(() => gpio.health().state === 'ready');
      t.equal(await gpio.read('coin'), false);
    });

    t.test('names a new epoch when the board lost its counters', async (t) => {
      const before = await gpio.count('payout');
      await simulators.post('/board', { state: 'lose-counters' });
      const after = await gpio.count('payout');
      t.not(after.epoch, before.epoch);
      t.equal(after.count, 0);
    });

    t.test('rejects what is pending when it is stopped', async (t) => {
      await simulators.post('/board', { state: 'mute' });
      const fault = faultOf(gpio.read('coin'));
      await gpio.stop();
      t.equal(await fault, 'GPIO_OFFLINE');
      t.equal(gpio.health().state, 'unavailable');
    });
  });
}

t.test('a board lets go of outputs when its caller has fallen silent', async (t) => {
  const simulators = await startSimulators(t);
  const address = simulators.board;
  const options = { address, baudRate: 115_200, answerWithinMs: 500, heartbeatMs: 200 };
  const gpio = new SerialGpio('board', options, testContext());
  await gpio.start();
  await gpio.set('coin.accept', true);
  await gpio.stop();
  await until(async () => {
    const { coins } = await simulators.get<{ coins: { accepting: boolean } }>('/state');
    return !coins.accepting;
  });
  t.pass('the coin slot is closed');
});
