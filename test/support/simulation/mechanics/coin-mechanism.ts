/** Coin acceptor and hopper on the board: what was taken in and paid out, as the cash box would show. */
import type { Cancel } from '../../../../src/platform/clock.ts';
import type { Timeline } from '../../../../src/platform/virtual-clock.ts';
import type { VirtualBoard } from './virtual-board.ts';

export interface CoinMechanismOptions {
  readonly board: VirtualBoard;
  readonly timeline: Timeline;
  readonly coinMinor: number;
  readonly payoutCoinMinor: number;
  readonly paidOut: (amountMinor: number) => void;
}

const payoutEveryMs = 250;

export class CoinMechanism {
  hopperCoins = 200;
  /** The acceptor lets every coin fall through, whatever it is told. */
  dead = false;
  #options: CoinMechanismOptions;
  #cancel: Cancel | undefined;

  constructor(options: CoinMechanismOptions) {
    this.#options = options;
    options.board.on('outputChanged', (line, on) => {
      if (line === 'hopper') this.#hopper(on);
    });
  }

  /** A coin is put in; answers whether the acceptor took it, otherwise it falls through. */
  insert(): boolean {
    const { board } = this.#options;
    if (this.dead || !board.isDriven('coin.accept')) return false;
    board.edge('coin');
    return true;
  }

  #hopper(on: boolean): void {
    this.#cancel?.();
    this.#cancel = on ? this.#options.timeline.after(payoutEveryMs, () => this.#payOne()) : undefined;
  }

  #payOne(): void {
    this.#cancel = this.#options.timeline.after(payoutEveryMs, () => this.#payOne());
    if (this.hopperCoins < 1) return;
    this.hopperCoins -= 1;
    this.#options.paidOut(this.#options.payoutCoinMinor);
    this.#options.board.edge('payout');
  }
}
