/**
 * What lies in front of a simulated camera: the picture that the file camera shows. It is replaced whole, so
 * that the camera never sees half of one; what is put there becomes a JPEG of a camera's size.
 */
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import sharp from 'sharp';
import { Fault } from '../../src/domain/fault.ts';
import { type DrawnCode, drawTable } from './drawn-labels.ts';

const [widthMax, heightMax] = [4096, 3072];
const pointsMax = 60_000_000;

export class SimulatedTable {
  readonly #file: string;
  readonly #goods: readonly DrawnCode[];

  /** `goods` are the codes that can be laid out. */
  constructor(file: string, goods: readonly DrawnCode[]) {
    this.#file = file;
    this.#goods = goods;
  }

  /** Lays the goods out where nobody has laid anything yet. */
  async start(): Promise<void> {
    await mkdir(dirname(this.#file), { recursive: true });
    const isThere = await stat(this.#file).then(
      () => true,
      () => false,
    );
    if (!isThere) await this.lay('goods');
  }

  async lay(what: 'goods' | 'nothing'): Promise<void> {
    await this.put(Buffer.from(drawTable(what === 'goods' ? this.#goods : [])));
  }

  /** Puts a picture of any common kind in front of the camera; throws `PICTURE_MALFORMED`. */
  async put(picture: Uint8Array): Promise<void> {
    let jpeg: Uint8Array;
    try {
      jpeg = await sharp(picture, { limitInputPixels: pointsMax })
        .rotate()
        .resize(widthMax, heightMax, { fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality: 85 })
        .toBuffer();
    } catch (cause) {
      throw new Fault('PICTURE_MALFORMED', 'put a picture in front of the camera', { cause });
    }
    await writeFile(`${this.#file}.new`, jpeg);
    await rename(`${this.#file}.new`, this.#file);
  }
}
