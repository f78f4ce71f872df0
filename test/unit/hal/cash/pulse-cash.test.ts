/** Coins that fall in the very moments in which the driver catches up with its counter. */
import t from 'tap';
import { PulseCash } from '../../../../hal/cash/pulse-cash.ts';
import { EventSource } from '../../../../hal/event-source.ts';
import type { EdgeCount, Gpio, GpioEvents } from '../../../../hal/gpio/gpio.ts';
import { testContext } from '../../../support/hal-context.ts';

/** A board whose answers come when the test says so. */
class HeldBoard extends EventSource<GpioEvents> implements Gpio {
  readonly kind = 'gpio';
  readonly deviceId = 'board';
  readonly abilities = { countsAlone: true, timesAlone: true };
  answer: (count: EdgeCount) => void = () => undefined;

  health() {
    return { state: 'ready' } as const;
  }

  count(): Promise<EdgeCount> {
    return new Promise((resolve) => {
      this.answer = resolve;
    });
  }

  coin(count: number): void {
    this.raise('edge', 'coin', { epoch: 'e1', count });
  }

  read = async () => false;
  start = async () => undefined;
  stop = async () => undefined;
  set = async () => undefined;
  pulse = async () => undefined;
  runUntil = async () => undefined;
}

async function resuming() {
  const board = new HeldBoard();
  const cash = new PulseCash('coins', { coinMinor: 100, payoutCoinMinor: 0 }, board, testContext());
  const told: unknown[] = [];
  cash.on('inserted', (_, mark) => told.push(mark.coins));
  await cash.start();
  const resumed = cash.resume({ epoch: 'e1', coins: 5 });
  return { board, told, resumed };
}

t.test('a coin heard right behind the answer is told, although that was read before it', async (t) => {
  const { board, told, resumed } = await resuming();
  board.answer({ epoch: 'e1', count: 7 });
  board.coin(8);
  await resumed;
  t.strictSame(told, [6, 7, 8]);
});

t.test('a coin heard before the answer that counts it is told once', async (t) => {
  const { board, told, resumed } = await resuming();
  board.coin(6);
  board.answer({ epoch: 'e1', count: 6 });
  await resumed;
  t.strictSame(told, [6]);
  board.coin(7);
  t.strictSame(told, [6, 7]);
});
