/**
 * A broker as far as the product may rely on one: QoS 1 within a connection, retained messages, wills. No
 * session outlives its connection, an acknowledged message may still be lost, and one may come twice.
 */
import type { Random } from '../../../../src/platform/random.ts';
import type { Cable, Frame, WillMessage, WireEnd } from './cable.ts';
import { Wire } from './cable.ts';

interface Session {
  readonly wire: () => Wire;
  readonly filters: Set<string>;
  clientId: string;
  will: WillMessage | undefined;
}

export class SimulatedBroker {
  /** Chance that a message is delivered twice. */
  twiceRate = 0.02;
  #random: Random;
  #sessions = new Set<Session>();
  #retained = new Map<string, Uint8Array>();
  #matches = new Map<string, boolean>();
  #packetId = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A connection from `client`, or undefined if the way is closed. */
  open(cable: Cable, client: WireEnd): Wire | undefined {
    if (cable.state !== 'up') return undefined;
    const session: Session = { wire: () => wire, filters: new Set(), clientId: '', will: undefined };
    const wire: Wire = new Wire(cable, client, {
      receive: (frame) => this.#receive(session, frame),
      lost: () => this.#lost(session),
    });
    cable.wires.add(wire);
    return wire;
  }

  /** A message from the broker's own house, such as a bundle published while nobody listened. */
  publish(topic: string, payload: Uint8Array, retain: boolean): void {
    if (retain) this.#retained.set(topic, payload);
    for (const session of this.#sessions) {
      if ([...session.filters].some((filter) => this.#fits(filter, topic))) {
        this.#deliver(session, topic, payload);
      }
    }
  }

  #receive(session: Session, frame: Frame): void {
    switch (frame.kind) {
      case 'connect':
        for (const other of this.#sessions) if (other.clientId === frame.clientId) other.wire().reset();
        session.clientId = frame.clientId;
        session.will = frame.will;
        this.#sessions.add(session);
        session.wire().send('client', { kind: 'connected' });
        return;
      case 'subscribe':
        session.filters.add(frame.filter);
        for (const [topic, payload] of this.#retained) {
          if (this.#fits(frame.filter, topic)) this.#deliver(session, topic, payload);
        }
        return;
      case 'unsubscribe':
        session.filters.delete(frame.filter);
        return;
      case 'publish':
        this.publish(frame.topic, frame.payload, frame.retain);
        session.wire().send('client', { kind: 'published', packetId: frame.packetId });
        return;
      case 'connected':
      case 'published':
        return;
    }
  }

  #lost(session: Session): void {
    if (!this.#sessions.delete(session) || !session.will) return;
    this.publish(session.will.topic, session.will.payload, true);
  }

  #deliver(session: Session, topic: string, payload: Uint8Array): void {
    this.#packetId += 1;
    const frame: Frame = { kind: 'publish', packetId: this.#packetId, topic, payload, retain: false };
    session.wire().send('client', frame);
    if (this.#random.fraction() < this.twiceRate) session.wire().send('client', frame);
  }

  #fits(filter: string, topic: string): boolean {
    const key = `${filter} ${topic}`;
    const known = this.#matches.get(key);
    if (known !== undefined) return known;
    const wanted = filter.split('/');
    const parts = topic.split('/');
    const fits = wanted.length === parts.length && wanted.every((w, at) => w === '+' || w === parts[at]);
    this.#matches.set(key, fits);
    return fits;
  }
}
