/** The last start of this machine as a read model: under which boot, and whether it ended in order. */
import type { JournalRecord } from '../../domain/record.ts';

export class BootBook {
  #last: { readonly bootId: string; readonly stopped: boolean } | undefined;

  apply({ body }: JournalRecord): void {
    if (body.kind === 'machineStarted') this.#last = { bootId: body.bootId, stopped: false };
    if (body.kind === 'machineStopped') this.#last = { bootId: body.bootId, stopped: true };
  }

  clear(): void {
    this.#last = undefined;
  }

  /** Undefined before the first start. */
  last(): { readonly bootId: string; readonly stopped: boolean } | undefined {
    return this.#last;
  }
}
