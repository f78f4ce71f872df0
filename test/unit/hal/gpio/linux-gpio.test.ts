/** This computer's own lines as the profile names them, and their thread where there are none. */
import { existsSync } from 'node:fs';
import t from 'tap';
import { LinuxGpio, namedLines } from '../../../../hal/gpio/linux-gpio.ts';
import { readMachineProfile } from '../../../../hal/machine-profile.ts';
import { faultOf, testContext } from '../../../support/hal-context.ts';

t.test('a profile names each line, its chip and how it is wired', async (t) => {
  const { gpio } = readMachineProfile({
    version: 1,
    gpio: {
      driver: 'linux',
      chip: 'pinctrl-bcm2711',
      outputs: [
        { name: 'motor.A1', line: 'GPIO17', activeLow: true },
        { name: 'motor.A2', chip: 'mcp23017' },
      ],
      inputs: [{ name: 'drop', line: 'GPIO22', bias: 'pullUp', debounceMs: 2 }],
    },
    dispensers: [{ driver: 'shelf', slots: ['A1', 'A2'] }],
  });
  t.strictSame(gpio?.driver === 'linux' && namedLines(gpio), [
    {
      name: 'motor.A1',
      line: 'GPIO17',
      chip: 'pinctrl-bcm2711',
      activeLow: true,
      bias: 'asIs',
      direction: 'output',
      debounceMs: 0,
    },
    {
      name: 'motor.A2',
      line: 'motor.A2',
      chip: 'mcp23017',
      activeLow: false,
      bias: 'asIs',
      direction: 'output',
      debounceMs: 0,
    },
    {
      name: 'drop',
      line: 'GPIO22',
      chip: 'pinctrl-bcm2711',
      activeLow: false,
      bias: 'pullUp',
      direction: 'input',
      debounceMs: 2,
    },
  ]);
});

t.test('a profile that leaves out a line is refused with every line that is missing', async (t) => {
  const profile = {
    version: 1,
    gpio: { driver: 'linux', chip: 'c', outputs: [{ name: 'hopper' }, { name: 'hopper' }] },
    dispensers: [
      { driver: 'shelf', slots: ['A1'], emptySensors: true },
      { driver: 'door', doors: ['D1'] },
    ],
    cash: { driver: 'pulse', payoutCoinMinor: 100 },
  };
  const message = await Promise.resolve()
    .then(() => readMachineProfile(profile))
    .then(
      () => '',
      (error: Error) => error.message,
    );
  for (const problem of [
    'the line hopper is listed twice',
    ...['motor.A1', 'door.D1', 'coin.accept'].map((name) => `lacks the output ${name}`),
    ...['drop', 'empty.A1', 'door.D1.open', 'coin', 'payout'].map((name) => `lacks the input ${name}`),
  ]) {
    t.ok(message.includes(`gpio: ${problem}`), problem);
  }
});

const skip = existsSync('/dev/gpiochip0') && 'there are GPIO chips here: the hardware test tries them';
t.test('where the chip is absent it says so, and can be started again', { skip }, async (t) => {
  const line = { activeLow: false, bias: 'asIs' } as const;
  const options = { chip: 'kiosk-io', inputs: [], answerWithinMs: 1_000, heartbeatMs: 1_000 };
  const gpio = new LinuxGpio('board', { ...options, outputs: [{ name: 'lamp', ...line }] }, testContext());
  await gpio.start();
  t.match(gpio.health(), { fault: 'GPIO_OFFLINE', detail: 'kiosk-io: no chip kiosk-io among none' });
  t.equal(await faultOf(gpio.set('lamp', true)), 'GPIO_OFFLINE');
  await gpio.stop();
  await gpio.start();
  await gpio.stop();
  t.match(gpio.health(), { fault: 'GPIO_OFFLINE' });
});
