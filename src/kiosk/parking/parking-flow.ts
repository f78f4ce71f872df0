/**
 * Free parking on its way to the lot: names the car to the cloud, tells the sale what the lot knows of it,
 * and asks after every grant that the journal intends until the answer is on record. It holds no truth: what
 * is open is read from the journal, and the car from its sealed field, whose key is destroyed at the end.
 */
import { Fault, type FaultCode, faultCodeOf } from '../../domain/fault.ts';
import type { Order } from '../../domain/order.ts';
import { type Car, carSchema, type Stay } from '../../domain/parking.ts';
import type { JournalRecord, RecordBody, RecordOf } from '../../domain/record.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Random } from '../../platform/random.ts';
import { retryDelayMs } from '../../platform/retry-schedule.ts';
import type { Journal } from '../journal/journal.ts';
import type { OpenParkings, ParkingAnswer, ParkingLink } from './parking-ports.ts';

/** The shopper waits no longer for the lot: the receipt is printed, the rest goes on in the background. */
export const lotWaitMs = 6000;
/** A question is worth an answer for as long. */
const questionValidMs = 15_000;
const askLimits = { firstMs: 2000, maxMs: 300_000 };

export interface ParkingFlowPorts {
  readonly link: ParkingLink;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly orders: { get(orderId: string): Order | undefined };
  readonly parkings: OpenParkings;
  /** The car is sealed in it under a key of its order. */
  readonly journal: Pick<Journal, 'append' | 'read' | 'personalFields' | 'forget'>;
  append(bodies: readonly RecordBody[]): Promise<unknown>;
  /** The lot answered about a car whose driver stands here. */
  lookedUp(
    orderId: string,
    answer: {
      readonly stage: 'found' | 'refused' | 'late';
      readonly stay?: Stay | undefined;
      readonly reason?: FaultCode | undefined;
    },
  ): void;
  failed(error: unknown): void;
}

interface Followed {
  readonly car: Car;
  tries: number;
  cancelAsk: Cancel;
  cancelWait: Cancel;
}

export class ParkingFlow {
  #ports: ParkingFlowPorts;
  #cars = new Map<string, Car>();
  #followed = new Map<string, Followed>();
  #stopped = true;

  constructor(ports: ParkingFlowPorts) {
    this.#ports = ports;
    ports.link.onParked((answer) => {
      this.#take(answer).catch(ports.failed);
    });
    ports.link.onOnline(() => {
      for (const [orderId, followed] of this.#followed) this.#ask(orderId, followed);
    });
  }

  /** Goes on with everything that is open in the journal. */
  start(): void {
    const { parkings, failed, journal } = this.#ports;
    this.#stopped = false;
    for (const { orderId, askedSeq } of parkings.open()) this.#remember(orderId, askedSeq).catch(failed);
    for (const orderId of parkings.over()) journal.forget(orderId).catch(failed);
  }

  stop(): void {
    this.#stopped = true;
    for (const orderId of [...this.#followed.keys()]) this.#leave(orderId);
    this.#cars.clear();
  }

  /** Puts on record which car it is, and asks the lot about it without waiting. */
  async name(asked: RecordOf<'parkingAsked'>, car: Car): Promise<void> {
    const { orderId, lotId } = asked;
    const personal = { personId: orderId, fields: { by: car.by, code: car.code } };
    await this.#ports.journal.append([asked], personal);
    this.#cars.set(orderId, car);
    this.#send('lookUp', orderId, lotId, car);
  }

  /** A record became durable: a grant begins, or a car is not needed any more. */
  heard({ body }: JournalRecord): void {
    if (this.#stopped) return;
    if (body.kind === 'parkingIntended') {
      const car = this.#cars.get(body.orderId);
      const open = this.#ports.parkings.open().find(({ orderId }) => orderId === body.orderId);
      if (car) this.#follow(body.orderId, car);
      else if (open) this.#remember(body.orderId, open.askedSeq).catch(this.#ports.failed);
    }
    const ends = body.kind === 'parkingGranted' || body.kind === 'parkingRefused';
    if (ends || (body.kind === 'orderClosed' && this.#isOver(body.orderId))) this.#forget(body.orderId);
  }

  #isOver(orderId: string): boolean {
    return this.#cars.has(orderId) && !this.#followed.has(orderId);
  }

  #forget(orderId: string): void {
    this.#cars.delete(orderId);
    this.#leave(orderId);
    this.#ports.journal.forget(orderId).catch(this.#ports.failed);
  }

  /** After a start the car is known from its sealed field only. */
  async #remember(orderId: string, askedSeq: number): Promise<void> {
    const { journal } = this.#ports;
    const [stored] = await journal.read(askedSeq, 1);
    const car = carSchema.safeParse(stored && (await journal.personalFields(stored)));
    if (this.#stopped) return;
    if (car.success) return this.#follow(orderId, car.data);
    // Without a car nobody can be asked: the shopper's receipt says what to do at the exit.
    await this.#ports.append([{ kind: 'parkingRefused', orderId, reason: 'PARKING_CAR_UNKNOWN' }]);
  }

  #follow(orderId: string, car: Car): void {
    if (this.#followed.has(orderId)) return;
    const followed: Followed = { car, tries: 0, cancelAsk: () => undefined, cancelWait: () => undefined };
    this.#followed.set(orderId, followed);
    this.#ask(orderId, followed);
    const parking = this.#ports.orders.get(orderId)?.parking;
    if (parking?.pending) return;
    const { clock } = this.#ports;
    const waitedMs = Math.max(0, clock.now() - (parking?.intendedAtMs ?? clock.now()));
    followed.cancelWait = clock.after(Math.max(0, lotWaitMs - waitedMs), () => {
      this.#ports.append([{ kind: 'parkingPending', orderId }]).catch(this.#ports.failed);
    });
  }

  #leave(orderId: string): void {
    const followed = this.#followed.get(orderId);
    followed?.cancelAsk();
    followed?.cancelWait();
    this.#followed.delete(orderId);
  }

  #ask(orderId: string, followed: Followed): void {
    if (this.#followed.get(orderId) !== followed) return;
    const { clock, random, orders } = this.#ports;
    followed.cancelAsk();
    followed.cancelAsk = clock.after(retryDelayMs(followed.tries, askLimits, random), () =>
      this.#ask(orderId, followed),
    );
    followed.tries += 1;
    const lotId = orders.get(orderId)?.parking?.lotId;
    if (lotId !== undefined) this.#send('grant', orderId, lotId, followed.car);
  }

  /** A question that got lost is asked again by the timer, or has no answer on the page. */
  #send(about: 'lookUp' | 'grant', orderId: string, lotId: string, car: Car): void {
    const { link, clock, log } = this.#ports;
    if (!link.online()) return;
    const expiresAtMs = clock.now() + questionValidMs;
    link.askLot({ about, orderId, lotId, car, expiresAtMs }).catch((error: unknown) => {
      log.debug('a question about parking was not handed over', { orderId, code: faultCodeOf(error) });
    });
  }

  async #take(answer: ParkingAnswer): Promise<void> {
    if (this.#stopped) return;
    const { orderId, state, stay, leaveByMs, reason } = answer;
    if (answer.about === 'lookUp') {
      const stage = state === 'found' || state === 'refused' ? state : 'late';
      return this.#ports.lookedUp(orderId, { stage, stay, reason });
    }
    if (state !== 'granted' && state !== 'refused') return;
    if (this.#ports.orders.get(orderId)?.parking?.state !== 'intended') return;
    // The first end that is heard of is put on record, by whoever takes it out here.
    if (!this.#followed.has(orderId)) return;
    this.#leave(orderId);
    if (state === 'refused') {
      await this.#ports.append([
        { kind: 'parkingRefused', orderId, reason: reason ?? 'PARKING_CAR_UNKNOWN' },
      ]);
      return;
    }
    if (!stay) throw new Fault('INPUT_MALFORMED', 'read a grant of parking without its stay');
    const leaveBy = leaveByMs === undefined ? {} : { leaveByMs };
    await this.#ports.append([{ kind: 'parkingGranted', orderId, stay, ...leaveBy }]);
  }
}
