/** What every cash driver owes (`hal/cash/cash.ts`), over each way to the board it hangs on. */
import t from 'tap';
import type { CashMark } from '../../hal/cash/cash.ts';
import { PulseCash } from '../../hal/cash/pulse-cash.ts';
import { SerialGpio } from '../../hal/gpio/serial-gpio.ts';
import { faultOf, testContext } from '../support/hal-context.ts';
import { startSimulators, ways } from '../support/hal-simulators.ts';
import { until } from '../support/hal-until.ts';

t.setTimeout(240_000);

const serial = { baudRate: 115_200, answerWithinMs: 3_000, heartbeatMs: 200 };
const withHopper = { coinMinor: 100, payoutCoinMinor: 100 };

interface Coins {
  readonly accepting: boolean;
  readonly paidMinor: number;
}

for (const way of ways) {
  t.test(`coins ${way.name}`, { skip: way.skip }, async (t) => {
    const simulators = await startSimulators(t, ['--hopper-coins', '10']);
    const address = await way.address(t, simulators.board);
    /** A driver as a process has it from its start on; the one before is gone. */
    const open = async () => {
      const context = testContext();
      const gpio = new SerialGpio('board', { ...serial, address }, context);
      const cash = new PulseCash('coins', withHopper, gpio, context);
      const inserted: [number, CashMark][] = [];
      cash.on('inserted', (amountMinor, mark) => inserted.push([amountMinor, mark]));
      await gpio.start();
      await cash.start();
      await until(() => cash.health().state === 'ready');
      const close = async () => {
        await cash.stop();
        await gpio.stop();
      };
      t.teardown(close);
      return { cash, gpio, inserted, close };
    };
    const coins = async () => (await simulators.get<{ coins: Coins }>('/state')).coins;
    const insert = (amountMinor: number) => simulators.post('/coins', { amountMinor });

    t.test('refuses coins until the slot is opened, and after it is closed', async (t) => {
      const { cash, inserted, close } = await open();
      t.strictSame(await insert(200), { takenMinor: 0, returnedMinor: 200 });
      await cash.accept(true);
      t.strictSame(await insert(200), { takenMinor: 200, returnedMinor: 0 });
      await until(() => inserted.length === 2);
      await cash.accept(false);
      t.strictSame(await insert(100), { takenMinor: 0, returnedMinor: 100 });
      t.strictSame(
        inserted.map(([amountMinor]) => amountMinor),
        [100, 100],
      );
      await close();
      t.equal((await coins()).accepting, false);
    });

    t.test('tells after a restart each coin that fell since the last durable mark, once', async (t) => {
      const first = await open();
      await first.cash.accept(true);
      await insert(300);
      await until(() => first.inserted.length === 3);
      const durable = first.inserted[0]?.[1] ?? {};
      // The process ends without closing anything: the slot stays open and two more coins fall.
      await first.gpio.stop();
      await insert(200);
      const second = await open();
      t.equal(second.inserted.length, 0, 'nothing is told before the caller said where it is');
      await second.cash.resume(durable);
      t.equal(second.inserted.length, 4, 'two not yet durable, two that fell meanwhile');
      t.strictSame(second.inserted.at(-1)?.[1], { epoch: durable.epoch, coins: Number(durable.coins) + 4 });
      await second.cash.resume(second.inserted.at(-1)?.[1] ?? {});
      t.equal(second.inserted.length, 4);
      await second.cash.accept(false);
      await second.close();
      await first.close();
    });

    t.test('tells coins that fell while the line was down as soon as it is back', async (t) => {
      const { cash, inserted, close } = await open();
      await cash.accept(true);
      await simulators.post('/board', { state: 'offline' });
      await until(() => cash.health().state === 'unavailable');
      t.equal(cash.health().fault, 'CASH_OFFLINE');
      t.equal(await faultOf(cash.mark()), 'CASH_OFFLINE');
      await insert(200);
      await simulators.post('/board', { state: 'ok' });
      await until(() => inserted.length === 2);
      await cash.accept(false);
      await close();
    });

    t.test('pays out once per payout, however often it is asked', async (t) => {
      const { cash, close } = await open();
      const { paidMinor: before } = await coins();
      const job = { payoutId: 'pay-1', amountMinor: 350, mark: await cash.mark() };
      t.strictSame(await cash.payOut(job), { paidMinor: 300 }, 'whole coins only');
      t.strictSame(await cash.payOut(job), { paidMinor: 300 });
      t.equal((await coins()).paidMinor, before + 300);
      await close();
    });

    t.test('pays after a restart only what is still missing', async (t) => {
      const first = await open();
      const { paidMinor: before } = await coins();
      const job = { payoutId: 'pay-2', amountMinor: 300, mark: await first.cash.mark() };
      const target = Number(job.mark.paid) + 1;
      await first.gpio.runUntil('hopper', 'payout', target, 5_000);
      await until(async () => !(await first.gpio.read('hopper')));
      await first.close();
      const second = await open();
      t.strictSame(await second.cash.payOut(job), { paidMinor: 300 });
      t.equal((await coins()).paidMinor, before + 300);
      await second.close();
    });

    t.test('says how much came out when the hopper runs empty', async (t) => {
      const { cash, close } = await open();
      const left = (await simulators.get<{ coins: { hopperCoins: number } }>('/state')).coins.hopperCoins;
      const amountMinor = (left + 2) * 100;
      const paid = await cash.payOut({ payoutId: 'pay-3', amountMinor, mark: await cash.mark() });
      t.strictSame(paid, { paidMinor: left * 100 });
      await close();
    });

    t.test('does not pay when the counters were lost, because it cannot know what was paid', async (t) => {
      const { cash, close } = await open();
      const job = { payoutId: 'pay-4', amountMinor: 100, mark: await cash.mark() };
      await simulators.post('/board', { state: 'lose-counters' });
      t.equal(await faultOf(cash.payOut(job)), 'CASH_PAYOUT_UNKNOWN');
      await close();
    });
  });
}

t.test('an acceptor that gives a train of pulses for a coin', async (t) => {
  const simulators = await startSimulators(t);
  const open = async () => {
    const context = testContext();
    const options = { ...serial, address: simulators.board };
    const gpio = new SerialGpio('board', options, context);
    const cash = new PulseCash('coins', { ...withHopper, trainGapMs: 150 }, gpio, context);
    const inserted: [number, CashMark][] = [];
    cash.on('inserted', (amountMinor, mark) => inserted.push([amountMinor, mark]));
    await gpio.start();
    await cash.start();
    await until(() => cash.health().state === 'ready');
    t.teardown(async () => {
      await cash.stop();
      await gpio.stop();
    });
    return { cash, gpio, inserted };
  };
  const insert = (amountMinor: number) => simulators.post('/coins', { amountMinor });

  const first = await open();
  const before = await first.cash.mark();
  await t.test('is told once for each coin, with all it is worth', async (t) => {
    const { cash, inserted } = first;
    await cash.accept(true);
    await insert(500);
    await until(() => inserted.length > 0);
    await insert(200);
    await until(() => inserted.reduce((sum, [minor]) => sum + minor, 0) === 700);
    t.strictSame(inserted.at(-1)?.[1], { epoch: before.epoch, coins: Number(before.coins) + 7 });
  });

  await t.test('is told before the slot counts as closed', async (t) => {
    const { cash, inserted } = first;
    const told = inserted.length;
    await insert(300);
    await cash.accept(false);
    t.ok(inserted.length > told);
    t.equal(
      inserted.reduce((sum, [minor]) => sum + minor, 0),
      1000,
    );
  });

  await t.test('adds up after a restart in the middle of it', async (t) => {
    await first.cash.accept(true);
    await first.gpio.stop();
    await insert(500);
    const second = await open();
    await second.cash.resume(before);
    t.equal(
      second.inserted.reduce((sum, [minor]) => sum + minor, 0),
      1500,
    );
    await second.cash.accept(false);
  });
});

t.test('an acceptor without a hopper declares that it pays nothing out', async (t) => {
  const simulators = await startSimulators(t);
  const gpio = new SerialGpio('board', { ...serial, address: simulators.board }, testContext());
  const cash = new PulseCash('coins', { coinMinor: 100, payoutCoinMinor: 0 }, gpio, testContext());
  await gpio.start();
  await cash.start();
  t.teardown(async () => {
    await cash.stop();
    await gpio.stop();
  });
  await until(() => cash.health().state === 'ready');
  t.match(cash.capabilities, { paysOut: false, countsAlone: true });
  t.equal(cash.payoutUnitMinor, 0);
  const mark = await cash.mark();
  t.strictSame(Object.keys(mark), ['epoch', 'coins'], 'there is no payout to mark');
  t.strictSame(await cash.payOut({ payoutId: 'pay-1', amountMinor: 500, mark }), { paidMinor: 0 });
});

t.test('coins on a board that counts only while this process lives', async (t) => {
  const simulators = await startSimulators(t);
  class RelayGpio extends SerialGpio {
    override readonly abilities = { countsAlone: false, timesAlone: false };
  }
  const gpio = new RelayGpio('board', { ...serial, address: simulators.board }, testContext());
  const cash = new PulseCash('coins', withHopper, gpio, testContext());
  const inserted: number[] = [];
  cash.on('inserted', (amountMinor) => inserted.push(amountMinor));
  await gpio.start();
  await cash.start();
  t.teardown(async () => {
    await cash.stop();
    await gpio.stop();
  });
  await until(() => cash.health().state === 'ready');
  t.equal(cash.capabilities.countsAlone, false, 'declared');
  const old = { epoch: 'an-older-process', coins: 7, paidEpoch: 'an-older-process', paid: 3 };
  await gpio.set('coin.accept', true);
  await simulators.post('/coins', { amountMinor: 200 });
  await cash.resume(old);
  t.equal(
    inserted.reduce((sum, minor) => sum + minor, 0),
    200,
    'what fell since this process began counts, no more',
  );
  const payout = cash.payOut({ payoutId: 'pay-1', amountMinor: 100, mark: old });
  t.equal(await faultOf(payout), 'CASH_PAYOUT_UNKNOWN', 'a payout of the process before cannot be known');
  await cash.accept(false);
});
