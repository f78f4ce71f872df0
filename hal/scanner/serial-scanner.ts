/**
 * A scanner on a serial line (or a TCP bridge to one) that sends each code by itself. A frame that stops
 * half-way is dropped after a silence, so that its head is never glued to the next code; where nothing
 * else marks the end of a code, that silence is its end.
 */
import type { Cancel } from '../../src/platform/clock.ts';
import type { SerialFraming } from '../byte-channel.ts';
import { ByteLine } from '../byte-line.ts';
import type { DriverContext } from '../device.ts';
import { DeviceDriver } from '../device-driver.ts';
import type { FrameRead } from './scan-text.ts';
import type { Scanner, ScannerEvents } from './scanner.ts';
import { type ScannerFormat, ScannerFrames } from './scanner-codec.ts';

export interface SerialScannerOptions extends ScannerFormat, SerialFraming {
  readonly address: string;
  /** The silence after which a frame begun is given up, or is whole if nothing else ends it. */
  readonly frameGapMs: number;
}

/** Emits a scan per code; its health is that of its line. */
export class SerialScanner extends DeviceDriver<ScannerEvents> implements Scanner {
  readonly kind = 'scanner';
  readonly #line: ByteLine;
  readonly #frames: ScannerFrames;
  readonly #frameGapMs: number;
  #cancelGap: Cancel | undefined;

  constructor(deviceId: string, options: SerialScannerOptions, context: DriverContext) {
    super(deviceId, context, 'SCANNER_OFFLINE');
    this.#frames = new ScannerFrames(options);
    this.#frameGapMs = options.frameGapMs;
    this.#line = new ByteLine({ ...options, offline: 'SCANNER_OFFLINE' }, context);
    this.#line.on('opened', () => this.setHealth({ state: 'ready', detail: options.address }));
    this.#line.on('closed', (reason) => {
      this.#abandon();
      this.setHealth({
        state: 'unavailable',
        fault: 'SCANNER_OFFLINE',
        detail: `${options.address}: ${reason}`,
      });
    });
    this.#line.on('data', (bytes) => this.#take(bytes));
  }

  async start(): Promise<void> {
    await this.#line.start();
  }

  async stop(): Promise<void> {
    this.#line.stop();
    this.#cancelGap?.();
    this.#frames.abandon();
  }

  #take(bytes: Uint8Array): void {
    this.#cancelGap?.();
    this.#hand(this.#frames.feed(bytes));
    if (this.#frames.begun) this.#watchGap();
  }

  /**
   * Two half waits instead of one: after this process itself was held up, its timers run before it has
   * read the bytes that came meanwhile, and the second half lets them in first.
   */
  #watchGap(): void {
    const { clock } = this.context;
    this.#cancelGap = clock.after(this.#frameGapMs / 2, () => {
      this.#cancelGap = clock.after(this.#frameGapMs / 2, () => this.#hand(this.#frames.fallSilent()));
    });
  }

  #abandon(): void {
    this.#cancelGap?.();
    this.#hand(this.#frames.abandon());
  }

  #hand(frames: readonly FrameRead[]): void {
    for (const frame of frames) {
      if ('scan' in frame) this.raise('scanned', frame.scan);
      else
        this.context.log.warn('scanner frame dropped', {
          fault: 'SCANNER_FRAME_MALFORMED',
          reason: frame.dropped,
        });
    }
  }
}
