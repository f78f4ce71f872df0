/**
 * Answers the machines' questions about gifts, to machines of their merchant only. A machine that tries too many
 * codes which belong to nobody is told to wait. Neither phone numbers, hashes nor codes of offers are logged.
 */
import { Fault, faultChain, faultCodeOf } from '../../domain/fault.ts';
import { makeId } from '../../domain/ids.ts';
import { type GiftAnswer, type GiftQuestion, giftQuestionSchema } from '../../wire/gift-messages.ts';
import { parseMessage } from '../../wire/messages.ts';
import {
  downTopic,
  type MachineAddress,
  parseUpTopic,
  shardFilterChange,
  shardOf,
} from '../../wire/topics.ts';
import type { GiftFinder } from './gift-finder.ts';
import { leasesFor } from './gift-leases.ts';
import type { GiftsPorts } from './gifts-ports.ts';
import { sendPhoneCode } from './phone-codes.ts';
import type { TriesLimit } from './tries-limit.ts';

const answerExpiryS = 20;

type Said = GiftAnswer extends infer A ? (A extends GiftAnswer ? Omit<A, 'cloudTimeMs'> : never) : never;

export class GiftDesk {
  #ports: GiftsPorts;
  #finder: GiftFinder;
  #tries: TriesLimit;
  #shards = new Set<number>();
  #working = new Set<Promise<void>>();
  #stopped = true;
  #onMessage = (topic: string, payload: Uint8Array) => this.#take(topic, payload);

  constructor(ports: GiftsPorts, finder: GiftFinder, tries: TriesLimit) {
    this.#ports = ports;
    this.#finder = finder;
    this.#tries = tries;
  }

  start(): void {
    this.#stopped = false;
    this.#ports.link.on('message', this.#onMessage);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.holdShards([]);
    this.#ports.link.off('message', this.#onMessage);
    await Promise.all(this.#working);
  }

  /** Listens to the machines of exactly these shards from now on. */
  holdShards(shards: Iterable<number>): void {
    const wanted = new Set(shards);
    const { added, removed } = shardFilterChange('gift', this.#shards, wanted);
    for (const filter of removed) this.#ports.link.unsubscribe(filter);
    for (const filter of added) this.#ports.link.subscribe(filter);
    this.#shards = wanted;
  }

  /** Unasked, when a gift that is kept for the machine opens; a machine that is away asks when it is back. */
  async sendLeases(merchantId: string, machineId: string): Promise<void> {
    const { clock, link, random, log } = this.#ports;
    const machine = { merchantId, machineId, shard: shardOf(machineId) };
    const { leases } = await leasesFor(this.#ports, machine, []);
    const askId = makeId('ask', clock.now(), random.bytes(10));
    const answer = { about: 'leases', askId, leases, giveUp: [], cloudTimeMs: clock.now() };
    try {
      await link.publish(downTopic(machine, 'gifted'), JSON.stringify(answer), { expiryS: answerExpiryS });
    } catch (error) {
      log.info('gifts kept for a machine wait for it to ask', { machineId, fault: faultChain(error) });
    }
  }

  #take(topic: string, payload: Uint8Array): void {
    if (!topic.endsWith('/up/gift') || this.#stopped) return;
    const work = this.#answer(topic, payload).catch((error: unknown) => {
      const level = faultCodeOf(error) === 'INTERNAL_DEFECT' ? 'error' : 'warn';
      this.#ports.log[level]('a question about gifts was not answered', { fault: faultChain(error) });
    });
    this.#working.add(work);
    void work.finally(() => this.#working.delete(work));
  }

  async #answer(topic: string, payload: Uint8Array): Promise<void> {
    const { clock, link, belongs, currencyOf } = this.#ports;
    const { machine } = parseUpTopic(topic);
    const { merchantId, machineId, shard } = machine;
    if (shard !== shardOf(machineId) || !(await belongs(merchantId, machineId))) {
      throw new Fault('TOPIC_FORBIDDEN', 'take a question about gifts', { facts: { machineId } });
    }
    const question = parseMessage(giftQuestionSchema, payload, 'a question about gifts');
    if (question.expiresAtMs < clock.now() || currencyOf(merchantId) === undefined) return;
    const said = await this.#say(machine, question);
    const answer = { ...said, cloudTimeMs: clock.now() };
    await link.publish(downTopic(machine, 'gifted'), JSON.stringify(answer), { expiryS: answerExpiryS });
  }

  async #say(machine: MachineAddress, question: GiftQuestion): Promise<Said> {
    switch (question.about) {
      case 'offer':
        return this.#offer(machine, question);
      case 'phoneCode': {
        const { askId, phone, language } = question;
        const sent = sendPhoneCode(this.#ports, machine.merchantId, phone, language);
        const refused = await refusalOf(sent);
        return { about: 'phoneCode', askId, sent: refused === undefined, ...(refused ? { refused } : {}) };
      }
      case 'leases': {
        const { leases, giveUp } = await leasesFor(this.#ports, machine, question.held);
        return { about: 'leases', askId: question.askId, leases: [...leases], giveUp: [...giveUp] };
      }
    }
  }

  async #offer(
    { merchantId, machineId }: MachineAddress,
    question: Extract<GiftQuestion, { about: 'offer' }>,
  ): Promise<Said> {
    const { askId, orderId, currency, lines, attributes, notAgain = [] } = question;
    const about = { about: 'offer', askId, orderId } as const;
    if (!this.#tries.allows(machineId)) return { ...about, refused: 'GIFT_TRIES' };
    const asked = { merchantId, holder: machineId, orderId, currency, lines, attributes, notAgain };
    try {
      const { offer, known } = await this.#finder.find({ ...asked, entrance: 'machine' });
      if (!known) this.#tries.count(machineId);
      return offer ? { ...about, offer } : about;
    } catch (error) {
      const refused = faultCodeOf(error);
      if (refused !== 'GIFT_CODE_WRONG') throw error;
      this.#tries.count(machineId);
      return { ...about, refused };
    }
  }
}

/** Why it was refused for a reason that people are told; every other error is thrown. */
async function refusalOf(work: Promise<unknown>) {
  try {
    await work;
    return undefined;
  } catch (error) {
    const code = faultCodeOf(error);
    if (code !== 'GIFT_TRIES' && code !== 'INPUT_MALFORMED') throw error;
    return code;
  }
}
