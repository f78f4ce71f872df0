/**
 * A coin acceptor that gives one pulse per unit of value, so a train of pulses for a larger coin, and a
 * hopper whose coins pass a sensor, both on the I/O board. What was told last and what the counter says now
 * differ by what is still to be told, so no coin is told twice; a train is told as one sum once no pulse has
 * come for a while. Its value is its length: a restart in the middle of a train adds up all the same.
 */

import { Fault, faultCodeOf } from '../../src/domain/fault.ts';
import type { Cancel } from '../../src/platform/clock.ts';
import { OneByOne } from '../../src/platform/one-by-one.ts';
import type { DeviceHealth, DriverContext } from '../device.ts';
import { DeviceDriver } from '../device-driver.ts';
import type { EdgeCount, Gpio } from '../gpio/gpio.ts';
import { pause } from '../pause.ts';
import type { Cash, CashCapabilities, CashEvents, CashMark } from './cash.ts';

export interface PulseCashOptions {
  /** What one pulse of the acceptor is worth. */
  readonly coinMinor: number;
  /** What one coin of the hopper is worth; 0 without a hopper. */
  readonly payoutCoinMinor: number;
  /** The silence after which a train of pulses has ended; without it every pulse is told at once. */
  readonly trainGapMs?: number;
}

const [coinInput, acceptOutput, payoutInput, hopperOutput] = ['coin', 'coin.accept', 'payout', 'hopper'];
/** A hopper that has not moved a coin for this long is empty or stuck. */
const payoutStartMs = 3_000;
const payoutPerCoinMs = 1_000;
const payoutLimitMaxMs = 60_000;
const askEveryMs = 100;
/** A coin may still be on its way past the sensor when the hopper stops. */
const payoutSettleMs = 300;

export class PulseCash extends DeviceDriver<CashEvents> implements Cash {
  readonly kind = 'cash';
  readonly payoutUnitMinor: number;
  readonly capabilities: CashCapabilities;
  readonly #options: PulseCashOptions;
  readonly #gpio: Gpio;
  /** The coin counter up to which `inserted` was raised; unknown until the caller said where it is. */
  #told: EdgeCount | undefined;
  /** The counter as far as it is known; beyond `#told` while a train is under way. */
  #seen: EdgeCount | undefined;
  #cancelTrain: Cancel | undefined;
  readonly #trainWaits = new Set<() => void>();
  /** Between the beginning of `resume` and its reading of the counter. */
  #resuming = false;
  /** The counter as it was told while resuming: its edge may be heard before the answer that is older than it. */
  #fellMeanwhile: EdgeCount | undefined;
  readonly #payouts = new OneByOne();
  #stopped = false;
  readonly #onEdge = (line: string, count: EdgeCount) => {
    if (line === coinInput) this.#tellSoon(count);
  };
  readonly #onHealth = (health: DeviceHealth) => this.#followBoard(health);

  constructor(deviceId: string, options: PulseCashOptions, gpio: Gpio, context: DriverContext) {
    super(deviceId, context, 'CASH_OFFLINE');
    this.#options = options;
    this.payoutUnitMinor = options.payoutCoinMinor;
    const { countsAlone } = gpio.abilities;
    this.capabilities = { paysOut: options.payoutCoinMinor > 0, countsAlone };
    this.#gpio = gpio;
  }

  async start(): Promise<void> {
    this.#stopped = false;
    this.#gpio.on('edge', this.#onEdge).on('healthChanged', this.#onHealth);
    this.#followBoard(this.#gpio.health());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#gpio.off('edge', this.#onEdge).off('healthChanged', this.#onHealth);
    if (this.#gpio.health().state !== 'unavailable') {
      // The board lets go by itself a little later if this fails.
      await this.#gpio.set(acceptOutput, false).catch(() => undefined);
    }
    this.#dropTrain();
    this.#told = undefined;
    this.#resuming = false;
    this.setHealth({ state: 'unavailable', fault: 'CASH_OFFLINE', detail: 'stopped' });
  }

  async accept(open: boolean): Promise<void> {
    await this.#asking('open or close the coin slot', async () => {
      if (open) await this.#look();
      await this.#gpio.set(acceptOutput, open);
      if (!open) await this.#trainEnded();
    });
  }

  async mark(): Promise<CashMark> {
    return this.#asking('read the coin counters', async () => {
      const told = await this.#look();
      const paid = this.payoutUnitMinor > 0 ? await this.#gpio.count(payoutInput) : undefined;
      return this.#markOf(told, paid);
    });
  }

  async resume(last: CashMark): Promise<void> {
    // Whatever falls until the counter is read is told from there, and not twice.
    this.#resuming = true;
    this.#fellMeanwhile = undefined;
    this.#dropTrain();
    await this.#asking('read the coin counters', async () => {
      const now = await this.#gpio.count(coinInput);
      const { epoch, coins } = last;
      if (epoch !== now.epoch) this.context.log.warn('coin counters were lost', { before: String(epoch) });
      // Every coin of a newer epoch fell after the mark; those of the old one that were not told are gone.
      const from = epoch === now.epoch && typeof coins === 'number' ? coins : 0;
      this.#told = { epoch: now.epoch, count: Math.min(from, now.count) };
      this.#resuming = false;
      const fell = this.#fellMeanwhile;
      this.#tellUpTo(fell?.epoch === now.epoch && fell.count > now.count ? fell : now);
    });
  }

  payOut(job: { payoutId: string; amountMinor: number; mark: CashMark }): Promise<{ paidMinor: number }> {
    return this.#payouts.run(() => this.#payOut(job.amountMinor, job.mark));
  }

  async #payOut(amountMinor: number, mark: CashMark): Promise<{ paidMinor: number }> {
    const unit = this.payoutUnitMinor;
    const coins = unit > 0 ? Math.floor(amountMinor / unit) : 0;
    if (coins <= 0) return { paidMinor: 0 };
    return this.#asking('pay out coins', async () => {
      const from = mark.paid;
      const before = await this.#gpio.count(payoutInput);
      if (mark.paidEpoch !== before.epoch || typeof from !== 'number') {
        throw new Fault('CASH_PAYOUT_UNKNOWN', 'pay out coins', { facts: { coins } });
      }
      const target = from + coins;
      const limitMs = Math.min(payoutLimitMaxMs, payoutStartMs + coins * payoutPerCoinMs);
      // The target is a count, so that asking again after a crash pays only what is missing.
      if (before.count < target) await this.#gpio.runUntil(hopperOutput, payoutInput, target, limitMs);
      while (await this.#gpio.read(hopperOutput)) await this.#wait(askEveryMs);
      if (before.count < target) await this.#wait(payoutSettleMs);
      const after = await this.#gpio.count(payoutInput);
      if (after.epoch !== before.epoch) throw new Fault('CASH_PAYOUT_UNKNOWN', 'count paid coins');
      if (after.count > target) this.context.log.warn('hopper ran over', { coins: after.count - target });
      return { paidMinor: Math.min(coins, after.count - from) * unit };
    });
  }

  async #wait(delayMs: number): Promise<void> {
    await pause(this.context.clock, delayMs);
    if (this.#stopped) throw new Fault('CASH_OFFLINE', 'pay out coins', { facts: { reason: 'stopped' } });
  }

  /** Where telling stands; a driver that was told nothing yet begins with the coins that fall from now on. */
  async #look(): Promise<EdgeCount> {
    if (this.#told) return this.#told;
    const now = await this.#gpio.count(coinInput);
    this.#told ??= now;
    return this.#told;
  }

  /** A pulse may be the first of many: what they are worth together is told when they have ended. */
  #tellSoon(now: EdgeCount): void {
    if (this.#resuming) this.#fellMeanwhile = now;
    if (!this.#told || this.#resuming) return;
    const { trainGapMs = 0 } = this.#options;
    if (trainGapMs === 0) {
      this.#tellUpTo(now);
      return;
    }
    this.#seen = now;
    this.#cancelTrain?.();
    this.#cancelTrain = this.context.clock.after(trainGapMs, () => this.#endTrain());
  }

  /** Tells what a train that is under way has come to. */
  #endTrain(): void {
    const seen = this.#seen;
    if (seen) this.#tellUpTo(seen);
    this.#dropTrain();
  }

  /** Forgets a train that is under way: the counter holds it. */
  #dropTrain(): void {
    this.#cancelTrain?.();
    this.#cancelTrain = undefined;
    this.#seen = undefined;
    const waits = [...this.#trainWaits];
    this.#trainWaits.clear();
    for (const end of waits) end();
  }

  async #trainEnded(): Promise<void> {
    if (this.#seen) await new Promise<void>((resolve) => this.#trainWaits.add(resolve));
  }

  #tellUpTo(now: EdgeCount): void {
    if (!this.#told || this.#resuming) return;
    const seen = this.#seen;
    if (seen && seen.epoch !== now.epoch && seen.epoch === this.#told.epoch) {
      // The last word about counters that are gone.
      this.#seen = undefined;
      this.#tellUpTo(seen);
    }
    const lost = this.#told.epoch !== now.epoch;
    if (lost) this.context.log.warn('coin counters were lost', { before: this.#told.epoch });
    const from = lost ? 0 : this.#told.count;
    const { coinMinor, trainGapMs = 0 } = this.#options;
    const step = trainGapMs === 0 ? 1 : Math.max(1, now.count - from);
    for (let count = from + step; count <= now.count; count += step) {
      this.#told = { epoch: now.epoch, count };
      this.raise('inserted', coinMinor * step, this.#markOf(this.#told, undefined));
    }
    if (lost && now.count === 0) this.#told = now;
  }

  /** Coins and payouts are marked with their own epochs, because they may be read moments apart. */
  #markOf(told: EdgeCount, paid: EdgeCount | undefined): CashMark {
    const coins = { epoch: told.epoch, coins: told.count };
    return paid ? { ...coins, paidEpoch: paid.epoch, paid: paid.count } : coins;
  }

  #followBoard(board: DeviceHealth): void {
    const detail = board.detail === undefined ? {} : { detail: board.detail };
    if (board.state === 'unavailable') {
      this.setHealth({ state: 'unavailable', fault: 'CASH_OFFLINE', ...detail });
      return;
    }
    this.setHealth({ state: 'ready', ...detail });
    if (!this.#told) return;
    this.#gpio.count(coinInput).then(
      (count) => this.#tellUpTo(count),
      (error: Fault) => this.context.log.warn('coins not counted yet', { cause: error.message }),
    );
  }

  async #asking<T>(attempted: string, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (cause) {
      if (!faultCodeOf(cause).startsWith('GPIO_')) throw cause;
      throw new Fault('CASH_OFFLINE', attempted, { cause, facts: { deviceId: this.deviceId } });
    }
  }
}
