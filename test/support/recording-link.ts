/** A link without a broker: keeps what is published, and fails when a test says so. */
import { EventEmitter } from 'node:events';
import { Fault } from '../../src/domain/fault.ts';
import type { Link, LinkEvents } from '../../src/platform/mqtt-link.ts';

export interface Published {
  readonly topic: string;
  readonly payload: string;
  readonly bytes: Uint8Array;
}

export class RecordingLink extends EventEmitter<LinkEvents> implements Link {
  readonly published: Published[] = [];
  readonly filters = new Set<string>();
  #online = true;
  /** Whether the next publish is refused; asked for each one. */
  refuses: (next: Published) => boolean = () => false;

  online(): boolean {
    return this.#online;
  }

  setOnline(online: boolean): void {
    this.#online = online;
    this.emit(online ? 'online' : 'offline');
  }

  async publish(topic: string, payload: string | Uint8Array): Promise<void> {
    const bytes = Buffer.from(payload);
    const next = { topic, payload: bytes.toString(), bytes };
    // The broker answers some time later, so that publishes can overtake one another if nobody takes care.
    await new Promise((resolve) => setImmediate(resolve));
    if (!this.#online || this.refuses(next)) throw new Fault('NETWORK_DOWN', `publish to ${topic}`);
    this.published.push(next);
  }

  subscribe(filter: string): void {
    this.filters.add(filter);
  }

  unsubscribe(filter: string): void {
    this.filters.delete(filter);
  }

  async start(): Promise<void> {
    this.setOnline(true);
  }

  async stop(): Promise<void> {
    this.setOnline(false);
  }

  /** What came on a topic, as `refId state`. */
  results(): string[] {
    return this.published.map(({ payload }) => {
      const result = JSON.parse(payload) as { chargeId?: string; refundId?: string; state: string };
      return `${result.chargeId ?? result.refundId} ${result.state}`;
    });
  }
}
