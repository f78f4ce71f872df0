/**
 * Lines by name: relays, lamps, sensors, coin pulses. Obligations: a line is named by its profile, never
 * by number in callers; `pulse` is timed by the board itself, so a crash of this process never leaves a
 * motor running; every input line has an edge counter that counts while nobody listens, counts up by one
 * per debounced rising edge, and belongs to an `epoch` that changes when the board lost its counters.
 */
import type { Device, DeviceEvents } from '../device.ts';

/** An input's counter at one moment; two marks can be compared only if their epochs are equal. */
export interface EdgeCount {
  readonly epoch: string;
  readonly count: number;
}

export interface GpioEvents extends DeviceEvents {
  /** A debounced rising edge on an input line, with its counter after the edge. */
  edge: [line: string, count: EdgeCount];
}

export interface Gpio extends Device<GpioEvents> {
  readonly kind: 'gpio';
  /** Drives an output; resolves when the board has confirmed it. */
  set(line: string, on: boolean): Promise<void>;
  /** Drives an output on for `durationMs` (1–60,000), timed by the board; resolves when it has begun. */
  pulse(line: string, durationMs: number): Promise<void>;
  /** The level of an input. */
  read(line: string): Promise<boolean>;
  count(line: string): Promise<EdgeCount>;
}
