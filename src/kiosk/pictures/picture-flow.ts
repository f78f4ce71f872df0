/**
 * Looks at the goods while the sale wants it: the camera is on exactly as long as the page that says so, each
 * picture is read in turn, the newest first, and what they say together goes to the sale. Pictures live in
 * memory until that page is left; they are never logged, recorded or sent.
 */
import type { Frame } from '../../../hal/hal.ts';
import { Fault, faultCodeOf } from '../../domain/fault.ts';
import type { PictureCorners } from '../../domain/picture-place.ts';
import type { Cancel } from '../../platform/clock.ts';
import {
  type Belief,
  beginSession,
  type Gathering,
  gather,
  itemsOf,
  nothingGathered,
  type Sightings,
  unreadOf,
} from './gather-sightings.ts';
import type { PicturePorts, PictureWish } from './picture-ports.ts';

/** The picture that was looked at last, and what all of them say. */
export interface PicturesNow {
  readonly pictureId: string | undefined;
  readonly items: readonly { readonly item: number; readonly corners: PictureCorners }[];
  readonly unread: readonly PictureCorners[];
}

export interface ShownPicture {
  readonly bytes: Uint8Array;
  readonly contentType: 'image/jpeg' | 'image/png';
}

/** Phases in which goods are expected. */
const goodsPhases: readonly string[] = ['welcome', 'listing', 'takingPicture'];
/** A film is misread once in a while, hardly twice; a single picture has to be believed. */
const film: Belief = { itemSightings: 2, unreadSightings: 3, goneAfterFrames: 6 };
const single: Belief = { itemSightings: 1, unreadSightings: 1, goneAfterFrames: 0 };
/** So many pictures in a row without news, and nothing more is to be expected. */
const settledFrames = 5;
/** The wait between two pictures; a person moves goods slower than that. */
const pictureEveryMs = 120;
/** A camera that gives no picture for so long has failed. */
const blindMs = 12_000;

export class PictureFlow {
  readonly #ports: PicturePorts;
  #wish: PictureWish = { phase: 'welcome' };
  #gathering: Gathering = nothingGathered;
  #told = new Set<number>();
  #lastTold = '';
  #endWatch: Cancel | undefined;
  #cancelNext: Cancel | undefined;
  #cancelBlind: Cancel | undefined;
  #newest: Frame | undefined;
  #busy = false;
  #shown: (ShownPicture & { readonly pictureId: string }) | undefined;
  #pictures = 0;
  /** Counts the turns of the camera, so that a picture of an earlier one is not heard. */
  #turn = 0;

  constructor(ports: PicturePorts) {
    this.#ports = ports;
  }

  /** Whether the shopper can be offered the camera. */
  canTake(): boolean {
    const { camera, reader } = this.#ports;
    return reader !== undefined && camera !== undefined && camera.health().state !== 'unavailable';
  }

  /** Turns the camera on and off as the sale wants it. */
  follow(wish: PictureWish): void {
    const before = this.#wish;
    this.#wish = wish;
    const isOther = before.orderId !== undefined && before.orderId !== wish.orderId;
    if (wish.phase === 'welcome' || isOther) this.#forget();
    const wanted = wish.phase === 'takingPicture' ? wish.picture?.source : undefined;
    if (wanted === 'camera' && !this.#endWatch) this.#turnOn();
    if (wanted !== 'camera' && this.#endWatch) this.#turnOff();
    if (wanted === undefined) this.#shown = undefined;
  }

  /**
   * Reads a picture that was handed in. Throws `SALE_BUSY` while no goods are expected, and the reader's
   * faults; what was read goes to the list.
   */
  async take(bytes: Uint8Array): Promise<{ readonly read: number; readonly unread: number }> {
    const { reader } = this.#ports;
    if (!reader) throw new Fault('PICTURE_READER_ENDED', 'read a picture that was handed in');
    this.#expectGoods();
    const sightings = await reader.read(bytes);
    this.#expectGoods();
    const goesOn = this.#wish.phase === 'takingPicture' && this.#wish.picture?.source === 'upload';
    if (!goesOn) this.#gathering = beginSession(this.#gathering);
    this.#gathering = gather(this.#gathering, sightings, false);
    const contentType = bytes[0] === 0xff ? 'image/jpeg' : 'image/png';
    this.#show({ bytes, contentType });
    const { read, unread } = { read: sightings.codes.length, unread: sightings.unread.length };
    this.#tell('upload', single, true);
    return { read, unread };
  }

  /** What the screen marks in the picture it shows. */
  now(): PicturesNow {
    const belief = this.#endWatch ? film : single;
    return {
      pictureId: this.#shown?.pictureId,
      items: itemsOf(this.#gathering, belief).filter(({ isHere }) => isHere),
      unread: unreadOf(this.#gathering, belief),
    };
  }

  /** The picture of that id, while it is the one that is shown. */
  picture(pictureId: string): ShownPicture | undefined {
    return this.#shown?.pictureId === pictureId ? this.#shown : undefined;
  }

  stop(): void {
    this.#turnOff();
    this.#forget();
    this.#wish = { phase: 'welcome' };
  }

  #expectGoods(): void {
    const { phase, picture } = this.#wish;
    const isFilming = phase === 'takingPicture' && picture?.source === 'camera';
    if (isFilming || !goodsPhases.includes(phase)) throw new Fault('SALE_BUSY', 'read a picture of goods');
  }

  #turnOn(): void {
    const { camera } = this.#ports;
    if (!camera) return;
    this.#turn += 1;
    this.#gathering = beginSession(this.#gathering);
    this.#lastTold = '';
    this.#waitForPicture();
    const turn = this.#turn;
    this.#endWatch = camera.watch((frame) => {
      if (turn !== this.#turn) return;
      this.#newest = frame;
      this.#waitForPicture();
      this.#next();
    });
  }

  #turnOff(): void {
    this.#turn += 1;
    this.#endWatch?.();
    this.#endWatch = undefined;
    this.#cancelNext?.();
    this.#cancelNext = undefined;
    this.#cancelBlind?.();
    this.#newest = undefined;
    this.#shown = undefined;
  }

  #forget(): void {
    this.#gathering = nothingGathered;
    this.#told.clear();
    this.#shown = undefined;
  }

  #waitForPicture(): void {
    this.#cancelBlind?.();
    this.#cancelBlind = this.#ports.clock.after(blindMs, () => {
      this.#ports.failed(this.#ports.camera?.health().fault ?? 'CAMERA_STALLED');
    });
  }

  /** Reads the newest picture when the one before is done and its time has come. */
  #next(): void {
    const frame = this.#newest;
    if (!frame || this.#busy || this.#cancelNext) return;
    this.#newest = undefined;
    this.#busy = true;
    void this.#readFrame(frame, this.#turn).finally(() => {
      this.#busy = false;
      this.#next();
    });
    this.#cancelNext = this.#ports.clock.after(pictureEveryMs, () => {
      this.#cancelNext = undefined;
      this.#next();
    });
  }

  async #readFrame(frame: Frame, turn: number): Promise<void> {
    let sightings: Sightings | undefined;
    try {
      sightings = await this.#ports.reader?.read(frame.jpeg);
    } catch (error) {
      const code = faultCodeOf(error);
      // One bad picture of a film is passed over; the next one comes.
      this.#ports.log.debug('picture not read', { fault: code });
      if (code === 'PICTURE_READER_ENDED' && turn === this.#turn) this.#ports.failed(code);
    }
    if (!sightings || turn !== this.#turn) return;
    this.#gathering = gather(this.#gathering, sightings, true);
    this.#show({ bytes: frame.jpeg, contentType: 'image/jpeg' });
    this.#tell('camera', film, this.#gathering.quietFrames >= settledFrames);
  }

  #show(picture: ShownPicture): void {
    this.#pictures += 1;
    this.#shown = { ...picture, pictureId: `${this.#pictures}` };
  }

  /** Tells the sale what it does not know yet, and nothing twice. */
  #tell(source: 'camera' | 'upload', belief: Belief, settled: boolean): void {
    const all = itemsOf(this.#gathering, belief);
    const here = all.filter(({ isHere }) => isHere).map(({ item }) => item);
    const fresh = all.filter(({ item }) => !this.#told.has(item));
    for (const { item } of fresh) this.#told.add(item);
    const unread = unreadOf(this.#gathering, belief).length;
    const told = `${settled} ${unread} ${here.join()}`;
    if (source === 'upload' || fresh.length > 0 || told !== this.#lastTold) {
      this.#lastTold = told;
      const items = fresh.map(({ item, code }) => ({ item, ...code }));
      this.#ports.read({ source, items, here, unread, settled });
    }
    this.#ports.changed();
  }
}
