/**
 * The fingerprint reader in a sale: looks for a finger only while the page says so, signs what the reader said
 * for the one charge it was asked for, and enrols a finger for a card whose PIN was right, after consent. The
 * template stays in the reader; slots whose card is not known to the cloud any more, or that were not used for
 * long, are erased.
 */
import type { KeyObject } from 'node:crypto';
import type { Fingerprint } from '../../../hal/hal.ts';
import { type FaultCode, faultCodeOf } from '../../domain/fault.ts';
import { type FingerVerdict, signEnrolment, signVerdict } from '../../domain/finger-verdict.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { FingerSlots } from './finger-slots.ts';

const identifyMs = 60_000;
const enrolMs = 60_000;
/** Fingers that may be tried for one charge, then only the PIN is left. */
const readsMax = 3;

/** A finger that was enrolled, as the cloud is told. */
export interface FingerNotice {
  readonly chargeId: string;
  readonly orderId: string;
  readonly slot: number;
  readonly readerId: string;
  readonly signature: string;
}

/** What the sale wants of the reader now. */
export type FingerWish =
  | {
      readonly kind: 'identify';
      readonly chargeId: string;
      readonly orderId: string;
      readonly code: string;
      readonly slot: number;
      readonly nonce: string;
    }
  | { readonly kind: 'enrol'; readonly chargeId: string; readonly orderId: string; readonly code: string };

export type FingerNews =
  | { readonly type: 'fingerRead'; readonly chargeId: string; readonly verdict?: FingerVerdict }
  | { readonly type: 'fingerTouched'; readonly chargeId: string; readonly touch: number; readonly of: number }
  | { readonly type: 'fingerEnrolled'; readonly chargeId: string; readonly fault?: FaultCode };

export interface FingerFlowPorts {
  readonly reader: Fingerprint | undefined;
  readonly slots: FingerSlots;
  readonly machine: { readonly merchantId: string; readonly machineId: string };
  /** Made when asked for, as at a card. */
  readonly machineKey: () => KeyObject;
  readonly clock: Clock;
  readonly log: Log;
  tell(notice: FingerNotice): Promise<void>;
  give(news: FingerNews): void;
}

export class FingerFlow {
  readonly #ports: FingerFlowPorts;
  #wish: FingerWish | undefined;
  #key = '';

  constructor(ports: FingerFlowPorts) {
    this.#ports = ports;
    ports.reader?.on('touchTaken', (touch, of) => {
      if (this.#wish?.kind !== 'enrol') return;
      ports.give({ type: 'fingerTouched', chargeId: this.#wish.chargeId, touch, of });
    });
  }

  ready(): boolean {
    const { reader } = this.#ports;
    return reader !== undefined && reader.health().state !== 'unavailable';
  }

  /** Follows the sale: the reader works for exactly what is wished now. */
  follow(wish: FingerWish | undefined): void {
    const key = wish === undefined ? '' : `${wish.kind} ${wish.chargeId}`;
    if (key === this.#key) return;
    if (this.#wish) this.#ports.reader?.cancel();
    this.#key = key;
    this.#wish = wish;
    if (wish) this.#work(wish, key).catch((error: unknown) => this.#failed(wish, key, error));
  }

  /** A card whose finger the cloud does not know: what the reader has of it is erased. */
  async forgetCard(code: string): Promise<void> {
    const { slots } = this.#ports;
    const slot = await slots.slotOf(slots.tagOf(code));
    if (slot !== undefined) await this.#erase(slot);
  }

  /** Erases what was not used for too long; what cannot be erased now is at the next start. */
  start(): void {
    this.#tidy().catch((error: unknown) => {
      this.#ports.log.warn('old fingers were not erased', { code: faultCodeOf(error) });
    });
  }

  async #tidy(): Promise<void> {
    const { slots, clock } = this.#ports;
    for (const slot of await slots.unused(clock.now())) await this.#erase(slot);
  }

  async #erase(slot: number): Promise<void> {
    const { reader, slots } = this.#ports;
    if (!reader || !this.ready()) return;
    await reader.erase(slot);
    await slots.forget(slot);
  }

  async #work(wish: FingerWish, key: string): Promise<void> {
    if (wish.kind === 'enrol') return this.#enrol(wish, key);
    for (let read = 0; read < readsMax && this.#key === key; read += 1) {
      const verdict = await this.#identify(wish);
      if (this.#key !== key) return;
      this.#ports.give({ type: 'fingerRead', chargeId: wish.chargeId, ...(verdict ? { verdict } : {}) });
      if (verdict) return;
    }
  }

  async #identify(wish: Extract<FingerWish, { kind: 'identify' }>): Promise<FingerVerdict | undefined> {
    const { reader, slots, machine, machineKey, clock } = this.#ports;
    const { chargeId, orderId, slot, nonce, code } = wish;
    const match = await reader?.identify(identifyMs);
    if (!reader || match?.page !== slot) return undefined;
    await slots.keep(slot, slots.tagOf(code), clock.now());
    const said = { readerId: reader.deviceId, slot, score: match.score, nonce, atMs: clock.now() };
    return signVerdict(machineKey(), { ...machine, chargeId, orderId }, said);
  }

  async #enrol(wish: Extract<FingerWish, { kind: 'enrol' }>, key: string): Promise<void> {
    const { reader, slots, machine, machineKey, clock, tell, give } = this.#ports;
    const { chargeId, orderId, code } = wish;
    if (!reader) return give({ type: 'fingerEnrolled', chargeId, fault: 'FINGERPRINT_OFFLINE' });
    const tag = slots.tagOf(code);
    const slot = (await slots.slotOf(tag)) ?? (await slots.freeSlot());
    await reader.enrol(slot, enrolMs);
    await slots.keep(slot, tag, clock.now());
    const readerId = reader.deviceId;
    const signature = signEnrolment(machineKey(), { ...machine, chargeId, orderId }, { slot, readerId });
    await tell({ chargeId, orderId, slot, readerId, signature });
    if (this.#key === key) give({ type: 'fingerEnrolled', chargeId });
  }

  #failed(wish: FingerWish, key: string, error: unknown): void {
    const fault = faultCodeOf(error);
    this.#ports.log.info('the fingerprint reader gave nothing', { wish: wish.kind, code: fault });
    if (this.#key !== key || wish.kind !== 'enrol') return;
    this.#ports.give({ type: 'fingerEnrolled', chargeId: wish.chargeId, fault });
  }
}
