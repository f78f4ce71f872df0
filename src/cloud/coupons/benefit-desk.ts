/**
 * Answers the machines' questions about coupons and points: keeps them for the order, or says why not. A
 * machine that asks for too many coupons that nobody issued is told to wait. What is kept follows from the
 * order's records; what they left behind by a narrow chance is freed by a sweep. Codes are not logged.
 */
import type { FaultCode } from '../../domain/fault.ts';
import {
  type BenefitAnswer,
  type BenefitQuestion,
  benefitQuestionSchema,
} from '../../wire/benefit-messages.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import { readBenefitPolicy } from '../database/benefit-policy-rows.ts';
import { freeOverdue } from '../database/coupon-rows.ts';
import { holdPoints, releaseOverdueHolds } from '../database/points-rows.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { MachineDesk, type MachineDeskPorts } from '../desks/machine-desk.ts';
import { RecentCounts } from '../desks/recent-counts.ts';
import type { CouponRegister } from './coupon-register.ts';

export interface BenefitDeskPorts extends MachineDeskPorts {
  readonly db: CloudDatabase;
  readonly register: Pick<CouponRegister, 'keep'>;
}

/** Coupons nobody issued that a machine may ask for in a while. */
const unknownCouponsMax = 20;
const unknownWithinMs = 600_000;
const sweepMs = 60_000;
const answerExpiryS = 10;

export class BenefitDesk {
  #ports: BenefitDeskPorts;
  #desk: MachineDesk;
  #unknown: RecentCounts;
  #cancelSweep: (() => void) | undefined;

  constructor(ports: BenefitDeskPorts) {
    this.#ports = ports;
    this.#unknown = new RecentCounts(ports.clock, unknownWithinMs);
    this.#desk = new MachineDesk(ports, 'coupons and points go on later');
    const heard = { schema: benefitQuestionSchema, what: 'a question about a coupon' };
    this.#desk.listen('benefit', heard, (machine, question) => this.#answer(machine, question));
  }

  start(): void {
    this.#desk.start();
    this.#sweepLater();
  }

  stop(): Promise<void> {
    this.#cancelSweep?.();
    return this.#desk.stop();
  }

  /** Listens to the machines of exactly these shards from now on. */
  holdShards(shards: Iterable<number>): void {
    this.#desk.holdShards(shards);
  }

  async #answer(machine: MachineAddress, question: BenefitQuestion): Promise<void> {
    if (question.expiresAtMs < this.#ports.clock.now()) return;
    const answer =
      question.about === 'coupon'
        ? await this.#coupon(machine, question)
        : await this.#points(machine, question);
    await this.#desk.tell(machine, 'benefited', answer, answerExpiryS);
  }

  async #coupon(
    machine: MachineAddress,
    { askId, orderId, code }: Extract<BenefitQuestion, { about: 'coupon' }>,
  ): Promise<Omit<Extract<BenefitAnswer, { about: 'coupon' }>, 'cloudTimeMs'>> {
    const about = { about: 'coupon' as const, askId, orderId };
    if (this.#unknown.of(machine.machineId) >= unknownCouponsMax) {
      return { ...about, refused: 'COUPON_TOO_MANY' };
    }
    const kept = await this.#ports.register.keep(this.#ports.db, machine, orderId, code);
    if (!('refused' in kept)) return { ...about, coupon: kept };
    if (kept.refused === 'COUPON_UNKNOWN') this.#unknown.add(machine.machineId);
    return { ...about, refused: kept.refused };
  }

  async #points(
    machine: MachineAddress,
    { askId, orderId, memberId, points: wanted }: Extract<BenefitQuestion, { about: 'points' }>,
  ): Promise<Omit<Extract<BenefitAnswer, { about: 'points' }>, 'cloudTimeMs'>> {
    const { db, clock } = this.#ports;
    const about = { about: 'points' as const, askId, orderId };
    const refused: FaultCode = 'POINTS_NONE';
    return db.transaction().execute(async (tx) => {
      const order = await tx
        .selectFrom('orders')
        .select('closed_at_ms')
        .where('order_id', '=', orderId)
        .executeTakeFirst();
      if (order && order.closed_at_ms !== null) return { ...about, refused };
      const { points: policy } = await readBenefitPolicy(tx, machine.merchantId);
      if (!policy) return { ...about, refused };
      const points = await holdPoints(tx, machine, { orderId, memberId, wanted }, clock.now());
      if (points === 0) return { ...about, refused };
      return { ...about, kept: { memberId, points, rate: policy.spend } };
    });
  }

  #sweepLater(): void {
    this.#cancelSweep = this.#ports.clock.after(sweepMs, () => {
      this.#desk.keep(this.#sweep(), 'free what is kept for orders that are over');
      if (!this.#desk.stopped()) this.#sweepLater();
    });
  }

  async #sweep(): Promise<void> {
    const { db, clock } = this.#ports;
    await freeOverdue(db, clock.now());
    await releaseOverdueHolds(db);
  }
}
