/**
 * The book of the car-park stand-in: stays, grants and result notices, folded from its file of entries. It is the
 * outside truth that tests and proofs compare everything with.
 */
import { EntryFile } from './entry-file.ts';

export interface ParkedCar {
  readonly staySerial: string;
  readonly plate: string;
  readonly ticket: string;
  readonly enteredAtMs: number;
  /** A permit holder pays nothing. */
  readonly permit: boolean;
  /** Another discount that came first. */
  readonly otherGrant: boolean;
}

export type ParkingEntry =
  | { kind: 'entered'; car: ParkedCar }
  | { kind: 'left'; staySerial: string; atMs: number }
  | { kind: 'granted'; staySerial: string; grantSerial: string; untilMs: number; atMs: number }
  | { kind: 'noticed'; staySerial: string; paySerial: string; atMs: number };

export interface BookedStay extends ParkedCar {
  readonly leftAtMs: number | null;
  readonly grants: readonly {
    readonly grantSerial: string;
    readonly untilMs: number;
    readonly atMs: number;
  }[];
  readonly notices: readonly { readonly paySerial: string; readonly atMs: number }[];
}

export class ParkingDoubleBook {
  #file: EntryFile<ParkingEntry>;
  #stays = new Map<string, BookedStay>();

  constructor(path: string) {
    this.#file = new EntryFile(path, (entry) => this.#apply(entry));
  }

  open(): void {
    this.#file.open();
  }

  close(): void {
    this.#file.close();
  }

  /** Makes the entry durable, then true. */
  append(entry: ParkingEntry): void {
    this.#file.append(entry);
  }

  /** The open stay of a car; the last one that came in. */
  parked(by: {
    readonly plate?: string | undefined;
    readonly ticket?: string | undefined;
  }): BookedStay | undefined {
    return [...this.#stays.values()]
      .reverse()
      .find(
        (stay) =>
          stay.leftAtMs === null &&
          ((by.plate !== undefined && stay.plate === by.plate) ||
            (by.ticket !== undefined && stay.ticket === by.ticket)),
      );
  }

  stay(staySerial: string): BookedStay | undefined {
    return this.#stays.get(staySerial);
  }

  /** Every stay, oldest first. */
  stays(): BookedStay[] {
    return [...this.#stays.values()];
  }

  #apply(entry: ParkingEntry): void {
    if (entry.kind === 'entered') {
      const { car } = entry;
      this.#stays.set(car.staySerial, { ...car, leftAtMs: null, grants: [], notices: [] });
      return;
    }
    const stay = this.#stays.get(entry.staySerial);
    if (stay) this.#stays.set(entry.staySerial, changed(stay, entry));
  }
}

function changed(stay: BookedStay, entry: Exclude<ParkingEntry, { kind: 'entered' }>): BookedStay {
  switch (entry.kind) {
    case 'left':
      return { ...stay, leftAtMs: entry.atMs };
    case 'granted': {
      const { grantSerial, untilMs, atMs } = entry;
      return { ...stay, grants: [...stay.grants, { grantSerial, untilMs, atMs }] };
    }
    case 'noticed':
      return { ...stay, notices: [...stay.notices, { paySerial: entry.paySerial, atMs: entry.atMs }] };
  }
}
