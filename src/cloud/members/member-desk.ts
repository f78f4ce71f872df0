/**
 * Answers the machines' questions about members: as much as the member lets a machine know, to machines of
 * their merchant only. A machine that asks for too many whom nobody knows is told to wait, so that numbers
 * cannot be tried out at a screen. Neither hashes nor names are logged.
 */
import { maskName } from '../../domain/member.ts';
import { type MemberAnswer, type MemberQuestion, memberQuestionSchema } from '../../wire/member-messages.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { MachineDesk, type MachineDeskPorts } from '../desks/machine-desk.ts';
import { RecentCounts } from '../desks/recent-counts.ts';
import type { MemberAccounts } from './member-accounts.ts';

export interface MemberDeskPorts extends MachineDeskPorts {
  readonly db: CloudDatabase;
  readonly accounts: Pick<MemberAccounts, 'findByHash'>;
  /** What the books say of a member's points; absent where nobody keeps any. */
  readonly pointsOf?: (merchantId: string, memberId: string) => Promise<number | undefined>;
}

/** Unknown codes and numbers that a machine may ask for in a while. */
export const unknownMax = 20;
export const unknownWithinMs = 600_000;
const answerExpiryS = 10;

export class MemberDesk {
  #ports: MemberDeskPorts;
  #desk: MachineDesk;
  /** Of each machine. */
  #unknown: RecentCounts;

  constructor(ports: MemberDeskPorts) {
    this.#ports = ports;
    this.#unknown = new RecentCounts(ports.clock, unknownWithinMs);
    this.#desk = new MachineDesk(ports, 'a question about a member was not answered');
    const heard = { schema: memberQuestionSchema, what: 'a question about a member' };
    this.#desk.listen('identify', heard, (machine, question) => this.#answer(machine, question));
  }

  start(): void {
    this.#desk.start();
  }

  stop(): Promise<void> {
    return this.#desk.stop();
  }

  /** Listens to the machines of exactly these shards from now on. */
  holdShards(shards: Iterable<number>): void {
    this.#desk.holdShards(shards);
  }

  async #answer(machine: MachineAddress, question: MemberQuestion): Promise<void> {
    const { db, accounts, clock, pointsOf } = this.#ports;
    const { merchantId, machineId } = machine;
    const { askId, by, hash, expiresAtMs } = question;
    if (expiresAtMs < clock.now()) return;
    if (this.#unknown.of(machineId) >= unknownMax) {
      return this.#tell(machine, { askId, state: 'tooMany' });
    }
    const account = await accounts.findByHash(db, merchantId, by, hash);
    if (!account) {
      this.#unknown.add(machineId);
      return this.#tell(machine, { askId, state: 'unknown' });
    }
    const { id: memberId, name, memberPrice, display, keptHours } = account;
    const points = await pointsOf?.(merchantId, memberId);
    const member = {
      ...{ memberId, nameMasked: maskName(name), memberPrice },
      ...(display === null ? {} : { display }),
      ...(points === undefined ? {} : { pointsBalance: points }),
    };
    await this.#tell(machine, { askId, state: 'found', member, keptHours });
  }

  #tell(machine: MachineAddress, answer: Omit<MemberAnswer, 'cloudTimeMs'>): Promise<void> {
    return this.#desk.tell(machine, 'member', answer, answerExpiryS);
  }
}
