/**
 * Looks for a gift for whoever pays: asks the cloud within a deadline and, where nobody answers, among the gifts
 * kept on this machine. It keeps the giver's words of an accepted gift sealed in the journal for the receipt,
 * and destroys their key when the order is over. Codes and numbers are hashed here and forgotten.
 */
import type { Bundle } from '../../domain/bundle.ts';
import { Fault, type FaultCode, faultCodeOf } from '../../domain/fault.ts';
import { type GiftWording, giftWordingSchema } from '../../domain/gift.ts';
import { localTime } from '../../domain/local-time.ts';
import type { JournalRecord, RecordOf } from '../../domain/record.ts';
import type { Language } from '../../domain/text.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Journal } from '../journal/journal.ts';
import { attributeOf, isProvedHere } from './clue-attributes.ts';
import type { GiftLeases } from './gift-leases.ts';
import type {
  FoundGift,
  GiftAnswer,
  GiftFound,
  GiftLink,
  GiftQuestion,
  GiftWish,
  TakenGifts,
} from './gift-ports.ts';

/** Of the time that the page waits, so that what is kept here is found in the rest. */
const cloudShare = 0.85;
const codeWaitMs = 8000;

export interface GiftFlowPorts {
  readonly link: GiftLink;
  readonly leases: Pick<GiftLeases, 'match' | 'sweep' | 'askSoon'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly machineId: string;
  readonly taken: TakenGifts;
  readonly journal: Pick<Journal, 'append' | 'read' | 'personalFields' | 'forget'>;
  bundle(): Bundle | undefined;
  found(askId: string, finding: GiftFound): void;
  codeSent(askId: string, refused?: FaultCode): void;
  failed(error: unknown): void;
}

interface Asked {
  readonly wish: GiftWish;
  readonly cancel: Cancel;
}

/** The giver's words are a person's of their own: the member of the same order has another key. */
const personOf = (orderId: string): string => `${orderId}.gift`;

function foundGift(offer: OfferOf<GiftAnswer>): FoundGift {
  const { giftId, offerId, code, cover, wording, conversation } = offer;
  return { giftId, offerId, code, coverMinor: cover.coverMinor, wording, conversation };
}

type OfferOf<A> = A extends { readonly about: 'offer'; readonly offer?: infer O } ? NonNullable<O> : never;

export class GiftFlow {
  #ports: GiftFlowPorts;
  #asked = new Map<string, Asked>();
  #codes = new Map<string, Cancel>();
  /** Of the orders on the screen lately. */
  #wordings = new Map<string, GiftWording>();
  #stopped = true;

  constructor(ports: GiftFlowPorts) {
    this.#ports = ports;
    ports.link.onGifted((answer) => this.#take(answer));
  }

  /** Forgets what orders that are over left behind, and remembers the words of the order on the screen. */
  start(onScreen: string | undefined): void {
    const { taken, journal, failed } = this.#ports;
    this.#stopped = false;
    for (const orderId of taken.over()) journal.forget(personOf(orderId)).catch(failed);
    if (onScreen !== undefined) this.wordingOf(onScreen).catch(failed);
  }

  stop(): void {
    this.#stopped = true;
    for (const { cancel } of this.#asked.values()) cancel();
    for (const cancel of this.#codes.values()) cancel();
    this.#asked.clear();
    this.#codes.clear();
  }

  /** `found` is told once, within the time that the page waits. */
  seek(wish: GiftWish): void {
    const { link, clock, log, machineId } = this.#ports;
    const policy = this.#ports.bundle()?.gifts;
    const { askId, orderId, currency, lines, clues, notAgain, waitMs } = wish;
    if (!policy || !link.online()) {
      this.#ports.found(askId, this.#fromLeases(wish));
      return;
    }
    const cancel = clock.after(Math.round(waitMs * cloudShare), () =>
      this.#end(askId, this.#fromLeases(wish)),
    );
    this.#asked.set(askId, { wish, cancel });
    const attributes = clues.map((clue) => attributeOf(clue, policy, machineId));
    const question: GiftQuestion = {
      ...{ about: 'offer', askId, orderId, currency, lines: [...lines], attributes },
      ...(notAgain.length > 0 ? { notAgain: [...notAgain] } : {}),
      expiresAtMs: clock.now() + waitMs,
    };
    link.askGift(question).catch((error: unknown) => {
      // The deadline answers for it.
      log.debug('a question about a gift was not handed over', { askId, code: faultCodeOf(error) });
    });
  }

  /** Has a code sent to a phone; `codeSent` is told once. */
  sendCode(askId: string, phone: string, language: Language): void {
    const { link, clock, log } = this.#ports;
    const cancel = clock.after(codeWaitMs, () => this.#endCode(askId, 'GIFT_LATE'));
    this.#codes.set(askId, cancel);
    const expiresAtMs = clock.now() + codeWaitMs;
    link.askGift({ about: 'phoneCode', askId, phone, language, expiresAtMs }).catch((error: unknown) => {
      log.debug('a wish for a code was not handed over', { askId, code: faultCodeOf(error) });
    });
  }

  /** Puts on record that the gift is about to be shown; durable when it resolves. */
  async offer(offered: RecordOf<'giftOffered'>, wording: GiftWording): Promise<void> {
    const fields = { wording: JSON.stringify(wording) };
    await this.#ports.journal.append([offered], { personId: personOf(offered.orderId), fields });
    this.#remember(offered.orderId, wording);
  }

  /** The giver's words of the gift that was accepted for the order; undefined where there is none. */
  async wordingOf(orderId: string): Promise<GiftWording | undefined> {
    const { taken, journal } = this.#ports;
    const seq = taken.seqOf(orderId);
    if (seq === undefined) return undefined;
    const known = this.#wordings.get(orderId);
    if (known) return known;
    const [stored] = await journal.read(seq, 1);
    const fields = stored && (await journal.personalFields(stored));
    if (!fields) return undefined;
    const wording = giftWordingSchema.safeParse(JSON.parse(fields.wording ?? 'null'));
    if (!wording.success) throw new Fault('INPUT_MALFORMED', 'read the sealed words of a giver');
    this.#remember(orderId, wording.data);
    return wording.data;
  }

  /** For the screen: what is known of them without looking. */
  wordingNow(orderId: string | undefined): GiftWording | undefined {
    return orderId === undefined ? undefined : this.#wordings.get(orderId);
  }

  /** A record became durable: a gift that was taken is not kept, an order that is over needs no words. */
  heard({ body }: JournalRecord): void {
    if (this.#stopped) return;
    const { taken, leases, journal, failed } = this.#ports;
    // The site may take gifts since then.
    if (body.kind === 'bundleApplied') leases.askSoon();
    const isOver = body.kind === 'giftAnswered' && body.answer === 'declined';
    if (isOver || body.kind === 'chargeSettled' || body.kind === 'orderClosed') leases.sweep().catch(failed);
    if (body.kind !== 'orderClosed' && body.kind !== 'receiptPrinted') return;
    if (taken.over().includes(body.orderId)) journal.forget(personOf(body.orderId)).catch(failed);
  }

  #take(answer: GiftAnswer): void {
    if (this.#stopped) return;
    if (answer.about === 'phoneCode') {
      this.#endCode(answer.askId, answer.sent ? undefined : (answer.refused ?? 'GIFT_LATE'));
    }
    if (answer.about !== 'offer') return;
    const asked = this.#asked.get(answer.askId);
    if (!asked || asked.wish.orderId !== answer.orderId) return;
    const { offer, refused } = answer;
    const fits = offer?.currency === asked.wish.currency ? offer : undefined;
    if (refused !== undefined) this.#end(answer.askId, { found: 'refused', reason: refused });
    else this.#end(answer.askId, fits ? { found: 'offer', offer: foundGift(fits) } : { found: 'none' });
  }

  #end(askId: string, finding: GiftFound): void {
    this.#asked.get(askId)?.cancel();
    if (this.#asked.delete(askId)) this.#ports.found(askId, finding);
  }

  #endCode(askId: string, refused: FaultCode | undefined): void {
    this.#codes.get(askId)?.();
    if (this.#codes.delete(askId)) this.#ports.codeSent(askId, refused);
  }

  /** Among the gifts kept here; without one, and without the network, the shopper is told that it needs it. */
  #fromLeases({ clues, lines, notAgain }: GiftWish): GiftFound {
    const { clock, machineId, leases, link } = this.#ports;
    const bundle = this.#ports.bundle();
    const none: GiftFound = link.online()
      ? { found: 'none' }
      : { found: 'refused', reason: 'GIFT_NEEDS_NETWORK' };
    if (!bundle?.gifts) return none;
    const policy = bundle.gifts;
    const attributes = clues.filter(isProvedHere).map((clue) => attributeOf(clue, policy, machineId));
    const { weekday, minuteOfDay } = localTime(clock.now(), bundle.timeZone);
    const facts = {
      ...{ machine: machineId, hour: Math.floor(minuteOfDay / 60), weekday },
      spendMinor: lines.reduce((sum, { dueMinor }) => sum + dueMinor, 0),
      categories: [...new Set(lines.map(({ category }) => category))],
    };
    const match = leases.match(attributes, facts, lines, notAgain);
    if (!match) return none;
    const { lease, cover, terms } = match;
    const { leaseId, offerId } = lease;
    const { coverMinor } = cover;
    const { giftId, wording } = terms;
    const offer = { giftId, offerId, leaseId, coverMinor, wording, conversation: false };
    return { found: 'offer', offer };
  }

  #remember(orderId: string, wording: GiftWording): void {
    this.#wordings.delete(orderId);
    this.#wordings.set(orderId, wording);
    const [oldest] = this.#wordings.keys();
    if (this.#wordings.size > 3 && oldest !== undefined) this.#wordings.delete(oldest);
  }
}
