/**
 * Asks the cloud who a member is, within a deadline. Codes and phone numbers are hashed here, under the
 * merchant's key, and forgotten; what a member let machines keep is in memory, at most for the hours they
 * said, and answers while the cloud does not. The masked name of the member of an open order lies sealed in
 * the journal, so that a cut of power does not change who is greeted; its key is destroyed at the end.
 */
import { displayWishSchema } from '../../domain/display-rules.ts';
import { Fault, faultCodeOf } from '../../domain/fault.ts';
import { keptHoursMax, type Member, type MemberProof } from '../../domain/member.ts';
import { memberHash } from '../../domain/member-hash.ts';
import type { JournalRecord, RecordOf } from '../../domain/record.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Journal } from '../journal/journal.ts';
import type { MemberAnswer, MemberLink, NamedMembers } from './member-ports.ts';

/** Nobody waits longer to be greeted. */
export const memberWaitMs = 4000;
const keptMax = 500;

/** What became of a question. `late`: nobody answered, and nothing was kept. */
export type MemberFinding =
  | { readonly found: 'known'; readonly member: Member }
  | { readonly found: 'unknown' | 'late' | 'tooMany' };

export interface MemberFlowPorts {
  readonly link: MemberLink;
  readonly clock: Clock;
  readonly log: Log;
  readonly named: NamedMembers;
  readonly journal: Pick<Journal, 'append' | 'read' | 'personalFields' | 'forget'>;
  /** The merchant's key; undefined where the site knows no members. */
  hashKey(): string | undefined;
  looked(askId: string, finding: MemberFinding): void;
  /** Whom a resumed order was named for. */
  remembered(orderId: string, fields: Pick<Member, 'nameMasked' | 'display'>): void;
  failed(error: unknown): void;
}

interface Kept {
  readonly member: Member;
  readonly untilMs: number;
}

/** The sealed field is a person's of its own: the car of the same order has another key. */
const personOf = (orderId: string): string => `${orderId}.member`;

export class MemberFlow {
  #ports: MemberFlowPorts;
  #asked = new Map<string, { readonly hash: string; readonly cancel: Cancel }>();
  #kept = new Map<string, Kept>();
  #stopped = true;

  constructor(ports: MemberFlowPorts) {
    this.#ports = ports;
    ports.link.onMember((answer) => this.#take(answer));
  }

  /** Forgets what orders that are over left behind, and remembers whom the order on the screen is for. */
  start(onScreen: string | undefined): void {
    const { named, journal, failed } = this.#ports;
    this.#stopped = false;
    for (const orderId of named.over()) journal.forget(personOf(orderId)).catch(failed);
    if (onScreen !== undefined) this.#remember(onScreen).catch(failed);
  }

  stop(): void {
    this.#stopped = true;
    for (const { cancel } of this.#asked.values()) cancel();
    this.#asked.clear();
  }

  /** Asks who it is; `looked` is told once, within the deadline. */
  lookUp(askId: string, by: MemberProof, given: string): void {
    const { link, clock, log } = this.#ports;
    const hash = this.#hash(by, given);
    if (hash === undefined || !link.online()) {
      this.#ports.looked(askId, this.#fromKept(hash));
      return;
    }
    const cancel = clock.after(memberWaitMs, () => this.#end(askId, this.#fromKept(hash)));
    this.#asked.set(askId, { hash, cancel });
    link.askMember({ askId, by, hash, expiresAtMs: clock.now() + memberWaitMs }).catch((error: unknown) => {
      // The deadline answers for it.
      log.debug('a question about a member was not handed over', { askId, code: faultCodeOf(error) });
    });
  }

  /** Puts on record for whom the order is; durable when it resolves. */
  async name(named: RecordOf<'memberNamed'>, { nameMasked, display }: Member): Promise<void> {
    const fields = { nameMasked, ...(display === undefined ? {} : { display: JSON.stringify(display) }) };
    await this.#ports.journal.append([named], { personId: personOf(named.orderId), fields });
  }

  /** A record became durable: an order that is over needs no name any more. */
  heard({ body }: JournalRecord): void {
    if (this.#stopped || body.kind !== 'orderClosed' || !this.#ports.named.over().includes(body.orderId))
      return;
    this.#ports.journal.forget(personOf(body.orderId)).catch(this.#ports.failed);
  }

  #hash(by: MemberProof, given: string): string | undefined {
    const key = this.#ports.hashKey();
    return key === undefined ? undefined : memberHash(key, by, given);
  }

  #take({ askId, state, member, keptHours = 0 }: MemberAnswer): void {
    const asked = this.#asked.get(askId);
    if (this.#stopped || !asked) return;
    if (state !== 'found' || !member) {
      if (state === 'unknown') this.#kept.delete(asked.hash);
      this.#end(askId, { found: state === 'tooMany' ? 'tooMany' : 'unknown' });
      return;
    }
    this.#keep(asked.hash, member, keptHours);
    this.#end(askId, { found: 'known', member });
  }

  #end(askId: string, finding: MemberFinding): void {
    this.#asked.get(askId)?.cancel();
    if (this.#asked.delete(askId)) this.#ports.looked(askId, finding);
  }

  /** Points are never answered from memory: they may be spent meanwhile. */
  #keep(hash: string, { pointsBalance: _, ...member }: Member, keptHours: number): void {
    this.#kept.delete(hash);
    if (keptHours <= 0) return;
    const untilMs = this.#ports.clock.now() + Math.min(keptHours, keptHoursMax) * 3600_000;
    this.#kept.set(hash, { member, untilMs });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > keptMax && oldest !== undefined) this.#kept.delete(oldest);
  }

  #fromKept(hash: string | undefined): MemberFinding {
    const kept = hash === undefined ? undefined : this.#kept.get(hash);
    if (!kept || hash === undefined) return { found: 'late' };
    if (kept.untilMs > this.#ports.clock.now()) return { found: 'known', member: kept.member };
    this.#kept.delete(hash);
    return { found: 'late' };
  }

  async #remember(orderId: string): Promise<void> {
    const { named, journal } = this.#ports;
    const seq = named.seqOf(orderId);
    if (seq === undefined) return;
    const [stored] = await journal.read(seq, 1);
    const fields = stored && (await journal.personalFields(stored));
    if (this.#stopped || !fields) return;
    const { nameMasked = '*', display } = fields;
    this.#ports.remembered(orderId, {
      nameMasked,
      ...(display === undefined ? {} : { display: readWish(display) }),
    });
  }
}

function readWish(text: string) {
  const wish = displayWishSchema.safeParse(JSON.parse(text));
  if (wish.success) return wish.data;
  throw new Fault('INPUT_MALFORMED', 'read the sealed settings of a member', { cause: wish.error });
}
