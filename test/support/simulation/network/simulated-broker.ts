/**
 * A broker as far as the product may rely on one: QoS 1 within a connection, retained messages, wills. No
 * session outlives its connection. A message that the broker acknowledged may still be lost, may come twice
 * and may come after later ones, as on a broker that is bridged or fails over.
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

/** `push…` are the rates of the results that the feed pushes to machines. */
export const fairBroker = { twiceRate: 0.02, lostRate: 0, lateRate: 0, pushTwiceRate: 0, pushLateRate: 0 };
/** A message that comes late is late by up to so much. */
const lateMsMax = 6000;
const pushLateMsMax = 30_000;
const pushTopic = '/down/result';
const pushesKept = 6;

export class SimulatedBroker {
  /** Chances that a message is delivered twice, not at all, or behind later ones. */
  readonly weather = { ...fairBroker };
  #random: Random;
  #sessions = new Set<Session>();
  #retained = new Map<string, Uint8Array>();
  /** Of every filter, which topics fit it. */
  #matches = new Map<string, Map<string, boolean>>();
  /** The results pushed to each machine, the latest last. */
  #pushes = new Map<string, Uint8Array[]>();
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
    if (topic.endsWith(pushTopic)) this.#remember(topic, payload);
    for (const session of this.#sessions) {
      for (const filter of session.filters) {
        if (!this.#fits(filter, topic)) continue;
        this.#deliver(session, topic, payload);
        break;
      }
    }
  }

  /** The latest results come once more, the newest first. */
  repeatPushes(): void {
    for (const [topic, payloads] of this.#pushes) {
      for (const payload of [...payloads].reverse()) this.publish(topic, payload, false);
    }
  }

  #remember(topic: string, payload: Uint8Array): void {
    const known = this.#pushes.get(topic) ?? [];
    if (known.includes(payload)) return;
    this.#pushes.set(topic, [...known, payload].slice(-pushesKept));
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
    const isPush = topic.endsWith(pushTopic);
    const lostRate = this.weather.lostRate;
    const twiceRate = Math.max(this.weather.twiceRate, isPush ? this.weather.pushTwiceRate : 0);
    const lateRate = Math.max(this.weather.lateRate, isPush ? this.weather.pushLateRate : 0);
    // What is published retained is fetched again by whoever finds that it is missing.
    const strays = !topic.endsWith('/desired');
    if (strays && lostRate > 0 && this.#random.fraction() < lostRate) return;
    const late = strays && lateRate > 0 && this.#random.fraction() < lateRate;
    const lateMs = isPush && this.weather.pushLateRate > 0 ? pushLateMsMax : lateMsMax;
    if (late) session.wire().sendLate('client', frame, this.#random.fraction() * lateMs);
    else session.wire().send('client', frame);
    if (this.#random.fraction() < twiceRate) session.wire().send('client', frame);
  }

  #fits(filter: string, topic: string): boolean {
    let fitting = this.#matches.get(filter);
    if (!fitting) {
      fitting = new Map();
      this.#matches.set(filter, fitting);
    }
    const known = fitting.get(topic);
    if (known !== undefined) return known;
    const wanted = filter.split('/');
    const parts = topic.split('/');
    const fits = wanted.length === parts.length && wanted.every((w, at) => w === '+' || w === parts[at]);
    fitting.set(topic, fits);
    return fits;
  }
}
