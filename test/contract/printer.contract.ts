/** What every printer driver owes, over each way to a simulated one. */
import { connect } from 'node:net';
import t from 'tap';
import { EscposPrinter } from '../../hal/printer/escpos-printer.ts';
import { openLpChannel } from '../../hal/printer/lp-channel.ts';
import { OneWayPrinter, type OneWayPrinterOptions } from '../../hal/printer/one-way-printer.ts';
import { faultOf, testContext } from '../support/hal-context.ts';
import { startSimulators, type Way, ways } from '../support/hal-simulators.ts';
import { until } from '../support/hal-until.ts';
import {
  longDocument,
  type PrinterBench,
  printerOptions,
  printerSuite,
  receiptsOf,
} from '../support/printer-suite.ts';

// Suites mostly wait, each for a simulator of its own.
t.jobs = 4;

/** A pseudo-terminal, opened as the kernel's printer device is: without blocking, and polled. */
const asPrinterDevice: readonly (Way & Pick<PrinterBench, 'open'>)[] = ways.slice(1).map((way) => ({
  ...way,
  name: 'behind a device of the kernel',
  open: (address, _framing, clock, hooks) => openLpChannel(address, clock, hooks),
}));
const printerWays: readonly (Way & Pick<PrinterBench, 'open'>)[] = [...ways, ...asPrinterDevice];

for (const way of printerWays) {
  const open = way.open && { open: way.open };
  printerSuite(way.name, way.skip, async (t) => {
    const simulators = await startSimulators(t);
    return { simulators, address: await way.address(t, simulators.printer), ...open };
  });

  t.test(`a printer ${way.name} left in the middle of a picture`, { skip: way.skip }, async (t) => {
    const simulators = await startSimulators(t);
    const caller = connect(Number(new URL(simulators.printer).port), '127.0.0.1');
    // `GS v 0` announces 72 × 800 bytes, of which the process before ours sent a hundred.
    const head = Buffer.from([0x1b, 0x40, 0x1d, 0x76, 0x30, 0, 72, 0, 0x20, 0x03]);
    await new Promise<void>((resolve) =>
      caller.write(Buffer.concat([head, Buffer.alloc(100)]), () => resolve()),
    );
    caller.destroy();
    const bench = { simulators, address: await way.address(t, simulators.printer), ...open };
    const printer = new EscposPrinter('printer', printerOptions(bench), testContext());
    t.teardown(() => printer.stop());
    await printer.start();
    await until(() => printer.health().state === 'ready');
    await printer.print({ jobId: 'mine', receiptLine: 'mine |' });
    const [receipt] = await receiptsOf(simulators, 1);
    t.match(receipt, { complete: true, text: /mine/ }, 'the picture swallows nothing of our receipt');
  });

  t.test(`a printer ${way.name} that cannot answer declares it`, { skip: way.skip }, async (t) => {
    const simulators = await startSimulators(t);
    const options: OneWayPrinterOptions = {
      address: await way.address(t, simulators.printer),
      ...{ baudRate: 115_200, columns: 48, printWithinMs: 20_000, drawer: { pin: 2, openSignal: 'high' } },
      ...open,
    };
    const printer = new OneWayPrinter('printer', options, testContext());
    t.teardown(() => printer.stop());
    t.match(printer.capabilities, { answers: false, drawer: true });
    t.equal(await faultOf(printer.print({ jobId: 'early', receiptLine: 'early' })), 'PRINTER_OFFLINE');
    await printer.start();
    await until(() => printer.health().state === 'ready');
    await simulators.post('/printer', { state: 'mute' });
    t.match(await printer.print({ jobId: 'lost', receiptLine: 'lost |' }), { by: 'line' });
    t.match(printer.status(), { online: true, paper: 'ok' }, 'it knows no better');
    await simulators.post('/printer', { state: 'ok' });
    await printer.print({ jobId: 'one', receiptLine: '一 one |' });
    await printer.openDrawer();
    // What the muted printer swallowed may still have been on the line when it could hear again.
    const whole = await until(async () =>
      (await receiptsOf(simulators, 1)).find(({ text }) => text.includes('一 one')),
    );
    t.equal(whole.complete, true);
    await until(
      async () => (await simulators.get<{ printer: { drawerKicks: number } }>('/state')).printer.drawerKicks,
    );
    const faults: unknown[] = [];
    printer.on('healthChanged', ({ fault }) => faults.push(fault));
    await simulators.post('/printer', { state: 'offline' });
    await until(() => faults.includes('PRINTER_OFFLINE'));
    await simulators.post('/printer', { state: 'ok' });
    await until(() => printer.health().state === 'ready');
  });
}

t.test('what is pending when a printer is stopped is rejected', async (t) => {
  const simulators = await startSimulators(t, ['--speed', '0.1']);
  const options = printerOptions({ address: simulators.printer, simulators });
  const printer = new EscposPrinter('printer', options, testContext());
  await printer.start();
  await until(() => printer.health().state === 'ready');
  const print = (jobId: string) => faultOf(printer.print({ jobId, receiptLine: longDocument }));
  const faults = Promise.all(['a', 'b'].map(print));
  await until(async () => (await simulators.get<{ printer: { busy: boolean } }>('/state')).printer.busy);
  await printer.stop();
  t.strictSame(await faults, ['PRINTER_NO_PROOF', 'PRINTER_OFFLINE']);
});

t.test('a printer without a drawer says so', async (t) => {
  const simulators = await startSimulators(t);
  const { drawer: _none, ...options } = printerOptions({ address: simulators.printer, simulators });
  const printer = new EscposPrinter('printer', options, testContext());
  t.match([printer.capabilities.drawer, printer.status().drawer], [false, 'none']);
  t.equal(await faultOf(printer.openDrawer()), 'PRINTER_DRAWER_ABSENT');
});
