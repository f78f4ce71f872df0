/**
 * Enrols faces and forgets them, each with its proof in the journal: enrolled is recorded before the template is
 * kept, forgotten after the store without it is on the disk. What a cut of power leaves between the two is made
 * good at the next start. Templates live exactly as long as the site allows and nobody has to ask.
 */
import { consentTextOf } from '../../domain/consent.ts';
import type { ForgottenReason } from '../../domain/consent-records.ts';
import { type FaultCode, faultCodeOf } from '../../domain/fault.ts';
import type { Gallery } from '../../domain/identity-gallery.ts';
import type { FacePolicy } from '../../domain/identity-policy.ts';
import type { RecordBody } from '../../domain/record.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { MakeId, Random } from '../../platform/random.ts';
import type { ConsentBook } from '../journal/consent-book.ts';
import type { KeptFace, TemplateStore } from './template-store.ts';

const everyMs = 3600_000;
const dayMs = 86_400_000;
const tagAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export interface FaceKeeperPorts {
  readonly store: TemplateStore;
  readonly book: Pick<ConsentBook, 'enrolled'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly makeId: MakeId;
  readonly log: Log;
  /** What the site says; undefined before the first bundle, when nothing is forgotten. */
  policy(): FacePolicy | undefined;
  append(bodies: readonly RecordBody[]): Promise<unknown>;
}

export class FaceKeeper {
  readonly #ports: FaceKeeperPorts;
  #cancel: Cancel | undefined;
  #tidying: Promise<void> = Promise.resolve();

  constructor(ports: FaceKeeperPorts) {
    this.#ports = ports;
  }

  /** Makes good what a power cut left, and forgets what is over, now and every hour. */
  start(): void {
    this.tidy();
    this.#cancel = this.#ports.clock.after(everyMs, () => this.start());
  }

  stop(): void {
    this.#cancel?.();
  }

  get fault(): FaultCode | undefined {
    return this.#ports.store.fault;
  }

  gallery(): Promise<Gallery> {
    return this.#ports.store.gallery();
  }

  people(): Promise<readonly KeptFace[]> {
    return this.#ports.store.people();
  }

  /** Whom a tag stands for; undefined where they are not enrolled any more. */
  personOfTag(tag: string): Promise<string | undefined> {
    return this.#ports.store.personOfTag(tag);
  }

  /** Forgets what is over; a store that cannot be read is told and tried again. */
  tidy(): void {
    this.#tidying = this.#tidying
      .then(() => this.#tidy())
      .catch((error: unknown) => {
        this.#ports.log.warn('the faces of this machine were not looked through', {
          code: faultCodeOf(error),
        });
      });
  }

  /** Resolves when what was begun to be forgotten is. */
  idle(): Promise<void> {
    return this.#tidying;
  }

  /** Keeps a new template; resolves with the tag its person tells givers. */
  async enrol(consentId: string, template: Float32Array): Promise<string> {
    const { store, clock, random, makeId, append, policy } = this.#ports;
    const personId = makeId('psn');
    const tag = [...random.bytes(8)].map((byte) => tagAlphabet[byte & 31]).join('');
    const enrolledAtMs = clock.now();
    const keptDays = policy()?.keptDays ?? 30;
    const textVersion = consentTextOf('enrolFace').version;
    await store.add({ personId, consentId, textVersion, enrolledAtMs, tag, template }, (sealedHash) =>
      append([{ kind: 'faceEnrolled', personId, consentId, sealedHash, keptDays }]),
    );
    return tag;
  }

  /** What a person just recognised is known by; they count as seen today. */
  async recognised(personId: string): Promise<string | undefined> {
    const { store, clock } = this.#ports;
    const tag = await store.tagOf(personId);
    if (tag !== undefined) await store.used(personId, clock.now());
    return tag;
  }

  /** Deletes everything that is kept of a person, durable when it resolves. False where nothing was kept. */
  async forget(personId: string, reason: ForgottenReason): Promise<boolean> {
    const { store, append } = this.#ports;
    const face = (await store.people()).find((one) => one.personId === personId);
    const gone = face && (await store.remove(personId));
    if (!face || !gone) return false;
    const { boxHash, storeHash, left } = gone;
    const { consentId } = face;
    await append([
      { kind: 'consentWithdrawn', consentId, purpose: 'enrolFace' },
      { kind: 'faceForgotten', personId, reason, sealedHash: boxHash, storeHash, left },
    ]);
    return true;
  }

  async #tidy(): Promise<void> {
    const { store, book, clock, policy, append } = this.#ports;
    const people = await store.people();
    const kept = new Set(people.map(({ personId }) => personId));
    const lost = book.enrolled().filter((personId) => !kept.has(personId));
    const storeHash = await store.storeHash();
    for (const personId of lost) {
      await append([{ kind: 'faceForgotten', personId, reason: 'missing', storeHash, left: people.length }]);
    }
    const rules = policy();
    // A clock that nobody confirmed deletes nothing.
    const isTrusted = clock.quality() !== 'unsynchronised';
    for (const { personId, usedAtMs } of people) {
      if (rules && !rules.recognise) await this.forget(personId, 'siteStopped');
      else if (rules && isTrusted && clock.now() - usedAtMs > rules.keptDays * dayMs)
        await this.forget(personId, 'expired');
    }
  }
}
