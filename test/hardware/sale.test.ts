/**
 * Whole sales at the machine as it is installed: the real unit under systemd, as its own user and behind its
 * own device policy, with the real drivers on real nodes. Then what systemd does for it: confinement, and a
 * hung machine that is killed and goes on. The cloud is away, so it sells for cash and gives what is free.
 */
import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { SimulatedPrinter } from '../../hal/printer/simulated-printer.ts';
import { scriptedReports } from '../../hal/scanner/simulated-hid-scanner.ts';
import type { Order } from '../../src/domain/order.ts';
import type { Page, Tap, View } from '../../src/kiosk/screen/view.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { liveViews, tap } from '../../src/technician/live-view.ts';
import { joinPrinter } from '../support/gadget-printer.ts';
import { until } from '../support/hal-until.ts';
import { nodeOf, otherEnd, plugIn, labAbsent as skip, unplug } from '../support/lab-devices.ts';
import { labChip, levelOf, pullLine } from '../support/lab-lines.ts';
import {
  askService,
  devicesAreReady,
  installService,
  removeService,
  serviceDevices,
  serviceLog,
  servicePages,
  serviceProperty,
  systemctl,
  untilService,
} from '../support/lab-service.ts';
import { codes, sampleBundle, sampleCatalogue } from '../support/sample-shop.ts';
import { bootReport, scriptedStrokes } from '../support/wedge-typist.ts';

// The guest emulates its processor: the lab limits each file as a whole.
t.setTimeout(0);

const clock = new SystemClock();
const coinMinor = 50;
/** Longer than the board's debounce. */
const edgeMs = 40;
const kinds = ['scanner', 'printer', 'gpio', 'dispenser', 'cash'];
const printer = new SimulatedPrinter(clock, 48);
const receipts: string[] = [];
const profile = {
  version: 1,
  scanners: [
    { id: 'pos', driver: 'hidPos', address: 'usb:0c2e:0b81:LAB-pos' },
    { id: 'wedge', driver: 'wedge', address: 'usb:1eab:0022:LAB-wedge', frameGapMs: 2000 },
  ],
  printer: {
    driver: 'escpos',
    address: '/dev/kiosk/printer',
    answerWithinMs: 10_000,
    printWithinMs: 300_000,
  },
  gpio: {
    driver: 'linux',
    chip: 'kiosk-io',
    outputs: ['motor.A1', 'coin.accept', 'hopper'].map((name) => ({ name })),
    inputs: ['drop', 'coin', 'payout'].map((name) => ({ name })),
    answerWithinMs: 10_000,
    heartbeatMs: 3_000,
  },
  dispensers: [{ driver: 'shelf', slots: ['A1'], pulseMs: 2000, dropWithinMs: 30_000 }],
  cash: { driver: 'pulse', coinMinor, payoutCoinMinor: coinMinor },
};

/** The shopper's eyes; the newest view, whatever happened to the machine in between. */
class Eyes {
  view: View | undefined;
  readonly #closing = new AbortController();

  open(t: Test): void {
    const { signal } = this.#closing;
    t.teardown(() => this.#closing.abort());
    void (async () => {
      while (!signal.aborted) {
        try {
          for await (const view of liveViews(servicePages, signal)) this.view = view;
        } catch {
          // A machine that was killed has no screen; it comes back.
        }
        await sleep(100);
      }
    })();
  }

  async see<P extends Page['page']>(page: P, fits: (view: View) => unknown = () => true): Promise<View> {
    return until(() => (this.view?.page.page === page && fits(this.view) ? this.view : undefined));
  }
}
const eyes = new Eyes();
const touch = (touched: Tap) => tap(servicePages, touched);

/** Writes reports at a scanner's far end, one when the one before has been fetched. */
async function report(gadget: 'pos' | 'wedge', reports: readonly Uint8Array[]): Promise<void> {
  const device = openSync(otherEnd(gadget), constants.O_RDWR | constants.O_NONBLOCK);
  try {
    for (const bytes of reports) await until(() => isWritten(device, bytes));
  } finally {
    closeSync(device);
  }
}

function isWritten(device: number, bytes: Uint8Array): boolean {
  try {
    return writeSync(device, bytes) > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return false;
    throw error;
  }
}

async function rise(line: string): Promise<void> {
  pullLine(line, true);
  await sleep(edgeMs);
  pullLine(line, false);
  await sleep(edgeMs);
}

async function paysInCoins(amountMinor: number): Promise<void> {
  await touch({ tap: 'pay' });
  await eyes.see('tenderChoice', ({ page }) =>
    (page as Extract<Page, { page: 'tenderChoice' }>).tenders.some(
      ({ tender, unavailable }) => tender === 'cash' && unavailable === undefined,
    ),
  );
  await touch({ tap: 'chooseTender', tender: 'cash' });
  await eyes.see('insertCash');
  await until(() => levelOf('coin.accept'));
  for (let paid = 0; paid < amountMinor; paid += coinMinor) await rise('coin');
}

/** From the welcome page to a list with one free thing on it, and on to its end; resolves with the order. */
async function takesLeaflet(at: 'pos' | 'wedge'): Promise<string | undefined> {
  const scan = { text: codes.magazine, symbology: ']E0' } as const;
  if (at === 'pos') await report('pos', scriptedReports(scan, 'ok'));
  else await report('wedge', scriptedStrokes(scan).map(bootReport));
  const { orderId } = await eyes.see('list', ({ lines }) => lines.length === 1);
  await touch({ tap: 'pay' });
  return orderId;
}

/** Leaves the last page once it rests, which its time-out tells. */
async function finishes(): Promise<void> {
  await eyes.see('done', ({ timeout }) => timeout);
  await touch({ tap: 'finish' });
  await eyes.see('welcome');
}

/** The newest order, when it is closed. */
function closedOrder(orderId: string | undefined): Promise<Order> {
  return untilService(async () => {
    const orders = (await askService('orders?limit=5')) as Order[];
    return orders.find((order) => order.orderId === orderId && order.closedAtMs !== undefined);
  });
}

t.before(async () => {
  if (skip) return;
  await printer.start();
  printer.on('receiptPrinted', ({ strip }) => void receipts.push(strip.lines.join('\n')));
  await installService({ bundle: sampleBundle(), catalogue: sampleCatalogue, profile });
});

t.test('the service is started when it can sell', { skip }, async (t) => {
  joinPrinter(t.parent as Test, printer.line.address);
  await systemctl('start', 'kioskd.service');
  t.equal(await serviceProperty('ActiveState'), 'active');
  t.match(await serviceProperty('StatusText'), /selling|out of service/);
  for (const [gadget, node] of [
    ['pos', 'hidraw'],
    ['wedge', 'event'],
    ['printer', 'lp'],
  ] as const) {
    await nodeOf(gadget, node);
  }
  console.log(`# lines of ${labChip()}`);
  await devicesAreReady(kinds);
  eyes.open(t.parent as Test);
  await eyes.see('welcome');
});

t.test('goods scanned and from a slot are sold for coins, delivered and receipted', { skip }, async (t) => {
  await report('pos', scriptedReports({ text: codes.water, symbology: ']E0' }, 'ok'));
  await eyes.see('list', ({ totals }) => totals.dueMinor === 200);
  await touch({ tap: 'choose', selectionId: 's1', options: {} });
  const { orderId } = await eyes.see('list', ({ totals }) => totals.dueMinor === 650);
  await paysInCoins(650);
  await until(() => levelOf('motor.A1'));
  t.notOk(levelOf('coin.accept'), 'the coin slot is closed');
  await rise('drop');
  await finishes();
  const { deliveries, payouts, cashMinor } = await closedOrder(orderId);
  t.match(deliveries, [{ target: { how: 'slot', slot: 'A1' }, state: 'delivered' }]);
  t.same(payouts, []);
  t.equal(cashMinor, 650);
  await until(() => receipts.length === 1);
  t.match(receipts[0], /6\.50/);
});

t.test('free goods are typed in by a keyboard wedge', { skip }, async (t) => {
  const orderId = await takesLeaflet('wedge');
  await finishes();
  t.match(await closedOrder(orderId), { cashMinor: 0, charges: [] });
  await until(() => receipts.length === 2);
});

t.test('a device whose plug is pulled is missed, and used again when it is back', { skip }, async (t) => {
  await unplug('printer');
  await unplug('wedge');
  const missing = async () =>
    (await serviceDevices()).filter(({ state }) => state === 'unavailable').length === 2;
  await untilService(missing);
  const orderId = await takesLeaflet('pos');
  await finishes();
  t.equal((await closedOrder(orderId)).receipt?.printed ?? false, false, 'the receipt waits');
  await plugIn('printer');
  await plugIn('wedge');
  await devicesAreReady(kinds);
  await until(() => receipts.length === 3);
  await unplug('pos');
  await untilService(async () => (await serviceDevices()).some(({ fault }) => fault === 'SCANNER_OFFLINE'));
  await plugIn('pos');
  await untilService(async () => (await serviceDevices()).every(({ state }) => state !== 'unavailable'));
  await takesLeaflet('pos');
  await finishes();
});

t.test('the service is confined', { skip }, async (t) => {
  const status = readFileSync(`/proc/${await serviceProperty('MainPID')}/status`, 'utf8');
  t.notMatch(status, /^Uid:\s+0\b/m);
  t.match(status, /^CapEff:\s+0+$/m);
  t.match(status, /^NoNewPrivs:\s+1$/m);
  t.match(status, /^Seccomp:\s+2$/m);
  t.equal(await serviceProperty('DevicePolicy'), 'closed');
});

t.test('a machine that hangs is killed, and goes on with the sale', { skip }, async (t) => {
  await report('pos', scriptedReports({ text: codes.water, symbology: ']E0' }, 'ok'));
  const { orderId } = await eyes.see('list', ({ totals }) => totals.dueMinor === 200);
  const before = await serviceProperty('MainPID');
  process.kill(Number(before), 'SIGSTOP');
  await untilService(async () => (await serviceProperty('NRestarts')) === '1');
  eyes.view = undefined;
  const view = await eyes.see('list', ({ totals }) => totals.dueMinor === 200);
  t.equal(view.orderId, orderId);
  t.not(await serviceProperty('MainPID'), before);
  await touch({ tap: 'cancel' });
  await eyes.see('welcome');
});

t.test('the service ends in order', { skip }, async (t) => {
  await systemctl('stop', 'kioskd.service');
  t.equal(await serviceProperty('ActiveState'), 'inactive');
  t.equal(await serviceProperty('Result'), 'success');
});

t.teardown(async () => {
  if (skip) return;
  if (!t.passing()) console.log(await serviceLog());
  await removeService();
  await printer.stop();
});
