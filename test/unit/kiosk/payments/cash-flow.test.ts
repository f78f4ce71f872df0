/** Coins in and out, with a coin device in memory that keeps the obligations of `Cash`. */
import t from 'tap';
import { EventSource } from '../../../../hal/event-source.ts';
import type { Cash, CashMark, DeviceHealth } from '../../../../hal/hal.ts';
import { Fault } from '../../../../src/domain/fault.ts';
import type { Order } from '../../../../src/domain/order.ts';
import type { RecordBody, RecordOf } from '../../../../src/domain/record.ts';
import { CashFlow } from '../../../../src/kiosk/payments/cash-flow.ts';
import { PayoutFlow } from '../../../../src/kiosk/payments/payout-flow.ts';

import { Timeline, VirtualClock } from '../../../../src/platform/virtual-clock.ts';

class MemoryCash
  extends EventSource<{ inserted: [number, CashMark]; healthChanged: [DeviceHealth] }>
  implements Cash
{
  readonly capabilities = { paysOut: true, countsAlone: true };
  readonly kind = 'cash';
  readonly deviceId = 'cash';
  readonly payoutUnitMinor = 100;
  fallen = 0;
  paid = 0;
  accepting = false;
  state: DeviceHealth['state'] = 'ready';
  /** Every call waits for this, as for a slow board. */
  gate: Promise<void> = Promise.resolve();
  #told = 0;

  health(): DeviceHealth {
    return { state: this.state };
  }

  async start() {}
  async stop() {}

  insert(): void {
    this.fallen += 1;
    this.#tell();
  }

  /** A coin falls while nobody hears of it. */
  insertUnheard(): void {
    this.fallen += 1;
  }

  setHealth(state: DeviceHealth['state']): void {
    this.state = state;
    this.raise('healthChanged', { state });
  }

  async accept(open: boolean): Promise<void> {
    await this.gate;
    this.accepting = open;
  }

  async mark(): Promise<CashMark> {
    await this.gate;
    this.#refuseIfAway();
    return { coins: this.#told, paid: this.paid };
  }

  async resume(last: CashMark): Promise<void> {
    await this.gate;
    this.#told = Number(last.coins);
    this.#tell();
  }

  async payOut(job: { amountMinor: number; mark: CashMark }): Promise<{ paidMinor: number }> {
    this.#refuseIfAway();
    const target = Number(job.mark.paid) + job.amountMinor / 100;
    while (this.paid < target) {
      await new Promise((resolve) => setImmediate(resolve));
      this.paid += 1;
    }
    return { paidMinor: (Math.min(target, this.paid) - Number(job.mark.paid)) * 100 };
  }

  #refuseIfAway(): void {
    if (this.state === 'unavailable') throw new Fault('CASH_OFFLINE', 'reach the device');
  }

  #tell(): void {
    while (this.#told < this.fallen) {
      this.#told += 1;
      this.raise('inserted', 200, { coins: this.#told });
    }
  }
}

function setUp() {
  const cash = new MemoryCash();
  const records: RecordBody[] = [];
  const world = { payingOrderId: undefined as string | undefined, paidOrderId: '' };
  const inserted = () => records.filter((r): r is RecordOf<'cashInserted'> => r.kind === 'cashInserted');
  const ids = ['a', 'b', 'c', 'd'];
  const timeline = new Timeline();
  const append = async (bodies: readonly RecordBody[]) => void records.push(...bodies);
  const flow = new CashFlow({
    cash,
    append,
    payingOrderId: () => world.payingOrderId,
    slotOrderId: () => inserted().findLast((r) => r.orderId !== undefined)?.orderId,
    lastMark: () => inserted().at(-1)?.mark,
    order: (orderId) =>
      orderId === world.paidOrderId ? ({ ...order(orderId), paidAtMs: 1 } as Order) : order(orderId),
    failed: (error) => t.fail('nothing fails', { error }),
    slotStuck: () => undefined,
  });
  const payouts = new PayoutFlow({
    cash,
    clock: new VirtualClock(timeline, 0),
    makeId: ((kind: string) => `${kind}_${ids.shift()}`) as never,
    append,
    payoutUnsettled: () => {
      const ended = new Set(records.flatMap((r) => (r.kind === 'payoutSettled' ? [r.payoutId] : [])));
      return records.some((r) => r.kind === 'payoutIntended' && !ended.has(r.payoutId));
    },
  });
  return { cash, flow, payouts, records, world, inserted, timeline };
}

const order = (orderId: string) => ({ orderId }) as Order;
/** Every promise that can settle has settled. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

t.test('coins that fell before the journal was open are counted after it, once', async (t) => {
  const { cash, flow, records, inserted } = setUp();
  records.push({ kind: 'cashInserted', orderId: 'ord_1', amountMinor: 200, mark: { coins: 1 } });
  cash.fallen = 3;
  cash.setHealth('ready');
  await settled();
  t.equal(inserted().length, 1, 'a device that is ready too early changes nothing');
  flow.start();
  await settled();
  t.match(inserted().slice(1), [
    { orderId: 'ord_1', amountMinor: 200, mark: { coins: 2 } },
    { orderId: 'ord_1', amountMinor: 200, mark: { coins: 3 } },
  ]);
});

t.test('for whom the slot opens is on record before it opens', async (t) => {
  const { cash, flow, inserted } = setUp();
  flow.start();
  await settled();
  const { promise, resolve } = Promise.withResolvers<void>();
  cash.gate = promise;
  const opening = flow.slot('ord_1');
  await settled();
  t.equal(cash.accepting, false);
  t.match(inserted().at(-1), { orderId: 'ord_1', amountMinor: 0 });
  resolve();
  await opening;
  t.equal(cash.accepting, true);
  cash.insert();
  t.match(inserted().at(-1), { orderId: 'ord_1', amountMinor: 200 });
});

t.test('closing overtakes an opening that is still on its way', async (t) => {
  const { cash, flow } = setUp();
  flow.start();
  await settled();
  const { promise, resolve } = Promise.withResolvers<void>();
  cash.gate = promise;
  const moves = [flow.slot('ord_1'), flow.slot(undefined)];
  await settled();
  resolve();
  await Promise.all(moves);
  t.equal(cash.accepting, false);
});

t.test('the slot stays closed for an order that coins have paid meanwhile', async (t) => {
  const { cash, flow, inserted, world } = setUp();
  flow.start();
  await settled();
  world.paidOrderId = 'ord_1';
  await flow.slot('ord_1');
  t.equal(cash.accepting, false);
  t.equal(inserted().length, 1, 'and nothing more is put on its record');
});

t.test('coins that fell while the device was away are counted when it is back', async (t) => {
  const { cash, flow, inserted } = setUp();
  flow.start();
  await settled();
  await flow.slot('ord_1');
  cash.setHealth('unavailable');
  t.equal(flow.counted('ord_1'), false, 'an order with the slot waits for its coins');
  cash.insertUnheard();
  cash.setHealth('ready');
  await settled();
  t.equal(flow.counted('ord_1'), true);
  t.match(inserted().at(-1), { orderId: 'ord_1', amountMinor: 200, mark: { coins: 1 } });
});

t.test('a slot that a device opens on its return is closed for an order that is over by then', async (t) => {
  const { cash, flow, world } = setUp();
  flow.start();
  await settled();
  world.payingOrderId = 'ord_1';
  await flow.slot('ord_1');
  await flow.slot(undefined);
  // The shopper is leaving, which is not on record yet.
  cash.setHealth('unavailable');
  cash.setHealth('ready');
  await settled();
  t.equal(cash.accepting, true);
  world.paidOrderId = 'ord_1';
  t.equal(await flow.awaitClosed('ord_1'), true, 'more may be in now');
  t.equal(cash.accepting, false);
  t.equal(await flow.awaitClosed('ord_1'), false);
});

t.test('two payouts at once are settled one after the other, each with its own coins', async (t) => {
  const { cash, flow, payouts, records } = setUp();
  flow.start();
  await settled();
  await Promise.all([
    payouts.payOut(order('ord_1'), 'refund', 500),
    payouts.payOut(order('ord_2'), 'change', 300),
  ]);
  t.equal(cash.paid, 8);
  t.match(
    records.filter((r) => r.kind === 'payoutSettled'),
    [
      { orderId: 'ord_1', paidMinor: 500, owedMinor: 0 },
      { orderId: 'ord_2', paidMinor: 300, owedMinor: 0 },
    ],
  );
});

t.test(
  'what the hopper cannot pay is owed, and a payout that did not end keeps the next one waiting',
  async (t) => {
    const { flow, payouts, records } = setUp();
    flow.start();
    await settled();
    await payouts.payOut(order('ord_1'), 'change', 150);
    t.match(records.at(-1), { kind: 'payoutSettled', paidMinor: 100, owedMinor: 50 });
    records.push({ kind: 'payoutIntended', payoutId: 'x', purpose: 'change', amountMinor: 100, mark: {} });
    await t.rejects(payouts.payOut(order('ord_2'), 'change', 100), { code: 'CASH_OFFLINE' });
  },
);

t.test('a device that stays away leaves payouts to a person, begun or not', async (t) => {
  const { cash, flow, payouts, records, timeline } = setUp();
  flow.start();
  await settled();
  cash.setHealth('unavailable');
  await timeline.run(50_000);
  await t.rejects(payouts.payOut(order('ord_1'), 'change', 300), { code: 'CASH_OFFLINE' });
  const begun = { payoutId: 'pay_x', amountMinor: 200, mark: { coins: 0, paid: 0 } };
  await t.rejects(payouts.verify(order('ord_1'), begun as never), { code: 'CASH_OFFLINE' });
  t.equal(
    records.some((r) => r.kind === 'payoutSettled'),
    false,
    'for a while it may come back',
  );
  await timeline.run(61_000);
  await payouts.verify(order('ord_1'), begun as never);
  t.match(records.at(-1), { kind: 'payoutSettled', payoutId: 'pay_x', paidMinor: 0, owedMinor: 200 });
  await payouts.payOut(order('ord_1'), 'change', 300);
  t.match(records.slice(-2), [
    { kind: 'payoutIntended', amountMinor: 300 },
    { kind: 'payoutSettled', paidMinor: 0, owedMinor: 300 },
  ]);
  t.equal(cash.paid, 0);
});
