/**
 * Answers the machines' questions about gifts, to machines of their merchant only. A machine that tries too many
 * codes which belong to nobody is told to wait. Neither phone numbers, hashes nor codes of offers are logged.
 */
import { type FaultCode, faultChain, faultCodeOf } from '../../domain/fault.ts';
import { makeId } from '../../domain/ids.ts';
import { type GiftAnswer, type GiftQuestion, giftQuestionSchema } from '../../wire/gift-messages.ts';
import { type MachineAddress, shardOf } from '../../wire/topics.ts';
import { MachineDesk } from '../desks/machine-desk.ts';
import type { GiftFinder } from './gift-finder.ts';
import { leasesFor } from './gift-leases.ts';
import { type GiftLimits, giftLimits } from './gift-limits.ts';
import type { GiftsPorts } from './gifts-ports.ts';
import { sendPhoneCode } from './phone-codes.ts';

const answerExpiryS = 20;

type Said = GiftAnswer extends infer A ? (A extends GiftAnswer ? Omit<A, 'cloudTimeMs'> : never) : never;

export class GiftDesk {
  #ports: GiftsPorts;
  #finder: GiftFinder;
  #limits: GiftLimits;
  #desk: MachineDesk;

  constructor(ports: GiftsPorts, finder: GiftFinder, limits: GiftLimits) {
    this.#ports = ports;
    this.#finder = finder;
    this.#limits = limits;
    this.#desk = new MachineDesk(ports, 'a question about gifts was not answered');
    const heard = { schema: giftQuestionSchema, what: 'a question about gifts' };
    this.#desk.listen('gift', heard, (machine, question) => this.#answer(machine, question));
  }

  start(): void {
    this.#desk.start();
  }

  stop(): Promise<void> {
    return this.#desk.stop();
  }

  /** Listens to the machines of exactly these shards from now on. */
  holdShards(shards: Iterable<number>): void {
    this.#desk.holdShards(shards);
  }

  /** Unasked, when a gift that is kept for the machine opens; a machine that is away asks when it is back. */
  async sendLeases(merchantId: string, machineId: string): Promise<void> {
    const { clock, random, log } = this.#ports;
    const machine = { merchantId, machineId, shard: shardOf(machineId) };
    const { leases } = await leasesFor(this.#ports, machine, []);
    const askId = makeId('ask', clock.now(), random.bytes(10));
    const answer = { about: 'leases', askId, leases, giveUp: [] };
    try {
      await this.#desk.tell(machine, 'gifted', answer, answerExpiryS);
    } catch (error) {
      log.info('gifts kept for a machine wait for it to ask', { machineId, fault: faultChain(error) });
    }
  }

  async #answer(machine: MachineAddress, question: GiftQuestion): Promise<void> {
    const { clock, currencyOf } = this.#ports;
    if (question.expiresAtMs < clock.now() || currencyOf(machine.merchantId) === undefined) return;
    await this.#desk.tell(machine, 'gifted', await this.#say(machine, question), answerExpiryS);
  }

  async #say(machine: MachineAddress, question: GiftQuestion): Promise<Said> {
    switch (question.about) {
      case 'offer':
        return this.#offer(machine, question);
      case 'phoneCode': {
        const { askId, phone, language } = question;
        const { merchantId, machineId } = machine;
        const asker = `machine ${machineId}`;
        const sent = sendPhoneCode(this.#ports, this.#limits, { merchantId, phone, language, asker });
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
    const misses = [giftLimits.misses, `machine ${machineId}`] as const;
    if (!(await this.#limits.allows(merchantId, misses))) return { ...about, refused: 'GIFT_TRIES' };
    const asked = { merchantId, holder: machineId, orderId, currency, lines, attributes, notAgain };
    try {
      const { offer, known } = await this.#finder.find({ ...asked, entrance: 'machine' });
      if (!known) await this.#limits.count(merchantId, misses);
      return offer ? { ...about, offer } : about;
    } catch (error) {
      const refused = faultCodeOf(error);
      if (refused !== 'GIFT_CODE_WRONG') throw error;
      await this.#limits.count(merchantId, misses);
      return { ...about, refused };
    }
  }
}

const toldCodes: readonly FaultCode[] = ['GIFT_TRIES', 'INPUT_MALFORMED', 'MESSAGE_NOT_SENT'];

/** Why it was refused for a reason that people are told; every other error is thrown. */
async function refusalOf(work: Promise<unknown>) {
  try {
    await work;
    return undefined;
  } catch (error) {
    const code = faultCodeOf(error);
    if (!toldCodes.includes(code)) throw error;
    return code;
  }
}
