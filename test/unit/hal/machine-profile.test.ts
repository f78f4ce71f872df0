/** The machine profile: defaults, and every problem at once. */
import t from 'tap';
import { readMachineProfile } from '../../../hal/machine-profile.ts';
import { openHal } from '../../../hal/open-hal.ts';
import { Fault } from '../../../src/domain/fault.ts';
import { testContext } from '../../support/hal-context.ts';

const whole = {
  version: 1,
  scanners: [
    { driver: 'serial', address: '/dev/kiosk/scanner' },
    { driver: 'serial', id: 'scanner-2', address: 'tcp://127.0.0.1:7001', framing: 'stxEtx' },
  ],
  printer: { driver: 'escpos', address: 'tcp://127.0.0.1:9100' },
  gpio: { driver: 'kio', address: '/dev/kiosk/board' },
  dispensers: [
    { driver: 'shelf', slots: ['A1', 'A2'] },
    { driver: 'door', doors: ['D1'] },
    { driver: 'kcm', address: 'tcp://127.0.0.1:7002', recipes: ['latte'] },
  ],
  cash: { driver: 'pulse' },
  camera: { driver: 'file', path: '/srv/pictures' },
};

const problemsOf = (profile: unknown): string => {
  try {
    readMachineProfile(profile);
  } catch (error) {
    if (error instanceof Fault && error.code === 'PROFILE_INVALID') return error.message;
    throw error;
  }
  return '';
};

t.test('a profile names little more than addresses, the rest has defaults', async (t) => {
  const profile = readMachineProfile(whole);
  t.match(profile.printer, { id: 'printer', columns: 48, statusEveryMs: 2_000 });
  t.match(profile.scanners[0], { id: 'scanner', baudRate: 9_600, symbologyPrefix: true });
  t.match(profile.dispensers[0], { id: 'shelf', pulseMs: 800, emptySensors: false });
  t.match(profile.cash, { coinMinor: 100, payoutCoinMinor: 100 });
  t.strictSame(readMachineProfile({ version: 1 }).scanners, [], 'a machine may have no device at all');
});

t.test('every problem is told at once, by its path', async (t) => {
  const problems = problemsOf({
    ...whole,
    version: 2,
    scanners: [{ driver: 'serial', address: 'tcp://nowhere', frameGapMs: 1 }],
    printer: { driver: 'escpos', address: 'tcp://127.0.0.1:9100', columns: 40, colour: true },
    cash: { driver: 'abacus' },
  });
  for (const path of [
    'version',
    'scanners.0.address',
    'scanners.0.frameGapMs',
    'printer.columns',
    'printer',
    'cash.driver',
  ]) {
    t.match(problems, `${path}:`);
  }
});

t.test('an id stands for one device, and what hangs on the board needs one', async (t) => {
  const twice = { ...whole, scanners: [whole.scanners[0], whole.scanners[0]] };
  t.match(problemsOf(twice), 'scanners.1.id: the id scanner is taken');
  const { gpio: _gpio, ...without } = whole;
  t.match(problemsOf(without), 'dispensers.0: needs the I/O board');
  t.match(problemsOf({ version: 1, cash: { driver: 'pulse' } }), 'cash: needs the I/O board');
  t.match(problemsOf({ version: 1, cameraLamp: 'lamp.camera' }), 'cameraLamp: needs the I/O board');
  const lines = { driver: 'linux', chip: 'pinctrl-bcm2711' };
  t.match(
    problemsOf({ version: 1, gpio: lines, cameraLamp: 'lamp.camera' }),
    'gpio: lacks the output lamp.camera',
  );
});

t.test('what is no profile is told so', async (t) => {
  for (const value of [undefined, null, 'x', 5, [], { version: 1, scanners: 'many' }]) {
    t.not(problemsOf(value), '', JSON.stringify(value));
  }
});

t.test('a profile opens as its devices, several of a kind, without touching any', async (t) => {
  const hal = openHal(whole, testContext());
  t.strictSame(
    hal.devices.map(({ deviceId, kind }) => [deviceId, kind]),
    [
      ['board', 'gpio'],
      ['scanner', 'scanner'],
      ['scanner-2', 'scanner'],
      ['printer', 'printer'],
      ['shelf', 'dispenser'],
      ['doors', 'dispenser'],
      ['coffee', 'dispenser'],
      ['coins', 'cash'],
      ['camera', 'camera'],
    ],
  );
  t.equal(hal.scanners.length, 2);
  t.equal(hal.dispensers.find((d) => d.handles({ how: 'door', door: 'D1' }))?.deviceId, 'doors');
  t.ok(hal.devices.every((device) => device.health().state === 'unavailable'));
});

t.test('devices that are absent do not keep the others from starting, and end without a trace', async (t) => {
  const serial = { baudRate: 9_600 };
  const hal = openHal(
    {
      version: 1,
      scanners: [{ driver: 'serial', address: '/dev/no-such-scanner', ...serial }],
      printer: { driver: 'escpos', address: 'tcp://127.0.0.1:1' },
      gpio: { driver: 'kio', address: 'tcp://127.0.0.1:1' },
      dispensers: [{ driver: 'shelf', slots: ['A1'] }],
      cash: { driver: 'pulse' },
    },
    testContext(),
  );
  await hal.start();
  t.strictSame(
    hal.devices.map((device) => device.health().fault),
    ['GPIO_OFFLINE', 'SCANNER_OFFLINE', 'PRINTER_OFFLINE', 'DISPENSER_OFFLINE', 'CASH_OFFLINE'],
  );
  await hal.stop();
});

t.test('cameras, fingerprint reader and speaker need little more than where they are', (t) => {
  const profile = readMachineProfile({
    version: 1,
    camera: { driver: 'v4l2' },
    fingerprint: { driver: 'r503', address: 'usb:0483:5740' },
    speaker: { driver: 'alsa' },
  });
  t.match(profile, {
    camera: { id: 'camera', device: '/dev/kiosk/camera', width: 1280, program: 'ffmpeg' },
    fingerprint: { id: 'fingerprint', baudRate: 57_600, touches: 4 },
    speaker: { id: 'speaker', device: 'default', speech: false },
  });
  t.end();
});

t.test(
  'what a camera or speaker is given goes into a program’s arguments, so it is held to its form',
  (t) => {
    const refused = [
      { camera: { driver: 'v4l2', device: '-i /etc/passwd' } },
      { camera: { driver: 'rpicam', program: 'sh -c' } },
      { camera: { driver: 'http', url: 'file:///etc/passwd' } },
      { speaker: { driver: 'alsa', device: '-D' } },
      { speaker: { driver: 'alsa', voice: '../espeak' } },
      { fingerprint: { driver: 'r503', address: 'tcp://127.0.0.1:1', touches: 1 } },
    ];
    for (const entry of refused)
      t.throws(() => readMachineProfile({ version: 1, ...entry }), { code: 'PROFILE_INVALID' });
    t.end();
  },
);
