/**
 * When something was wrong, from when to when, as whoever caused it knows: for asking how long after the end
 * of all trouble something took.
 */
interface Window {
  readonly fromMs: number;
  toMs: number;
}

export class FaultWindows {
  readonly #windows: Window[] = [];

  /** Something is wrong from `fromMs` for `forMs`. */
  add(fromMs: number, forMs: number): void {
    this.#windows.push({ fromMs, toMs: fromMs + forMs });
  }

  /** Whatever is still wrong is so no longer. */
  healed(atMs: number): void {
    for (const window of this.#windows) window.toMs = Math.min(window.toMs, atMs);
  }

  /**
   * From when on all was well, for something that began at `sinceMs` and may take `withinMs`: trouble that
   * begins before it had to be over delays it to the trouble's end, and so on.
   */
  quietFromMs(sinceMs: number, withinMs: number): number {
    let quietMs = sinceMs;
    for (const { fromMs, toMs } of [...this.#windows].sort((a, b) => a.fromMs - b.fromMs)) {
      if (fromMs <= quietMs + withinMs && toMs > quietMs) quietMs = toMs;
    }
    return quietMs;
  }

  get count(): number {
    return this.#windows.length;
  }
}
