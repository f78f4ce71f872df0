/**
 * Answers the machines' questions about coupons and points: keeps them for the order, or says why not. A
 * machine that asks for too many coupons that nobody issued is told to wait. What is kept follows from the
 * order's records; what they left behind by a narrow chance is freed by a sweep. Codes are not logged.
 */
import { Fault, type FaultCode, faultChain, faultCodeOf } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Link } from '../../platform/mqtt-link.ts';
import {
  type BenefitAnswer,
  type BenefitQuestion,
  benefitQuestionSchema,
} from '../../wire/benefit-messages.ts';
import { parseMessage } from '../../wire/messages.ts';
import {
  downTopic,
  type MachineAddress,
  parseUpTopic,
  shardFilterChange,
  shardOf,
} from '../../wire/topics.ts';
import { readBenefitPolicy } from '../database/benefit-policy-rows.ts';
import { freeOverdue } from '../database/coupon-rows.ts';
import { holdPoints, releaseOverdueHolds } from '../database/points-rows.ts';
import type { CloudDatabase } from '../database/schema.ts';
import type { CouponRegister } from './coupon-register.ts';
import { RecentCounts } from './recent-counts.ts';

export interface BenefitDeskPorts {
  readonly db: CloudDatabase;
  readonly link: Link;
  readonly register: Pick<CouponRegister, 'keep'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether a machine of that name belongs to the merchant. */
  readonly belongs: (merchantId: string, machineId: string) => Promise<boolean>;
}

/** Coupons nobody issued that a machine may ask for in a while. */
export const unknownCouponsMax = 20;
const unknownWithinMs = 600_000;
const sweepMs = 60_000;
const answerExpiryS = 10;

export class BenefitDesk {
  #ports: BenefitDeskPorts;
  #shards = new Set<number>();
  #working = new Set<Promise<void>>();
  #unknown: RecentCounts;
  #cancelSweep: (() => void) | undefined;
  #stopped = true;
  #onMessage = (topic: string, payload: Uint8Array) => this.#take(topic, payload);

  constructor(ports: BenefitDeskPorts) {
    this.#ports = ports;
    this.#unknown = new RecentCounts(ports.clock, unknownWithinMs);
  }

  start(): void {
    this.#stopped = false;
    this.#ports.link.on('message', this.#onMessage);
    this.#sweepLater();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelSweep?.();
    this.holdShards([]);
    this.#ports.link.off('message', this.#onMessage);
    await Promise.all(this.#working);
  }

  /** Listens to the machines of exactly these shards from now on. */
  holdShards(shards: Iterable<number>): void {
    const wanted = new Set(shards);
    const { added, removed } = shardFilterChange('benefit', this.#shards, wanted);
    for (const filter of removed) this.#ports.link.unsubscribe(filter);
    for (const filter of added) this.#ports.link.subscribe(filter);
    this.#shards = wanted;
  }

  #take(topic: string, payload: Uint8Array): void {
    if (!topic.endsWith('/up/benefit') || this.#stopped) return;
    this.#keepWork(this.#answer(topic, payload), 'answer a question about a coupon or points');
  }

  #keepWork(work: Promise<void>, doing: string): void {
    const kept = work.catch((error: unknown) => {
      const level = faultCodeOf(error) === 'INTERNAL_DEFECT' ? 'error' : 'warn';
      this.#ports.log[level]('coupons and points go on later', { doing, fault: faultChain(error) });
    });
    this.#working.add(kept);
    void kept.finally(() => this.#working.delete(kept));
  }

  async #answer(topic: string, payload: Uint8Array): Promise<void> {
    const { machine } = parseUpTopic(topic);
    const { merchantId, machineId, shard } = machine;
    if (shard !== shardOf(machineId) || !(await this.#ports.belongs(merchantId, machineId))) {
      throw new Fault('TOPIC_FORBIDDEN', 'take a question about a coupon', { facts: { machineId } });
    }
    const question = parseMessage(benefitQuestionSchema, payload, 'a question about a coupon');
    if (question.expiresAtMs < this.#ports.clock.now()) return;
    const answer =
      question.about === 'coupon'
        ? await this.#coupon(machine, question)
        : await this.#points(machine, question);
    await this.#tell(machine, { ...answer, cloudTimeMs: this.#ports.clock.now() });
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

  async #tell(machine: MachineAddress, answer: BenefitAnswer): Promise<void> {
    const topic = downTopic(machine, 'benefited');
    await this.#ports.link.publish(topic, JSON.stringify(answer), { expiryS: answerExpiryS });
  }

  #sweepLater(): void {
    this.#cancelSweep = this.#ports.clock.after(sweepMs, () => {
      this.#keepWork(this.#sweep(), 'free what is kept for orders that are over');
      if (!this.#stopped) this.#sweepLater();
    });
  }

  async #sweep(): Promise<void> {
    const { db, clock } = this.#ports;
    await freeOverdue(db, clock.now());
    await releaseOverdueHolds(db);
  }
}
