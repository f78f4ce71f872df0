/**
 * The machine's side of the wire: hands every message from the cloud to whom it concerns and gives the
 * payment features their link. A message that does not fit its schema is dropped with a warning; it can
 * harm nothing else.
 */
import { Fault, faultCodeOf } from '../../domain/fault.ts';
import type { Log } from '../../platform/log.ts';
import type { Link } from '../../platform/mqtt-link.ts';
import {
  type BenefitAnswer,
  type BenefitQuestion,
  benefitAnswerSchema,
} from '../../wire/benefit-messages.ts';
import {
  type CardAnswer,
  type CardQuestion,
  cardAnswerSchema,
  type FaceNotice,
  type FingerNotice,
} from '../../wire/card-messages.ts';
import { type GiftAnswer, type GiftQuestion, giftAnswerSchema } from '../../wire/gift-messages.ts';
import { type MemberAnswer, type MemberQuestion, memberAnswerSchema } from '../../wire/member-messages.ts';
import {
  type Ask,
  type ChargeRequest,
  type Fetch,
  type JournalAck,
  journalAckSchema,
  type ParkingAnswer,
  type ParkingQuestion,
  type Part,
  parkingAnswerSchema,
  parseMessage,
  partSchema,
  type Result,
  resultSchema,
} from '../../wire/messages.ts';
import { downTopic, type MachineAddress, machineFilter, upTopic } from '../../wire/topics.ts';
import type { CloudTime } from './cloud-time.ts';

export interface CloudLinkPorts {
  readonly link: Link;
  readonly machine: MachineAddress;
  readonly cloudTime: CloudTime;
  readonly log: Log;
  acknowledged(ack: JournalAck): Promise<void>;
  bundlePublished(payload: Uint8Array): Promise<void>;
  partArrived(part: Part): void;
}

export class CloudLink {
  #ports: CloudLinkPorts;
  #resultListeners: ((result: Result) => void)[] = [];
  #cardListeners: ((answer: CardAnswer) => void)[] = [];
  #parkedListeners: ((answer: ParkingAnswer) => void)[] = [];
  #benefitListeners: ((answer: BenefitAnswer) => void)[] = [];
  #memberListeners: ((answer: MemberAnswer) => void)[] = [];
  #giftListeners: ((answer: GiftAnswer) => void)[] = [];

  constructor(ports: CloudLinkPorts) {
    this.#ports = ports;
    ports.link.subscribe(machineFilter(ports.machine));
    ports.link.on('message', (topic, payload) => {
      this.#take(topic, payload).catch((error: unknown) => this.#drop(topic, error));
    });
  }

  online(): boolean {
    return this.#ports.link.online();
  }

  onOnline(listener: () => void): void {
    this.#ports.link.on('online', listener);
  }

  onResult(listener: (result: Result) => void): void {
    this.#resultListeners.push(listener);
  }

  onParked(listener: (answer: ParkingAnswer) => void): void {
    this.#parkedListeners.push(listener);
  }

  onBenefit(listener: (answer: BenefitAnswer) => void): void {
    this.#benefitListeners.push(listener);
  }

  /** The deadline goes out in cloud time. */
  async askBenefit(question: BenefitQuestion): Promise<void> {
    const expiresAtMs = this.#ports.cloudTime.toCloud(question.expiresAtMs);
    const message: BenefitQuestion = { ...question, expiresAtMs };
    await this.#ports.link.publish(upTopic(this.#ports.machine, 'benefit'), JSON.stringify(message), {
      expiryS: 10,
    });
  }

  onMember(listener: (answer: MemberAnswer) => void): void {
    this.#memberListeners.push(listener);
  }

  /** The deadline goes out in cloud time. */
  async askMember(question: MemberQuestion): Promise<void> {
    const expiresAtMs = this.#ports.cloudTime.toCloud(question.expiresAtMs);
    const message: MemberQuestion = { ...question, expiresAtMs };
    await this.#ports.link.publish(upTopic(this.#ports.machine, 'identify'), JSON.stringify(message), {
      expiryS: 10,
    });
  }

  onGifted(listener: (answer: GiftAnswer) => void): void {
    this.#giftListeners.push(listener);
  }

  /** The deadline goes out in cloud time. */
  async askGift(question: GiftQuestion): Promise<void> {
    const expiresAtMs = this.#ports.cloudTime.toCloud(question.expiresAtMs);
    const message: GiftQuestion = { ...question, expiresAtMs };
    await this.#ports.link.publish(upTopic(this.#ports.machine, 'gift'), JSON.stringify(message), {
      expiryS: 15,
    });
  }

  onCarded(listener: (answer: CardAnswer) => void): void {
    this.#cardListeners.push(listener);
  }

  async tellFinger(notice: FingerNotice): Promise<void> {
    await this.#ports.link.publish(upTopic(this.#ports.machine, 'finger'), JSON.stringify(notice));
  }

  async tellFace(notice: FaceNotice): Promise<void> {
    await this.#ports.link.publish(upTopic(this.#ports.machine, 'face'), JSON.stringify(notice));
  }

  /** The deadline goes out in cloud time. */
  async askCard(question: CardQuestion): Promise<void> {
    const expiresAtMs = this.#ports.cloudTime.toCloud(question.expiresAtMs);
    const message: CardQuestion = { ...question, expiresAtMs };
    await this.#ports.link.publish(upTopic(this.#ports.machine, 'card'), JSON.stringify(message), {
      expiryS: 15,
    });
  }

  /** The deadline goes out in cloud time. */
  async askLot(question: ParkingQuestion): Promise<void> {
    const expiresAtMs = this.#ports.cloudTime.toCloud(question.expiresAtMs);
    const message: ParkingQuestion = { ...question, expiresAtMs };
    await this.#ports.link.publish(upTopic(this.#ports.machine, 'parking'), JSON.stringify(message), {
      expiryS: 15,
    });
  }

  /** The deadline goes out in cloud time. */
  async sendCharge(charge: ChargeRequest): Promise<void> {
    const message: ChargeRequest = {
      ...charge,
      expiresAtMs: this.#ports.cloudTime.toCloud(charge.expiresAtMs),
    };
    await this.#ports.link.publish(upTopic(this.#ports.machine, 'charge'), JSON.stringify(message), {
      expiryS: 45,
    });
  }

  async ask(question: Ask): Promise<void> {
    await this.#ports.link.publish(upTopic(this.#ports.machine, 'ask'), JSON.stringify(question), {
      expiryS: 30,
    });
  }

  async fetch(parts: Fetch): Promise<void> {
    await this.#ports.link.publish(upTopic(this.#ports.machine, 'fetch'), JSON.stringify(parts), {
      expiryS: 30,
    });
  }

  async #take(topic: string, payload: Uint8Array): Promise<void> {
    const { machine, cloudTime } = this.#ports;
    switch (topic) {
      case downTopic(machine, 'ack'): {
        const ack = parseMessage(journalAckSchema, payload, 'an acknowledgement');
        cloudTime.heard(ack.cloudTimeMs);
        return this.#ports.acknowledged(ack);
      }
      case downTopic(machine, 'result'): {
        const result = parseMessage(resultSchema, payload, 'a payment result');
        cloudTime.heard(result.cloudTimeMs);
        for (const listener of this.#resultListeners) listener(result);
        return;
      }
      case downTopic(machine, 'carded'): {
        const answer = parseMessage(cardAnswerSchema, payload, 'an answer about a card');
        cloudTime.heard(answer.cloudTimeMs);
        for (const listener of this.#cardListeners) listener(answer);
        return;
      }
      case downTopic(machine, 'parked'): {
        const answer = parseMessage(parkingAnswerSchema, payload, 'an answer about parking');
        cloudTime.heard(answer.cloudTimeMs);
        for (const listener of this.#parkedListeners) listener(answer);
        return;
      }
      case downTopic(machine, 'benefited'): {
        const answer = parseMessage(benefitAnswerSchema, payload, 'an answer about a coupon or points');
        cloudTime.heard(answer.cloudTimeMs);
        for (const listener of this.#benefitListeners) listener(answer);
        return;
      }
      case downTopic(machine, 'member'): {
        const answer = parseMessage(memberAnswerSchema, payload, 'an answer about a member');
        cloudTime.heard(answer.cloudTimeMs);
        for (const listener of this.#memberListeners) listener(answer);
        return;
      }
      case downTopic(machine, 'gifted'): {
        const answer = parseMessage(giftAnswerSchema, payload, 'an answer about a gift');
        cloudTime.heard(answer.cloudTimeMs);
        for (const listener of this.#giftListeners) listener(answer);
        return;
      }
      case downTopic(machine, 'desired'):
        return this.#ports.bundlePublished(payload);
      case downTopic(machine, 'part'):
        return this.#ports.partArrived(parseMessage(partSchema, payload, 'a part of a catalogue'));
      default:
        throw new Fault('TOPIC_FORBIDDEN', 'take a message that is not for this machine');
    }
  }

  #drop(topic: string, error: unknown): void {
    this.#ports.log.warn('a message from the cloud was dropped', {
      topic: topic.slice(0, 120),
      code: faultCodeOf(error),
    });
  }
}
