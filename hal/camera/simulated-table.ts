/**
 * What is in front of a simulated camera: goods, nothing, any picture, or somebody who moves. It is the picture that
 * the file camera shows, replaced whole, so that the camera never sees half of one; what is put there becomes a JPEG
 * of a camera's size.
 */
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import sharp from 'sharp';
import { Fault } from '../../src/domain/fault.ts';
import type { Cancel, Clock } from '../../src/platform/clock.ts';
import type { Log } from '../../src/platform/log.ts';
import { type DrawnCode, drawTable } from './drawn-labels.ts';
import { playFilm, type SimulatedPerson } from './simulated-person.ts';

const [widthMax, heightMax] = [4096, 3072];
const pointsMax = 60_000_000;

/** Who can stand in front of the camera, and what moves them. */
export interface TablePeople {
  readonly people: readonly SimulatedPerson[];
  readonly clock: Clock;
  readonly log: Log;
}

export class SimulatedTable {
  readonly #file: string;
  readonly #goods: readonly DrawnCode[];
  readonly #people: TablePeople | undefined;
  #endFilm: Cancel = () => undefined;
  #written: Promise<void> = Promise.resolve();

  /** `goods` are the codes that can be laid out. */
  constructor(file: string, goods: readonly DrawnCode[], people?: TablePeople) {
    this.#file = file;
    this.#goods = goods;
    this.#people = people;
  }

  get people(): readonly SimulatedPerson[] {
    return this.#people?.people ?? [];
  }

  /** Whoever moves stops where they are. */
  stop(): void {
    this.#endFilm();
  }

  /** Somebody stands in front of the camera and moves; rejects with `NOT_FOUND`. */
  async stand(name: string, look: string): Promise<void> {
    const person = this.people.find((one) => one.name === name && one.looks.includes(look));
    if (!person || !this.#people)
      throw new Fault('NOT_FOUND', 'find somebody to stand in front of the camera');
    const { clock, log } = this.#people;
    this.#endFilm();
    const { begun, end } = playFilm(
      person.film(look),
      clock,
      (jpeg) => this.#replace(jpeg),
      (error) => log.warn('the film in front of the camera ended', { cause: String(error) }),
    );
    this.#endFilm = end;
    await begun;
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
    this.#endFilm();
    await this.#replace(jpeg);
  }

  /** One after another, as all go through the same new file. */
  #replace(jpeg: Uint8Array): Promise<void> {
    const write = async () => {
      await writeFile(`${this.#file}.new`, jpeg);
      await rename(`${this.#file}.new`, this.#file);
    };
    const written = this.#written.then(write, write);
    this.#written = written;
    return written;
  }
}
