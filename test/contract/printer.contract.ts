/** What every printer driver owes (`hal/printer/printer.ts`), over each way to the device. */
import { connect } from 'node:net';
import t from 'tap';
import { EscposPrinter } from '../../hal/printer/escpos-printer.ts';
import type { PrinterStatus } from '../../hal/printer/printer.ts';
import { faultOf, testContext } from '../support/hal-context.ts';
import { type Simulators, startSimulators, ways } from '../support/hal-simulators.ts';
import { until } from '../support/hal-until.ts';

interface Receipt {
  readonly number: number;
  readonly complete: boolean;
  readonly text: string;
}

const long = Array.from({ length: 60 }, (_, i) => `第 ${i} 行 Line ${i} |`).join('\n');

function openPrinter(address: string): EscposPrinter {
  return new EscposPrinter(
    'printer',
    {
      address,
      baudRate: 115_200,
      columns: 48,
      statusEveryMs: 100,
      recoverEveryMs: 300,
      answerWithinMs: 500,
      settleWithinMs: 5_000,
      printWithinMs: 20_000,
    },
    testContext(),
  );
}

/** The receipts as the simulator saw them, once there are `count`. */
async function receiptsOf(simulators: Simulators, count: number): Promise<Receipt[]> {
  return until(async () => {
    const receipts = await simulators.get<Receipt[]>('/receipts');
    return receipts.length >= count && receipts;
  });
}

for (const way of ways) {
  t.test(`a printer ${way.name}`, { skip: way.skip }, async (t) => {
    const simulators = await startSimulators(t);
    const printer = openPrinter(await way.address(t, simulators.printer));
    t.teardown(() => printer.stop());
    const play = (state: string) => simulators.post('/printer', { state });
    const count = async () => (await simulators.get<Receipt[]>('/receipts')).length;
    await printer.start();
    await until(() => printer.health().state === 'ready');
    t.afterEach(async () => {
      await play('ok');
      await until(() => printer.health().state === 'ready');
    });

    t.test('prints a whole receipt in Chinese and English and proves it', async (t) => {
      const before = await count();
      const receiptLine =
        '^^^"晨光咖啡"\n\n拿铁 Latte | ¥12.50\n{code:https://example.com/r/1; option:qrcode,4,M}';
      const proof = await printer.print({ jobId: 'job-1', receiptLine });
      t.equal(proof.jobId, 'job-1');
      const receipt = (await receiptsOf(simulators, before + 1)).at(-1);
      t.match(receipt, { complete: true, text: /晨光咖啡/ });
      t.match(receipt?.text, /拿铁 Latte +￥12\.50/);
      const state = await simulators.get<{ printer: { complaints: string[] } }>('/state');
      t.strictSame(state.printer.complaints, [], 'the driver said nothing that the printer does not know');
    });

    t.test('prints documents one after the other when they are asked for at once', async (t) => {
      const before = await count();
      const jobs = ['eins', 'zwei', 'drei'];
      await Promise.all(jobs.map((jobId) => printer.print({ jobId, receiptLine: `${jobId} |\n${long}` })));
      const receipts = (await receiptsOf(simulators, before + 3)).slice(before);
      t.strictSame(
        receipts.map(({ text }) => text.split('\n')[0]?.trim()),
        jobs,
      );
      t.ok(receipts.every(({ complete, text }) => complete && text.endsWith('Line 59')));
    });

    for (const [state, fault, status] of [
      ['paper-out', 'PRINTER_PAPER_OUT', { paper: 'out' }],
      ['cover-open', 'PRINTER_COVER_OPEN', { cover: 'open' }],
      ['cutter', 'PRINTER_CUTTER', { cutter: 'error' }],
    ] as const) {
      t.test(`refuses with ${fault} while it is so, and prints again afterwards`, async (t) => {
        const statuses: PrinterStatus[] = [];
        printer.on('statusChanged', (change) => statuses.push(change));
        await play(state);
        await until(() => printer.health().state === 'unavailable');
        t.match(printer.health(), { fault });
        t.match(statuses[0], status, 'the change is an event');
        const before = await count();
        t.equal(await faultOf(printer.print({ jobId: 'no', receiptLine: 'no' })), fault);
        await play('ok');
        await until(() => printer.health().state === 'ready');
        await printer.print({ jobId: 'yes', receiptLine: 'yes |' });
        t.strictSame(
          (await receiptsOf(simulators, before + 1)).slice(before).map(({ text }) => text.trim()),
          ['yes'],
          'nothing of the refused document was printed',
        );
      });
    }

    t.test('prints on with little paper left, and says so', async (t) => {
      await play('near-end');
      await until(() => printer.health().state === 'degraded');
      t.match(printer.health(), { fault: 'PRINTER_PAPER_LOW' });
      t.ok(await printer.print({ jobId: 'low', receiptLine: 'low |' }));
    });

    t.test('gives up a document in the middle of which the paper ends, and never continues it', async (t) => {
      const before = await count();
      await play('paper-out-midway');
      t.equal(await faultOf(printer.print({ jobId: 'half', receiptLine: long })), 'PRINTER_PAPER_OUT');
      await play('ok');
      await until(() => printer.health().state === 'ready');
      await printer.print({ jobId: 'whole', receiptLine: 'whole |' });
      const receipts = (await receiptsOf(simulators, before + 2)).slice(before);
      t.match(receipts[0], { complete: false });
      t.notMatch(receipts[0]?.text, /Line 59/);
      t.strictSame(receipts.slice(1), [{ ...receipts[1], complete: true }]);
      t.equal(receipts[1]?.text.trim(), 'whole');
    });

    t.test('has no proof for a document during which the printer lost its power', async (t) => {
      const before = await count();
      await play('half-print');
      t.equal(await faultOf(printer.print({ jobId: 'cut', receiptLine: long })), 'PRINTER_NO_PROOF');
      await until(() => printer.health().state === 'ready');
      await printer.print({ jobId: 'after', receiptLine: 'after |' });
      const receipts = (await receiptsOf(simulators, before + 2)).slice(before);
      t.strictSame(
        receipts.map(({ complete }) => complete),
        [false, true],
      );
      t.equal(receipts[1]?.text.trim(), 'after');
    });

    t.test('ends in a fault when the printer answers nothing any more, and recovers', async (t) => {
      await play('mute');
      const fault = await faultOf(printer.print({ jobId: 'mute', receiptLine: 'mute' }));
      t.equal(fault, 'PRINTER_OFFLINE', 'nothing of the document was sent to a printer that is silent');
      await play('ok');
      await until(() => printer.health().state === 'ready');
      t.ok(await printer.print({ jobId: 'back', receiptLine: 'back |' }));
    });

    t.test('is offline while it is switched off, and comes back by itself', async (t) => {
      await play('offline');
      await until(() => printer.health().state === 'unavailable');
      t.equal(await faultOf(printer.print({ jobId: 'off', receiptLine: 'off' })), 'PRINTER_OFFLINE');
      await play('ok');
      await until(() => printer.health().state === 'ready');
      t.ok(await printer.print({ jobId: 'on', receiptLine: 'on |' }));
    });

    t.test('refuses a document over the limit and prints the next', async (t) => {
      const receiptLine = 'x'.repeat(40_000);
      t.equal(await faultOf(printer.print({ jobId: 'big', receiptLine })), 'INPUT_TOO_LARGE');
      t.ok(await printer.print({ jobId: 'small', receiptLine: 'small |' }));
    });
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
    const printer = openPrinter(await way.address(t, simulators.printer));
    t.teardown(() => printer.stop());
    await printer.start();
    await until(() => printer.health().state === 'ready');
    await printer.print({ jobId: 'mine', receiptLine: 'mine |' });
    const [receipt] = await receiptsOf(simulators, 1);
    t.match(receipt, { complete: true, text: /mine/ }, 'the picture swallows nothing of our receipt');
  });
}

t.test('what is pending when a printer is stopped is rejected', async (t) => {
  const simulators = await startSimulators(t, ['--speed', '0.1']);
  const printer = openPrinter(simulators.printer);
  await printer.start();
  await until(() => printer.health().state === 'ready');
  const faults = Promise.all(['a', 'b'].map((jobId) => faultOf(printer.print({ jobId, receiptLine: long }))));
  await until(async () => (await simulators.get<{ printer: { busy: boolean } }>('/state')).printer.busy);
  await printer.stop();
  t.strictSame(await faults, ['PRINTER_NO_PROOF', 'PRINTER_OFFLINE']);
});
