/** What the sale needs from the rest of the machine; filled in `kiosk.ts`. */

import type { Member, MemberProof } from '../../domain/member.ts';
import type { Order } from '../../domain/order.ts';
import type { Car } from '../../domain/parking.ts';
import type { RecordBody, RecordOf } from '../../domain/record.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { MakeId, Random } from '../../platform/random.ts';
import type { ClockDoubt, Shop } from '../checkout/shop.ts';
import type { ChargeToSend } from '../payments/payment-machine.ts';
import type { BenefitAsk, CouponFacts } from './benefit-state.ts';
import type { AskCardEffect, CardLease, OpenLeaseEffect } from './card-sale-state.ts';
import type { GiftEffect } from './gift-sale-state.ts';
import type { PeopleEffect } from './people-sale-state.ts';
import type { SaleEffect } from './sale-state.ts';

/** The orders of this machine as its journal tells them. */
export interface Orders {
  get(orderId: string): Order | undefined;
  open(): readonly Order[];
}

/** Deliberate mistakes that only the proofs plant, to show that the proofs would find them. */
export interface PlantedMistakes {
  /** The motor turns before the intent is on the disk. */
  readonly actBeforeIntent?: boolean;
  /** An unknown charge is tried again under a new id. */
  readonly newChargeIdOnRetry?: boolean;
}

export interface SalePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly makeId: MakeId;
  readonly log: Log;
  readonly orders: Orders;
  /** Durable when it resolves. */
  append(bodies: readonly RecordBody[]): Promise<unknown>;
  /** The bundle in force; undefined before the first was published. */
  shop(): Shop | undefined;
  online(): boolean;
  couponFacts(): CouponFacts;
  /** Begins to ask; the finding comes as an input, within its deadline. */
  keepBenefit(ask: BenefitAsk): void;
  /** Undefined where the clock can be trusted. */
  clockDoubt(): ClockDoubt | undefined;
  cashReady(): boolean;
  /** People can be looked at. */
  facesReady(): boolean;
  /** Deletes what is kept of somebody, or what pays for them; its end comes as an input. */
  forgetFace(wish: Omit<Extract<PeopleEffect, { effect: 'forgetFace' }>, 'effect'>): void;
  /** Tells the cloud that a face stands for a card's PIN here. */
  tellFace(kept: Omit<Extract<PeopleEffect, { effect: 'tellFace' }>, 'effect'>): void;
  /** Pictures of goods can be taken. */
  cameraReady(): boolean;
  /** What this machine took since then; undefined where its records do not reach so far. */
  takenSince(fromMs: number): { readonly payments: number; readonly paidMinor: number } | undefined;
  soldOut(selectionId: string): boolean;
  /** Begins to hand it over; its end comes as a fact of the order. */
  sendCharge(charge: ChargeToSend): void;
  /** Its answer comes as an input. */
  askCard(question: Omit<AskCardEffect, 'effect'>): void;
  /** Its answer comes as an input. */
  openLease(tried: Omit<OpenLeaseEffect, 'effect'>): void;
  /** What a card may spend here without the network. */
  leaseOf(code: string): CardLease | undefined;
  anyLease(): boolean;
  /** Durable when it resolves; the lot is asked without waiting. */
  nameCar(asked: RecordOf<'parkingAsked'>, car: Car): Promise<void>;
  /** Its answer comes as an input, within the time that the page waits. */
  seekGift(wish: Omit<Extract<GiftEffect, { effect: 'seekGift' }>, 'effect'>): void;
  /** Its answer comes as an input. */
  sendGiftCode(wish: Omit<Extract<GiftEffect, { effect: 'sendGiftCode' }>, 'effect'>): void;
  /** Durable when it resolves. */
  offerGift(offer: Omit<Extract<GiftEffect, { effect: 'offerGift' }>, 'effect'>): Promise<void>;
  /** Whether a gift kept on this machine may be redeemed at this moment. */
  holdsGift(leaseId: string): boolean;
  /** Its answer comes as an input. */
  lookUpMember(askId: string, by: MemberProof, given: string): void;
  /** Durable when it resolves. */
  nameMember(named: RecordOf<'memberNamed'>, member: Member): Promise<void>;
  /** Asks at once, and again until its end is on record. */
  closeCharge(chargeId: string, orderId: string): void;
  cashSlot(open: boolean): Promise<void>;
  /** Tells the vending controller that there will be no money. */
  denyVend(vendId: string): void;
  readonly mistakes: PlantedMistakes;
  sound(sound: Extract<SaleEffect, { effect: 'sound' }>['sound']): void;
}
