/**
 * A camera that shows JPEG files in turn: for demonstrations and tests, and where another program writes
 * the picture of the moment. Nothing runs and nothing is open between captures; a file that does not run
 * from FFD8 to FFD9 is refused.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../src/domain/fault.ts';
import type { DeviceEvents, DriverContext } from '../device.ts';
import { DeviceDriver } from '../device-driver.ts';
import type { Camera, Frame } from './camera.ts';

export interface FileCameraOptions {
  /** One JPEG file, or a folder whose `.jpg` and `.jpeg` files are shown in the order of their names. */
  readonly path: string;
}

const frameBytesMax = 16 * 1024 * 1024;

export class FileCamera extends DeviceDriver<DeviceEvents> implements Camera {
  readonly kind = 'camera';
  readonly #path: string;
  #captures = 0;

  constructor(deviceId: string, options: FileCameraOptions, context: DriverContext) {
    super(deviceId, context, 'CAMERA_OFFLINE');
    this.#path = options.path;
  }

  async start(): Promise<void> {
    await this.#files().then(
      () => this.setHealth({ state: 'ready', detail: this.#path }),
      (error: Error) => this.#offline(error),
    );
  }

  async stop(): Promise<void> {
    this.setHealth({ state: 'unavailable', fault: 'CAMERA_OFFLINE', detail: 'stopped' });
  }

  async capture(): Promise<Frame> {
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
