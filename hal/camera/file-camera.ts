/**
 * A camera that shows JPEG files in turn: for demonstrations and tests, and where another program writes
 * the picture of the moment. Nothing runs and nothing is open between captures; a file that does not run
 * from FFD8 to FFD9 is refused.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../src/domain/fault.ts';
import type { Cancel } from '../../src/platform/clock.ts';
import type { DriverContext } from '../device.ts';
import { DeviceDriver } from '../device-driver.ts';
import type { Camera, CameraEvents, Frame } from './camera.ts';

export interface FileCameraOptions {
  /** One JPEG file, or a folder whose `.jpg` and `.jpeg` files are shown in the order of their names. */
  readonly path: string;
  /** How often the file is looked for. */
  readonly probeEveryMs: number;
}

/** The wait between two pictures while somebody watches. */
const pictureEveryMs = 200;

const frameBytesMax = 16 * 1024 * 1024;

export class FileCamera extends DeviceDriver<CameraEvents> implements Camera {
  readonly kind = 'camera';
  readonly #path: string;
  readonly #probeEveryMs: number;
  #cancelProbe: Cancel | undefined;
  #captures = 0;
  #watchers = 0;
  readonly #watches = new Set<Cancel>();
  #started = false;

  constructor(deviceId: string, options: FileCameraOptions, context: DriverContext) {
    super(deviceId, context, 'CAMERA_OFFLINE');
    this.#path = options.path;
    this.#probeEveryMs = options.probeEveryMs;
  }

  get isOn(): boolean {
    return this.#watchers > 0;
  }

  async start(): Promise<void> {
    this.#started = true;
    await this.#probe();
  }

  async stop(): Promise<void> {
    this.#started = false;
    this.#cancelProbe?.();
    for (const end of [...this.#watches]) end();
    this.setHealth({ state: 'unavailable', fault: 'CAMERA_OFFLINE', detail: 'stopped' });
  }

  watch(listener: (frame: Frame) => void): Cancel {
    let over = false;
    const next = () => {
      if (over || !this.#started) return;
      this.#take().then(
        (frame) => {
          if (!over) listener(frame);
        },
        (error: Fault) => this.context.log.debug('no picture', { fault: error.code }),
      );
      cancelNext = this.context.clock.after(pictureEveryMs, next);
    };
    let cancelNext: Cancel = () => undefined;
    const end = () => {
      if (over) return;
      over = true;
      cancelNext();
      this.#watches.delete(end);
      this.#turn(-1);
    };
    this.#watches.add(end);
    this.#turn(1);
    next();
    return end;
  }

  async capture(): Promise<Frame> {
    this.#turn(1);
    try {
      return await this.#take();
    } finally {
      this.#turn(-1);
    }
  }

  #turn(by: 1 | -1): void {
    const before = this.isOn;
    this.#watchers += by;
    if (before !== this.isOn) this.raise('turned', this.isOn);
  }

  async #take(): Promise<Frame> {
    let jpeg: Uint8Array;
    try {
      const files = await this.#files();
      const file = files[this.#captures % files.length] ?? '';
      this.#captures += 1;
      if ((await stat(file)).size > frameBytesMax) throw new Error(`${file} is too large for a picture`);
      jpeg = await readFile(file);
    } catch (cause) {
      this.#offline(cause);
      throw new Fault('CAMERA_OFFLINE', 'take a picture', { cause, facts: { path: this.#path } });
    }
    if (!isWholeJpeg(jpeg)) {
      const facts = { bytes: jpeg.length, deviceId: this.deviceId };
      throw new Fault('CAMERA_FRAME_TRUNCATED', 'take a picture', { facts });
    }
    this.setHealth({ state: 'ready', detail: this.#path });
    return { jpeg, takenAtMs: this.context.clock.now() };
  }

  async #probe(): Promise<void> {
    await this.#files().then(
      () => this.#started && this.setHealth({ state: 'ready', detail: this.#path }),
      (error: Error) => this.#started && this.#offline(error),
    );
    if (!this.#started) return;
    this.#cancelProbe = this.context.clock.after(this.#probeEveryMs, () => void this.#probe());
  }

  async #files(): Promise<string[]> {
    if (!(await stat(this.#path)).isDirectory()) return [this.#path];
    const names = (await readdir(this.#path)).filter((name) => /\.jpe?g$/i.test(name)).sort();
    if (names.length === 0) throw new Error(`no JPEG file in ${this.#path}`);
    return names.map((name) => join(this.#path, name));
  }

  #offline(cause: unknown): void {
    const detail = cause instanceof Error ? cause.message : String(cause);
    this.setHealth({ state: 'unavailable', fault: 'CAMERA_OFFLINE', detail });
  }
}

/** Whether the bytes run from the start of image to its end (ITU-T T.81, B.1.1.3). */
export function isWholeJpeg(bytes: Uint8Array): boolean {
  return (
    bytes.length > 4 &&
    bytes[0] === 0xff &&
    bytes[1] === 0xd8 &&
    bytes.at(-2) === 0xff &&
    bytes.at(-1) === 0xd9
  );
}
