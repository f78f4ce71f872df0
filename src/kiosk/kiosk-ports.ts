/** What a machine is made of, from outside: the same list in production, in tests and in simulation. */
import type { Hal } from '../../hal/hal.ts';
import type { TextFile } from '../platform/atomic-file.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Link } from '../platform/mqtt-link.ts';
import type { Random } from '../platform/random.ts';
import type { MachineAddress } from '../wire/topics.ts';
import type { CatalogueStore } from './catalogue/catalogue-store.ts';
import type { Store } from './journal/store.ts';
import type { FaceParts } from './people/open-people.ts';
import type { CodeReader } from './pictures/picture-ports.ts';
import type { PlantedMistakes } from './sale/sale-ports.ts';

export interface KioskPorts {
  readonly machine: MachineAddress;
  readonly version: string;
  /** Changes when the operating system starts anew. */
  readonly bootId: string;
  readonly clock: Clock;
  /** Called when a trusted source agreed with the clock. */
  readonly confirmClock: () => void;
  readonly random: Random;
  readonly log: Log;
  readonly store: Store;
  readonly bundleFile: TextFile;
  readonly catalogues: CatalogueStore;
  readonly hal: Hal;
  /** 32 secret bytes of this machine, kept for good: its signing key. A new one at each start if not given. */
  readonly machineSeed?: Uint8Array;
  /** What recognises people; faces are off without it. */
  readonly faces?: FaceParts;
  /** Which slot of the fingerprint reader is whose; kept in memory if not given. */
  readonly fingerFile?: TextFile;
  /** What cards may spend here without the network; kept in memory if not given. */
  readonly leaseFile?: TextFile;
  /** Gifts kept for this machine; kept in memory if not given. */
  readonly giftFile?: TextFile;
  /** Reads the codes of pictures; absent where no pictures are taken. */
  readonly codeReader?: CodeReader;
  /** Makes the connection; the will is asked for before each. */
  readonly openLink: (will: () => { topic: string; payload: string }) => Link;
  /** Only the proofs set any. */
  readonly mistakes?: PlantedMistakes;
}
