/** What every scanner driver owes, over each way to a simulated one. */
import t, { type Test } from 'tap';
import { usualLayout } from '../../hal/scanner/hid-pos-codec.ts';
import { HidPosScanner } from '../../hal/scanner/hid-pos-scanner.ts';
import type { Scan } from '../../hal/scanner/scanner.ts';
import { type ScannerFormat, usualFormat } from '../../hal/scanner/scanner-codec.ts';
import { SerialScanner, type SerialScannerOptions } from '../../hal/scanner/serial-scanner.ts';
import { SimulatedHidScanner } from '../../hal/scanner/simulated-hid-scanner.ts';
import { SimulatedScanner } from '../../hal/scanner/simulated-scanner.ts';
import { WedgeScanner } from '../../hal/scanner/wedge-scanner.ts';
import { testContext } from '../support/hal-context.ts';
import { startSimulators, ways } from '../support/hal-simulators.ts';
import { until } from '../support/hal-until.ts';
import { absentScannerSuite, type ScannerBench, scannerSuite } from '../support/scanner-suite.ts';
import { SimulatedWedge } from '../support/simulated-wedge.ts';

function serialOptions(address: string, format: ScannerFormat = usualFormat): SerialScannerOptions {
  const wire = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
  return { address, ...wire, ...format, frameGapMs: 100 };
}

for (const way of ways) {
  const serialBench = async (t: Test): Promise<ScannerBench> => {
    const simulators = await startSimulators(t);
    const address = await way.address(t, simulators.scanner);
    return {
      open: (context) => new SerialScanner('scanner', serialOptions(address), context),
      present: async ({ text, symbology }, script = 'ok') => {
        await simulators.post('/scan', { code: text, ...(symbology && { symbology }), script });
      },
      unplug: async () => void (await simulators.post('/scanner', { state: 'offline' })),
      plug: async () => void (await simulators.post('/scanner', { state: 'ok' })),
      ...(way.untilUnread && { untilUnread: way.untilUnread.bind(way, address) }),
    };
  };
  scannerSuite(way.name, way.skip, serialBench);
  if (way.name === 'over TCP') absentScannerSuite(way.name, way.skip, serialBench);
}

async function hidPosBench(t: Test): Promise<ScannerBench> {
  const { clock } = testContext();
  const simulated = new SimulatedHidScanner(clock);
  await simulated.start();
  t.teardown(() => simulated.stop());
  const { address } = simulated.line;
  const options = { address, layout: usualLayout, textEncoding: 'auto', frameGapMs: 100 } as const;
  return {
    open: (context) => new HidPosScanner('scanner', options, context),
    present: (scan, script) => simulated.present(scan, script),
    unplug: () => simulated.stop(),
    plug: () => simulated.start(),
  };
}
scannerSuite('in HID-POS mode', false, hidPosBench);
absentScannerSuite('in HID-POS mode', false, hidPosBench);

async function wedgeBench(): Promise<ScannerBench> {
  const wedge = new SimulatedWedge();
  const format = { textEncoding: 'auto', symbologyPrefix: true, prefix: '', suffix: '' } as const;
  const options = { address: 'keyboard', ...format, endKey: 'enter', frameGapMs: 100 } as const;
  return {
    open: (context) => new WedgeScanner('scanner', { ...options, open: wedge.open }, context),
    present: async (scan, script) => wedge.present(scan, script),
    unplug: async () => wedge.unplug(),
    plug: async () => wedge.plug(),
  };
}
scannerSuite('that types', false, wedgeBench);
absentScannerSuite('that types', false, wedgeBench);

const framings: readonly Partial<ScannerFormat>[] = [
  { framing: 'tab' },
  { framing: 'stxEtx' },
  { framing: 'silence' },
  { prefix: 'S:', suffix: '#' },
];
for (const format of framings) {
  t.test(`a scanner set up as ${JSON.stringify(format)} tells each code once and whole`, async (t) => {
    const whole = { ...usualFormat, ...format };
    const simulated = new SimulatedScanner(testContext().clock, whole);
    await simulated.start();
    const scanner = new SerialScanner('scanner', serialOptions(simulated.line.address, whole), testContext());
    t.teardown(async () => {
      await scanner.stop();
      await simulated.stop();
    });
    const scans: Scan[] = [];
    scanner.on('scanned', (scan) => scans.push(scan));
    await scanner.start();
    await until(() => simulated.line.isConnected);
    await simulated.present({ text: '6901234567892', symbology: ']E0' });
    await until(() => scans.length === 1);
    await simulated.present({ text: '商品,3.50' });
    await until(() => scans.length === 2);
    t.strictSame(scans, [{ text: '6901234567892', symbology: ']E0' }, { text: '商品,3.50' }]);
  });
}
