/**
 * Sends interactions when nothing more important is on its way: a batch from time to time while the broker is
 * there and the journal has nothing to send. A batch that is not taken is lost and counted.
 */
import { faultCodeOf } from '../../domain/fault.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Link } from '../../platform/mqtt-link.ts';
import type { Random } from '../../platform/random.ts';
import { type InteractionBatch, interactionsMax } from '../../wire/interaction-messages.ts';
import type { InteractionQueue } from './interaction-queue.ts';

export interface InteractionSenderPorts {
  readonly queue: InteractionQueue;
  readonly link: Pick<Link, 'online' | 'publish'>;
  readonly topic: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Whether records wait for the cloud, which go first. */
  journalWaits(): boolean;
}

const everyMs = 10_000;
/** Where the broker can, it drops what nobody fetched for so long. */
const expiryS = 600;

export class InteractionSender {
  readonly #ports: InteractionSenderPorts;
  #cancel: Cancel | undefined;
  #sending: Promise<void> | undefined;
  #stopped = true;

  constructor(ports: InteractionSenderPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#stopped = false;
    this.#later();
  }

  /** What waits is lost. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    await this.#sending;
  }

  #later(): void {
    this.#cancel = this.#ports.clock.after(everyMs, () => {
      this.#sending = this.#send().finally(() => {
        if (!this.#stopped) this.#later();
      });
    });
  }

  async #send(): Promise<void> {
    const { queue, link, topic, random, log, journalWaits } = this.#ports;
    if (queue.length === 0 || !link.online() || journalWaits()) return;
    const { interactions, dropped } = queue.take(interactionsMax);
    const batch: InteractionBatch = {
      batch: Buffer.from(random.bytes(8)).toString('hex'),
      interactions: [...interactions],
      dropped,
    };
    try {
      await link.publish(topic, JSON.stringify(batch), { expiryS });
    } catch (error) {
      queue.lose(interactions.length + dropped);
      log.debug('interactions were lost', { count: interactions.length, code: faultCodeOf(error) });
    }
  }
}
