/**
 * Who enrolled their face at this machine: one small file, each template in a sealed box of its own, open text
 * only for ids and times. Templates are opened for one use and never kept in memory. A file or box that cannot
 * be read is `FACE_STORE_UNREADABLE`, shown and left as it is: nothing is written over what was not understood.
 */

import { z } from 'zod';
import { Fault, type FaultCode, faultCodeOf } from '../../domain/fault.ts';
import { emptyGallery, type Gallery, galleryOf } from '../../domain/identity-gallery.ts';
import type { TextFile } from '../../platform/atomic-file.ts';
import { OneByOne } from '../../platform/one-by-one.ts';
import type { Random } from '../../platform/random.ts';
import type { FaceKey } from './face-key.ts';
import { samePerson } from './same-person.ts';
import { type FaceSecret, openFace, sealedHash, sealFace } from './template-box.ts';

const keptSchema = z
  .object({
    personId: z.string().min(1).max(40),
    consentId: z.string().min(1).max(40),
    textVersion: z.number().int().min(1),
    enrolledAtMs: z.number().int().min(0),
    /** When it was recognised last, or enrolled. */
    usedAtMs: z.number().int().min(0),
    /** It stands for the PIN of that card, and for nothing else; without one it is for gifts. */
    cardTag: z.string().length(43).optional(),
    /** Looks to pay since the last one that verified its person; absent for none. */
    tries: z.number().int().min(1).max(1000).optional(),
    box: z.base64().max(2000),
  })
  .readonly();
/** What is known of an enrolled person without opening anything. */
export type KeptFace = z.infer<typeof keptSchema>;

/** Two purposes, two templates: one that was kept for gifts never pays, and one that pays is never looked for. */
export const isToPay = ({ cardTag }: Pick<KeptFace, 'cardTag'>): boolean => cardTag !== undefined;
const isForGifts = (face: Pick<KeptFace, 'cardTag'>): boolean => !isToPay(face);

/** Whose faces are looked for so as to be forgotten. */
export type Forgettable = 'everybody' | 'payers';

/** More people than one machine may know; China asks for a filing at 100,000 stored faces. */
export const facesMax = 5000;
const storeSchema = z.object({ version: z.literal(1), people: z.array(keptSchema).max(facesMax) });
/** The text of a full store is shorter. */
const textMax = 8 * 1024 * 1024;

export type NewFace = Omit<KeptFace, 'box' | 'usedAtMs' | 'tries'> & FaceSecret;

export class TemplateStore {
  readonly #file: TextFile;
  readonly #key: FaceKey;
  readonly #random: Random;
  #fault: FaultCode | undefined;
  /** One change after another. */
  readonly #oneByOne = new OneByOne();

  constructor(file: TextFile, key: FaceKey, random: Random) {
    this.#file = file;
    this.#key = key;
    this.#random = random;
  }

  /** Why faces cannot be read, since it was tried last. */
  get fault(): FaultCode | undefined {
    return this.#fault;
  }

  async people(): Promise<readonly KeptFace[]> {
    return this.#guard(async () => (await this.#load()).people);
  }

  /** The templates of those known to givers, opened; the caller lets go of it after one use. */
  async gallery(): Promise<Gallery> {
    return this.#guard(async () => galleryOf((await this.#open()).filter(isForGifts)));
  }

  /** Only that of the face that pays under this consent; empty where it is not kept. */
  async galleryOfPayer(consentId: string): Promise<Gallery> {
    return this.#guard(async () => {
      const payer = (await this.#load()).people.find((one) => isToPay(one) && one.consentId === consentId);
      return payer ? galleryOf(await this.#opened([payer])) : emptyGallery;
    });
  }

  /** Those who may ask to be forgotten by being looked at, each of their faces under one id. */
  async galleryToForget(whose: Forgettable, alikeWithin: number): Promise<Gallery> {
    return this.#guard(async () => {
      const faces = await this.#forgettable(whose);
      const ids = samePerson(faces, alikeWithin);
      return galleryOf(faces.map(({ template }, at) => ({ personId: ids[at] as string, template })));
    });
  }

  /** The ids of every face of whoever that id stands for. */
  async facesOf(personId: string, whose: Forgettable, alikeWithin: number): Promise<readonly string[]> {
    return this.#guard(async () => {
      const faces = await this.#forgettable(whose);
      const ids = samePerson(faces, alikeWithin);
      return faces.filter((_, at) => ids[at] === personId).map((one) => one.personId);
    });
  }

  /** What a recognised person is known by to givers. */
  async tagOf(personId: string): Promise<string | undefined> {
    return this.#guard(
      async () => (await this.#open()).find((one) => isForGifts(one) && one.personId === personId)?.tag,
    );
  }

  async personOfTag(tag: string): Promise<string | undefined> {
    return this.#guard(
      async () => (await this.#open()).find((one) => isForGifts(one) && one.tag === tag)?.personId,
    );
  }

  /** Seals a new face; nothing is written before `recorded` resolved, which is told the box's hash. */
  async add(face: NewFace, recorded: (boxHash: string) => Promise<unknown>): Promise<void> {
    await this.#change(async ({ people }) => {
      if (people.length >= facesMax) throw new Fault('FACE_STORE_FULL', 'enrol a face');
      const { tag, template, ...open } = face;
      const box = sealFace(await this.#key.loadOrMake(), open, { tag, template }, this.#random);
      await recorded(sealedHash(box));
      return [...people, { ...open, usedAtMs: open.enrolledAtMs, box }];
    });
  }

  /** Seen and known; looks that failed before are forgiven. */
  async used(personId: string, nowMs: number): Promise<void> {
    await this.#changeOne(personId, ({ tries: _, ...one }) => ({
      ...one,
      usedAtMs: Math.max(one.usedAtMs, nowMs),
    }));
  }

  /** Somebody wants to pay as them: counted before the look, so that no look goes uncounted. */
  async tried(personId: string): Promise<void> {
    await this.#changeOne(personId, ({ tries = 0, ...one }) => ({ ...one, tries: tries + 1 }));
  }

  async #changeOne(personId: string, change: (one: KeptFace) => KeptFace): Promise<void> {
    await this.#change(async ({ people }) =>
      people.map((one) => (one.personId === personId ? change(one) : one)),
    );
  }

  /** Undefined where there was nobody of that id; otherwise what proves that the box is gone. */
  async remove(
    personId: string,
  ): Promise<{ readonly boxHash: string; readonly storeHash: string; readonly left: number } | undefined> {
    let boxHash: string | undefined;
    const text = await this.#change(async ({ people }) => {
      const gone = people.find((one) => one.personId === personId);
      boxHash = gone && sealedHash(gone.box);
      return people.filter((one) => one !== gone);
    });
    const { people } = await this.#load();
    return boxHash === undefined ? undefined : { boxHash, storeHash: sealedHash(text), left: people.length };
  }

  /** Hash of the store as it lies on the disk. */
  async storeHash(): Promise<string> {
    return sealedHash((await this.#file.load()) ?? '');
  }

  async #change(next: (store: z.infer<typeof storeSchema>) => Promise<readonly KeptFace[]>): Promise<string> {
    return this.#oneByOne.run(() =>
      this.#guard(async () => {
        const people = await next(await this.#load());
        const text = `${JSON.stringify({ version: 1, people })}\n`;
        await this.#file.save(text);
        return text;
      }),
    );
  }

  async #open(): Promise<(KeptFace & FaceSecret)[]> {
    return this.#opened((await this.#load()).people);
  }

  async #forgettable(whose: Forgettable): Promise<(KeptFace & FaceSecret)[]> {
    const { people } = await this.#load();
    return this.#opened(whose === 'payers' ? people.filter(isToPay) : people);
  }

  async #opened(people: readonly KeptFace[]): Promise<(KeptFace & FaceSecret)[]> {
    if (people.length === 0) return [];
    const key = await this.#key.load();
    if (!key) throw new Fault('FACE_STORE_UNREADABLE', 'open faces whose key is gone');
    return people.map((one) => ({ ...one, ...openFace(key, one, one.box) }));
  }

  async #load(): Promise<z.infer<typeof storeSchema>> {
    const text = await this.#file.load();
    if (text === undefined) return { version: 1, people: [] };
    try {
      if (text.length > textMax) throw new Fault('INPUT_TOO_LARGE', 'read the faces of this machine');
      return storeSchema.parse(JSON.parse(text));
    } catch (cause) {
      // The text may hold boxes: only that it could not be read is told, never what stood there.
      throw new Fault('FACE_STORE_UNREADABLE', 'read the faces of this machine', {
        facts: { because: faultCodeOf(cause) },
      });
    }
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      const done = await work();
      this.#fault = undefined;
      return done;
    } catch (error) {
      const code = faultCodeOf(error);
      if (code === 'FACE_STORE_UNREADABLE') this.#fault = code;
      throw error;
    }
  }
}
