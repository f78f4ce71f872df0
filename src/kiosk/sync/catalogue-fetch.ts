/**
 * Fetches a packed catalogue from the cloud, some parts at a time. A part that does not come is asked for
 * again, for as long as the catalogue is wanted: the connection may be away for weeks.
 */

import type { CatalogueRef } from '../../domain/bundle.ts';
import { Fault, faultCodeOf } from '../../domain/fault.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { type Fetch, type Part, partBytesMax, partsAskedMax } from '../../wire/messages.ts';
import type { CatalogueIntake } from '../catalogue/catalogue-store.ts';

/** After this long without a part those that are missing are asked for again. */
const silenceMs = 10_000;

export interface CatalogueFetchPorts {
  readonly clock: Clock;
  readonly log: Log;
  ask(parts: Fetch): Promise<void>;
}

/** One question and what came of it. */
interface Asked {
  readonly sha256: string;
  readonly firstPart: number;
  readonly parts: number;
  readonly arrived: Map<number, Uint8Array>;
  readonly settle: () => void;
  silence: Cancel;
}

export class CatalogueFetch {
  #ports: CatalogueFetchPorts;
  #asked: Asked | undefined;
  /** Rises when what is being fetched is not wanted any more. */
  #cancelled = 0;

  constructor(ports: CatalogueFetchPorts) {
    this.#ports = ports;
  }

  /** Writes the whole catalogue to `intake`; rejects with `BUNDLE_MISSING` when it is cancelled. */
  async fetch(ref: CatalogueRef, intake: CatalogueIntake): Promise<void> {
    const cancelled = this.#cancelled;
    const partCount = Math.ceil(ref.packedBytes / partBytesMax);
    let next = 0;
    while (next < partCount) {
      const arrived = await this.#some(ref.sha256, next, Math.min(partsAskedMax, partCount - next));
      if (cancelled !== this.#cancelled) throw new Fault('BUNDLE_MISSING', 'fetch an unwanted catalogue');
      for (let bytes = arrived.get(next); bytes; bytes = arrived.get(next)) {
        await intake.write(bytes);
        next += 1;
      }
    }
  }

  /** Ends the fetch that is underway. */
  cancel(): void {
    this.#cancelled += 1;
    this.#asked?.settle();
  }

  /** A message on down/part; one that was not asked for is left. */
  take({ sha256, part, body }: Part): void {
    const asked = this.#asked;
    if (!asked || asked.sha256 !== sha256) return;
    if (part < asked.firstPart || part >= asked.firstPart + asked.parts) return;
    asked.arrived.set(part, Buffer.from(body, 'base64'));
    if (asked.arrived.size === asked.parts) asked.settle();
    else this.#awaitNext(asked);
  }

  /** Resolves with what arrived, when all has or nothing more comes. */
  #some(sha256: string, firstPart: number, parts: number): Promise<ReadonlyMap<number, Uint8Array>> {
    return new Promise((resolve) => {
      const arrived = new Map<number, Uint8Array>();
      const asked: Asked = {
        ...{ sha256, firstPart, parts, arrived },
        silence: () => undefined,
        settle: () => {
          asked.silence();
          this.#asked = undefined;
          resolve(arrived);
        },
      };
      this.#asked = asked;
      this.#awaitNext(asked);
      this.#ports.ask({ sha256, firstPart, parts }).catch((error: unknown) => {
        this.#ports.log.debug('a catalogue waits for the connection', { reason: faultCodeOf(error) });
      });
    });
  }

  #awaitNext(asked: Asked): void {
    asked.silence();
    asked.silence = this.#ports.clock.after(silenceMs, asked.settle);
  }
}
