/** The cashless reader at the byte level, against a simulated vending machine on a real socket. */
import t, { type Test } from 'tap';
import type { DeliveryTarget } from '../../../../hal/dispenser/dispenser.ts';
import type { Drop } from '../../../../hal/dispenser/drop.ts';
import { MdbReader, type MdbReaderOptions } from '../../../../hal/dispenser/mdb-reader.ts';
import { SimulatedVendingMachine } from '../../../../hal/dispenser/simulated-vending-machine.ts';
import type { CashSale, VendRequest } from '../../../../hal/dispenser/vending-controller.ts';
import { fasterClock } from '../../../../hal/pause.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { faultOf, testContext } from '../../../support/hal-context.ts';
import { until } from '../../../support/hal-until.ts';

const setUp = { baudRate: 115_200, answerWithinMs: 2_000, heartbeatMs: 200, decimals: 2, creditMinor: 0 };

async function openMachine(t: Test, selectionFirst = true) {
  const drops: Drop[] = [];
  const machine = new SimulatedVendingMachine(fasterClock(new SystemClock(), 20), {
    selections: [
      { item: '12', priceMinor: 350 },
      { item: '13', priceMinor: 500 },
    ],
    stockPerSelection: 3,
    tellDrop: (drop) => drops.push(drop),
    patienceMs: 1_000_000,
    selectionFirst,
  });
  await machine.start();
  t.teardown(() => machine.stop());
  const open = async (more: Partial<MdbReaderOptions> = {}) => {
    const options = { ...setUp, vendWithinMs: 20_000, ...more, address: machine.line.address };
    const reader = new MdbReader('vending', options, testContext());
    const requests: VendRequest[] = [];
    const withdrawn: string[] = [];
    const sales: CashSale[] = [];
    reader.on('vendRequested', (request) => requests.push(request));
    reader.on('vendWithdrawn', (vendId) => withdrawn.push(vendId));
    reader.on('cashSaleReported', (sale) => sales.push(sale));
    t.teardown(() => reader.stop());
    await reader.start();
    await until(() => reader.health().state === 'ready');
    return { reader, requests, withdrawn, sales };
  };
  return { machine, drops, open };
}

function targetOf({ vendId, item, amountMinor }: VendRequest): DeliveryTarget {
  return { how: 'vend', controller: 'vending', vendId, item, amountMinor };
}

/** The shopper presses; resolves with the delivery that would approve it. */
async function pressed(machine: SimulatedVendingMachine, reader: MdbReader, item = '12') {
  await until(() => machine.press(item) === 'asked');
  const request = await until(() => reader.pending());
  const target = targetOf(request);
  return { deliveryId: `dlv_${request.vendId}`, target, mark: await reader.mark(target) };
}

t.test('approves exactly what was asked for, and only once', async (t) => {
  const { machine, drops, open } = await openMachine(t);
  const { reader, requests } = await open();
  const job = await pressed(machine, reader);
  t.match(requests, [{ item: '12', amountMinor: 350 }]);
  const [first, second] = await Promise.all([reader.deliver(job), reader.deliver(job)]);
  t.strictSame(first, { deliveryId: job.deliveryId, by: 'machineAnswer' });
  t.strictSame(second, first);
  t.equal(await reader.outcomeOf(job), 'delivered');
  t.equal(drops.length, 1);
  t.equal(reader.pending(), undefined);
  t.strictSame(machine.complaints, []);
});

t.test('refuses an amount that is not the one asked for, and nothing moves', async (t) => {
  const { machine, drops, open } = await openMachine(t);
  const { reader } = await open();
  const job = await pressed(machine, reader);
  const cheaper = { ...job, target: { ...job.target, amountMinor: 1 } as DeliveryTarget };
  t.equal(await faultOf(reader.deliver(cheaper)), 'DISPENSER_REFUSED');
  t.equal(machine.state.phase, 'asking');
  t.equal(drops.length, 0);
  t.strictSame(machine.complaints, []);
});

t.test('a denied request frees the machine for the next one', async (t) => {
  const { machine, open } = await openMachine(t);
  const { reader, requests, withdrawn } = await open();
  const first = await pressed(machine, reader);
  reader.deny(requests[0]?.vendId ?? '');
  await until(() => machine.state.phase === 'rest');
  t.equal(reader.pending(), undefined);
  t.equal(await faultOf(reader.deliver(first)), 'DISPENSER_REFUSED');
  await reader.deliver(await pressed(machine, reader, '13'));
  t.strictSame(withdrawn, [], 'what we deny ourselves is not withdrawn');
});

t.test('tells once that the controller does not wait any more', async (t) => {
  const { machine, drops, open } = await openMachine(t);
  const { reader, withdrawn } = await open();
  const job = await pressed(machine, reader);
  machine.cancel();
  await until(() => withdrawn.length > 0);
  t.equal(await faultOf(reader.deliver(job)), 'DISPENSER_REFUSED');
  t.equal(await reader.outcomeOf(job), 'notDelivered');
  t.equal(withdrawn.length, 1);
  t.equal(drops.length, 0);
});

t.test('a request does not outlast its line', async (t) => {
  const { machine, open } = await openMachine(t);
  const { reader, withdrawn } = await open();
  const job = await pressed(machine, reader);
  machine.line.hangUp();
  await until(() => withdrawn.length === 1);
  await until(() => machine.state.phase === 'rest');
  t.equal(await faultOf(reader.deliver(job)), 'DISPENSER_REFUSED', 'the stale request was denied');
});

t.test('knows that nothing fell when the controller says so', async (t) => {
  const { machine, drops, open } = await openMachine(t);
  const { reader } = await open();
  await machine.play('jam');
  const job = await pressed(machine, reader);
  t.equal(await faultOf(reader.deliver(job)), 'DISPENSER_JAM');
  t.equal(await reader.outcomeOf(job), 'notDelivered');
  t.equal(drops.length, 0);
});

t.test('hears the end of an approved vend on a line that was lost meanwhile', async (t) => {
  const { machine, drops, open } = await openMachine(t);
  const { reader } = await open();
  const job = await pressed(machine, reader);
  const proof = reader.deliver(job);
  await until(() => machine.state.phase === 'vending');
  machine.line.hangUp();
  await proof.catch(() => undefined);
  t.match(await reader.outcomeOf(job), /^(delivered|unknown)$/);
  t.equal(drops.length, 1);
});

t.test('does not know what a controller never tells', async (t) => {
  const { machine, drops, open } = await openMachine(t);
  const { reader } = await open({ vendWithinMs: 1_000 });
  await machine.play('dumb');
  const job = await pressed(machine, reader);
  t.equal(await faultOf(reader.deliver(job)), 'DISPENSER_NO_PROOF');
  t.equal(await reader.outcomeOf(job), 'unknown');
  await until(() => drops.length === 1);
});

t.test('a process after a crash knows the end only if it hears it', async (t) => {
  const { machine, drops, open } = await openMachine(t);
  const first = await open();
  const heard = await pressed(machine, first.reader);
  const never = first.reader.deliver(heard).catch(() => undefined);
  await until(() => machine.state.phase === 'vending');
  await first.reader.stop();
  await never;
  const second = await open({ vendWithinMs: 3_000 });
  const outcome = await second.reader.outcomeOf(heard);
  t.match(outcome, /^(delivered|unknown)$/, 'never that nothing was handed over');
  t.equal(await faultOf(second.reader.deliver(heard)), 'DISPENSER_NO_PROOF', 'does not act again');
  t.equal(drops.length, 1);
});

t.test('tells every cash sale of the controller once', async (t) => {
  const { machine, drops, open } = await openMachine(t);
  const { sales } = await open();
  t.equal(machine.buyForCoins('13'), 'sold');
  await until(() => sales.length === 1);
  t.strictSame(sales, [{ item: '13', amountMinor: 500 }]);
  t.equal(drops.length, 1);
});

t.test('opens a session ahead for a controller that wants the credit first', async (t) => {
  const { machine, open } = await openMachine(t, false);
  const { reader } = await open({ creditMinor: 10_000 });
  await reader.deliver(await pressed(machine, reader));
  await reader.deliver(await pressed(machine, reader, '13'));
  t.strictSame(machine.complaints, []);
});

t.test('is not ready while the controller has the reader switched off', async (t) => {
  const { machine, open } = await openMachine(t);
  const { reader } = await open();
  machine.allow(false);
  await until(() => reader.health().state === 'unavailable');
  t.match(reader.health(), { fault: 'DISPENSER_OFFLINE', detail: /disabled/ });
  machine.allow(true);
  await until(() => reader.health().state === 'ready');
});

t.test('enables the reader again after the adapter began anew', async (t) => {
  const { machine, open } = await openMachine(t);
  const { reader, withdrawn } = await open();
  await pressed(machine, reader);
  machine.restart();
  await until(() => withdrawn.length === 1);
  await reader.deliver(await pressed(machine, reader));
});

t.test('leaves no reader switched on behind', async (t) => {
  const { machine, open } = await openMachine(t);
  const { reader } = await open();
  await reader.stop();
  await until(() => machine.state.reader === 'inactive');
  t.equal(machine.press('12'), 'notReady');
});
