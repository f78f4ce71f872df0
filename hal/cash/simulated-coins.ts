/**
 * A coin acceptor and a hopper on a simulated board: while output `coin.accept` is on, each unit of a
 * coin is a pulse on `coin`; what comes while it is off falls through to the return tray. The hopper
 * lets a coin past sensor `payout` again and again while output `hopper` is on.
 */
import type { Cancel, Clock } from '../../src/platform/clock.ts';
import type { SimulatedBoard } from '../gpio/simulated-board.ts';
import { pause } from '../pause.ts';

const pulseEveryMs = 60;
const payoutEveryMs = 250;

export const coinLines = { inputs: ['coin', 'payout'], outputs: ['coin.accept', 'hopper'] } as const;

export class SimulatedCoins {
  readonly #clock: Clock;
  readonly #board: SimulatedBoard;
  readonly #unitMinor: number;
  #hopperCoins: number;
  #takenMinor = 0;
  #paidMinor = 0;
  #cancelPayout: Cancel | undefined;

  constructor(clock: Clock, board: SimulatedBoard, unitMinor: number, hopperCoins: number) {
    this.#clock = clock;
    this.#board = board;
    this.#unitMinor = unitMinor;
    this.#hopperCoins = hopperCoins;
    board.on('outputChanged', (line, on) => {
      if (line === 'hopper') this.#hopper(on);
    });
  }

  get state(): { accepting: boolean; takenMinor: number; paidMinor: number; hopperCoins: number } {
    return {
      accepting: this.#board.isDriven('coin.accept'),
      takenMinor: this.#takenMinor,
      paidMinor: this.#paidMinor,
      hopperCoins: this.#hopperCoins,
    };
  }

  fillHopper(coins: number): void {
    this.#hopperCoins = coins;
  }

  /** A shopper drops coins worth `amountMinor`; what the acceptor refuses comes back. */
  async insert(amountMinor: number): Promise<{ takenMinor: number; returnedMinor: number }> {
    const units = Math.floor(amountMinor / this.#unitMinor);
    let taken = 0;
    for (let i = 0; i < units; i += 1) {
      if (i > 0) await pause(this.#clock, pulseEveryMs);
      if (!this.#board.isDriven('coin.accept')) continue;
      taken += 1;
      this.#takenMinor += this.#unitMinor;
      this.#board.edge('coin');
    }
    const takenMinor = taken * this.#unitMinor;
    return { takenMinor, returnedMinor: amountMinor - takenMinor };
  }

  #hopper(on: boolean): void {
    this.#cancelPayout?.();
    this.#cancelPayout = on ? this.#clock.after(payoutEveryMs, () => this.#payOne()) : undefined;
  }

  #payOne(): void {
    this.#cancelPayout = this.#clock.after(payoutEveryMs, () => this.#payOne());
    if (this.#hopperCoins < 1) return;
    this.#hopperCoins -= 1;
    this.#paidMinor += this.#unitMinor;
    this.#board.edge('payout');
  }
}
