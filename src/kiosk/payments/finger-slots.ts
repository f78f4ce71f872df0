/**
 * Which slot of the reader holds the finger for which card, in a file of this machine. A card is known by a
 * tag that only this machine can make; slots that were not used for a while are freed, and their templates
 * erased.
 */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../../domain/fault.ts';
import type { TextFile } from '../../platform/atomic-file.ts';

const slotSchema = z.object({
  slot: z.number().int().min(0).max(999),
  tag: z.string().length(43),
  usedAtMs: z.number().int().min(0),
});
const slotsSchema = z.array(slotSchema).max(1000);
type Slot = z.infer<typeof slotSchema>;

/** As many as the smallest reader holds. */
const slotsMax = 100;
/** A finger that nobody used for so long is forgotten. */
export const keptUnusedMs = 180 * 24 * 3600_000;

export class FingerSlots {
  readonly #file: TextFile;
  readonly #seed: Uint8Array;
  #slots: readonly Slot[] | undefined;

  constructor(file: TextFile, seed: Uint8Array) {
    this.#file = file;
    this.#seed = seed;
  }

  tagOf(code: string): string {
    return createHmac('sha256', this.#seed).update(`finger ${code}`).digest('base64url');
  }

  async slotOf(tag: string): Promise<number | undefined> {
    return (await this.#load()).find((one) => one.tag === tag)?.slot;
  }

  /** The lowest slot that nobody has, or the one that was unused the longest. */
  async freeSlot(): Promise<number> {
    const slots = await this.#load();
    const taken = new Set(slots.map(({ slot }) => slot));
    const free = Array.from({ length: slotsMax }, (_, slot) => slot).find((slot) => !taken.has(slot));
    const oldest = slots.reduce<Slot | undefined>(
      (best, one) => (best && best.usedAtMs <= one.usedAtMs ? best : one),
      undefined,
    );
    return free ?? oldest?.slot ?? 0;
  }

  async keep(slot: number, tag: string, nowMs: number): Promise<void> {
    const others = (await this.#load()).filter((one) => one.slot !== slot && one.tag !== tag);
    await this.#save([...others, { slot, tag, usedAtMs: nowMs }]);
  }

  async forget(slot: number): Promise<void> {
    await this.#save((await this.#load()).filter((one) => one.slot !== slot));
  }

  /** Slots that were not used for too long. */
  async unused(nowMs: number): Promise<number[]> {
    const slots = await this.#load();
    return slots.filter(({ usedAtMs }) => nowMs - usedAtMs > keptUnusedMs).map(({ slot }) => slot);
  }

  async #load(): Promise<readonly Slot[]> {
    if (this.#slots) return this.#slots;
    const text = await this.#file.load();
    if (text === undefined) return [];
    try {
      this.#slots = slotsSchema.parse(JSON.parse(text));
      return this.#slots;
    } catch (cause) {
      throw new Fault('CONFIG_INVALID', 'read which finger is in which slot', { cause });
    }
  }

  async #save(slots: readonly Slot[]): Promise<void> {
    await this.#file.save(JSON.stringify(slots));
    this.#slots = slots;
  }
}
