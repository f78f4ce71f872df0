/**
 * Gifts kept for this machine, so that they can be offered while the network is down: keeps the signed vouchers
 * in a file, matches them with who stands there, and gives each back in the journal as soon as it is over. What
 * was taken is the journal's word. Invariant: from the moment that giving back begins, it is not offered.
 */

import { z } from 'zod';
import type { Bundle } from '../../domain/bundle.ts';
import { faultCodeOf } from '../../domain/fault.ts';
import type { GiftAttribute, GiftLine } from '../../domain/gift.ts';
import {
  type GiftLease,
  readGiftLease,
  type SignedGiftLease,
  signedGiftLeaseSchema,
} from '../../domain/gift-lease.ts';
import { type FittingGift, fittingGifts, type SaleFacts } from '../../domain/gift-match.ts';
import type { RecordBody } from '../../domain/record.ts';
import type { TextFile } from '../../platform/atomic-file.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { OneByOne } from '../../platform/one-by-one.ts';
import type { GiftLink, TakenGifts } from './gift-ports.ts';

const leasesMax = 200;
const fileSchema = z.array(signedGiftLeaseSchema).max(leasesMax);
const askEveryMs = 240_000;
const questionValidMs = 15_000;

export interface GiftLeasePorts {
  readonly file: TextFile;
  readonly clock: Clock;
  readonly log: Log;
  readonly link: GiftLink;
  readonly machine: { readonly merchantId: string; readonly machineId: string };
  readonly taken: Pick<TakenGifts, 'isTaken'>;
  readonly uses: { of(leaseId: string): { readonly spentMinor: number; readonly returned: boolean } };
  makeId(kind: 'ask'): string;
  policy(): Bundle['gifts'];
  /** A clock that cannot be trusted voids every lease. */
  clockTrusted(): boolean;
  /** The lease that the screen offers just now: not given back before it is answered. */
  offered(): string | undefined;
  append(bodies: readonly RecordBody[]): Promise<unknown>;
}

/** Undefined where the file is damaged. */
function readFile(text: string | undefined): readonly SignedGiftLease[] | undefined {
  if (text === undefined) return [];
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

interface KeptLease {
  readonly signed: SignedGiftLease;
  readonly lease: GiftLease;
}

export class GiftLeases {
  readonly #ports: GiftLeasePorts;
  #kept: readonly KeptLease[] = [];
  #givingUp = new Set<string>();
  #loaded = false;
  #stopped = true;
  readonly #oneByOne = new OneByOne();
  #cancel: (() => void) | undefined;

  constructor(ports: GiftLeasePorts) {
    this.#ports = ports;
    ports.link.onOnline(() => this.askSoon());
  }

  start(): void {
    this.#stopped = false;
    this.#inTurn(() => this.#load());
    this.askSoon();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  /** Resolves when everything that was told so far is done. */
  async settled(): Promise<void> {
    await this.#oneByOne.ended();
  }

  /** Whether it may be redeemed at this moment. */
  holds(leaseId: string): boolean {
    return this.#kept.some(({ lease }) => lease.leaseId === leaseId && this.#isGood(lease));
  }

  /** The gift of this machine that is for this person and these goods. */
  match(
    attributes: readonly GiftAttribute[],
    facts: SaleFacts,
    lines: readonly GiftLine[],
    notAgain: readonly string[],
  ): (FittingGift & { readonly lease: GiftLease }) | undefined {
    const good = this.#kept
      .map(({ lease }) => lease)
      .filter((lease) => this.#isGood(lease) && !notAgain.includes(lease.offerId));
    const gifts = good.map(({ terms }) => terms);
    const [first] = fittingGifts(gifts, attributes, facts, lines);
    const lease = first && good.find(({ terms }) => terms === first.terms);
    return first && lease && { ...first, lease };
  }

  /** What the cloud keeps for this machine, and what it wants back. */
  take(leases: readonly SignedGiftLease[], giveUp: readonly string[]): void {
    for (const leaseId of giveUp) this.#givingUp.add(leaseId);
    this.#inTurn(async () => {
      await this.#load();
      await this.#add(leases);
      await this.#sweep();
    });
  }

  /** What is over goes back: taken, expired, or wanted back by the cloud. */
  async sweep(): Promise<void> {
    this.#inTurn(() => this.#sweep());
    await this.#oneByOne.ended();
  }

  async #sweep(): Promise<void> {
    const { append, offered } = this.#ports;
    for (const { lease } of this.#kept) {
      const { leaseId } = lease;
      if (leaseId === offered()) continue;
      if (this.#isGood(lease) || (this.#isFresh(lease) && !this.#givingUp.has(leaseId))) continue;
      this.#givingUp.add(leaseId);
      const { returned } = this.#ports.uses.of(leaseId);
      if (!returned) await append([{ kind: 'leaseReturned', leaseId }]);
      await this.#save(this.#kept.filter((one) => one.lease.leaseId !== leaseId));
      this.#givingUp.delete(leaseId);
    }
  }

  /** Neither taken nor over. */
  #isFresh({ leaseId, terms, expiresAtMs }: GiftLease): boolean {
    const { taken, uses, clock } = this.#ports;
    const { spentMinor, returned } = uses.of(leaseId);
    return !taken.isTaken(terms.giftId) && spentMinor === 0 && !returned && expiresAtMs > clock.now();
  }

  #isGood(lease: GiftLease): boolean {
    return this.#ports.clockTrusted() && this.#isFresh(lease) && !this.#givingUp.has(lease.leaseId);
  }

  #isKept({ leaseId }: GiftLease): boolean {
    return this.#kept.some(({ lease }) => lease.leaseId === leaseId);
  }

  async #add(leases: readonly SignedGiftLease[]): Promise<void> {
    const { machine, log } = this.#ports;
    const policy = this.#ports.policy();
    const fresh = leases.flatMap((signed) => {
      const lease = policy && readGiftLease(policy.leaseKey, signed, machine);
      if (!lease) log.warn('a gift was not kept: it is not signed for this machine');
      return lease && this.#isFresh(lease) && !this.#isKept(lease) ? [{ signed, lease }] : [];
    });
    if (fresh.length === 0) return;
    const kept = [...this.#kept, ...fresh];
    if (kept.length > leasesMax) log.warn('gifts were not kept: there are too many', { count: kept.length });
    await this.#save(kept.slice(0, leasesMax));
  }

  /** Asks now, and again and again from then on: which gifts are kept here may have changed. */
  askSoon(): void {
    if (this.#stopped) return;
    this.#cancel?.();
    this.#cancel = this.#ports.clock.after(askEveryMs, () => this.askSoon());
    this.#inTurn(async () => {
      await this.#load();
      if (this.#ports.link.online()) await this.#ask();
    });
  }

  async #ask(): Promise<void> {
    const { link, clock, policy, makeId } = this.#ports;
    if (!policy()) return;
    await this.#sweep();
    await link.askGift({
      ...{ about: 'leases', askId: makeId('ask'), held: this.#kept.map(({ lease }) => lease.leaseId) },
      expiresAtMs: clock.now() + questionValidMs,
    });
  }

  #inTurn(work: () => Promise<void>): void {
    this.#oneByOne.run(work).catch((error: unknown) => {
      this.#ports.log.warn('gifts kept here are looked at later', { code: faultCodeOf(error) });
    });
  }

  async #load(): Promise<void> {
    const policy = this.#ports.policy();
    if (this.#loaded || !policy) return;
    const signedOnes = readFile(await this.#ports.file.load());
    // The cloud gives out again what it still keeps for this machine; what was used is in the journal.
    if (!signedOnes) this.#ports.log.error('the gifts kept here cannot be read: the cloud is asked for them');
    this.#kept = (signedOnes ?? []).flatMap((signed) => {
      const lease = readGiftLease(policy.leaseKey, signed, this.#ports.machine);
      return lease ? [{ signed, lease }] : [];
    });
    this.#loaded = true;
  }

  async #save(kept: readonly KeptLease[]): Promise<void> {
    await this.#ports.file.save(JSON.stringify(kept.map(({ signed }) => signed)));
    this.#kept = kept;
  }
}
