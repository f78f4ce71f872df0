/** What every I/O driver owes, over each way to a simulated board; the kernel's lines are tried in the lab. */
import t, { type Test } from 'tap';
import type { Gpio } from '../../hal/gpio/gpio.ts';
import { SerialGpio } from '../../hal/gpio/serial-gpio.ts';
import { gpioSuite } from '../support/gpio-suite.ts';
import { faultOf, testContext } from '../support/hal-context.ts';
import { type Simulators, startSimulators, ways } from '../support/hal-simulators.ts';
import { until } from '../support/hal-until.ts';

function boardAt(address: string): SerialGpio {
  const options = { address, baudRate: 115_200, answerWithinMs: 3_000, heartbeatMs: 200 };
  return new SerialGpio('board', options, testContext());
}

for (const way of ways) {
  let simulators: Simulators;
  const prepare = async (t: Test) => {
    simulators = await startSimulators(t);
    const address = await way.address(t, simulators.board);
    return {
      open: () => boardAt(address),
      insertCoins: async (times: number) =>
        void (await simulators.post('/coins', { amountMinor: times * 100 })),
      turnHopper: async () => undefined,
      unplug: async () => void (await simulators.post('/board', { state: 'offline' })),
      plug: async () => void (await simulators.post('/board', { state: 'ok' })),
    };
  };

  const ownBoard = async (t: Test, gpio: Gpio) => {
    await t.test(
      'rejects a question that is not answered, and finds a board that answers again',
      async (t) => {
        await simulators.post('/board', { state: 'mute' });
        t.equal(await faultOf(gpio.read('coin')), 'GPIO_OFFLINE');
        await until(() => gpio.health().state === 'unavailable');
        await simulators.post('/board', { state: 'ok' });
        await until(() => gpio.health().state === 'ready');
        t.equal(await gpio.read('coin'), false);
      },
    );

    await t.test('names a new epoch when the board lost its counters', async (t) => {
      const before = await gpio.count('payout');
      await simulators.post('/board', { state: 'lose-counters' });
      const after = await gpio.count('payout');
      t.not(after.epoch, before.epoch);
      t.equal(after.count, 0);
    });

    await t.test('rejects what is pending when it is stopped', async (t) => {
      await simulators.post('/board', { state: 'mute' });
      const fault = faultOf(gpio.read('coin'));
      await gpio.stop();
      t.equal(await fault, 'GPIO_OFFLINE');
    });
  };
  gpioSuite(way.name, way.skip, prepare, ownBoard);
}

t.test('a board lets go of outputs when its caller has fallen silent', async (t) => {
  const simulators = await startSimulators(t);
  const gpio = boardAt(simulators.board);
  t.ok(gpio.abilities.timesAlone);
  await gpio.start();
  await gpio.set('coin.accept', true);
  await gpio.stop();
  const accepting = async () => {
    const { coins } = await simulators.get<{ coins: { accepting: boolean } }>('/state');
    return coins.accepting;
  };
  await until(async () => !(await accepting()));
  t.equal(await accepting(), false, 'the coin slot is closed');
});
