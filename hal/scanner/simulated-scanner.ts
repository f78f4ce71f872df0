/**
 * A serial scanner behind a TCP port: sends bytes at the pace of a serial line and can misbehave as
 * scanners do. A code presented while nobody is connected is lost, as with a real one.
 */
import type { Clock } from '../../src/platform/clock.ts';
import { pause } from '../pause.ts';
import { SimulatedLine } from '../simulated-line.ts';
import type { Scan } from './scanner.ts';
import { encodeScan, type ScannerFormat } from './scanner-codec.ts';

/**
 * `double`: the same code twice. `torn`: its first half only. `garbage`: noise, then the code.
 * `noPrefix`: without its symbology identifier.
 */
export type ScannerScript = 'ok' | 'double' | 'torn' | 'garbage' | 'noPrefix';

const bytesPerBurst = 8;
/** Eight bytes at 9600 baud, ten bits each. */
const burstMs = 8;

/** Codes are sent one after the other, never interleaved. */
export class SimulatedScanner {
  readonly line: SimulatedLine;
  readonly #format: ScannerFormat;
  readonly #clock: Clock;
  #sending: Promise<void> = Promise.resolve();

  constructor(clock: Clock, format: ScannerFormat, port = 0) {
    this.#clock = clock;
    this.#format = format;
    this.line = new SimulatedLine(port);
  }

  async start(): Promise<void> {
    await this.line.plug();
  }

  async stop(): Promise<void> {
    await this.line.unplug();
  }

  /** Presents a code to the scanner; resolves when its bytes are on the wire. */
  present(scan: Scan, script: ScannerScript = 'ok'): Promise<void> {
    const format = script === 'noPrefix' ? { ...this.#format, symbologyPrefix: false } : this.#format;
    const frame = encodeScan(scan, format);
    const bytes = scripted(frame, script);
    this.#sending = this.#sending.then(() => this.#send(bytes));
    return this.#sending;
  }

  async #send(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += bytesPerBurst) {
      if (at > 0) await pause(this.#clock, burstMs);
      this.line.send(bytes.subarray(at, at + bytesPerBurst));
    }
  }
}

function scripted(frame: Uint8Array, script: ScannerScript): Uint8Array {
  if (script === 'double') return Uint8Array.of(...frame, ...frame);
  if (script === 'torn') return frame.subarray(0, Math.floor(frame.length / 2));
  if (script === 'garbage') return Uint8Array.of(0xff, 0x00, 0x81, 0x0d, ...frame);
  return frame;
}
