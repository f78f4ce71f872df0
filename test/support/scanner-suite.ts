/**
 * What every scanner driver owes (`hal/scanner/scanner.ts`), over any way to present codes: a simulator,
 * or the other end of a real device node.
 */
import t, { type Test } from 'tap';
import type { DriverContext } from '../../hal/device.ts';
import type { Scan, Scanner } from '../../hal/scanner/scanner.ts';
import type { ScannerScript } from '../../hal/scanner/simulated-scanner.ts';
import { testContext } from './hal-context.ts';
import { until } from './hal-until.ts';

/** A scanner, and the hand that holds codes to it and pulls its cable. */
export interface ScannerBench {
  open(context: DriverContext): Scanner;
  /** Resolves when the scanner has sent what it sends. */
  present(scan: Scan, script?: ScannerScript): Promise<void>;
  unplug(): Promise<void>;
  plug(): Promise<void>;
  /** Resolves when what was presented to a stopped driver lies at its end; absent where nothing lies there. */
  untilUnread?(): Promise<void>;
}

/** Runs the suite; `prepare` makes the bench, which ends with its test. */
export function scannerSuite(
  name: string,
  skip: string | false,
  prepare: (t: Test) => Promise<ScannerBench>,
): void {
  t.test(`a scanner ${name}`, { skip }, async (t) => {
    const bench = await prepare(t);
    const context = testContext();
    const scanner = bench.open(context);
    const scans: Scan[] = [];
    scanner.on('scanned', (scan) => scans.push(scan));
    t.teardown(() => scanner.stop());
    t.match(scanner.health(), { state: 'unavailable', fault: 'SCANNER_OFFLINE' });
    await scanner.start();
    await until(() => scanner.health().state === 'ready');
    t.beforeEach(() => {
      scans.length = 0;
      context.warnings.length = 0;
    });
    const held = { t, bench, scanner, scans, context };
    await codes(held);
    await broken(held);
    await cable(held);
  });
}

/** For ways whose far end takes its node away with it. */
export function absentScannerSuite(
  name: string,
  skip: string | false,
  prepare: (t: Test) => Promise<ScannerBench>,
): void {
  t.test(`a scanner ${name} that is absent at the start`, { skip }, async (t) => {
    const bench = await prepare(t);
    await bench.unplug();
    const scanner = bench.open(testContext());
    t.teardown(() => scanner.stop());
    await scanner.start();
    t.match(scanner.health(), { state: 'unavailable', fault: 'SCANNER_OFFLINE' }, 'starts and says so');
    await bench.plug();
    await until(() => scanner.health().state === 'ready');
  });
}

interface Held {
  readonly t: Test;
  readonly bench: ScannerBench;
  readonly scanner: Scanner;
  readonly scans: Scan[];
  readonly context: ReturnType<typeof testContext>;
}

async function codes({ t, bench, scans }: Held): Promise<void> {
  await t.test('tells a code once, with its symbology and without its framing', async (t) => {
    await bench.present({ text: '6901234567892', symbology: ']E0' });
    await until(() => scans.length > 0);
    t.strictSame(scans, [{ text: '6901234567892', symbology: ']E0' }]);
  });

  await t.test('tells many codes in the order they were presented', async (t) => {
    const texts = Array.from({ length: 25 }, (_, i) => `code-${i}-${'x'.repeat(i)}`);
    for (const text of texts) await bench.present({ text });
    await until(() => scans.length >= texts.length);
    t.strictSame(
      scans.map(({ text }) => text),
      texts,
    );
  });

  await t.test('keeps FNC1 as GS and every other character of the code', async (t) => {
    const text = '010690123456789210批次7\u001d3103001250,汽水,¥3.5,24个月';
    await bench.present({ text, symbology: ']d2' });
    await until(() => scans.length > 0);
    t.strictSame(scans, [{ text, symbology: ']d2' }]);
  });

  await t.test('tells a code of the greatest length whole', async (t) => {
    const text = 'https://example.com/'.padEnd(1024, '0123456789');
    await bench.present({ text, symbology: ']Q1' });
    await until(() => scans.length > 0);
    t.strictSame(scans, [{ text, symbology: ']Q1' }]);
  });

  await t.test('tells a code that is presented twice two times, because it remembers nothing', async (t) => {
    await bench.present({ text: '4006381333931', symbology: ']E0' }, 'double');
    await until(() => scans.length > 1);
    t.equal(scans.length, 2);
  });

  await t.test('tells no symbology where the scanner sends none', async (t) => {
    await bench.present({ text: '4006381333931', symbology: ']E0' }, 'noPrefix');
    await until(() => scans.length > 0);
    t.strictSame(scans, [{ text: '4006381333931' }]);
  });
}

async function broken({ t, bench, scans, context }: Held): Promise<void> {
  const dropped = () => context.warnings.filter(({ fields }) => fields?.fault === 'SCANNER_FRAME_MALFORMED');

  await t.test('drops a torn code whole and reads the next one', async (t) => {
    await bench.present({ text: '1111111111111111' }, 'torn');
    await until(() => dropped().length > 0);
    await bench.present({ text: '2222222222222222' });
    await until(() => scans.length > 0);
    t.strictSame(scans, [{ text: '2222222222222222' }]);
    t.strictSame(
      dropped().map(({ fields }) => fields?.reason),
      ['torn'],
    );
  });

  await t.test('drops noise and reads the code behind it', async (t) => {
    await bench.present({ text: '6901234567892' }, 'garbage');
    await until(() => scans.length > 0);
    t.strictSame(scans, [{ text: '6901234567892' }]);
    t.equal(dropped().length, 1);
  });
}

async function cable({ t, bench, scanner, scans }: Held): Promise<void> {
  await t.test('comes back by itself when it was unplugged, and tells both', async (t) => {
    const healths: string[] = [];
    scanner.on('healthChanged', ({ state, fault }) => healths.push(fault ?? state));
    await bench.unplug();
    await until(() => scanner.health().state === 'unavailable');
    t.equal(scanner.health().fault, 'SCANNER_OFFLINE');
    await bench.plug();
    await until(() => scanner.health().state === 'ready');
    await until(async () => {
      await bench.present({ text: 'again' });
      return scans.length > 0;
    });
    t.strictSame(scans[0], { text: 'again' });
    t.strictSame(healths.slice(0, 2), ['SCANNER_OFFLINE', 'ready']);
  });

  await t.test('hears nothing while it is stopped', async (t) => {
    await scanner.stop();
    await bench.present({ text: 'unheard' });
    await bench.untilUnread?.();
    await scanner.start();
    await until(() => scanner.health().state === 'ready');
    await until(async () => {
      await bench.present({ text: 'heard' });
      return scans.length > 0;
    });
    t.notOk(scans.some(({ text }) => text === 'unheard'));
  });
}
