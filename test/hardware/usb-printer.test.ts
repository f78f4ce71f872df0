/** The printer driver on the kernel's USB printer device, with the simulated printer at its far end. */
import t from 'tap';
import { findUsbNode } from '../../hal/discovery/usb-address.ts';
import { EscposPrinter } from '../../hal/printer/escpos-printer.ts';
import { joinPrinter } from '../support/gadget-printer.ts';
import { testContext } from '../support/hal-context.ts';
import { startSimulators } from '../support/hal-simulators.ts';
import { until } from '../support/hal-until.ts';
import { plugIn, labAbsent as skip, unplug } from '../support/lab-devices.ts';
import { longDocument, printerOptions, printerSuite, receiptsOf } from '../support/printer-suite.ts';

// The guest emulates its processor: the lab limits each file as a whole.
t.setTimeout(0);

const address = 'usb:04b8:0e15';
/** The guest emulates its processor, on which the simulator also draws each receipt. */
const patience = {
  ...{ statusEveryMs: 300, recoverEveryMs: 1_000, answerWithinMs: 10_000 },
  ...{ settleWithinMs: 60_000, printWithinMs: 300_000 },
};

printerSuite(
  'on the USB printer device',
  skip,
  async (t) => {
    const simulators = await startSimulators(t);
    joinPrinter(t, simulators.printer);
    console.log(`# the driver's end is ${await until(() => findUsbNode(address, ['lp']).catch(() => ''))}`);
    return { address, simulators };
  },
  patience,
);

t.test('a plug pulled in the middle of a document', { skip }, async (t) => {
  const simulators = await startSimulators(t, ['--speed', '1']);
  joinPrinter(t, simulators.printer);
  const options = { ...printerOptions({ address, simulators }), ...patience };
  const printer = new EscposPrinter('printer', options, testContext());
  t.teardown(() => printer.stop());
  await printer.start();
  await until(() => printer.health().state === 'ready');
  const fault = printer.print({ jobId: 'cut', receiptLine: longDocument }).catch(({ code }) => code);
  await until(async () => (await simulators.get<{ printer: { busy: boolean } }>('/state')).printer.busy);
  await unplug('printer');
  t.equal(await fault, 'PRINTER_NO_PROOF', 'nobody knows what is on paper');
  t.match(printer.health(), { state: 'unavailable', fault: 'PRINTER_OFFLINE' });
  await plugIn('printer');
  await until(() => printer.health().state === 'ready');
  t.ok(await printer.print({ jobId: 'again', receiptLine: 'again |' }));
  t.match((await receiptsOf(simulators, 1)).at(-1), { text: /again/ });
});
