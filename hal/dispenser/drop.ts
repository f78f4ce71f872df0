/**
 * What simulated mechanisms tell their watcher: something left the machine. The list of these is the
 * outside oracle of the crash tests, so each is told exactly when it happens and never twice.
 */
export interface Drop {
  readonly atMs: number;
  readonly what: 'slot' | 'recipe' | 'door' | 'vend';
  readonly name: string;
  /** The machine's own job id, where it has one. */
  readonly jobId?: string;
  /** How a drink was made. */
  readonly options?: Readonly<Record<string, number>>;
}

export type TellDrop = (drop: Drop) => void;

/** How a simulated dispenser behaves until told otherwise. */
export type DispenserScript = 'ok' | 'jam' | 'offline' | 'empty';
