/**
 * Tells the cloud that this machine is there: a retained birth at every connection and at every change of
 * what it says, and a will that the broker publishes when the connection dies. A will belongs to one
 * session; the cloud ignores one of an older session.
 */
import { faultCodeOf } from '../../domain/fault.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Link } from '../../platform/mqtt-link.ts';
import type { MachineState } from '../../wire/messages.ts';

export interface PresencePorts {
  readonly link: Link;
  readonly clock: Clock;
  readonly log: Log;
  readonly topic: string;
  /** Everything but presence itself. */
  describe(): Omit<MachineState, 'online' | 'session' | 'atMs'>;
  /** Rises with every start of this process. */
  firstSession(): number;
}

/** Changes are gathered for this long; the state is also repeated at `repeatMs` as a sign of life. */
const gatherMs = 500;
const repeatMs = 30_000;

export class PresenceFlow {
  #ports: PresencePorts;
  #connections = 0;
  #cancel: Cancel | undefined;
  #stopped = true;

  constructor(ports: PresencePorts) {
    this.#ports = ports;
    ports.link.on('online', () => this.#tell());
  }

  /** What the broker shall publish when the coming connection dies; called before each connection. */
  will(): { topic: string; payload: string } {
    this.#connections += 1;
    return { topic: this.#ports.topic, payload: JSON.stringify(this.#state(false)) };
  }

  start(): void {
    this.#stopped = false;
    this.#tell();
  }

  /** Says goodbye, so that the fleet does not have to wait for the will. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    if (!this.#ports.link.online()) return;
    const gone = this.#ports.link.publish(this.#ports.topic, JSON.stringify(this.#state(false)), {
      retain: true,
    });
    await gone.catch((error: unknown) => this.#notTold(error));
  }

  /** Something that the state says may have changed. */
  changed(): void {
    this.#tellAfter(gatherMs);
  }

  #tell(): void {
    if (this.#stopped) return;
    this.#tellAfter(repeatMs);
    if (!this.#ports.link.online()) return;
    const told = this.#ports.link.publish(this.#ports.topic, JSON.stringify(this.#state(true)), {
      retain: true,
    });
    told.catch((error: unknown) => this.#notTold(error));
  }

  #tellAfter(delayMs: number): void {
    this.#cancel?.();
    if (!this.#stopped) this.#cancel = this.#ports.clock.after(delayMs, () => this.#tell());
  }

  #notTold(error: unknown): void {
    this.#ports.log.debug('the presence was not told', { code: faultCodeOf(error) });
  }

  #state(online: boolean): MachineState {
    return {
      ...this.#ports.describe(),
      online,
      session: this.#ports.firstSession() + this.#connections,
      atMs: this.#ports.clock.now(),
    };
  }
}
