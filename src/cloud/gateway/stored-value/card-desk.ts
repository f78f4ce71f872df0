/**
 * Questions about cards at the broker: takes `card`, `finger` and `face` messages of the shards this process holds,
 * refuses those of machines that are not the topic's merchant's, and answers on the machine's `carded` topic.
 * Each machine may ask so often only, so that no machine can be used to look for cards.
 */
import { Fault } from '../../../domain/fault.ts';
import {
  type CardAnswer,
  type CardQuestion,
  cardQuestionSchema,
  type FaceNotice,
  type FingerNotice,
  faceNoticeSchema,
  fingerNoticeSchema,
} from '../../../wire/card-messages.ts';
import type { MachineAddress } from '../../../wire/topics.ts';
import { MachineDesk, type MachineDeskPorts } from '../../desks/machine-desk.ts';
import { RecentCounts } from '../../desks/recent-counts.ts';
import { answerCard, type CardAnswerPorts } from './card-answers.ts';
import { enrolFace } from './card-faces.ts';
import { enrolFinger } from './card-fingers.ts';
import { forgetOldGrants } from './card-grants.ts';
import { releaseForgottenLeases } from './spend-leases.ts';

export interface CardDeskPorts extends CardAnswerPorts, MachineDeskPorts {}

export interface CardDesk {
  start(): void;
  stop(): Promise<void>;
  /** Listens to the machines of exactly these shards from now on. */
  holdShards(shards: Iterable<number>): void;
}

const answerExpiryS = 30;
/** Questions a machine may ask in a minute: more than shoppers can. */
const questionsMax = 40;
const windowMs = 60_000;
const forgetEveryMs = 3600_000;
/** A sealed PIN is remembered much longer than any question about it is taken. */
const rememberedMs = 24 * 3600_000;

export function createCardDesk(ports: CardDeskPorts): CardDesk {
  return new BrokerCardDesk(ports);
}

class BrokerCardDesk implements CardDesk {
  readonly #ports: CardDeskPorts;
  readonly #desk: MachineDesk;
  /** Questions of each machine. */
  readonly #asked: RecentCounts;
  #cancelForget: (() => void) | undefined;

  constructor(ports: CardDeskPorts) {
    this.#ports = ports;
    this.#asked = new RecentCounts(ports.clock, windowMs);
    this.#desk = new MachineDesk(ports, 'a message about a card was not taken');
    const card = { schema: cardQuestionSchema, what: 'a question about a card' };
    this.#desk.listen('card', card, (machine, question) => this.#answer(machine, question));
    const finger = { schema: fingerNoticeSchema, what: 'a notice of a finger' };
    this.#desk.listen('finger', finger, (machine, notice) => this.#enrol(machine, notice));
    const face = { schema: faceNoticeSchema, what: 'a notice of a face' };
    this.#desk.listen('face', face, (machine, notice) => this.#enrolFace(machine, notice));
  }

  start(): void {
    this.#desk.start();
    this.#forgetLater();
  }

  stop(): Promise<void> {
    this.#cancelForget?.();
    return this.#desk.stop();
  }

  holdShards(shards: Iterable<number>): void {
    this.#desk.holdShards(shards);
  }

  async #enrol(machine: MachineAddress, notice: FingerNotice): Promise<void> {
    const { db, clock } = this.#ports;
    const taken = await enrolFinger(db, machine, notice, clock.now());
    if (!taken) throw new Fault('ACCESS_DENIED', 'enrol a finger that no PIN vouched for');
  }

  async #enrolFace(machine: MachineAddress, notice: FaceNotice): Promise<void> {
    const { db, clock } = this.#ports;
    const taken = await enrolFace(db, machine, notice, clock.now());
    if (!taken) throw new Fault('ACCESS_DENIED', 'enrol a face that no PIN vouched for');
  }

  async #answer(machine: MachineAddress, question: CardQuestion): Promise<void> {
    if (question.expiresAtMs < this.#ports.clock.now()) return;
    this.#count(machine);
    const said = await answerCard(this.#ports, machine, question);
    if (!said) throw new Fault('ACCESS_DENIED', 'look at a proof for a card a second time');
    const { chargeId, orderId } = question;
    const answer: Omit<CardAnswer, 'cloudTimeMs'> = { chargeId, orderId, ...said };
    await this.#desk.tell(machine, 'carded', answer, answerExpiryS);
  }

  #count({ machineId }: MachineAddress): void {
    if (this.#asked.of(machineId) >= questionsMax) {
      throw new Fault('RATE_LIMITED', 'ask about cards', { facts: { machineId } });
    }
    this.#asked.add(machineId);
  }

  #forgetLater(): void {
    const { db, clock } = this.#ports;
    this.#cancelForget = clock.after(forgetEveryMs, () => {
      this.#desk.keep(forgetOldGrants(db, clock.now() - rememberedMs), 'forget old grants');
      this.#desk.keep(releaseForgottenLeases(db, clock.now()), 'release forgotten leases');
      this.#forgetLater();
    });
  }
}
