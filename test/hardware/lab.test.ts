/** The lab itself: every node is there, and both ends of each device meet. */
import { closeSync, constants, openSync, readFileSync, readSync, statSync, writeSync } from 'node:fs';
import t from 'tap';
import { until } from '../support/hal-until.ts';
import {
  type LabGadget,
  type LabNode,
  labAbsent,
  nodeOf,
  otherEnd,
  plugIn,
  unplug,
} from '../support/lab-devices.ts';
import { labChip, levelOf, pullLine } from '../support/lab-lines.ts';

const { O_RDWR, O_NONBLOCK, O_NOCTTY } = constants;
const nodes: readonly (readonly [LabGadget, LabNode])[] = [
  ['wedge', 'hidraw'],
  ['wedge', 'event'],
  ['pos', 'hidraw'],
  ['pos2', 'hidraw'],
  ['printer', 'lp'],
  ['serial-scanner', 'ttyACM'],
  ['mdb', 'ttyACM'],
  ['coffee', 'ttyACM'],
  ['fingerprint', 'ttyACM'],
  ['board', 'ttyACM'],
];

function openBoth(driver: string, device: string): [driver: number, device: number] {
  const flags = O_RDWR | O_NONBLOCK | O_NOCTTY;
  return [openSync(driver, flags), openSync(device, flags)];
}

/** What can be read right now. */
function readNow(fd: number): Buffer {
  const bytes = Buffer.alloc(4096);
  try {
    return bytes.subarray(0, readSync(fd, bytes));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return bytes.subarray(0, 0);
    throw error;
  }
}

/** Reads away what was on its way when another test closed the device: all that comes before a mark of our own. */
async function readUpToMark(from: number, to: number): Promise<void> {
  const mark = Buffer.from('5a00ffa5', 'hex');
  writeSync(from, mark);
  let seen = '';
  await until(() => {
    seen += readNow(to).toString('hex');
    return seen.endsWith(mark.toString('hex'));
  });
}

t.test('every device has its node', { skip: labAbsent }, async (t) => {
  for (const [gadget, node] of nodes) t.ok(statSync(await nodeOf(gadget, node)).isCharacterDevice());
  const others = [
    labChip(),
    '/dev/video10',
    '/dev/snd/pcmC0D0p',
    '/dev/watchdog0',
    '/dev/uhid',
    '/dev/uinput',
  ];
  for (const path of others) {
    console.log(`# also ${path}`);
    t.ok(statSync(path).isCharacterDevice());
  }
});

t.test('a report written at the scanner arrives at the machine', { skip: labAbsent }, async (t) => {
  const [driver, device] = openBoth(await nodeOf('pos', 'hidraw'), otherEnd('pos'));
  const report = Buffer.alloc(64);
  report.write('\x02\x0d]E06901234567892', 'latin1');
  writeSync(device, report);
  t.same(await until(() => readNow(driver).toString('latin1')), report.toString('latin1'));
  for (const fd of [driver, device]) closeSync(fd);
});

t.test(
  'what is printed arrives at the printer, and its answer at the machine',
  { skip: labAbsent },
  async (t) => {
    const [driver, device] = openBoth(await nodeOf('printer', 'lp'), otherEnd('printer'));
    await readUpToMark(driver, device);
    await readUpToMark(device, driver);
    writeSync(driver, Buffer.from([0x10, 4, 4]));
    t.same(await until(() => readNow(device).toString('hex')), '100404');
    writeSync(device, Buffer.from([0x12]));
    t.same(await until(() => readNow(driver).toString('hex')), '12');
    for (const fd of [driver, device]) closeSync(fd);
  },
);

t.test('a line pulled outside is seen, a line driven is seen outside', { skip: labAbsent }, (t) => {
  pullLine('drop', true);
  t.ok(levelOf('drop'));
  pullLine('drop', false);
  t.notOk(levelOf('drop'));
  t.end();
});

t.test('a device that is unplugged is gone, and comes back', { skip: labAbsent }, async (t) => {
  for (const [gadget, node] of nodes) {
    const path = await nodeOf(gadget, node);
    await unplug(gadget);
    t.throws(() => statSync(path), { code: 'ENOENT' }, `${gadget} is gone`);
    await plugIn(gadget);
    t.ok(statSync(await nodeOf(gadget, node)).isCharacterDevice(), `${gadget} is back`);
  }
  t.match(readFileSync('/proc/version', 'utf8'), 'Linux');
});
