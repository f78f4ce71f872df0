/**
 * Which order the coin slot is open for, and who waits until no coin can fall for it any more. The slot
 * closes a moment after the coin that was enough; what falls meanwhile is on record before anyone goes on.
 */
export class OpenSlot {
  #orderId: string | undefined;
  /** The records of the coins so far. */
  #coins: Promise<unknown> = Promise.resolve();
  readonly #waiting = new Set<() => void>();

  opened(orderId: string): void {
    this.#orderId = orderId;
  }

  /** A coin fell; `recorded` settles when it is on record, or cannot be. */
  fell(recorded: Promise<unknown>): void {
    this.#coins = recorded;
  }

  /** The slot took its last coin for the order it was opened for. */
  async closed(): Promise<void> {
    const orderId = this.#orderId;
    // Records are made in their order, so the last one's end is the end of all.
    await this.#coins.catch(() => undefined);
    if (this.#orderId === orderId) this.letGo();
  }

  /** Nobody waits any longer, also because the device is away or this machine stops. */
  letGo(): void {
    this.#orderId = undefined;
    for (const go of this.#waiting) go();
    this.#waiting.clear();
  }

  /** Resolves when no coin can fall for the order; `true` if that took a wait, so that more may be in now. */
  async awaitClosed(orderId: string): Promise<boolean> {
    if (this.#orderId !== orderId) return false;
    await new Promise<void>((resolve) => this.#waiting.add(resolve));
    return true;
  }
}
