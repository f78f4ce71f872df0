/**
 * Questions about cards at the broker: takes `card` and `finger` messages of the shards this process holds,
 * refuses those of machines that are not the topic's merchant's, and answers on the machine's `carded` topic.
 * Each machine may ask so often only, so that no machine can be used to look for cards.
 */
import { Fault, faultChain, faultCodeOf } from '../../../domain/fault.ts';
import type { Log } from '../../../platform/log.ts';
import type { Link } from '../../../platform/mqtt-link.ts';
import { type CardAnswer, cardQuestionSchema, fingerNoticeSchema } from '../../../wire/card-messages.ts';
import { parseMessage } from '../../../wire/messages.ts';
import {
  downTopic,
  type MachineAddress,
  parseUpTopic,
  shardFilterChange,
  shardOf,
} from '../../../wire/topics.ts';
import type { BelongsToMerchant } from '../gateway-ports.ts';
import { answerCard, type CardAnswerPorts } from './card-answers.ts';
import { enrolFinger } from './card-fingers.ts';
import { forgetOldGrants } from './card-grants.ts';
import { releaseForgottenLeases } from './spend-leases.ts';

export interface CardDeskPorts extends CardAnswerPorts {
  readonly link: Link;
  readonly log: Log;
  readonly belongs: BelongsToMerchant;
}

export interface CardDesk {
  start(): void;
  stop(): Promise<void>;
  /** Listens to the machines of exactly these shards from now on. */
  holdShards(shards: Iterable<number>): void;
}

const channels = ['card', 'finger'] as const;
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
  #shards = new Set<number>();
  readonly #working = new Set<Promise<void>>();
  readonly #asked = new Map<string, number[]>();
  #cancelForget: (() => void) | undefined;
  #stopped = true;
  readonly #onMessage = (topic: string, payload: Uint8Array) => this.#take(topic, payload);

  constructor(ports: CardDeskPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#stopped = false;
    this.#ports.link.on('message', this.#onMessage);
    this.#forgetLater();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelForget?.();
    this.holdShards([]);
    this.#ports.link.off('message', this.#onMessage);
    await Promise.all(this.#working);
  }

  holdShards(shards: Iterable<number>): void {
    const wanted = new Set(shards);
    for (const channel of channels) {
      const { added, removed } = shardFilterChange(channel, this.#shards, wanted);
      for (const filter of removed) this.#ports.link.unsubscribe(filter);
      for (const filter of added) this.#ports.link.subscribe(filter);
    }
    this.#shards = wanted;
  }

  #take(topic: string, payload: Uint8Array): void {
    if (this.#stopped || !/\/up\/(card|finger)$/.test(topic)) return;
    this.#keep(this.#answer(topic, payload), topic);
  }

  #keep(work: Promise<void>, doing: string): void {
    const kept = work.catch((error: unknown) => {
      const level = faultCodeOf(error) === 'INTERNAL_DEFECT' ? 'error' : 'warn';
      this.#ports.log[level]('a message about a card was not taken', { doing, fault: faultChain(error) });
    });
    this.#working.add(kept);
    void kept.finally(() => this.#working.delete(kept));
  }

  async #answer(topic: string, payload: Uint8Array): Promise<void> {
    const { db, clock, belongs } = this.#ports;
    const { machine, channel } = parseUpTopic(topic);
    const { merchantId, machineId, shard } = machine;
    if (shard !== shardOf(machineId) || !(await belongs(merchantId, machineId))) {
      throw new Fault('TOPIC_FORBIDDEN', `take a ${channel} message`, { facts: { merchantId, machineId } });
    }
    if (channel === 'finger') {
      const notice = parseMessage(fingerNoticeSchema, payload, 'a notice of a finger');
      const taken = await enrolFinger(db, machine, notice, clock.now());
      if (!taken) throw new Fault('ACCESS_DENIED', 'enrol a finger that no PIN vouched for');
      return;
    }
    const question = parseMessage(cardQuestionSchema, payload, 'a question about a card');
    if (question.expiresAtMs < clock.now()) return;
    this.#count(machine);
    const said = await answerCard(this.#ports, machine, question);
    if (!said) throw new Fault('ACCESS_DENIED', 'look at a proof for a card a second time');
    const { chargeId, orderId } = question;
    const answer: CardAnswer = { chargeId, orderId, ...said, cloudTimeMs: clock.now() };
    await this.#tell(machine, answer);
  }

  #count({ merchantId, machineId }: MachineAddress): void {
    const key = `${merchantId} ${machineId}`;
    const nowMs = this.#ports.clock.monotonicMs();
    const lately = (this.#asked.get(key) ?? []).filter((atMs) => nowMs - atMs < windowMs);
    if (lately.length >= questionsMax) {
      throw new Fault('RATE_LIMITED', 'ask about cards', { facts: { machineId } });
    }
    this.#asked.set(key, [...lately, nowMs]);
  }

  async #tell(machine: MachineAddress, answer: CardAnswer): Promise<void> {
    await this.#ports.link.publish(downTopic(machine, 'carded'), JSON.stringify(answer), {
      expiryS: answerExpiryS,
    });
  }

  #forgetLater(): void {
    const { db, clock } = this.#ports;
    this.#cancelForget = clock.after(forgetEveryMs, () => {
      this.#keep(forgetOldGrants(db, clock.now() - rememberedMs), 'forget old grants');
      this.#keep(releaseForgottenLeases(db, clock.now()), 'release forgotten leases');
      this.#forgetLater();
    });
  }
}
