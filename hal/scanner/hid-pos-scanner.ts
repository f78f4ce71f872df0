/**
 * A scanner in HID-POS mode, in which it sends codes as reports and types nothing. A long code whose other
 * reports stay away is dropped after a silence, so that its head is never glued to the next code.
 */
import type { Cancel } from '../../src/platform/clock.ts';
import type { ChannelOpener } from '../byte-channel.ts';
import { ByteLine } from '../byte-line.ts';
import type { DriverContext } from '../device.ts';
import { DeviceDriver } from '../device-driver.ts';
import { hidChannelOpener } from './hid-channel.ts';
import { type HidPosLayout, HidPosReports } from './hid-pos-codec.ts';
import type { FrameRead, TextEncoding } from './scan-text.ts';
import type { Scanner, ScannerEvents } from './scanner.ts';

export interface HidPosScannerOptions {
  readonly address: string;
  readonly layout: HidPosLayout;
  readonly textEncoding: TextEncoding;
  /** The silence after which a code begun is given up. */
  readonly frameGapMs: number;
  /** How the line is opened; by default by what the address leads to. */
  readonly open?: ChannelOpener;
}

/** Emits a scan per code; its health is that of its line. */
export class HidPosScanner extends DeviceDriver<ScannerEvents> implements Scanner {
  readonly kind = 'scanner';
  readonly #line: ByteLine;
  readonly #reports: HidPosReports;
  readonly #frameGapMs: number;
  #cancelGap: Cancel | undefined;

  constructor(deviceId: string, options: HidPosScannerOptions, context: DriverContext) {
    super(deviceId, context, 'SCANNER_OFFLINE');
    const { address, layout, textEncoding } = options;
    const open = options.open ?? hidChannelOpener(layout.reportBytes);
    this.#reports = new HidPosReports(layout, textEncoding);
    this.#frameGapMs = options.frameGapMs;
    this.#line = new ByteLine({ address, open, offline: 'SCANNER_OFFLINE' }, context);
    this.#line.on('opened', () => this.setHealth({ state: 'ready', detail: address }));
    this.#line.on('closed', (reason) => {
      this.#abandon();
      this.setHealth({ state: 'unavailable', fault: 'SCANNER_OFFLINE', detail: `${address}: ${reason}` });
    });
    this.#line.on('data', (report) => this.#take(report));
  }

  async start(): Promise<void> {
    await this.#line.start();
  }

  async stop(): Promise<void> {
    this.#line.stop();
    this.#cancelGap?.();
    this.#reports.abandon();
  }

  #take(report: Uint8Array): void {
    this.#cancelGap?.();
    this.#hand(this.#reports.feed(report));
    if (!this.#reports.begun) return;
    // Two halves: after this process was held up, the reports that came meanwhile are read in between.
    const { clock } = this.context;
    this.#cancelGap = clock.after(this.#frameGapMs / 2, () => {
      this.#cancelGap = clock.after(this.#frameGapMs / 2, () => this.#abandon());
    });
  }

  #abandon(): void {
    this.#cancelGap?.();
    this.#hand(this.#reports.abandon());
  }

  #hand(frames: readonly FrameRead[]): void {
    for (const frame of frames) {
      if ('scan' in frame) this.raise('scanned', frame.scan);
      else
        this.context.log.warn('scanner report dropped', {
          fault: 'SCANNER_FRAME_MALFORMED',
          reason: frame.dropped,
        });
    }
  }
}
