/**
 * Camera and recognizer for people: they run exactly while the sale wishes it, which names a consent on record;
 * the lamp burns before and until after. Without a wish nothing runs, not even the recognizer's process. What
 * came of a look goes to the sale, how long the camera ran goes on record; pictures and faces go nowhere.
 */

import type { Findings, Recognizer, RecognizerState } from '../../../models/people/recognizer.ts';
import { type FaultCode, faultCodeOf } from '../../domain/fault.ts';
import type { GiftReaction } from '../../domain/gift-records.ts';
import { emptyGallery, type Gallery } from '../../domain/identity-gallery.ts';
import { readReaction } from '../../domain/reaction.ts';
import type { RecordBody, RecordOf } from '../../domain/record.ts';
import type { Cancel } from '../../platform/clock.ts';
import { beginLook, type Look, type LookEnd, look, lookNow } from './look-machine.ts';
import type { LookNow, PeoplePorts, PeopleWish } from './people-ports.ts';
import { seenPeople } from './seen-people.ts';

/** A camera that gives no picture for so long has failed. */
const blindMs = 12_000;
type Outcome = RecordOf<'peopleSeen'>['outcome'];

/** One run of the camera for one consent. */
interface Session {
  wish: PeopleWish;
  look: Look;
  gallery: Gallery;
  /** The enrolled recipient of a reaction, where they enrolled. */
  recipientId: string | undefined;
  outcome: Outcome;
  /** Since when the camera runs; undefined before it does. */
  startedMs: number | undefined;
  endWatch: Cancel | undefined;
  cancelBlind: Cancel | undefined;
  over: boolean;
}

/** What is done with the pictures for a wish. */
function lookFor({ purpose, card }: PeopleWish): Look['purpose'] {
  if (purpose !== 'payByFace') return purpose;
  return card?.step === 'verify' ? 'verifyFace' : 'enrolFace';
}

export class PeopleFlow {
  readonly #ports: PeoplePorts;
  #session: Session | undefined;
  /** Runs end before the next one begins. */
  #turn: Promise<void> = Promise.resolve();

  constructor(ports: PeoplePorts) {
    this.#ports = ports;
    ports.camera?.on('healthChanged', ({ state, fault }) => this.#cameraChanged(state, fault));
    ports.recognizer?.on('found', (findings) => this.#found(findings));
    ports.recognizer?.on('stateChanged', (state) => this.#recognizerChanged(state));
  }

  /** Whether people could be looked at now; what the site allows is another question. */
  canLook(): boolean {
    const { camera, recognizer, keeper } = this.#ports;
    const isThere = camera !== undefined && camera.health().state !== 'unavailable';
    return isThere && recognizer !== undefined && keeper.fault === undefined;
  }

  /** Follows the sale: the camera runs for exactly what is wished now. */
  follow(wish: PeopleWish | undefined): void {
    const session = this.#session;
    if (session && session.wish.consentId === wish?.consentId) {
      session.wish = wish;
      return;
    }
    if (session) this.#end(session);
    if (wish) this.#begin(wish);
  }

  now(): LookNow | undefined {
    const session = this.#session;
    if (!session) return undefined;
    if (session.startedMs === undefined || this.#ports.recognizer?.state === 'starting')
      return { step: 'starting', progress: 0 };
    return lookNow(session.look);
  }

  /**
   * Adds what was read of the recipient to the answer that is about to be recorded: one record holds both. The
   * camera goes off with it.
   */
  withReaction(bodies: readonly RecordBody[]): readonly RecordBody[] {
    return bodies.map((body) => {
      if (body.kind !== 'giftAnswered') return body;
      const reaction = this.#reactionTo(body);
      return reaction === undefined ? body : { ...body, reaction };
    });
  }

  #reactionTo({ offerId, answer }: RecordOf<'giftAnswered'>): GiftReaction | undefined {
    const session = this.#session;
    const shown = session?.wish.reaction?.shown;
    if (session?.look.purpose !== 'readReaction' || shown?.offerId !== offerId) return undefined;
    const { seen, track } = session.look.following;
    this.#end(session, 'read');
    // Who says that it is not for them, or nothing, is not the recipient as far as anybody knows.
    if (answer !== 'accepted' && answer !== 'declined') return undefined;
    const { attitude, confidence, evidence } = readReaction({
      seen,
      recipientTrack: track,
      offeredAtMs: shown.atMs,
      answeredAtMs: this.#ports.clock.now(),
    });
    return { label: attitude, confidence, evidence: [...evidence] };
  }

  /** Resolves when nothing runs any more. */
  async stop(): Promise<void> {
    if (this.#session) this.#end(this.#session);
    await this.#turn;
  }

  #begin(wish: PeopleWish): void {
    const session: Session = {
      wish,
      look: beginLook(lookFor(wish)),
      gallery: emptyGallery,
      recipientId: undefined,
      outcome: 'ended',
      startedMs: undefined,
      endWatch: undefined,
      cancelBlind: undefined,
      over: false,
    };
    this.#session = session;
    this.#turn = this.#turn.then(() =>
      this.#turnOn(session).catch((error: unknown) => this.#fail(session, faultCodeOf(error))),
    );
  }

  async #turnOn(session: Session): Promise<void> {
    const { camera, recognizer, lamp, keeper, clock } = this.#ports;
    if (session.over) return;
    if (!camera || !recognizer) {
      this.#fail(session, 'CAMERA_OFFLINE');
      return;
    }
    const { wish } = session;
    const { purpose } = wish;
    const faceTag = wish.reaction?.faceTag;
    session.gallery = await this.#galleryFor(wish);
    if (faceTag !== undefined) session.recipientId = await keeper.personOfTag(faceTag);
    await lamp.light();
    if (session.over) return;
    const needsTemplates = purpose !== 'readReaction' || faceTag !== undefined;
    await recognizer.start({
      templates: needsTemplates,
      expression: purpose === 'readReaction',
      body: false,
    });
    if (session.over) return;
    session.startedMs = clock.monotonicMs();
    this.#awaitPicture(session);
    session.endWatch = camera.watch((frame) => {
      if (session.over) return;
      this.#awaitPicture(session);
      recognizer.show(frame);
    });
    this.#ports.changed();
  }

  /** The templates that a look compares with, and no others. */
  #galleryFor({ purpose, consentId, reaction, forgets, card }: PeopleWish): Promise<Gallery> {
    const { keeper } = this.#ports;
    if (card?.step === 'verify') return keeper.payer(consentId);
    if (forgets) return keeper.forgettable(forgets);
    const isNeeded = purpose === 'recogniseFace' || reaction?.faceTag !== undefined;
    return isNeeded ? keeper.gallery() : Promise.resolve(emptyGallery);
  }

  #awaitPicture(session: Session): void {
    session.cancelBlind?.();
    session.cancelBlind = this.#ports.clock.after(blindMs, () =>
      this.#fail(session, this.#ports.camera?.health().fault ?? 'CAMERA_STALLED'),
    );
  }

  #found(findings: Findings): void {
    const session = this.#session;
    if (!session || session.over || session.startedMs === undefined) return;
    const { rule, random } = this.#ports;
    const { gallery, recipientId, wish } = session;
    const { look: next, end } = look(session.look, seenPeople(findings), {
      ...{ gallery, rule, recipientId, fraction: random.fraction() },
      isShown: wish.reaction?.shown !== undefined,
    });
    session.look = next;
    if (end) this.#came(session, end);
    this.#ports.changed();
  }

  /** The look is done: the camera goes off before anybody is told. */
  #came(session: Session, end: LookEnd): void {
    const { consentId } = session.wish;
    if (end.end === 'ready') this.#ports.give({ type: 'reactionReady', consentId });
    else if (end.end === 'known') this.#recognised(session, end.personId);
    else if (end.end === 'enrolled') this.#enrolled(session, end.template);
    else {
      const isUnknown = end.end === 'unknown';
      this.#end(session, isUnknown ? 'unknown' : 'challengeFailed');
      const code = isUnknown ? 'FACE_UNKNOWN' : 'FACE_CHALLENGE_FAILED';
      this.#ports.give({ type: 'faceNotKnown', consentId, code });
    }
  }

  #recognised(session: Session, personId: string): void {
    const { consentId, card, forgets } = session.wish;
    this.#end(session, 'recognised');
    this.#after(consentId, async () => {
      const { keeper, clock } = this.#ports;
      if (card) {
        await keeper.verified(personId);
        this.#ports.give({ type: 'faceVerified', consentId, atMs: clock.now() });
        return;
      }
      if (forgets) {
        this.#ports.give({ type: 'faceKnown', consentId, tag: '', personId });
        return;
      }
      const tag = await keeper.recognised(personId);
      if (tag === undefined) this.#ports.give({ type: 'faceNotKnown', consentId, code: 'FACE_UNKNOWN' });
      else this.#ports.give({ type: 'faceKnown', consentId, tag, personId });
    });
  }

  #enrolled(session: Session, template: Float32Array): void {
    const { consentId, card } = session.wish;
    const { keeper, give } = this.#ports;
    this.#end(session, 'enrolled');
    this.#after(consentId, async () => {
      if (card) await keeper.enrolToPay(consentId, template, card.code);
      const named = card ? {} : { tag: await keeper.enrol(consentId, template) };
      give({ type: 'faceKept', consentId, ...named });
    });
  }

  #after(consentId: string, work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      const code = faultCodeOf(error);
      this.#ports.log.warn('a face was not kept or not read', { code });
      if (code.startsWith('JOURNAL_')) this.#ports.failed(error);
      this.#ports.give({ type: 'faceNotKnown', consentId, code });
    });
  }

  /** Who looks into a camera that is gone need not wait for its time-out. */
  #cameraChanged(state: string, fault: FaultCode | undefined): void {
    const session = this.#session;
    if (session?.startedMs !== undefined && state === 'unavailable')
      this.#fail(session, fault ?? 'CAMERA_OFFLINE');
  }

  #recognizerChanged(state: RecognizerState): void {
    const session = this.#session;
    if (session && !session.over && state === 'failed') this.#fail(session, 'FACE_READER_ENDED');
    this.#ports.changed();
  }

  #fail(session: Session, code: FaultCode): void {
    if (session.over) return;
    const { consentId, purpose } = session.wish;
    this.#ports.log.warn('people could not be looked at', { purpose, code });
    this.#end(session, 'failed');
    this.#ports.give({ type: 'faceNotKnown', consentId, code });
  }

  /** Off at once; the record of it follows. */
  #end(session: Session, outcome: Outcome = session.outcome): void {
    if (session.over) return;
    session.over = true;
    session.outcome = outcome;
    session.endWatch?.();
    session.cancelBlind?.();
    session.gallery = emptyGallery;
    if (this.#session === session) this.#session = undefined;
    this.#turn = this.#turn.then(() => this.#turnOff(session)).catch(this.#ports.failed);
    this.#ports.changed();
  }

  async #turnOff({ startedMs, wish, outcome }: Session): Promise<void> {
    const { recognizer, lamp, clock, append } = this.#ports;
    const ranMs = startedMs === undefined ? 0 : Math.round(clock.monotonicMs() - startedMs);
    await (recognizer as Recognizer | undefined)?.stop();
    lamp.release();
    const { purpose, consentId } = wish;
    await append([{ kind: 'peopleSeen', purpose, consentId, ranMs: Math.min(ranMs, 3_600_000), outcome }]);
  }
}
