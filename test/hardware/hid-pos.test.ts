/** The HID-POS driver on real hidraw nodes: the scanner's suite, a swap, and two of a kind. */
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import t, { type Test } from 'tap';
import type { DriverContext } from '../../hal/device.ts';
import { findUsbNode } from '../../hal/discovery/usb-address.ts';
import { readUsbTree } from '../../hal/discovery/usb-tree.ts';
import { usualLayout } from '../../hal/scanner/hid-pos-codec.ts';
import { HidPosScanner } from '../../hal/scanner/hid-pos-scanner.ts';
import type { Scan } from '../../hal/scanner/scanner.ts';
import { scriptedReports } from '../../hal/scanner/simulated-hid-scanner.ts';
import type { ScannerScript } from '../../hal/scanner/simulated-scanner.ts';
import { testContext } from '../support/hal-context.ts';
import { until } from '../support/hal-until.ts';
import { otherEnd, plugIn, labAbsent as skip, unplug } from '../support/lab-devices.ts';
import { absentScannerSuite, type ScannerBench, scannerSuite } from '../support/scanner-suite.ts';

// The guest emulates its processor: the lab limits each file as a whole.
t.setTimeout(0);

type Unit = 'pos' | 'pos2';
const kind = 'usb:0c2e:0b81';

function openScanner(address: string, context: DriverContext = testContext()): HidPosScanner {
  // The guest's processor may stand still between two reports; what is torn stays torn for good.
  const options = { address, layout: usualLayout, textEncoding: 'auto', frameGapMs: 10_000 } as const;
  return new HidPosScanner('scanner', options, context);
}

/** Writes the reports at the device's end, one when the one before has been fetched. */
async function present(unit: Unit, scan: Scan, script: ScannerScript = 'ok'): Promise<void> {
  const device = openSync(otherEnd(unit), constants.O_RDWR | constants.O_NONBLOCK);
  try {
    for (const report of scriptedReports(scan, script)) await until(() => wrote(device, report));
  } finally {
    closeSync(device);
  }
}

function wrote(device: number, report: Uint8Array): boolean {
  try {
    return writeSync(device, report) > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return false;
    throw error;
  }
}

async function bench(): Promise<ScannerBench> {
  console.log(`# the driver's end is ${await findUsbNode(`${kind}:LAB-pos`, ['hidraw'])}`);
  return {
    open: (context) => openScanner(`${kind}:LAB-pos`, context),
    present: (scan, script) => present('pos', scan, script),
    unplug: () => unplug('pos'),
    plug: () => plugIn('pos'),
  };
}

scannerSuite('on a hidraw node', skip, bench);
absentScannerSuite('on a hidraw node', skip, bench);

/** A started scanner and what it tells. */
async function started(t: Test, address: string): Promise<{ scanner: HidPosScanner; texts: string[] }> {
  const scanner = openScanner(address);
  const texts: string[] = [];
  scanner.on('scanned', ({ text }) => texts.push(text));
  t.teardown(() => scanner.stop());
  await scanner.start();
  return { scanner, texts };
}

t.test('a unit that is swapped for another of its kind is read without a restart', { skip }, async (t) => {
  await unplug('pos2');
  const { scanner, texts } = await started(t, kind);
  await until(() => scanner.health().state === 'ready');
  await present('pos', { text: 'the old unit' });
  await until(() => texts.length === 1);
  await unplug('pos');
  await until(() => scanner.health().fault === 'SCANNER_OFFLINE');
  await plugIn('pos2');
  await until(() => scanner.health().state === 'ready');
  await present('pos2', { text: 'the new unit' });
  await until(() => texts.length === 2);
  await plugIn('pos');
  t.strictSame(texts, ['the old unit', 'the new unit']);
});

t.test('two of a kind are told apart by their ports, each by itself', { skip }, async (t) => {
  const units = await until(async () => {
    const found = (await readUsbTree()).filter(
      ({ vendor, product }) => vendor === '0c2e' && product === '0b81',
    );
    return found.length === 2 && found;
  });
  const portOf = (unit: Unit) => units.find(({ serial }) => serial === `LAB-${unit}`)?.port;
  const first = await started(t, `${kind}@${portOf('pos')}`);
  const second = await started(t, `${kind}@${portOf('pos2')}`);
  await until(() => [first, second].every(({ scanner }) => scanner.health().state === 'ready'));
  await present('pos', { text: 'at the first' });
  await present('pos2', { text: 'at the second' });
  await until(() => first.texts.length + second.texts.length === 2);
  t.strictSame([first.texts, second.texts], [['at the first'], ['at the second']]);
  await unplug('pos');
  await until(() => first.scanner.health().state === 'unavailable');
  t.equal(second.scanner.health().state, 'ready', 'the other one is not disturbed');
  await plugIn('pos');
  await until(() => first.scanner.health().state === 'ready');
});

t.test('what was presented while nobody read is not told later', { skip }, async (t) => {
  const { scanner, texts } = await started(t, `${kind}:LAB-pos`);
  await until(() => scanner.health().state === 'ready');
  await scanner.stop();
  await present('pos', { text: 'while nobody read' });
  await scanner.start();
  await until(() => scanner.health().state === 'ready');
  await present('pos', { text: 'while somebody reads' });
  await until(() => texts.length > 0);
  t.strictSame(texts, ['while somebody reads']);
});
