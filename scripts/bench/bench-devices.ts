/**
 * The devices of the machine that is measured, in this process: a scanner, an I/O board with a shelf that
 * never runs empty, a printer that draws nothing. Each answers as fast as bytes travel.
 */
import { SimulatedShelf, shelfLines } from '../../hal/dispenser/simulated-shelf.ts';
import { SimulatedBoard } from '../../hal/gpio/simulated-board.ts';
import { fasterClock } from '../../hal/pause.ts';
import { encodeScan, usualFormat } from '../../hal/scanner/scanner-codec.ts';
import { SimulatedLine } from '../../hal/simulated-line.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { benchSlots } from './bench-bundle.ts';
import { InstantPrinter } from './instant-printer.ts';

/** Mechanisms take a thousandth of their time. */
const speed = 1000;

export class BenchDevices {
  readonly scanner = new SimulatedLine(0);
  readonly printer = new InstantPrinter();
  readonly #board: SimulatedBoard;
  dropped = 0;

  constructor() {
    const clock = new SystemClock();
    const fast = fasterClock(clock, speed);
    this.#board = new SimulatedBoard(clock, {
      ...shelfLines(benchSlots),
      newEpoch: () => 'bench',
      mechanismClock: fast,
    });
    // It lives as long as the board that it listens to.
    new SimulatedShelf(fast, this.#board, {
      slots: benchSlots,
      stockPerSlot: Number.MAX_SAFE_INTEGER,
      tellDrop: () => {
        this.dropped += 1;
      },
    });
  }

  async start(): Promise<void> {
    await this.scanner.plug();
    await this.printer.line.plug();
    await this.#board.start();
  }

  async stop(): Promise<void> {
    await this.scanner.unplug();
    await this.printer.line.unplug();
    await this.#board.stop();
  }

  /** Resolves when the machine listens to the scanner: before that a scan is lost, as on a wire. */
  async scannerHeard(): Promise<void> {
    if (this.scanner.isConnected) return;
    await new Promise<void>((resolve) => this.scanner.on('connected', resolve));
  }

  /** A code's whole frame in one piece. */
  scan(text: string, symbology: 'ean13' | 'qr'): void {
    const aim = symbology === 'ean13' ? ']E0' : ']Q1';
    this.scanner.send(encodeScan({ text, symbology: aim }, usualFormat));
  }

  /** The part of a configuration that names these devices. */
  profile(): object {
    return {
      version: 1,
      scanners: [{ driver: 'serial', address: this.scanner.address }],
      printer: { driver: 'escpos', address: this.printer.line.address },
      gpio: { driver: 'kio', address: this.#board.line.address },
      dispensers: [{ driver: 'shelf', slots: [...benchSlots] }],
    };
  }
}
