/**
 * Lines by name: relays, lamps, sensors, coin pulses. Obligations: a line is named by its profile, never
 * by number in callers; `pulse` and `runUntil` are timed apart from this process's main loop, so nothing
 * that holds it up lets a motor run on; every line has an edge counter that counts while nobody listens,
 * counts up by one per debounced rising edge (for an output: each time it was driven on), and belongs to an
 * `epoch` that changes whenever counters were lost. What a board does while this process is dead is declared.
 */
import type { Device, DeviceEvents } from '../device.ts';

/** A line's counter at one moment; two of them can be compared only if their epochs are equal. */
export interface EdgeCount {
  readonly epoch: string;
  readonly count: number;
}

/** What goes on while this process is dead. */
export interface GpioAbilities {
  /** Edges are counted and counters kept; without it every start of this process is a new epoch. */
  readonly countsAlone: boolean;
  /** Pulses end in time and outputs are let go; without it that depends on the chip, until the next start. */
  readonly timesAlone: boolean;
}

export interface GpioEvents extends DeviceEvents {
  /** A debounced rising edge on an input line, with its counter after the edge. */
  edge: [line: string, count: EdgeCount];
}

export interface Gpio extends Device<GpioEvents> {
  readonly kind: 'gpio';
  readonly abilities: GpioAbilities;
  /** Drives an output; resolves when the board has confirmed it. The board releases it if it hears nothing for 5 s. */
  set(line: string, on: boolean): Promise<void>;
  /** Drives an output on for `durationMs` (1–60,000), timed by the board; resolves when it has begun. */
  pulse(line: string, durationMs: number): Promise<void>;
  /**
   * Drives an output on until the counter of `input` reaches `targetCount` or `limitMs` (1–60,000) have
   * passed; resolves when it has begun. Does nothing if the counter is there already, so asking twice
   * with the same target never does the work twice.
   */
  runUntil(line: string, input: string, targetCount: number, limitMs: number): Promise<void>;
  /** The level of an input, or whether an output is driven. */
  read(line: string): Promise<boolean>;
  count(line: string): Promise<EdgeCount>;
}
