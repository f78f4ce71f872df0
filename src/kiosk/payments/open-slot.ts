/**
 * Which order the coin slot is open for, and who waits until no coin can fall for it any more. The slot
 * closes a moment after the coin that was enough; what falls meanwhile is on record before anyone goes on.
 */
export class OpenSlot {
  #orderId: string | undefined;
  /** The records of the coins so far, and how many of them are still being made. */
  #coins: Promise<unknown> = Promise.resolve();
  #recording = 0;
  readonly #waiting = new Set<() => void>();

  opened(orderId: string): void {
    this.#orderId = orderId;
  }

  /** A coin fell; `recorded` settles when it is on record, or cannot be. */
  fell(recorded: Promise<unknown>): void {
    this.#recording += 1;
    this.#coins = recorded
      .catch(() => undefined)
      .then(() => {
        this.#recording -= 1;
      });
  }

  /** The slot took its last coin for the order it was opened for. */
  async closed(): Promise<void> {
    const orderId = this.#orderId;
    // Records are made in their order, so the last one's end is the end of all.
    await this.#coins;
    if (this.#orderId === orderId) this.letGo();
  }

  /** Nobody waits any longer, also because the device is away or this machine stops. */
  letGo(): void {
    this.#orderId = undefined;
    for (const go of this.#waiting) go();
    this.#waiting.clear();
  }

  /**
   * Resolves when no coin can fall for the order and every coin that fell is on record; `true` if that took a
   * wait, so that more may be in now.
   */
  async awaitClosed(orderId: string): Promise<boolean> {
    if (this.#orderId === orderId) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
      return true;
    }
    // Coins that fell unheard are told all at once, when the device is back.
    if (this.#recording === 0) return false;
    await this.#coins;
    return true;
  }
}
