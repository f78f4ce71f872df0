/**
 * Runs the sale on the screen: takes inputs one after another, decides with the pure machine, performs the
 * effects in order, and shows the new state only when all of them are done. If a record cannot be made
 * durable the input has no effect at all; the caller stops selling and later resumes from the journal.
 */
import { EventEmitter } from 'node:events';
import { startOfDay } from '../../domain/local-time.ts';
import { isClosed, isPaid, type Order } from '../../domain/order.ts';
import { receivedMinor } from '../../domain/order-money.ts';
import type { Cancel } from '../../platform/clock.ts';
import { resumeSale } from './resume-sale.ts';
import { decide } from './sale-machine.ts';
import type { SalePorts } from './sale-ports.ts';
import { initialSale, type SaleEffect, type SaleInput, type SaleState } from './sale-state.ts';

export interface SaleFlowEvents {
  changed: [state: SaleState];
  /** An effect failed; the sale stands still until `resume`. */
  failed: [error: unknown];
}

type Executors = {
  [E in SaleEffect['effect']]: (effect: Extract<SaleEffect, { effect: E }>) => Promise<unknown> | undefined;
};

/** Inputs that may wait while one is worked on; a shopper cannot be that fast. */
const waitingMax = 200;

export class SaleFlow extends EventEmitter<SaleFlowEvents> {
  #ports: SalePorts;
  #executors: Executors;
  #state: SaleState = initialSale('zh');
  #waiting: SaleInput[] = [];
  #working = false;
  #stopped = true;
  #cancelTimeout: Cancel | undefined;

  constructor(ports: SalePorts) {
    super();
    this.#ports = ports;
    this.#executors = {
      append: (effect) => ports.append(effect.bodies),
      sendCharge: (effect) => {
        ports.sendCharge(effect.charge);
        return undefined;
      },
      askCard: ({ effect: _effect, ...question }) => {
        ports.askCard(question);
        return undefined;
      },
      openLease: ({ effect: _effect, ...tried }) => {
        ports.openLease(tried);
        return undefined;
      },
      nameCar: (effect) => ports.nameCar(effect.asked, effect.car),
      lookUpMember: (effect) => {
        ports.lookUpMember(effect.askId, effect.by, effect.given);
        return undefined;
      },
      seekGift: ({ effect: _effect, ...wish }) => {
        ports.seekGift(wish);
        return undefined;
      },
      sendGiftCode: ({ effect: _effect, ...wish }) => {
        ports.sendGiftCode(wish);
        return undefined;
      },
      offerGift: ({ effect: _effect, ...offer }) => ports.offerGift(offer),
      keepBenefit: (effect) => {
        ports.keepBenefit(effect.ask);
        return undefined;
      },
      forgetFace: ({ effect: _effect, ...wish }) => {
        ports.forgetFace(wish);
        return undefined;
      },
      tellFace: ({ effect: _effect, ...kept }) => {
        ports.tellFace(kept);
        return undefined;
      },
      nameMember: (effect) => ports.nameMember(effect.named, effect.member),
      closeCharge: (effect) => {
        ports.closeCharge(effect.chargeId, effect.orderId);
        return undefined;
      },
      cashSlot: (effect) => ports.cashSlot(effect.open),
      denyVend: (effect) => {
        ports.denyVend(effect.vendId);
        return undefined;
      },
      sound: (effect) => {
        ports.sound(effect.sound);
        return undefined;
      },
    };
  }

  state(): SaleState {
    return this.#state;
  }

  /** Begins at the welcome page, or where `order` stood before a short power cut. */
  resume(order: Order | undefined): void {
    this.#stopped = false;
    this.#waiting = [];
    const now = this.#ports.clock.now();
    this.#show(
      order ? resumeSale(initialSale(order.language), order, now) : initialSale(this.#state.language),
    );
    if (order && (isClosed(order) || isPaid(order) || receivedMinor(order) > 0))
      this.give({ type: 'orderChanged' });
  }

  /** Takes no more inputs until `resume`. */
  stop(): void {
    this.#stopped = true;
    this.#waiting = [];
    this.#cancelTimeout?.();
  }

  /** Hands an input in; it is worked on after those before it. */
  give(input: SaleInput): void {
    if (this.#stopped || this.#waiting.length >= waitingMax) return;
    this.#waiting.push(input);
    if (!this.#working) void this.#work();
  }

  /** Resolves when every input given so far is done. */
  async idle(): Promise<void> {
    while (this.#working) await new Promise((resolve) => this.once('changed', resolve));
  }

  async #work(): Promise<void> {
    this.#working = true;
    try {
      for (let input = this.#waiting.shift(); input && !this.#stopped; input = this.#waiting.shift()) {
        await this.#step(input);
      }
    } catch (error) {
      this.stop();
      this.emit('failed', error);
    } finally {
      this.#working = false;
      this.emit('changed', this.#state);
    }
  }

  async #step(input: SaleInput): Promise<void> {
    const shop = this.#ports.shop();
    if (!shop) return;
    const { orderId } = this.#state;
    const nowMs = this.#ports.clock.now();
    const { state, effects } = decide(this.#state, input, {
      shop,
      nowMs,
      clockDoubt: this.#ports.clockDoubt(),
      online: this.#ports.online(),
      leaseOf: (code) => this.#ports.leaseOf(code),
      anyLease: this.#ports.anyLease(),
      holdsGift: (leaseId) => this.#ports.holdsGift(leaseId),
      couponFacts: this.#ports.couponFacts(),
      cashReady: this.#ports.cashReady(),
      cameraReady: this.#ports.cameraReady(),
      facesReady: this.#ports.facesReady(),
      soldOut: (selectionId) => this.#ports.soldOut(selectionId),
      makeId: (kind) => this.#ports.makeId(kind),
      retriesUnknown: this.#ports.mistakes.newChargeIdOnRetry ?? false,
      order: orderId === undefined ? undefined : this.#ports.orders.get(orderId),
      takenToday: shop.bundle.verification
        ? this.#ports.takenSince(startOfDay(nowMs, shop.bundle.timeZone))
        : undefined,
    });
    for (const effect of effects) {
      const execute = this.#executors[effect.effect] as (effect: SaleEffect) => Promise<unknown> | undefined;
      await execute(effect);
      if (this.#stopped) return;
    }
    if (state !== this.#state) this.#show(state);
  }

  #show(state: SaleState): void {
    const before = this.#state.timeout;
    this.#state = state;
    if (state.timeout !== before) this.#startTimeout();
    this.emit('changed', state);
  }

  #startTimeout(): void {
    this.#cancelTimeout?.();
    this.#cancelTimeout = undefined;
    const timeout = this.#state.timeout;
    if (!timeout) return;
    const delayMs = Math.max(0, timeout.endsAtMs - timeout.startedAtMs);
    this.#cancelTimeout = this.#ports.clock.after(delayMs, () =>
      this.give({ type: 'timedOut', endsAtMs: timeout.endsAtMs }),
    );
  }
}
