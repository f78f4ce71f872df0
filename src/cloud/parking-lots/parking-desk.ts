/**
 * Free parking at the broker: answers the machines' questions about cars, and drives every grant that the
 * ledger wrote down until the lot gives a definite answer, also what another process left behind. A machine's
 * word alone grants nothing: the intent is in its journal. Plates are neither logged nor published.
 */
import { Fault, faultChain } from '../../domain/fault.ts';
import type { Random } from '../../platform/random.ts';
import { type ParkingAnswer, type ParkingQuestion, parkingQuestionSchema } from '../../wire/messages.ts';
import { type MachineAddress, shardOf } from '../../wire/topics.ts';
import { MachineDesk, type MachineDeskPorts } from '../desks/machine-desk.ts';
import { driveGrant, grantPausesMs } from './drive-grant.ts';
import type { Grant, GrantLease, GrantStore } from './grant-ports.ts';
import type { LotAccounts } from './parking-lot.ts';

export interface ParkingDeskPorts extends MachineDeskPorts {
  readonly store: GrantStore;
  readonly lots: LotAccounts;
  readonly random: Random;
  /** Divides the waits between tries; 1 in production. */
  readonly hurry?: number;
}

export interface ParkingDesk {
  start(): Promise<void>;
  /** Undoes `start`; open grants are driven on by the next start or by another process. */
  stop(): Promise<void>;
  /** Listens to the machines of exactly these shards from now on. */
  holdShards(shards: Iterable<number>): void;
  /** A grant was committed: do not wait for the next look. */
  wake(): void;
}

const drivenMax = 200;
const sweepMs = 1000;
/** Longer than a pass with four calls that each run into their time-out. */
const leaseMs = 60_000;
const answerExpiryS = 60;

export function createParkingDesk(ports: ParkingDeskPorts): ParkingDesk {
  return new BrokerParkingDesk(ports);
}

class BrokerParkingDesk implements ParkingDesk {
  #ports: ParkingDeskPorts;
  #desk: MachineDesk;
  #holder: string;
  #pausesMs: readonly number[];
  #driven = new Set<string>();
  #cancelSweep: (() => void) | undefined;

  constructor(ports: ParkingDeskPorts) {
    this.#ports = ports;
    this.#holder = Buffer.from(ports.random.bytes(12)).toString('hex');
    this.#pausesMs = grantPausesMs.map((ms) => Math.max(1, Math.round(ms / (ports.hurry ?? 1))));
    this.#desk = new MachineDesk(ports, 'parking goes on later');
    const heard = { schema: parkingQuestionSchema, what: 'a question about parking' };
    this.#desk.listen('parking', heard, (machine, question) => this.#answer(machine, question));
  }

  async start(): Promise<void> {
    this.#desk.start();
    await this.#sweep();
  }

  async stop(): Promise<void> {
    this.#cancelSweep?.();
    const idle = this.#desk.stop();
    this.#ports.lots.stop();
    await idle;
    await this.#ports.store.releaseLeases(this.#holder);
  }

  holdShards(shards: Iterable<number>): void {
    this.#desk.holdShards(shards);
  }

  wake(): void {
    if (!this.#desk.stopped()) this.#desk.keep(this.#takeDue(), 'look for grants');
  }

  async #answer(machine: MachineAddress, question: ParkingQuestion): Promise<void> {
    if (question.expiresAtMs < this.#ports.clock.now()) return;
    if (question.about === 'lookUp') await this.#lookUp(machine, question);
    else await this.#tellGrant(machine, question);
  }

  async #lookUp(machine: MachineAddress, { orderId, lotId, car }: ParkingQuestion): Promise<void> {
    const lot = this.#ports.lots.lotOf(machine.merchantId, lotId);
    const outcome = await lot?.bill(car);
    const about = { about: 'lookUp' as const, orderId };
    if (outcome?.kind === 'bill') {
      const { stay } = outcome.bill;
      return this.#tell(machine, { ...about, state: 'found', stay });
    }
    const reasons = { notFound: 'PARKING_CAR_UNKNOWN', permit: 'PARKING_PERMIT' } as const;
    if (outcome?.kind === 'notFound' || outcome?.kind === 'permit') {
      return this.#tell(machine, { ...about, state: 'refused', reason: reasons[outcome.kind] });
    }
    const reason = outcome?.reason ?? 'PARKING_LOT_DOWN';
    await this.#tell(machine, { ...about, state: 'unavailable', reason });
  }

  /** The car goes to a grant that the journal intends; until that has arrived there is nothing to say. */
  async #tellGrant(machine: MachineAddress, { orderId, car }: ParkingQuestion): Promise<void> {
    const { store } = this.#ports;
    const grant = await store.find(machine.merchantId, orderId);
    if (!grant) return this.#tell(machine, { about: 'grant', orderId, state: 'pending' });
    if (grant.machineId !== machine.machineId) {
      throw new Fault('TOPIC_FORBIDDEN', 'name a car for the order of another machine');
    }
    if (await store.keepCar(machine.merchantId, orderId, car)) this.wake();
    await this.#tell(machine, answerOf(grant));
  }

  #tell(machine: MachineAddress, answer: Omit<ParkingAnswer, 'cloudTimeMs'>): Promise<void> {
    return this.#desk.tell(machine, 'parked', answer, answerExpiryS);
  }

  async #sweep(): Promise<void> {
    try {
      await this.#takeDue();
    } catch (error) {
      this.#ports.log.warn('due grants of parking could not be read', { fault: faultChain(error) });
    }
    if (this.#desk.stopped()) return;
    this.#cancelSweep = this.#ports.clock.after(sweepMs, () => this.#desk.keep(this.#sweep(), 'sweep'));
  }

  async #takeDue(): Promise<void> {
    const { store, clock } = this.#ports;
    const room = drivenMax - this.#driven.size;
    if (room <= 0 || this.#desk.stopped()) return;
    for (const grant of await store.takeDue(clock.now(), this.#lease(), room)) {
      this.#desk.keep(this.#drive(grant), `grant for ${grant.orderId}`);
    }
  }

  async #drive(grant: Grant): Promise<void> {
    const { store, clock, lots } = this.#ports;
    const key = `${grant.merchantId} ${grant.orderId}`;
    this.#driven.add(key);
    try {
      const lot = lots.lotOf(grant.merchantId, grant.lotId);
      const lease = () => this.#lease();
      const after = await driveGrant({ store, clock, lease, pausesMs: this.#pausesMs }, lot, grant);
      const { merchantId, machineId } = grant;
      const machine = { merchantId, machineId, shard: shardOf(machineId) };
      if (after.state.name !== 'pending' && !this.#desk.stopped()) await this.#tell(machine, answerOf(after));
    } finally {
      this.#driven.delete(key);
    }
  }

  #lease(): GrantLease {
    return { holder: this.#holder, untilMs: this.#ports.clock.now() + leaseMs };
  }
}

/** Where a grant stands, for the machine; the reason of one that is open is the operator's. */
function answerOf({ orderId, state }: Grant): Omit<ParkingAnswer, 'cloudTimeMs'> {
  const { name, stay, leaveByMs, fault } = state;
  return {
    ...{ about: 'grant', orderId, state: name },
    ...(stay === undefined ? {} : { stay }),
    ...(leaveByMs === undefined ? {} : { leaveByMs }),
    ...(fault === undefined ? {} : { reason: fault }),
  };
}
