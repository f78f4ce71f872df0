/**
 * What every printer driver that is answered owes (`hal/printer/printer.ts`), over any way to a printer: a
 * simulator, or the same simulator behind a real device node.
 */
import t, { type Test } from 'tap';
import type { ChannelOpener } from '../../hal/byte-channel.ts';
import { EscposPrinter, type EscposPrinterOptions } from '../../hal/printer/escpos-printer.ts';
import type { PrinterStatus } from '../../hal/printer/printer.ts';
import { faultOf, testContext } from './hal-context.ts';
import type { Simulators } from './hal-simulators.ts';
import { until } from './hal-until.ts';

/** A printer at an address, and the simulators that play its far end. */
export interface PrinterBench {
  readonly address: string;
  readonly open?: ChannelOpener;
  readonly simulators: Simulators;
}

export interface Receipt {
  readonly number: number;
  readonly complete: boolean;
  readonly text: string;
}

/** A document of about eight centimetres of paper in Chinese and English. */
export const longDocument = Array.from({ length: 60 }, (_, i) => `第 ${i} 行 Line ${i} |`).join('\n');

export function printerOptions({ address, open }: PrinterBench): EscposPrinterOptions {
  return {
    address,
    ...(open && { open }),
    baudRate: 115_200,
    columns: 48,
    statusEveryMs: 100,
    recoverEveryMs: 300,
    answerWithinMs: 2_000,
    settleWithinMs: 20_000,
    printWithinMs: 20_000,
    drawer: { pin: 2, openSignal: 'high' },
  };
}

/** The receipts as the simulator saw them, once there are `count`. */
export async function receiptsOf(simulators: Simulators, count: number): Promise<Receipt[]> {
  return until(async () => {
    const receipts = await simulators.get<Receipt[]>('/receipts');
    return receipts.length >= count && receipts;
  });
}

interface Held {
  readonly t: Test;
  readonly printer: EscposPrinter;
  readonly simulators: Simulators;
  play(state: string): Promise<unknown>;
  count(): Promise<number>;
}

/** Runs the suite; `prepare` makes the bench, which ends with its test. */
export function printerSuite(
  name: string,
  skip: string | false,
  prepare: (t: Test) => Promise<PrinterBench>,
  options: Partial<EscposPrinterOptions> = {},
): void {
  t.test(`a printer ${name}`, { skip }, async (t) => {
    const bench = await prepare(t);
    const { simulators } = bench;
    const printer = new EscposPrinter('printer', { ...printerOptions(bench), ...options }, testContext());
    t.teardown(() => printer.stop());
    const play = (state: string) => simulators.post('/printer', { state });
    t.match(printer.health(), { state: 'unavailable', fault: 'PRINTER_OFFLINE' });
    await printer.start();
    await until(() => printer.health().state === 'ready');
    t.afterEach(async () => {
      await play('ok');
      await until(() => printer.health().state === 'ready');
    });
    const count = async () => (await simulators.get<Receipt[]>('/receipts')).length;
    const held = { t, printer, simulators, play, count };
    await documents(held);
    await statuses(held);
    await interruptions(held);
    await silences(held);
  });
}

async function documents({ t, printer, simulators, count }: Held): Promise<void> {
  await t.test('prints a whole receipt in Chinese and English and proves it', async (t) => {
    const before = await count();
    const receiptLine =
      '^^^"晨光咖啡"\n\n拿铁 Latte | ¥12.50\n{code:https://example.com/r/1; option:qrcode,4,M}';
    t.match(await printer.print({ jobId: 'job-1', receiptLine }), { jobId: 'job-1', by: 'printer' });
    const receipt = (await receiptsOf(simulators, before + 1)).at(-1);
    t.match(receipt, { complete: true, text: /晨光咖啡/ });
    t.match(receipt?.text, /拿铁 Latte +￥12\.50/);
    const state = await simulators.get<{ printer: { complaints: string[] } }>('/state');
    t.strictSame(state.printer.complaints, [], 'the driver said nothing that the printer does not know');
  });

  await t.test('prints documents one after the other when they are asked for at once', async (t) => {
    const before = await count();
    const jobs = ['eins', 'zwei', 'drei'];
    const receiptLine = (jobId: string) => `${jobId} |\n${longDocument}`;
    await Promise.all(jobs.map((jobId) => printer.print({ jobId, receiptLine: receiptLine(jobId) })));
    const receipts = (await receiptsOf(simulators, before + 3)).slice(before);
    t.strictSame(
      receipts.map(({ text }) => text.split('\n')[0]?.trim()),
      jobs,
    );
    t.ok(receipts.every(({ complete, text }) => complete && text.endsWith('Line 59')));
  });

  await t.test('refuses a document over the limit and prints the next', async (t) => {
    const receiptLine = 'x'.repeat(40_000);
    t.equal(await faultOf(printer.print({ jobId: 'big', receiptLine })), 'INPUT_TOO_LARGE');
    t.ok(await printer.print({ jobId: 'small', receiptLine: 'small |' }));
  });

  await t.test('opens the drawer, and tells that it is open and closed', async (t) => {
    const kicks = async () =>
      (await simulators.get<{ printer: { drawerKicks: number } }>('/state')).printer.drawerKicks;
    const before = await kicks();
    t.match(printer.capabilities, { answers: true, drawer: true });
    t.equal(printer.status().drawer, 'closed');
    await printer.openDrawer();
    t.equal(await kicks(), before + 1);
    await until(() => printer.status().drawer === 'open');
    t.equal(printer.health().state, 'ready', 'an open drawer keeps nobody from printing');
    await simulators.post('/drawer', { state: 'closed' });
    await until(() => printer.status().drawer === 'closed');
  });
}

const blocking = [
  ['paper-out', 'PRINTER_PAPER_OUT', { paper: 'out' }],
  ['cover-open', 'PRINTER_COVER_OPEN', { cover: 'open' }],
  ['cutter', 'PRINTER_CUTTER', { cutter: 'error' }],
  ['overheated', 'PRINTER_OVERHEATED', { error: 'passing' }],
  ['defect', 'PRINTER_DEFECT', { error: 'unrecoverable' }],
] as const;

async function statuses({ t, printer, simulators, play, count }: Held): Promise<void> {
  for (const [state, fault, status] of blocking) {
    await t.test(`refuses with ${fault} while it is so, and prints again afterwards`, async (t) => {
      const told: PrinterStatus[] = [];
      printer.on('statusChanged', (change) => told.push(change));
      await play(state);
      await until(() => printer.health().fault === fault);
      t.equal(printer.health().state, 'unavailable');
      t.match(told[0], status, 'the change is an event');
      const before = await count();
      t.equal(await faultOf(printer.print({ jobId: 'no', receiptLine: 'no' })), fault);
      t.equal(await faultOf(printer.openDrawer()), fault);
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

  await t.test('asks a printer that is jammed to try again, until it does', async (t) => {
    const faults: unknown[] = [];
    printer.on('healthChanged', ({ fault }) => faults.push(fault));
    await play('jam');
    await until(() => printer.health().state === 'ready' && faults.length > 0);
    t.equal(faults[0], 'PRINTER_ERROR');
    t.ok(await printer.print({ jobId: 'freed', receiptLine: 'freed |' }));
  });

  await t.test('prints on with little paper left, and says so', async (t) => {
    await play('near-end');
    await until(() => printer.health().state === 'degraded');
    t.match(printer.health(), { fault: 'PRINTER_PAPER_LOW' });
    t.ok(await printer.print({ jobId: 'low', receiptLine: 'low |' }));
  });
}

async function interruptions({ t, printer, simulators, play, count }: Held): Promise<void> {
  await t.test(
    'gives up a document in the middle of which the paper ends, and never continues it',
    async (t) => {
      const before = await count();
      await play('paper-out-midway');
      const fault = await faultOf(printer.print({ jobId: 'half', receiptLine: longDocument }));
      t.equal(fault, 'PRINTER_PAPER_OUT');
      await play('ok');
      await until(() => printer.health().state === 'ready');
      await printer.print({ jobId: 'whole', receiptLine: 'whole |' });
      const receipts = (await receiptsOf(simulators, before + 2)).slice(before);
      t.match(receipts[0], { complete: false });
      t.notMatch(receipts[0]?.text, /Line 59/);
      t.strictSame(receipts.slice(1), [{ ...receipts[1], complete: true }]);
      t.equal(receipts[1]?.text.trim(), 'whole');
    },
  );

  await t.test('has no proof for a document during which the printer lost its power', async (t) => {
    const before = await count();
    await play('half-print');
    const fault = await faultOf(printer.print({ jobId: 'cut', receiptLine: longDocument }));
    t.equal(fault, 'PRINTER_NO_PROOF');
    await until(() => printer.health().state === 'ready');
    await printer.print({ jobId: 'after', receiptLine: 'after |' });
    const receipts = (await receiptsOf(simulators, before + 2)).slice(before);
    t.strictSame(
      receipts.map(({ complete }) => complete),
      [false, true],
    );
    t.equal(receipts[1]?.text.trim(), 'after');
  });
}

async function silences({ t, printer, play }: Held): Promise<void> {
  await t.test('ends in a fault when the printer answers nothing any more, and recovers', async (t) => {
    await play('mute');
    const fault = await faultOf(printer.print({ jobId: 'mute', receiptLine: 'mute' }));
    t.equal(fault, 'PRINTER_OFFLINE', 'nothing of the document was sent to a printer that is silent');
    await play('ok');
    await until(() => printer.health().state === 'ready');
    t.ok(await printer.print({ jobId: 'back', receiptLine: 'back |' }));
  });

  await t.test('is offline while it is switched off, and comes back by itself', async (t) => {
    await play('offline');
    await until(() => printer.health().state === 'unavailable');
    t.equal(await faultOf(printer.print({ jobId: 'off', receiptLine: 'off' })), 'PRINTER_OFFLINE');
    await play('ok');
    await until(() => printer.health().state === 'ready');
    t.ok(await printer.print({ jobId: 'on', receiptLine: 'on |' }));
  });
}
