/** Handing one piece over: intent before act, and what a stop, a crash or a fault leaves on record. */
import { EventEmitter } from 'node:events';
import t from 'tap';
import type { DeliveryJob, DeliveryProof, Dispenser } from '../../../../hal/hal.ts';
import type { PricedLine } from '../../../../src/domain/basket.ts';
import { Fault } from '../../../../src/domain/fault.ts';
import type { Order } from '../../../../src/domain/order.ts';
import type { RecordBody } from '../../../../src/domain/record.ts';
import { DeliveryFlow } from '../../../../src/kiosk/delivery/delivery-flow.ts';

const target = { how: 'slot', slot: 'A1' } as const;
const piece = { line: { lineId: 'l1' } as PricedLine, piece: 0, target };
const order = { orderId: 'ord_1' } as Order;

/** A shelf whose answer is given by the test; it notes in which order things happened. */
function shelf(
  act: (job: DeliveryJob) => Promise<DeliveryProof>,
  happened: string[],
  outcome = 'delivered' as const,
) {
  const events = new EventEmitter();
  const device = Object.assign(events, {
    deviceId: 'shelf',
    kind: 'dispenser' as const,
    health: () => ({ state: 'ready' as const }),
    start: async () => undefined,
    stop: async () => undefined,
    handles: () => true,
    mark: async () => ({ count: 3 }),
    deliver: (job: DeliveryJob) => {
      happened.push('act');
      return act(job);
    },
    outcomeOf: async () => outcome,
  });
  return device as unknown as Dispenser;
}

function flowOver(act: (job: DeliveryJob) => Promise<DeliveryProof>, actBeforeIntent = false) {
  const happened: string[] = [];
  const bodies: RecordBody[] = [];
  const flow = new DeliveryFlow({
    dispensers: [shelf(act, happened)],
    makeId: (kind) => `${kind}_1` as never,
    append: async (more) => {
      for (const body of more) happened.push(body.kind);
      bodies.push(...more);
    },
    actBeforeIntent,
  });
  flow.start();
  return { flow, happened, bodies };
}

const proof = async (job: DeliveryJob): Promise<DeliveryProof> => ({
  deliveryId: job.deliveryId,
  by: 'dropSensor',
});

t.test('the intent with its mark is on record before the motor turns', async (t) => {
  const { flow, happened, bodies } = flowOver(proof);
  await flow.deliver(order, piece);
  t.same(happened, ['deliveryStarted', 'act', 'deliveryEnded']);
  t.match(bodies, [{ mark: { count: 3 } }, { outcome: 'delivered', proof: 'dropSensor' }]);
});

t.test('the planted mistake does it the other way round', async (t) => {
  const { flow, happened } = flowOver(proof, true);
  await flow.deliver(order, piece);
  t.same(happened, ['act', 'deliveryStarted', 'deliveryEnded']);
});

t.test('a jam ends the delivery with its reason', async (t) => {
  const { flow, bodies } = flowOver(async () => {
    throw new Fault('DISPENSER_JAM', 'drop a piece');
  });
  await flow.deliver(order, piece);
  t.match(bodies[1], { outcome: 'notDelivered', reason: 'DISPENSER_JAM' });
});

t.test('a delivery under way when the machine stops stays open on record', async (t) => {
  let fail: (error: unknown) => void = () => undefined;
  const { flow, bodies, happened } = flowOver(() => new Promise((_, reject) => (fail = reject)));
  const delivering = flow.deliver(order, piece);
  while (!happened.includes('act')) await new Promise(setImmediate);
  flow.stop();
  fail(new Fault('DISPENSER_NO_PROOF', 'drop a piece'));
  await t.rejects(delivering, { code: 'DISPENSER_NO_PROOF' });
  t.same(
    bodies.map((b) => b.kind),
    ['deliveryStarted'],
  );
  flow.start();
  await flow.verify(order, { deliveryId: 'dlv_1', dispenserId: 'shelf', target, mark: {} } as never);
  t.match(bodies[1], { kind: 'deliveryEnded', outcome: 'delivered' });
});

t.test('one mechanism moves at a time', async (t) => {
  let moving = 0;
  let most = 0;
  const { flow } = flowOver(async (job) => {
    moving += 1;
    most = Math.max(most, moving);
    await new Promise(setImmediate);
    moving -= 1;
    return proof(job);
  });
  await Promise.all([flow.deliver(order, piece), flow.deliver(order, piece), flow.deliver(order, piece)]);
  t.equal(most, 1);
});
