/**
 * Sends forms when their time comes: plans what is due, then sends one after another. Nothing is sent twice by
 * itself: a mail that may have been taken is left to a person, one that certainly was not is tried again with
 * growing pauses for three days.
 */
import { faultChain } from '../../../domain/fault.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Log } from '../../../platform/log.ts';
import type { Random } from '../../../platform/random.ts';
import { retryDelayMs } from '../../../platform/retry-schedule.ts';
import { Rounds } from '../../../platform/rounds.ts';
import type { CloudDatabase } from '../../database/schema.ts';
import type { FormTickets } from '../forms/form-tickets.ts';
import type { Mailer, MailOutcome } from './mailer.ts';
import { type MadeMail, makeMail } from './make-mail.ts';
import { planDue } from './schedule-rows.ts';
import { type DueSending, endSending, type SentFile, takeSending } from './sending-rows.ts';

export interface FormSenderPorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly tickets: FormTickets;
  readonly publicUrl: () => string;
  /** Undefined where no mail server is set up: nothing is sent, and what is due waits. */
  readonly mailer: Mailer | undefined;
}

const sweepMs = 15_000;
const leaseMs = 5 * 60_000;
const pauses = { firstMs: 60_000, maxMs: 3_600_000 };
const triedForMs = 3 * 86_400_000;

export class FormSender {
  #ports: FormSenderPorts;
  #rounds: Rounds;

  constructor(ports: FormSenderPorts) {
    this.#ports = ports;
    const round = async () => {
      await this.#sendUntil(() => this.#rounds.stopping());
      return undefined;
    };
    this.#rounds = new Rounds(ports, { everyMs: sweepMs, round, failed: 'forms are sent later' });
  }

  start(): void {
    this.#rounds.start();
  }

  /** Ends when the mail under way has ended. */
  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** There may be something to send. */
  wake(): void {
    this.#rounds.wake();
  }

  /** Plans and sends what is due now. */
  sendDue(): Promise<void> {
    return this.#sendUntil(() => false);
  }

  async #sendUntil(stopping: () => boolean): Promise<void> {
    const { db, clock, mailer } = this.#ports;
    await planDue(db, clock.now());
    while (mailer && !stopping()) {
      const due = await takeSending(db, clock.now(), leaseMs);
      if (!due) return;
      await this.#send(due, mailer);
    }
  }

  async #send(due: DueSending, mailer: Mailer): Promise<void> {
    const { db, log } = this.#ports;
    let made: MadeMail | undefined;
    try {
      made = await makeMail(this.#ports, due, mailer.domain);
    } catch (error) {
      // Nothing has left yet.
      log.warn('a form could not be made', { sending: due.sendingId, fault: faultChain(error) });
      await this.#ended(due, { end: 'refused', permanent: false, told: faultChain(error).slice(0, 300) });
      return;
    }
    if (!made) {
      await endSending(db, due, { state: 'givenUp', told: 'stopped' });
      return;
    }
    const outcome = await mailer.send(made.mail);
    await this.#ended(due, outcome, { messageId: made.mail.messageId, files: made.files });
  }

  async #ended(
    due: DueSending,
    outcome: MailOutcome,
    facts: { messageId?: string; files?: readonly SentFile[] } = {},
  ): Promise<void> {
    const { db, clock, random, log } = this.#ports;
    const nowMs = clock.now();
    const { told } = outcome;
    switch (outcome.end) {
      case 'taken':
        await endSending(db, due, { state: 'sent', told, sentAtMs: nowMs, ...facts });
        return;
      case 'unclear':
        log.warn('a form may have been sent', { sending: due.sendingId, told });
        await endSending(db, due, { state: 'sending', told, ...facts });
        return;
      case 'refused': {
        const over = outcome.permanent || nowMs - due.createdAtMs > triedForMs;
        log.warn('a form was not sent', { sending: due.sendingId, told });
        const dueAtMs = nowMs + retryDelayMs(due.tries - 1, pauses, random);
        await endSending(db, due, over ? { state: 'givenUp', told } : { state: 'waiting', told, dueAtMs });
      }
    }
  }
}
