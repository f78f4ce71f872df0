/** The cashless reader on a real serial node, with a vending machine at the gadget's other end. */
import t, { type Test } from 'tap';
import type { Drop } from '../../hal/dispenser/drop.ts';
import { MdbReader } from '../../hal/dispenser/mdb-reader.ts';
import { SimulatedVendingMachine } from '../../hal/dispenser/simulated-vending-machine.ts';
import type { CashSale } from '../../hal/dispenser/vending-controller.ts';
import { fasterClock } from '../../hal/pause.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { type DispenserBench, dispenserSuite } from '../support/dispenser-suite.ts';
import { wireGadget } from '../support/gadget-wire.ts';
import { testContext } from '../support/hal-context.ts';
import { until } from '../support/hal-until.ts';
import { labAbsent, nodeOf, plugIn, unplug } from '../support/lab-devices.ts';

t.setTimeout(600_000);

const speed = 2;
const patienceMs = 600_000;

async function openMachine(t: Test): Promise<{ machine: SimulatedVendingMachine; drops: Drop[] }> {
  const drops: Drop[] = [];
  const machine = new SimulatedVendingMachine(fasterClock(new SystemClock(), speed), {
    selections: [{ item: '31', priceMinor: 400 }],
    stockPerSelection: 50,
    tellDrop: (drop) => drops.push(drop),
    patienceMs: patienceMs * speed,
  });
  await machine.start();
  t.teardown(() => machine.stop());
  await wireGadget(t, 'mdb', machine.line.port);
  return { machine, drops };
}

async function openReader(): Promise<MdbReader> {
  // Says which node it is; the driver finds it again by itself under whatever name it comes back.
  await nodeOf('mdb', 'ttyACM');
  const reader = new MdbReader(
    'vending',
    {
      address: 'usb:16d0:0bd7:LAB-mdb',
      ...{ baudRate: 115_200, answerWithinMs: 5_000, heartbeatMs: 1_000 },
      ...{ decimals: 2, creditMinor: 0, vendWithinMs: 15_000 },
    },
    testContext(),
  );
  await reader.start();
  return reader;
}

async function bench(t: Test): Promise<DispenserBench> {
  const { machine, drops } = await openMachine(t);
  let plugged = true;
  return {
    foreign: { how: 'vend', controller: 'other', vendId: 'vnd_1', item: '31', amountMinor: 400 },
    by: 'machineAnswer',
    open: async () => {
      const dispenser = await openReader();
      return {
        dispenser,
        begin: async (job) => {
          dispenser.deliver(job).catch(() => undefined);
          await until(() => machine.state.phase === 'vending');
        },
        close: () => dispenser.stop(),
      };
    },
    target: async (dispenser) => {
      const reader = dispenser as MdbReader;
      const request = await until(() => {
        if (!reader.pending()) machine.press('31');
        return reader.pending();
      });
      return { how: 'vend', controller: 'vending', ...request };
    },
    drops: async () => drops.length,
    play: async (script) => {
      if (script === 'offline') await unplug('mdb');
      else if (!plugged) await plugIn('mdb');
      plugged = script !== 'offline';
      if (plugged) await machine.play(script);
    },
    forget: async (dispenser) => {
      machine.restart();
      await until(() => (dispenser as MdbReader).pending() === undefined);
    },
  };
}

dispenserSuite('a vending machine behind an MDB adapter on a serial node', labAbsent, bench);

t.test('the cash sales of the controller arrive over a serial node', { skip: labAbsent }, async (t) => {
  const { machine } = await openMachine(t);
  const reader = await openReader();
  t.teardown(() => reader.stop());
  const sales: CashSale[] = [];
  reader.on('cashSaleReported', (sale) => sales.push(sale));
  await until(() => reader.health().state === 'ready');
  t.equal(machine.buyForCoins('31'), 'sold');
  await until(() => sales.length > 0);
  t.strictSame(sales, [{ item: '31', amountMinor: 400 }]);
});
