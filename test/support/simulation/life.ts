/**
 * The life of a simulated process. When it is over nothing of the process acts any more: its calls do not
 * arrive, and answers to calls under way reach nobody, whatever they did at the other side.
 */
export class Life {
  #over = false;
  #endings: (() => void)[] = [];

  get over(): boolean {
    return this.#over;
  }

  end(): void {
    if (this.#over) return;
    this.#over = true;
    for (const ending of this.#endings) ending();
  }

  /** Runs when the process dies. */
  onEnd(ending: () => void): void {
    this.#endings.push(ending);
  }
}

/** A promise that never settles: what a dead process waits for. */
export function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

/** What surrounds every call of a process to something outside of it. */
export interface Passage {
  readonly life: Life;
  /** Time on the way there, and again on the way back; the process may die in between. */
  readonly pause?: () => Promise<void>;
  /** Told the name of every call before it takes effect. */
  readonly passing?: (method: string) => void;
}

/** `target` as a process reaches it. All its methods must be asynchronous. */
export function through<T extends object>(target: T, passage: Passage): T {
  return new Proxy(target, {
    get(_target, name) {
      const method = Reflect.get(target, name, target);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) => call(() => Reflect.apply(method, target, args), String(name), passage);
    },
  });
}

async function call(act: () => unknown, name: string, { life, pause, passing }: Passage): Promise<unknown> {
  if (life.over) return never();
  await pause?.();
  passing?.(name);
  if (life.over) return never();
  try {
    return await act();
  } finally {
    await pause?.();
    if (life.over) await never();
  }
}
