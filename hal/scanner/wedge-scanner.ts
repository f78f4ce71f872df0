/**
 * A scanner that types its codes as a keyboard (keyboard wedge). A code that stops half-way is dropped after
 * a silence, so that its head is never glued to the next one; no key is taken for held beyond that silence.
 */
import type { Cancel } from '../../src/platform/clock.ts';
import type { ChannelOpener } from '../byte-channel.ts';
import { ByteLine } from '../byte-line.ts';
import type { DriverContext } from '../device.ts';
import { DeviceDriver } from '../device-driver.ts';
import { openEvdev } from './evdev-channel.ts';
import type { FrameRead } from './scan-text.ts';
import type { Scanner, ScannerEvents } from './scanner.ts';
import { type ScannerFormat, ScannerFrames } from './scanner-codec.ts';
import { decodeKeyEvents, WedgeKeys } from './wedge-codec.ts';

export interface WedgeScannerOptions extends Omit<ScannerFormat, 'framing'> {
  readonly address: string;
  /** The key that ends a code. */
  readonly endKey: 'enter' | 'tab';
  /** The silence after which a code begun is given up. */
  readonly frameGapMs: number;
  /** How the keyboard is opened; by default as a Linux input device. */
  readonly open?: ChannelOpener;
}

/** Emits a scan per code; its health is that of its keyboard. */
export class WedgeScanner extends DeviceDriver<ScannerEvents> implements Scanner {
  readonly kind = 'scanner';
  readonly #line: ByteLine;
  readonly #keys = new WedgeKeys();
  readonly #frames: ScannerFrames;
  readonly #frameGapMs: number;
  #cancelGap: Cancel | undefined;

  constructor(deviceId: string, options: WedgeScannerOptions, context: DriverContext) {
    super(deviceId, context, 'SCANNER_OFFLINE');
    const { address, open = openEvdev, endKey } = options;
    this.#frames = new ScannerFrames({ ...options, framing: endKey === 'enter' ? 'line' : 'tab' });
    this.#frameGapMs = options.frameGapMs;
    this.#line = new ByteLine({ address, open, offline: 'SCANNER_OFFLINE' }, context);
    this.#line.on('opened', () => this.setHealth({ state: 'ready', detail: address }));
    this.#line.on('closed', (reason) => {
      this.#abandon();
      this.setHealth({ state: 'unavailable', fault: 'SCANNER_OFFLINE', detail: `${address}: ${reason}` });
    });
    this.#line.on('data', (events) => this.#take(events));
  }

  async start(): Promise<void> {
    await this.#line.start();
  }

  async stop(): Promise<void> {
    this.#line.stop();
    this.#cancelGap?.();
    this.#keys.reset();
    this.#frames.abandon();
  }

  #take(events: Uint8Array): void {
    this.#cancelGap?.();
    this.#hand(this.#frames.feed(this.#keys.feed(decodeKeyEvents(events))));
    // Two halves: after this process was held up, the keys that were typed meanwhile are read in between.
    const { clock } = this.context;
    this.#cancelGap = clock.after(this.#frameGapMs / 2, () => {
      this.#cancelGap = clock.after(this.#frameGapMs / 2, () => this.#abandon());
    });
  }

  #abandon(): void {
    this.#cancelGap?.();
    this.#keys.reset();
    this.#hand(this.#frames.abandon());
  }

  #hand(frames: readonly FrameRead[]): void {
    for (const frame of frames) {
      if ('scan' in frame) this.raise('scanned', frame.scan);
      else
        this.context.log.warn('scanner keystrokes dropped', {
          fault: 'SCANNER_FRAME_MALFORMED',
          reason: frame.dropped,
        });
    }
  }
}
