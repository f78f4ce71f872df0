/**
 * Asks the cloud whether a card may pay: hands the card's code over, and the PIN sealed so that only the cloud
 * can read it. Neither is kept here: what is not answered in time is asked by the shopper again.
 */
import type { KeyObject } from 'node:crypto';
import type { Bundle } from '../../domain/bundle.ts';
import { publicTextOf } from '../../domain/curve-keys.ts';
import { faultCodeOf } from '../../domain/fault.ts';
import { sealPin } from '../../domain/sealed-pin.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Random } from '../../platform/random.ts';
import type { CardAnswer, CardLink, CardQuestion } from './card-ports.ts';

/** A question is worth an answer for as long. */
const questionValidMs = 15_000;

export interface CardFlowPorts {
  readonly link: CardLink;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly machine: { readonly merchantId: string; readonly machineId: string };
  /** Signs what this machine's readers say. */
  /** Made when asked for: keys are a costly part of a process that may never need one. */
  readonly machineKey: () => KeyObject;
  /** The cloud's published keys about cards; undefined where the merchant has none. */
  keys(): Bundle['cards'];
  answered(answer: CardAnswer): void;
}

/** A question as the sale asks it. */
export type CardAsk = Omit<CardQuestion, 'pin' | 'expiresAtMs'> & { readonly pin?: string };

export class CardFlow {
  readonly #ports: CardFlowPorts;

  constructor(ports: CardFlowPorts) {
    this.#ports = ports;
    ports.link.onCarded((answer) => ports.answered(answer));
  }

  /** A question that got lost has no answer on the page, and the page says so. */
  ask({ pin, ...about }: CardAsk): void {
    const { link, clock, log } = this.#ports;
    const keys = this.#ports.keys();
    if (!keys) return;
    const sealed = pin === undefined ? {} : { pin: this.#seal(keys.sealKey, about, pin) };
    const question: CardQuestion = { ...about, ...sealed, expiresAtMs: clock.now() + questionValidMs };
    link.askCard(question).catch((error: unknown) => {
      log.debug('a question about a card was not handed over', { code: faultCodeOf(error) });
    });
  }

  #seal(sealKey: string, { orderId, chargeId, code }: Omit<CardAsk, 'pin'>, pin: string): string {
    const { random, machine, machineKey } = this.#ports;
    const purpose = { ...machine, orderId, chargeId, code };
    return sealPin(sealKey, purpose, { pin, machineKey: publicTextOf(machineKey()) }, random.bytes(32));
  }
}
