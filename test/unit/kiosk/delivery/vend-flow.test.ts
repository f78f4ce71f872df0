/** Requests that nobody can answer are denied; every cash sale of a controller is on record once. */
import { EventEmitter } from 'node:events';
import t from 'tap';
import type { VendingController, VendRequest } from '../../../../hal/hal.ts';
import { Fault } from '../../../../src/domain/fault.ts';
import { evolveOrder } from '../../../../src/domain/order.ts';
import type { RecordOf } from '../../../../src/domain/record.ts';
import { cashSaleRecord, type Vend } from '../../../../src/domain/vend-line.ts';
import { VendFlow } from '../../../../src/kiosk/delivery/vend-flow.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { sampleShop } from '../../../support/sample-shop.ts';

const request: VendRequest = { vendId: 'vnd_1', item: '12', amountMinor: 350 };

function flowOver() {
  const controller = Object.assign(new EventEmitter(), {
    deviceId: 'vending',
    asked: undefined as VendRequest | undefined,
    denied: [] as string[],
    pending: () => controller.asked,
    deny: (vendId: string) => {
      if (controller.asked?.vendId === vendId) controller.asked = undefined;
      controller.denied.push(vendId);
    },
  });
  const heard: Vend[] = [];
  const records: RecordOf<'cashSaleReported'>[] = [];
  const world = { canSell: true, hasShop: true, journal: 'ok' as 'ok' | 'lost' | 'kept' };
  const failures: unknown[] = [];
  let ids = 0;
  const flow = new VendFlow({
    controllers: [controller as unknown as VendingController],
    makeId: (kind) => `${kind}_${++ids}` as never,
    log: silentLog,
    append: async (bodies) => {
      if (world.journal !== 'lost') records.push(...(bodies as RecordOf<'cashSaleReported'>[]));
      if (world.journal !== 'ok') throw new Fault('JOURNAL_DISK_FULL', 'append');
    },
    canSell: () => world.canSell,
    requested: (vend) => heard.push(vend),
    withdrawn: () => undefined,
    describe: (sale) => (world.hasShop ? cashSaleRecord(sale, sampleShop()) : undefined),
    isRecorded: (orderId) => records.some((body) => body.orderId === orderId),
    failed: (error) => failures.push(error),
  });
  const ask = () => {
    controller.asked = request;
    controller.emit('vendRequested', request);
  };
  const sell = () => controller.emit('cashSaleReported', { item: 'A1', amountMinor: 500 });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { flow, controller, heard, records, world, failures, ask, sell, settled };
}

t.test('hands a request on with the name of its controller', (t) => {
  const { flow, heard, ask, controller } = flowOver();
  flow.start();
  ask();
  t.strictSame(heard, [{ controller: 'vending', ...request }]);
  t.strictSame(controller.denied, []);
  t.end();
});

t.test('denies while nothing is sold, and what still waits when selling stops', (t) => {
  const { flow, heard, ask, controller, world } = flowOver();
  ask();
  t.strictSame(controller.denied, ['vnd_1'], 'before the start');
  flow.start();
  world.canSell = false;
  ask();
  t.equal(controller.denied.length, 2, 'out of service');
  world.canSell = true;
  ask();
  flow.stop();
  t.equal(controller.denied.length, 3, 'selling stopped');
  t.equal(heard.length, 1);
  t.end();
});

t.test('a cash sale becomes an order that is closed from the start', async (t) => {
  const { flow, records, sell, settled } = flowOver();
  flow.start();
  sell();
  await settled();
  const [record] = records;
  t.equal(records.length, 1);
  t.match(record && evolveOrder(undefined, record, 1000), {
    state: 'deliveryAndPaymentSuccess',
    closedAtMs: 1000,
    cashMinor: 500,
    totals: { pieces: 1, dueMinor: 500 },
    lines: [{ productId: 'cola' }],
    deliveries: [{ state: 'delivered', proof: 'machineAnswer', dispenserId: 'vending' }],
  });
});

t.test('cash sales wait for a journal and for the first bundle, and are on record once', async (t) => {
  const { flow, records, sell, settled, world, failures } = flowOver();
  sell();
  world.hasShop = false;
  flow.start();
  await settled();
  t.equal(records.length, 0, 'there is no currency yet');
  world.hasShop = true;
  world.journal = 'lost';
  flow.record();
  await settled();
  t.equal(failures.length, 1, 'whoever watches the journal is told');
  flow.stop();
  sell();
  world.journal = 'kept';
  flow.start();
  await settled();
  t.equal(records.length, 1, 'on the disk, although nobody was told so');
  flow.stop();
  world.journal = 'ok';
  flow.start();
  await settled();
  t.equal(new Set(records.map(({ orderId }) => orderId)).size, 2);
  t.equal(records.length, 2);
});
