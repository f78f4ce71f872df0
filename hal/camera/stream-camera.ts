/**
 * A camera whose pictures come as a stream (see `frame-source.ts`). The source is open while somebody wants
 * pictures and closed otherwise; while it is closed only its presence is looked at. A source that ends or
 * gives no picture for a while is opened again, at waits that double up to a limit.
 */
import { Fault, type FaultCode } from '../../src/domain/fault.ts';
import type { Cancel } from '../../src/platform/clock.ts';
import type { DriverContext } from '../device.ts';
import { DeviceDriver } from '../device-driver.ts';
import type { Camera, CameraEvents, Frame } from './camera.ts';
import type { FrameSource } from './frame-source.ts';
import { MjpegFrames } from './mjpeg-codec.ts';

export interface StreamCameraOptions {
  /** Pictures passed over after turning on, until exposure and white balance have settled. */
  readonly warmUpFrames: number;
  readonly captureWithinMs: number;
  /** The silence after which an open source counts as stalled. */
  readonly stallAfterMs: number;
  /** How often the presence of a camera that is off is looked at. */
  readonly probeEveryMs: number;
  readonly reopenMinMs?: number;
  readonly reopenMaxMs?: number;
}

/** Larger than any picture of 12 million points at common qualities. */
export const frameBytesMax = 8 * 1024 * 1024;

export class StreamCamera extends DeviceDriver<CameraEvents> implements Camera {
  readonly kind = 'camera';
  readonly #source: FrameSource;
  readonly #options: Required<StreamCameraOptions>;
  readonly #frames = new MjpegFrames(frameBytesMax);
  readonly #watchers = new Set<(frame: Frame) => void>();
  readonly #captures = new Set<(fault: Fault) => void>();
  #started = false;
  #open = false;
  /** Counts the openings, so that what an earlier one still says is not heard. */
  #run = 0;
  #toPassOver = 0;
  #failures = 0;
  #dropTold = false;
  #closing: Promise<void> = Promise.resolve();
  #cancelTimer: Cancel | undefined;

  constructor(deviceId: string, source: FrameSource, options: StreamCameraOptions, context: DriverContext) {
    super(deviceId, context, 'CAMERA_OFFLINE');
    this.#source = source;
    this.#options = { reopenMinMs: 200, reopenMaxMs: 5_000, ...options };
  }

  get isOn(): boolean {
    return this.#watchers.size > 0;
  }

  async start(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    // Not awaited: listing cameras may take long, and nobody needs one to start selling.
    void this.#probe();
  }

  async stop(): Promise<void> {
    this.#started = false;
    for (const end of this.#captures) end(this.#fault('CAMERA_OFFLINE', 'stopped'));
    const wasOn = this.isOn;
    this.#watchers.clear();
    if (wasOn) this.#turnOff();
    this.#cancelTimer?.();
    await this.#closing;
    this.setHealth({ state: 'unavailable', fault: 'CAMERA_OFFLINE', detail: 'stopped' });
  }

  watch(listener: (frame: Frame) => void): Cancel {
    if (!this.#started) return () => undefined;
    const own = (frame: Frame) => listener(frame);
    this.#watchers.add(own);
    if (this.#watchers.size === 1) this.#turnOn();
    return () => {
      if (this.#watchers.delete(own) && this.#watchers.size === 0) this.#turnOff();
    };
  }

  capture(): Promise<Frame> {
    if (!this.#started) return Promise.reject(this.#fault('CAMERA_OFFLINE', 'not started'));
    return new Promise((resolve, reject) => {
      let off: Cancel = () => undefined;
      const end = (how: () => void) => {
        late();
        this.#captures.delete(fail);
        off();
        how();
      };
      const fail = (fault: Fault) => end(() => reject(fault));
      const late = this.context.clock.after(this.#options.captureWithinMs, () => {
        const { fault, detail } = this.health();
        fail(this.#fault(fault ?? 'CAMERA_STALLED', detail ?? 'no picture in time'));
      });
      this.#captures.add(fail);
      off = this.watch((frame) => end(() => resolve(frame)));
    });
  }

  #turnOn(): void {
    this.raise('turned', true);
    this.#failures = 0;
    void this.#openSource();
  }

  #turnOff(): void {
    this.#closeSource();
    this.raise('turned', false);
    if (this.#started) this.#probeLater();
  }

  async #openSource(): Promise<void> {
    this.#cancelTimer?.();
    this.#run += 1;
    const run = this.#run;
    // A camera serves one reader: the program before must have let go of it.
    await this.#closing;
    if (run !== this.#run || !this.isOn) return;
    this.#open = true;
    this.#frames.reset();
    this.#toPassOver = this.#options.warmUpFrames;
    this.#watchStall();
    this.#source.open({
      data: (bytes) => {
        if (run === this.#run) this.#take(bytes);
      },
      closed: (reason) => {
        if (run === this.#run) this.#lost('CAMERA_OFFLINE', reason);
      },
    });
  }

  #closeSource(): void {
    this.#cancelTimer?.();
    this.#run += 1;
    if (!this.#open) return;
    this.#open = false;
    this.#closing = this.#source.close();
  }

  #lost(fault: FaultCode, reason: string): void {
    this.#closeSource();
    this.#tellUnavailable(fault, reason);
    const { reopenMinMs, reopenMaxMs } = this.#options;
    const delayMs = Math.min(reopenMaxMs, reopenMinMs * 2 ** Math.min(this.#failures, 16));
    this.#failures += 1;
    // Once may have been the wrong one of several ways to open it.
    if (this.#failures > 1) for (const end of [...this.#captures]) end(this.#fault(fault, reason));
    if (!this.isOn) return;
    this.#cancelTimer = this.context.clock.after(delayMs, () => void this.#openSource());
  }

  #watchStall(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.context.clock.after(this.#options.stallAfterMs, () =>
      this.#lost('CAMERA_STALLED', `no picture for ${this.#options.stallAfterMs} ms`),
    );
  }

  /** Of all frames in one reading only the last is of now. */
  #take(bytes: Uint8Array): void {
    let newest: Uint8Array | undefined;
    for (const read of this.#frames.feed(bytes)) {
      if ('dropped' in read) this.#tellDropped(read.dropped);
      else {
        newest = read.jpeg;
        this.#toPassOver -= 1;
      }
    }
    if (!newest) return;
    this.#failures = 0;
    this.#dropTold = false;
    this.#watchStall();
    this.setHealth({ state: 'ready', detail: this.#source.name });
    if (this.#toPassOver >= 0) return;
    const frame = { jpeg: newest, takenAtMs: this.context.clock.now() };
    for (const watcher of [...this.#watchers]) watcher(frame);
  }

  #tellDropped(reason: string): void {
    if (!this.#dropTold)
      this.context.log.warn('picture dropped', { fault: 'CAMERA_FRAME_TRUNCATED', reason });
    this.#dropTold = true;
  }

  async #probe(): Promise<void> {
    const run = this.#run;
    const absent = await this.#source.probe().then(
      () => undefined,
      (error: Error) => error.message,
    );
    if (!this.#started || run !== this.#run) return;
    if (absent === undefined) this.#tellPresent();
    else this.#tellUnavailable('CAMERA_OFFLINE', absent);
    this.#probeLater();
  }

  /** A camera that stalled has to show a picture before it counts as well again. */
  #tellPresent(): void {
    if (this.health().fault === 'CAMERA_STALLED') return;
    this.setHealth({ state: 'ready', detail: `${this.#source.name}, off` });
  }

  #probeLater(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.context.clock.after(this.#options.probeEveryMs, () => void this.#probe());
  }

  #tellUnavailable(fault: FaultCode, reason: string): void {
    this.setHealth({ state: 'unavailable', fault, detail: `${this.#source.name}: ${reason}` });
  }

  #fault(code: FaultCode, reason: string): Fault {
    return new Fault(code, 'take a picture', { facts: { source: this.#source.name, reason } });
  }
}
