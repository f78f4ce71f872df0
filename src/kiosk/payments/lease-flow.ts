/**
 * Cards that may spend here while the network is down: keeps the signed leases in a file, verifies code and PIN
 * against them, and returns each in the journal as soon as it was used or has expired and the network is there.
 * How much is spent and how often a PIN was tried is the journal's word. At risk is nothing: what is leased is
 * set apart in the cloud; who takes the machine's disk needs the card's code and its PIN, together.
 */
import { z } from 'zod';
import type { Bundle } from '../../domain/bundle.ts';
import { Fault, faultCodeOf } from '../../domain/fault.ts';
import type { RecordBody } from '../../domain/record.ts';
import {
  leaseSelector,
  leaseTriesMax,
  opensLease,
  readLease,
  type SignedLease,
  type SpendLease,
  signedLeaseSchema,
} from '../../domain/spend-lease.ts';
import type { TextFile } from '../../platform/atomic-file.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';

const leasesMax = 500;
const fileSchema = z.array(signedLeaseSchema).max(leasesMax);
const sweepMs = 600_000;

export interface LeaseFlowPorts {
  readonly file: TextFile;
  readonly clock: Clock;
  readonly log: Log;
  readonly machine: { readonly merchantId: string; readonly machineId: string };
  readonly uses: {
    of(leaseId: string): { readonly spentMinor: number; readonly tries: number; readonly returned: boolean };
  };
  keys(): Bundle['cards'];
  online(): boolean;
  onOnline(listener: () => void): void;
  append(bodies: readonly RecordBody[]): Promise<unknown>;
  opened(chargeId: string, opened: boolean, triesLeft: number): void;
  failed(error: unknown): void;
}

/** A lease that a card may be spent of now, and how much is left of it. */
export interface LeaseLeft {
  readonly leaseId: string;
  readonly leftMinor: number;
  /** It is opened by a password of several kinds of characters, not by six digits. */
  readonly secret?: 'mixed';
}

interface KeptLease {
  readonly signed: SignedLease;
  readonly lease: SpendLease;
}

export class LeaseFlow {
  readonly #ports: LeaseFlowPorts;
  #kept: readonly KeptLease[] = [];
  #loaded = false;
  #sweeping: Promise<void> = Promise.resolve();
  #cancelSweep: (() => void) | undefined;

  constructor(ports: LeaseFlowPorts) {
    this.#ports = ports;
    ports.onOnline(() => this.#sweepSoon());
  }

  /** Reads what is kept; the keys come with the bundle. */
  start(): void {
    this.#sweepSoon();
  }

  stop(): void {
    this.#cancelSweep?.();
  }

  /** Keeps a lease that the cloud gave; one that it did not sign for this machine is dropped. */
  async take(signed: SignedLease): Promise<void> {
    await this.#load();
    const { machine, log } = this.#ports;
    const keys = this.#ports.keys();
    const lease = keys && readLease(keys.leaseKey, signed, machine);
    if (!lease) return log.warn('a lease was dropped: it is not signed for this machine');
    const others = this.#kept.filter((one) => one.lease.leaseId !== lease.leaseId);
    if (others.length >= leasesMax) return log.warn('a lease was dropped: there are too many');
    await this.#save([...others, { signed, lease }]);
  }

  /** Whether any card may be spent here without the network. */
  any(): boolean {
    return this.#kept.some(({ lease }) => this.#left(lease) > 0);
  }

  /** What a card may spend here now; undefined where it has no lease. */
  leaseOf(code: string): LeaseLeft | undefined {
    for (const { lease } of this.#kept) {
      if (leaseSelector(code, lease.salt) !== lease.selector) continue;
      const leftMinor = this.#left(lease);
      if (leftMinor <= 0) continue;
      return { leaseId: lease.leaseId, leftMinor, ...(lease.secret ? { secret: lease.secret } : {}) };
    }
    return undefined;
  }

  /** Tries a PIN; the try is on record before it is looked at. */
  open({
    chargeId,
    leaseId,
    code,
    pin,
  }: {
    chargeId: string;
    leaseId: string;
    code: string;
    pin: string;
  }): void {
    this.#open(chargeId, leaseId, code, pin).catch(this.#ports.failed);
  }

  async #open(chargeId: string, leaseId: string, code: string, pin: string): Promise<void> {
    const { uses, append, opened } = this.#ports;
    const kept = this.#kept.find(({ lease }) => lease.leaseId === leaseId);
    if (!kept || this.#left(kept.lease) <= 0) return opened(chargeId, false, 0);
    await append([{ kind: 'leaseTried', leaseId }]);
    const triesLeft = Math.max(0, leaseTriesMax - uses.of(leaseId).tries);
    opened(chargeId, await opensLease(kept.lease, code, pin), triesLeft);
  }

  #left(lease: SpendLease): number {
    const { spentMinor, tries, returned } = this.#ports.uses.of(lease.leaseId);
    const over = returned || tries >= leaseTriesMax || lease.expiresAtMs <= this.#ports.clock.now();
    return over ? 0 : Math.max(0, lease.amountMinor - spentMinor);
  }

  #sweepSoon(): void {
    this.#cancelSweep?.();
    this.#cancelSweep = this.#ports.clock.after(sweepMs, () => this.#sweepSoon());
    this.#sweeping = this.#sweeping
      .then(() => this.#sweep())
      .catch((error: unknown) => {
        this.#ports.log.warn('leases are looked at later', { code: faultCodeOf(error) });
      });
  }

  /** With the network there, what was used or has expired goes back. */
  async #sweep(): Promise<void> {
    await this.#load();
    const { online, uses, append } = this.#ports;
    if (!online()) return;
    for (const { lease } of this.#kept) {
      const { spentMinor, tries, returned } = uses.of(lease.leaseId);
      const untouched = spentMinor === 0 && tries === 0 && this.#left(lease) > 0;
      if (untouched) continue;
      if (!returned) await append([{ kind: 'leaseReturned', leaseId: lease.leaseId }]);
      await this.#save(this.#kept.filter((one) => one.lease.leaseId !== lease.leaseId));
    }
  }

  async #load(): Promise<void> {
    const keys = this.#ports.keys();
    if (this.#loaded || !keys) return;
    const text = await this.#ports.file.load();
    const parsed = fileSchema.safeParse(text === undefined ? [] : JSON.parse(text));
    if (!parsed.success) throw new Fault('CONFIG_INVALID', 'read the leases of cards');
    this.#kept = parsed.data.flatMap((signed) => {
      const lease = readLease(keys.leaseKey, signed, this.#ports.machine);
      return lease ? [{ signed, lease }] : [];
    });
    this.#loaded = true;
  }

  async #save(kept: readonly KeptLease[]): Promise<void> {
    await this.#ports.file.save(JSON.stringify(kept.map(({ signed }) => signed)));
    this.#kept = kept;
  }
}
