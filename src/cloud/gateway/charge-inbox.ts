/**
 * What comes from outside for a charge that somebody in this process drives: a platform's notice, the shopper's
 * wish to do without the code. It is given to the drive between two calls, so that a charge's inputs stay one
 * after another, and whoever gave it learns whether it was made durable.
 */
import type { ChargeInput } from './charge-machine.ts';

/** What may come from outside. */
export type OutsideInput = Extract<ChargeInput, { kind: 'noticed' | 'givenUp' }>;

export interface Letter {
  readonly input: OutsideInput;
  /** Whether a state that knows of it is durable. */
  readonly settle: (durable: boolean) => void;
}

/** One driven charge's letters. */
export class Letters {
  #waiting: Letter[] = [];
  #taken: Letter | undefined;
  #ring: (() => void) | undefined;

  put(letter: Letter): void {
    this.#waiting.push(letter);
    this.#ring?.();
  }

  take(): OutsideInput | undefined {
    this.#taken = this.#waiting.shift();
    return this.#taken?.input;
  }

  /** What was taken last is durable now. */
  saved(): void {
    this.#taken?.settle(true);
    this.#taken = undefined;
  }

  /** Calls `ring` when a letter is there. */
  onArrival(ring: (() => void) | undefined): void {
    this.#ring = ring;
    if (this.#waiting.length > 0) ring?.();
  }

  /** Nobody drives it any more. */
  close(): void {
    for (const letter of this.#taken ? [this.#taken, ...this.#waiting] : this.#waiting) letter.settle(false);
    this.#waiting = [];
    this.#taken = undefined;
  }
}

export class ChargeInbox {
  #driven = new Map<string, Letters>();

  /** The letters of a charge whose drive begins; `close` them with `end`. */
  begin(merchantId: string, chargeId: string): Letters {
    const letters = new Letters();
    this.#driven.set(`${merchantId} ${chargeId}`, letters);
    return letters;
  }

  end(merchantId: string, chargeId: string, letters: Letters): void {
    const key = `${merchantId} ${chargeId}`;
    if (this.#driven.get(key) === letters) this.#driven.delete(key);
    letters.close();
  }

  /** Whether somebody here drives it and takes the letter. */
  put(merchantId: string, chargeId: string, letter: Letter): boolean {
    const letters = this.#driven.get(`${merchantId} ${chargeId}`);
    letters?.put(letter);
    return letters !== undefined;
  }
}
