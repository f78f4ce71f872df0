/**
 * Hands codes for phones to the operator's gateway of text messages. A call that was not taken is made again
 * under the same id a little later, a refusal is not; together it takes less time than a page waits. Nothing that
 * is logged holds a number or a code.
 */
import { Fault, faultChain } from '../../domain/fault.ts';
import { type Clock, sleep } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Random } from '../../platform/random.ts';
import { retryDelayMs } from '../../platform/retry-schedule.ts';
import { type PhoneMessageBody, phoneCodeText } from '../../wire/phone-message.ts';
import type { PhoneMessage, PhoneSender } from './gifts-ports.ts';

const callMs = 3500;
const callsMax = 3;
const pauses = { firstMs: 400, maxMs: 1000 };

export interface HttpPhoneSenderPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** One signed call; answers its status, rejects when there was none in time. */
  readonly call: (call: { id: string; body: string; timeoutMs: number }) => Promise<number>;
}

export class HttpPhoneSender implements PhoneSender {
  #ports: HttpPhoneSenderPorts;

  constructor(ports: HttpPhoneSenderPorts) {
    this.#ports = ports;
  }

  async send(message: PhoneMessage): Promise<{ readonly shown: undefined }> {
    const { clock, random, log } = this.#ports;
    const { messageId } = message;
    const body = JSON.stringify(bodyOf(message, clock.now()));
    for (let calls = 1; ; calls += 1) {
      const told = await this.#call(messageId, body);
      if (told.taken) return { shown: undefined };
      if (told.final || calls === callsMax) {
        log.warn('a text message was not sent', { messageId, calls, answer: told.answer });
        throw new Fault('MESSAGE_NOT_SENT', 'send a text message', { facts: { messageId } });
      }
      await sleep(clock, retryDelayMs(calls - 1, pauses, random));
    }
  }

  async #call(id: string, body: string) {
    try {
      const status = await this.#ports.call({ id, body, timeoutMs: callMs });
      const later = status >= 500 || status === 408 || status === 429;
      return { taken: status >= 200 && status < 300, final: !later, answer: `HTTP ${status}` };
    } catch (error) {
      return { taken: false, final: false, answer: faultChain(error) };
    }
  }
}

function bodyOf(message: PhoneMessage, nowMs: number): PhoneMessageBody {
  const { messageId, code, language, expiresAtMs, ...rest } = message;
  const minutes = Math.round((expiresAtMs - nowMs) / 60_000);
  const text = phoneCodeText[language].replace('{code}', code).replace('{minutes}', String(minutes));
  return { id: messageId, kind: 'phoneCode', code, language, text, expiresAtMs, ...rest };
}
