/**
 * A `Link` over a simulated cable, with the manners of the real one: nothing is queued while offline, a
 * publish without an answer fails after ten seconds, and what was not acknowledged when a connection broke
 * is sent once more on the next one, although its publisher has been told that it failed.
 */
import { EventEmitter } from 'node:events';
import { Fault } from '../../../../src/domain/fault.ts';
import type { Clock } from '../../../../src/platform/clock.ts';
import type { Link, LinkEvents, PublishOptions } from '../../../../src/platform/mqtt-link.ts';
import type { Life } from '../life.ts';
import type { Cable, Frame, Wire } from './cable.ts';
import type { SimulatedBroker } from './simulated-broker.ts';

export interface SimulatedLinkOptions {
  readonly clientId: string;
  readonly broker: SimulatedBroker;
  readonly cable: Cable;
  /** The clock of the process that holds this link, and its life. */
  readonly clock: Clock;
  readonly life: Life;
  readonly will?: () => { topic: string; payload: string };
  /** The planted mistake: what the broker took counts as acknowledged by the cloud. */
  readonly hasty?: boolean;
}

const reconnectMs = 1000;
const publishTimeoutMs = 10_000;

type Publish = Extract<Frame, { kind: 'publish' }>;

export class SimulatedLink extends EventEmitter<LinkEvents> implements Link {
  #options: SimulatedLinkOptions;
  #wire: Wire | undefined;
  #online = false;
  #stopped = true;
  #filters = new Set<string>();
  #packetId = 0;
  #outgoing = new Map<number, Publish>();
  /** Publishes that wait for their answer. */
  #waiting = new Map<number, (answered: boolean) => void>();

  constructor(options: SimulatedLinkOptions) {
    super();
    this.setMaxListeners(200);
    this.#options = options;
  }

  online(): boolean {
    return this.#online;
  }

  async start(): Promise<void> {
    this.#stopped = false;
    this.#connect();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#online = false;
    this.#wire?.reset();
  }

  /** The process died: its operating system closes the connection, or the whole computer is dark. */
  abandon(computerDark: boolean): void {
    this.#stopped = true;
    this.#online = false;
    if (computerDark) this.#wire?.vanish();
    else this.#wire?.close();
  }

  subscribe(filter: string): void {
    this.#filters.add(filter);
    if (this.#online) this.#wire?.send('broker', { kind: 'subscribe', filter });
  }

  unsubscribe(filter: string): void {
    this.#filters.delete(filter);
    if (this.#online) this.#wire?.send('broker', { kind: 'unsubscribe', filter });
  }

  publish(topic: string, payload: string | Uint8Array, options: PublishOptions = {}): Promise<void> {
    if (!this.#online || !this.#wire) return Promise.reject(new Fault('NETWORK_DOWN', `publish to ${topic}`));
    this.#packetId += 1;
    const packetId = this.#packetId;
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
    const frame: Publish = {
      kind: 'publish',
      packetId,
      topic,
      payload: bytes,
      retain: options.retain ?? false,
    };
    this.#outgoing.set(packetId, frame);
    this.#wire.send('broker', frame);
    return new Promise((resolve, reject) => {
      const cancel = this.#options.clock.after(publishTimeoutMs, () => this.#settle(packetId, false));
      this.#waiting.set(packetId, (answered) => {
        cancel();
        if (answered) resolve();
        else reject(new Fault('NETWORK_DOWN', `publish to ${topic}`));
      });
    });
  }

  #settle(packetId: number, answered: boolean): void {
    const settle = this.#waiting.get(packetId);
    this.#waiting.delete(packetId);
    settle?.(answered);
  }

  #connect(): void {
    const { broker, cable, will, clientId } = this.#options;
    const message = will?.();
    const wire = broker.open(cable, {
      receive: (frame) => this.#receive(frame),
      lost: () => this.#lost(),
    });
    this.#wire = wire;
    if (!wire) {
      this.#connectLater();
      return;
    }
    wire.send('broker', {
      kind: 'connect',
      clientId,
      will: message && { topic: message.topic, payload: Buffer.from(message.payload) },
    });
  }

  #connectLater(): void {
    if (this.#stopped) return;
    this.#options.clock.after(reconnectMs, () => {
      if (!this.#stopped) this.#connect();
    });
  }

  #receive(frame: Frame): void {
    if (this.#options.life.over || this.#stopped) return;
    if (frame.kind === 'connected') this.#connected();
    if (frame.kind === 'publish') this.emit('message', frame.topic, frame.payload);
    if (frame.kind === 'published') {
      if (this.#options.hasty) this.#acknowledge(this.#outgoing.get(frame.packetId));
      this.#outgoing.delete(frame.packetId);
      this.#settle(frame.packetId, true);
    }
  }

  /** The planted mistake: makes up the cloud's word for a batch of records. */
  #acknowledge(frame: Publish | undefined): void {
    if (!frame?.topic.endsWith('/up/journal')) return;
    const { journalId, firstSeq, records } = JSON.parse(Buffer.from(frame.payload).toString());
    const ack = { journalId, seq: firstSeq + records.length - 1, cloudTimeMs: this.#options.clock.now() };
    const topic = frame.topic.replace(/up\/journal$/, 'down/ack');
    this.emit('message', topic, Buffer.from(JSON.stringify(ack)));
  }

  #connected(): void {
    this.#online = true;
    for (const frame of this.#outgoing.values()) this.#wire?.send('broker', frame);
    for (const filter of this.#filters) this.#wire?.send('broker', { kind: 'subscribe', filter });
    this.emit('online');
  }

  #lost(): void {
    this.#wire = undefined;
    if (this.#options.life.over) return;
    const was = this.#online;
    this.#online = false;
    if (was && !this.#stopped) {
      for (const packetId of this.#waiting.keys()) this.#settle(packetId, false);
      this.emit('offline');
    }
    this.#connectLater();
  }
}
