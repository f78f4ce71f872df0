/**
 * Answers the machines' questions about members: as much as the member lets a machine know, to machines of
 * their merchant only. A machine that asks for too many whom nobody knows is told to wait, so that numbers
 * cannot be tried out at a screen. Neither hashes nor names are logged.
 */
import { Fault, faultChain, faultCodeOf } from '../../domain/fault.ts';
import { maskName } from '../../domain/member.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Link } from '../../platform/mqtt-link.ts';
import { type MemberAnswer, type MemberQuestion, memberQuestionSchema } from '../../wire/member-messages.ts';
import { parseMessage } from '../../wire/messages.ts';
import {
  downTopic,
  type MachineAddress,
  parseUpTopic,
  shardFilterChange,
  shardOf,
} from '../../wire/topics.ts';
import type { CloudDatabase } from '../database/schema.ts';
import type { MemberAccounts } from './member-accounts.ts';

export interface MemberDeskPorts {
  readonly db: CloudDatabase;
  readonly link: Link;
  readonly accounts: Pick<MemberAccounts, 'findByHash'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether a machine of that name belongs to the merchant. */
  readonly belongs: (merchantId: string, machineId: string) => Promise<boolean>;
  /** What the books say of a member's points; absent where nobody keeps any. */
  readonly pointsOf?: (merchantId: string, memberId: string) => Promise<number | undefined>;
}

/** Unknown codes and numbers that a machine may ask for in a while. */
export const unknownMax = 20;
export const unknownWithinMs = 600_000;
const machinesMax = 10_000;
const answerExpiryS = 10;

export class MemberDesk {
  #ports: MemberDeskPorts;
  #shards = new Set<number>();
  #working = new Set<Promise<void>>();
  /** When each machine last asked for somebody unknown. */
  #unknown = new Map<string, readonly number[]>();
  #stopped = true;
  #onMessage = (topic: string, payload: Uint8Array) => this.#take(topic, payload);

  constructor(ports: MemberDeskPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#stopped = false;
    this.#ports.link.on('message', this.#onMessage);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.holdShards([]);
    this.#ports.link.off('message', this.#onMessage);
    await Promise.all(this.#working);
  }

  /** Listens to the machines of exactly these shards from now on. */
  holdShards(shards: Iterable<number>): void {
    const wanted = new Set(shards);
    const { added, removed } = shardFilterChange('identify', this.#shards, wanted);
    for (const filter of removed) this.#ports.link.unsubscribe(filter);
    for (const filter of added) this.#ports.link.subscribe(filter);
    this.#shards = wanted;
  }

  #take(topic: string, payload: Uint8Array): void {
    if (!topic.endsWith('/up/identify') || this.#stopped) return;
    const work = this.#answer(topic, payload).catch((error: unknown) => {
      const level = faultCodeOf(error) === 'INTERNAL_DEFECT' ? 'error' : 'warn';
      this.#ports.log[level]('a question about a member was not answered', { fault: faultChain(error) });
    });
    this.#working.add(work);
    void work.finally(() => this.#working.delete(work));
  }

  async #answer(topic: string, payload: Uint8Array): Promise<void> {
    const { db, accounts, clock, belongs, pointsOf } = this.#ports;
    const { machine } = parseUpTopic(topic);
    const { merchantId, machineId, shard } = machine;
    if (shard !== shardOf(machineId) || !(await belongs(merchantId, machineId))) {
      throw new Fault('TOPIC_FORBIDDEN', 'take a question about a member', { facts: { machineId } });
    }
    const question: MemberQuestion = parseMessage(memberQuestionSchema, payload, 'a question about a member');
    const { askId, by, hash, expiresAtMs } = question;
    if (expiresAtMs < clock.now()) return;
    if (this.#recentUnknown(machineId).length >= unknownMax) {
      return this.#tell(machine, { askId, state: 'tooMany' });
    }
    const account = await accounts.findByHash(db, merchantId, by, hash);
    if (!account) {
      this.#countUnknown(machineId);
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

  async #tell(machine: MachineAddress, answer: Omit<MemberAnswer, 'cloudTimeMs'>): Promise<void> {
    const { link, clock } = this.#ports;
    const payload = JSON.stringify({ ...answer, cloudTimeMs: clock.now() });
    await link.publish(downTopic(machine, 'member'), payload, { expiryS: answerExpiryS });
  }

  #recentUnknown(machineId: string): readonly number[] {
    const since = this.#ports.clock.now() - unknownWithinMs;
    return (this.#unknown.get(machineId) ?? []).filter((atMs) => atMs > since);
  }

  #countUnknown(machineId: string): void {
    const times = [...this.#recentUnknown(machineId), this.#ports.clock.now()];
    this.#unknown.delete(machineId);
    this.#unknown.set(machineId, times);
    const [oldest] = this.#unknown.keys();
    if (this.#unknown.size > machinesMax && oldest !== undefined) this.#unknown.delete(oldest);
  }
}
