/**
 * Enrols faces and forgets them, each with its proof in the journal: enrolled is recorded before the template is
 * kept, forgotten after the store without it is on the disk. What a cut of power leaves between the two is made
 * good at the next start. Templates live exactly as long as the site allows and nobody has to ask.
 */
import { consentTextOf } from '../../domain/consent.ts';
import type { ConsentPurpose } from '../../domain/consent-purpose.ts';
import type { ForgottenReason } from '../../domain/consent-records.ts';
import { type FaultCode, faultCodeOf } from '../../domain/fault.ts';
import type { MatchRule } from '../../domain/identity.ts';
import type { Gallery } from '../../domain/identity-gallery.ts';
import { type FacePolicy, facePayLimitMinor } from '../../domain/identity-policy.ts';
import type { RecordBody } from '../../domain/record.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { MakeId, Random } from '../../platform/random.ts';
import type { ConsentBook } from '../journal/consent-book.ts';
import {
  type Forgettable,
  isToPay,
  type KeptFace,
  type NewFace,
  type TemplateStore,
} from './template-store.ts';

const everyMs = 3600_000;
const dayMs = 86_400_000;
/** Looks in a row that may fail for a card, over all its payments; then only its PIN helps. */
const failedLooksMax = 5;
const tagAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export interface FaceKeeperPorts {
  readonly store: TemplateStore;
  readonly book: Pick<ConsentBook, 'enrolled'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly makeId: MakeId;
  readonly log: Log;
  readonly rule: MatchRule;
  /** Names a card so that nobody elsewhere can tell which it is. */
  cardTag(code: string): string;
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

  /** The template of whoever pays under that consent, alone, for one look; empty where it is gone. */
  async payer(consentId: string): Promise<Gallery> {
    const { store } = this.#ports;
    const payer = (await store.people()).find((one) => isToPay(one) && one.consentId === consentId);
    if (payer) await store.tried(payer.personId);
    return store.galleryOfPayer(consentId);
  }

  /** The consent under which that card is paid by face here; undefined after too many looks that failed. */
  async payingConsent(code: string): Promise<string | undefined> {
    const payer = await this.#payerOfCard(code);
    return payer && (payer.tries ?? 0) < failedLooksMax ? payer.consentId : undefined;
  }

  /** The card's PIN was right: looks that failed are forgiven. */
  async forgiveLooks(code: string): Promise<void> {
    const payer = await this.#payerOfCard(code);
    if (payer?.tries !== undefined) await this.verified(payer.personId);
  }

  async #payerOfCard(code: string): Promise<KeptFace | undefined> {
    const tag = this.#ports.cardTag(code);
    return (await this.people()).find(({ cardTag }) => cardTag === tag);
  }

  /** Who may be forgotten by being looked at. */
  forgettable(whose: Forgettable): Promise<Gallery> {
    return this.#ports.store.galleryToForget(whose, this.#alikeWithin());
  }

  /** Well within what is taken for one person. */
  #alikeWithin(): number {
    const { distanceMax, marginMin } = this.#ports.rule;
    return distanceMax - marginMin;
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
    const tag = [...this.#ports.random.bytes(8)].map((byte) => tagAlphabet[byte & 31]).join('');
    await this.#add('enrolFace', { consentId, tag, template });
    return tag;
  }

  /** Keeps the template that stands for a card's PIN from now on; one from before is forgotten. */
  async enrolToPay(consentId: string, template: Float32Array, code: string): Promise<void> {
    await this.forgetCard(code);
    await this.#add('payByFace', { consentId, template, tag: '', cardTag: this.#ports.cardTag(code) });
  }

  async #add(
    purpose: ConsentPurpose,
    face: Pick<NewFace, 'consentId' | 'tag' | 'template' | 'cardTag'>,
  ): Promise<void> {
    const { store, clock, makeId, append, policy } = this.#ports;
    const personId = makeId('psn');
    const { consentId } = face;
    const keptDays = policy()?.keptDays ?? 30;
    const textVersion = consentTextOf(purpose).version;
    await store.add({ ...face, personId, textVersion, enrolledAtMs: clock.now() }, (sealedHash) =>
      append([{ kind: 'faceEnrolled', personId, consentId, sealedHash, keptDays }]),
    );
  }

  /** Whoever pays under that consent was there; they count as seen today. */
  async verified(personId: string): Promise<void> {
    await this.#ports.store.used(personId, this.#ports.clock.now());
  }

  /** The face of a card that is not paid by face any more. */
  async forgetCard(code: string): Promise<void> {
    const payer = await this.#payerOfCard(code);
    if (payer) await this.forget(payer.personId, 'cardChanged');
  }

  /** Deletes every face of whoever asks, or those that pay; false where nothing was kept. */
  async forgetWhole(personId: string, whose: Forgettable): Promise<boolean> {
    const faces = await this.#ports.store.facesOf(personId, whose, this.#alikeWithin());
    for (const face of faces) await this.forget(face, 'asked');
    return faces.length > 0;
  }

  /** What a person just recognised is known by; they count as seen today. */
  async recognised(personId: string): Promise<string | undefined> {
    const { store, clock } = this.#ports;
    const tag = await store.tagOf(personId);
    if (tag !== undefined) await store.used(personId, clock.now());
    return tag;
  }

  /** Deletes one face that is kept, durable when it resolves. False where nothing was kept. */
  async forget(personId: string, reason: ForgottenReason): Promise<boolean> {
    const { store, append } = this.#ports;
    const face = (await store.people()).find((one) => one.personId === personId);
    const gone = face && (await store.remove(personId));
    if (!face || !gone) return false;
    const { boxHash, storeHash, left } = gone;
    const { consentId } = face;
    await append([
      { kind: 'consentWithdrawn', consentId, purpose: isToPay(face) ? 'payByFace' : 'enrolFace' },
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
    for (const { personId, usedAtMs, cardTag } of people) {
      const isStopped = rules && (isToPay({ cardTag }) ? facePayLimitMinor(rules) === 0 : !rules.recognise);
      if (isStopped) await this.forget(personId, 'siteStopped');
      else if (rules && isTrusted && clock.now() - usedAtMs > rules.keptDays * dayMs)
        await this.forget(personId, 'expired');
    }
  }
}
