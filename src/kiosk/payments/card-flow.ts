/**
 * Asks the cloud whether a card may pay: hands the card's code over, and the PIN sealed so that only the cloud
 * can read it. Neither is kept here: what is not answered in time is asked by the shopper again.
 */
import type { KeyObject } from 'node:crypto';
import type { Bundle } from '../../domain/bundle.ts';
import { publicTextOf } from '../../domain/curve-keys.ts';
import { signFaceEnrolment, signFaceVerdict, type UnsignedFaceVerdict } from '../../domain/face-verdict.ts';
import { faultCodeOf } from '../../domain/fault.ts';
import { sealPin } from '../../domain/sealed-pin.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Random } from '../../platform/random.ts';
import type { CardAnswer, CardLink, CardQuestion, FaceNotice } from './card-ports.ts';

/** A question is worth an answer for as long. */
const questionValidMs = 15_000;

export interface CardFlowPorts {
  readonly link: CardLink;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly machine: { readonly merchantId: string; readonly machineId: string };
  /** Signs what this machine says. Made when asked for: keys are a costly part of a process that may never need one. */
  readonly machineKey: () => KeyObject;
  /** The cloud's published keys about cards; undefined where the merchant has none. */
  keys(): Bundle['cards'];
  answered(answer: CardAnswer): void;
}

/** A question as the sale asks it. */
export type CardAsk = Omit<CardQuestion, 'pin' | 'face' | 'expiresAtMs'> & {
  readonly pin?: string;
  readonly face?: UnsignedFaceVerdict;
};

export class CardFlow {
  readonly #ports: CardFlowPorts;

  constructor(ports: CardFlowPorts) {
    this.#ports = ports;
    ports.link.onCarded((answer) => ports.answered(answer));
  }

  /** A question that got lost has no answer on the page, and the page says so. */
  ask({ pin, face, ...about }: CardAsk): void {
    const { link, clock, log, machine, machineKey } = this.#ports;
    const keys = this.#ports.keys();
    if (!keys) return;
    const sealed = pin === undefined ? {} : { pin: this.#seal(keys.sealKey, about, pin) };
    const { chargeId, orderId } = about;
    const signed = face && { face: signFaceVerdict(machineKey(), { ...machine, chargeId, orderId }, face) };
    const question: CardQuestion = {
      ...about,
      ...sealed,
      ...signed,
      expiresAtMs: clock.now() + questionValidMs,
    };
    link.askCard(question).catch((error: unknown) => {
      log.debug('a question about a card was not handed over', { code: faultCodeOf(error) });
    });
  }

  /** What the cloud does not hear of is not offered, and so enrolled anew. */
  tellFace({ consentId, ...about }: Omit<FaceNotice, 'signature'>): void {
    const { link, log, machine, machineKey } = this.#ports;
    const signature = signFaceEnrolment(machineKey(), { ...machine, ...about }, consentId);
    link.tellFace({ ...about, consentId, signature }).catch((error: unknown) => {
      log.warn('the cloud was not told of a face', { code: faultCodeOf(error) });
    });
  }

  #seal(
    sealKey: string,
    { orderId, chargeId, code }: Pick<CardAsk, 'orderId' | 'chargeId' | 'code'>,
    pin: string,
  ): string {
    const { random, machine, machineKey } = this.#ports;
    const purpose = { ...machine, orderId, chargeId, code };
    return sealPin(sealKey, purpose, { pin, machineKey: publicTextOf(machineKey()) }, random.bytes(32));
  }
}
