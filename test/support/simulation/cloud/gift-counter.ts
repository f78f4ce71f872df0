/**
 * Answers the machines' questions about gifts, as one process of the cloud: finds the gift for a code among those on
 * the shelf and holds it, hands out the leases of gifts that are kept for a machine, and ends what is over.
 */
import type { GiftKeys } from '../../../../src/cloud/database/gift-keys.ts';
import type { GiftTerms } from '../../../../src/domain/gift.ts';
import { giftHash } from '../../../../src/domain/gift-hash.ts';
import { type SignedGiftLease, signGiftLease } from '../../../../src/domain/gift-lease.ts';
import { fittingGifts } from '../../../../src/domain/gift-match.ts';
import { canOffer } from '../../../../src/domain/gift-state.ts';
import { makeId } from '../../../../src/domain/ids.ts';
import type { Clock } from '../../../../src/platform/clock.ts';
import type { Link } from '../../../../src/platform/mqtt-link.ts';
import type { Random } from '../../../../src/platform/random.ts';
import { type GiftOffer, type GiftQuestion, giftQuestionSchema } from '../../../../src/wire/gift-messages.ts';
import { parseMessage } from '../../../../src/wire/messages.ts';
import { downTopic, type MachineAddress, parseUpTopic } from '../../../../src/wire/topics.ts';
import { giftHashKey } from '../small-shop.ts';
import type { GiftShelf, ShelfGift } from './gift-shelf.ts';

const offerValidMs = 180_000;
const leaseValidMs = 72 * 3600_000;
const sweepEveryMs = 15_000;

export interface GiftCounterPorts {
  readonly shelf: GiftShelf;
  readonly keys: GiftKeys;
  readonly clock: Clock;
  readonly random: Random;
  readonly link: Link;
}

type OfferQuestion = Extract<GiftQuestion, { about: 'offer' }>;

export class GiftCounter {
  readonly #ports: GiftCounterPorts;

  constructor(ports: GiftCounterPorts) {
    this.#ports = ports;
  }

  start(): void {
    const { clock, shelf } = this.#ports;
    clock.after(sweepEveryMs, () => {
      shelf.sweep(clock.now());
      this.start();
    });
  }

  async hear(topic: string, payload: Uint8Array): Promise<void> {
    const { clock, link } = this.#ports;
    const { machine } = parseUpTopic(topic);
    const question = parseMessage(giftQuestionSchema, payload, 'a question about gifts');
    if (question.expiresAtMs < clock.now() || question.about === 'phoneCode') return;
    const said =
      question.about === 'offer' ? this.#offer(machine, question) : this.#leases(machine, question);
    const answer = { ...said, cloudTimeMs: clock.now() };
    // Nobody waits for an answer that does not arrive.
    await link.publish(downTopic(machine, 'gifted'), JSON.stringify(answer)).catch(() => undefined);
  }

  #offer({ merchantId, machineId }: MachineAddress, question: OfferQuestion) {
    const { askId, orderId, lines, attributes, notAgain = [] } = question;
    const { shelf, clock } = this.#ports;
    const nowMs = clock.now();
    const about = { about: 'offer', askId, orderId } as const;
    const refused = notAgain.map((offerId) => shelf.offer(offerId)?.giftId);
    const open = shelf.gifts.filter(
      (gift) =>
        gift.merchantId === merchantId &&
        (gift.keepAt === undefined || gift.keepAt === machineId) &&
        !refused.includes(gift.giftId) &&
        canOffer(gift.state, machineId, nowMs),
    );
    const facts = { machine: machineId, hour: 9, weekday: 1, spendMinor: 0, categories: [] };
    for (const [offerId, before] of shelf.openOffers(machineId, orderId)) {
      shelf.change(before.giftId, { kind: 'offerEnded', offerId });
    }
    const [first] = fittingGifts(open.map(termsOf), attributes, facts, lines);
    if (!first) return about;
    const { cover, terms } = first;
    const offer = this.#hold(terms, cover, machineId, orderId, nowMs);
    return offer ? { ...about, offer } : about;
  }

  #hold(
    { giftId, merchantId, target, currency, wording }: GiftTerms,
    cover: GiftOffer['cover'],
    holder: string,
    orderId: string,
    nowMs: number,
  ): GiftOffer | undefined {
    const { shelf, keys } = this.#ports;
    const offerId = this.#id('gof', nowMs);
    const untilMs = nowMs + offerValidMs;
    const held = { offerId, holder, coverMinor: cover.coverMinor, untilMs };
    if (shelf.change(giftId, { kind: 'offered', offer: held, nowMs }).refused) return undefined;
    shelf.addOffer(offerId, { ...held, giftId, orderId, answered: false });
    const code = keys.offerCode(merchantId, offerId);
    const about = { giftId, offerId, code, target, cover, currency, wording };
    return { ...about, conversation: false, expiresAtMs: untilMs };
  }

  #leases(machine: MachineAddress, { askId, held }: Extract<GiftQuestion, { about: 'leases' }>) {
    const leases: SignedGiftLease[] = [];
    const kept = new Set<string>();
    for (const gift of this.#ports.shelf.gifts) {
      if (gift.keepAt !== machine.machineId) continue;
      const lease = this.#leaseOf(gift, machine);
      if (!lease) continue;
      leases.push(lease.signed);
      kept.add(lease.leaseId);
    }
    return { about: 'leases' as const, askId, leases, giveUp: held.filter((id) => !kept.has(id)) };
  }

  /** The lease under way, or a new one. */
  #leaseOf(gift: ShelfGift, { machineId }: MachineAddress) {
    const { shelf, keys, clock } = this.#ports;
    const nowMs = clock.now();
    const { giftId, state } = gift;
    const running = state.lease;
    const lease = running ?? {
      leaseId: this.#id('lse', nowMs),
      holder: machineId,
      untilMs: nowMs + leaseValidMs,
    };
    if (!running) {
      if (state.name !== 'open' || shelf.change(giftId, { kind: 'leased', lease, nowMs }).refused)
        return undefined;
      shelf.addLease(lease.leaseId, { offerId: this.#id('gof', nowMs), giftId, machineId });
    }
    const { leaseId, untilMs } = lease;
    const offerId = shelf.leaseOffer(leaseId);
    if (offerId === undefined) return undefined;
    const about = { leaseId, offerId, machineId, terms: termsOf(gift), issuedAtMs: nowMs };
    return { leaseId, signed: signGiftLease(keys.leaseKey, { ...about, expiresAtMs: untilMs }) };
  }

  #id(kind: 'gof' | 'lse', nowMs: number): string {
    return makeId(kind, nowMs, this.#ports.random.bytes(10));
  }
}

function termsOf({
  giftId,
  merchantId,
  pickupCode,
  amountMinor,
  createdAtMs,
  expiresAtMs,
}: ShelfGift): GiftTerms {
  return {
    ...{ giftId, merchantId, amountMinor, createdAtMs, expiresAtMs, threshold: 1, currency: 'CNY' },
    features: [{ kind: 'pickupCode', hash: giftHash(giftHashKey, 'pickup', pickupCode) }],
    target: { kind: 'value' },
    wording: { words: 'for you' },
  };
}
