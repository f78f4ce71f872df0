/** Actions that must not overlap: each begins when the one before it has ended, well or not. */
export class OneByOne {
  #last: Promise<unknown> = Promise.resolve();

  /** Settles as the action does; that it failed is told to this caller alone and does not stop the next. */
  run<T>(action: () => T | Promise<T>): Promise<T> {
    const done = this.#last.then(action);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Resolves when everything that was asked for before has ended. */
  async ended(): Promise<void> {
    await this.#last;
  }
}
