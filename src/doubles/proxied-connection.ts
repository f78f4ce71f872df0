/**
 * One connection through the proxy: two sockets and a passage each way. Held, it reads nothing and writes
 * nothing, so that the kernels keep what is under way, and an end that closes is not told to the other
 * until it is released. Bytes keep their order, also when they are delayed.
 */
import { connect, type Socket } from 'node:net';
import type { Clock } from '../platform/clock.ts';

export interface ProxiedConnectionOptions {
  readonly target: { readonly host: string; readonly port: number };
  readonly clock: Clock;
  /** Asked for every piece of data: how long it stays under way. */
  readonly delayMs: () => number;
  readonly ended: () => void;
}

/** More than this is not kept under way; the sender is held back instead. */
const underwayBytesMax = 1024 * 1024;

/** Opens the far side at once. */
export class ProxiedConnection {
  readonly #near: Socket;
  readonly #far: Socket;
  readonly #passages: readonly Passage[];

  constructor(near: Socket, options: ProxiedConnectionOptions) {
    this.#near = near;
    this.#far = connect(options.target);
    this.#passages = [new Passage(near, this.#far, options), new Passage(this.#far, near, options)];
    let open = 2;
    for (const socket of [near, this.#far]) {
      socket.setNoDelay(true);
      socket.on('close', () => {
        open -= 1;
        if (open === 0) options.ended();
      });
    }
  }

  hold(): void {
    for (const passage of this.#passages) passage.hold();
  }

  release(): void {
    for (const passage of this.#passages) passage.release();
  }

  /** Ends both sides with a reset. */
  reset(): void {
    this.#near.resetAndDestroy();
    this.#far.resetAndDestroy();
  }
}

/** One direction. */
class Passage {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #options: ProxiedConnectionOptions;
  readonly #underway: { bytes: Uint8Array; due: boolean }[] = [];
  #underwayBytes = 0;
  #held = false;
  #fromClosed = false;

  constructor(from: Socket, to: Socket, options: ProxiedConnectionOptions) {
    this.#from = from;
    this.#to = to;
    this.#options = options;
    from.on('data', (bytes) => this.#take(bytes));
    from.on('close', () => {
      this.#fromClosed = true;
      this.#pass();
    });
    // A reset of one side is passed on as the end of the other, by `close`.
    from.on('error', () => from.destroy());
    to.on('drain', () => this.#pass());
  }

  hold(): void {
    this.#held = true;
    this.#from.pause();
  }

  release(): void {
    this.#held = false;
    this.#pass();
  }

  #take(bytes: Uint8Array): void {
    const delayMs = this.#options.delayMs();
    const piece = { bytes, due: delayMs === 0 };
    this.#underway.push(piece);
    this.#underwayBytes += bytes.length;
    if (this.#underwayBytes > underwayBytesMax) this.#from.pause();
    const arrive = () => {
      piece.due = true;
      this.#pass();
    };
    if (piece.due) arrive();
    else this.#options.clock.after(delayMs, arrive);
  }

  /** Hands on what is due, in order; then lets the sender go on, or ends the other side. */
  #pass(): void {
    if (this.#held) return;
    while (this.#underway[0]?.due && !this.#to.writableNeedDrain) {
      const { bytes } = this.#underway.shift() as { bytes: Uint8Array };
      this.#underwayBytes -= bytes.length;
      if (!this.#to.destroyed) this.#to.write(bytes);
    }
    if (this.#fromClosed && this.#underway.length === 0) this.#to.end();
    else if (this.#underwayBytes <= underwayBytesMax && !this.#to.writableNeedDrain) this.#from.resume();
  }
}
