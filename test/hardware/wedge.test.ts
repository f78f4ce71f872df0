/** The keyboard-wedge driver on a real event node: the scanner's suite, and that nobody else hears a scan. */
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import t from 'tap';
import type { DriverContext } from '../../hal/device.ts';
import type { Scan } from '../../hal/scanner/scanner.ts';
import type { ScannerScript } from '../../hal/scanner/simulated-scanner.ts';
import { WedgeScanner } from '../../hal/scanner/wedge-scanner.ts';
import { testContext } from '../support/hal-context.ts';
import { until } from '../support/hal-until.ts';
import { nodeOf, otherEnd, plugIn, labAbsent as skip, unplug } from '../support/lab-devices.ts';
import { absentScannerSuite, type ScannerBench, scannerSuite } from '../support/scanner-suite.ts';
import { bootReport, scriptedStrokes } from '../support/wedge-typist.ts';

// The guest emulates its processor.
t.setTimeout(900_000);

const address = 'usb:1eab:0022:LAB-wedge';
const { O_RDONLY, O_RDWR, O_NONBLOCK } = constants;
const eventBytes = 24;

function openScanner(context: DriverContext = testContext(), at = address): WedgeScanner {
  const format = { textEncoding: 'auto', symbologyPrefix: true, prefix: '', suffix: '' } as const;
  return new WedgeScanner('scanner', { address: at, ...format, endKey: 'enter', frameGapMs: 2_000 }, context);
}

/** Types at the device's end, one report when the one before has been fetched. */
async function present(scan: Scan, script: ScannerScript = 'ok'): Promise<void> {
  const device = openSync(otherEnd('wedge'), O_RDWR | O_NONBLOCK);
  try {
    for (const stroke of scriptedStrokes(scan, script)) {
      await until(() => now(() => writeSync(device, bootReport(stroke))) > 0);
    }
  } finally {
    closeSync(device);
  }
}

/** What `call` returns, or 0 while the device asks to come again later. */
function now(call: () => number): number {
  try {
    return call();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
    throw error;
  }
}

async function bench(): Promise<ScannerBench> {
  await nodeOf('wedge', 'event');
  return {
    open: (context) => openScanner(context),
    present,
    unplug: () => unplug('wedge'),
    plug: () => plugIn('wedge'),
  };
}

scannerSuite('on an event node', skip, bench);
absentScannerSuite('on an event node', skip, bench);

t.test('a scan is heard by nobody else while the scanner is started', { skip }, async (t) => {
  const node = await nodeOf('wedge', 'event');
  const other = openSync(node, O_RDONLY | O_NONBLOCK);
  t.teardown(() => closeSync(other));
  const heard = Buffer.alloc(64 * eventBytes);
  const scans: string[] = [];
  const scanner = openScanner(testContext(), node).on('scanned', ({ text }) => scans.push(text));
  await scanner.start();
  await until(() => scanner.health().state === 'ready');
  await present({ text: '6901234567892' });
  await until(() => scans.length > 0);
  t.strictSame(scans, ['6901234567892']);
  t.equal(
    now(() => readSync(other, heard)),
    0,
  );

  const second = openScanner(testContext(), node);
  await second.start();
  t.match(second.health(), { state: 'unavailable', detail: /grabbed by another program/ });
  await second.stop();

  await scanner.stop();
  await present({ text: '1' });
  t.ok(await until(() => now(() => readSync(other, heard))), 'a stopped scanner lets go of its keyboard');
});

t.test('a node that is no keyboard is told', { skip }, async (t) => {
  const scanner = openScanner(testContext(), '/dev/null');
  await scanner.start();
  t.match(scanner.health(), { state: 'unavailable', detail: /not an input device/ });
  await scanner.stop();
});
