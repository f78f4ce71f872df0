/**
 * Interactions that wait to be sent: in memory, bounded, and lossy by design, because nothing depends on them.
 * When it is full the oldest go first; how many went is told with the next batch.
 */
import type { Interaction } from '../../domain/interaction.ts';

export class InteractionQueue {
  readonly #lengthMax: number;
  #waiting: Interaction[] = [];
  #dropped = 0;

  constructor(lengthMax: number) {
    this.#lengthMax = lengthMax;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** Lost since the last batch was taken out. */
  get dropped(): number {
    return this.#dropped;
  }

  add(interaction: Interaction): void {
    if (this.#waiting.length >= this.#lengthMax) {
      this.#waiting.shift();
      this.#dropped += 1;
    }
    this.#waiting.push(interaction);
  }

  /** Takes the oldest out, with the count of what was lost before. */
  take(max: number): { readonly interactions: readonly Interaction[]; readonly dropped: number } {
    const interactions = this.#waiting.splice(0, max);
    const dropped = this.#dropped;
    this.#dropped = 0;
    return { interactions, dropped };
  }

  /** A batch that could not be sent is lost too. */
  lose(count: number): void {
    this.#dropped += count;
  }
}
