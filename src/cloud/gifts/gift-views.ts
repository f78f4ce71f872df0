/** Gifts as their givers and recipients see them. Neither sees what the other did not want to show. */

import { spentMinor } from '../../domain/gift-state.ts';
import type { Currency } from '../../domain/money.ts';
import type { GiftView, ReceivedGift } from '../../wire/rest-gifts.ts';
import type { GiftRow } from '../database/gift-rows.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { newsOf, stageOf } from './gift-news.ts';
import type { GiftsPorts } from './gifts-ports.ts';

const newsMax = 50;

type ViewPorts = Pick<GiftsPorts, 'db' | 'clock' | 'keys' | 'payments' | 'publicUrl'>;

/** The code to pass on, while there is something to pick up. */
export function pickupCodeOf({ keys }: Pick<ViewPorts, 'keys'>, row: GiftRow): string | null {
  const waits = row.name === 'open' || row.name === 'leased';
  return row.pickup_sealed === null || !waits ? null : keys.open(`${row.gift_id} code`, row.pickup_sealed);
}

export async function viewOfGift(ports: ViewPorts, row: GiftRow): Promise<GiftView> {
  const { clock, publicUrl } = ports;
  const { state } = row;
  const currency = row.currency as Currency;
  const pickupCode = pickupCodeOf(ports, row);
  const sum = (name: 'intended' | 'refunded' | 'failed') =>
    state.refunds.reduce((total, one) => total + (one.state === name ? one.amountMinor : 0), 0);
  const answer = await answerOf(ports.db, row);
  return {
    ...{ giftId: row.gift_id, stage: stageOf(state, clock.now()), target: row.target },
    ...{ amountMinor: Number(row.amount_minor), currency, words: row.words, features: row.features_shown },
    ...{ threshold: row.threshold, wishes: row.wishes },
    ...{ createdAtMs: Number(row.created_at_ms), expiresAtMs: Number(row.expires_at_ms) },
    pickupCode,
    claimUrl:
      pickupCode === null
        ? null
        : `${publicUrl()}/gift/${row.merchant_id}/claim#${encodeURIComponent(pickupCode)}`,
    payment: await paymentOf(ports, row),
    money: {
      ...{ paidMinor: state.paidMinor, spentMinor: spentMinor(state), returnedMinor: sum('refunded') },
      ...{ returningMinor: sum('intended'), failedMinor: sum('failed') },
    },
    confirmRefund: state.name === 'declined',
    answer,
    conversationOpen: await isConversationOpen(ports.db, row),
    news: await newsAbout(ports.db, row, currency),
  };
}

async function paymentOf({ payments, db }: ViewPorts, row: GiftRow): Promise<GiftView['payment']> {
  if (row.order_id === null || row.name !== 'created') return null;
  const order = await payments.find(row.order_id);
  if (!order) return null;
  const last = await db
    .selectFrom('charges')
    .select(['state', 'reason'])
    .where('merchant_id', '=', row.merchant_id)
    .where('order_id', '=', row.order_id)
    .orderBy('created_at_ms', 'desc')
    .limit(1)
    .executeTakeFirst();
  const failed = last && (last.state === 'failed' || last.state === 'reversed') ? last.reason : null;
  return {
    ...{ state: order.state, cashierUrl: order.cashierUrl, shownCode: order.shownCode },
    reason: failed as NonNullable<GiftView['payment']>['reason'],
  };
}

/** The recipient's own answer; "not me" and silence are told to nobody. */
async function answerOf(db: CloudDatabase, row: GiftRow): Promise<GiftView['answer']> {
  const offer = await db
    .selectFrom('gift_offers')
    .select(['answer', 'answered_at_ms', 'answered_after_ms', 'reaction'])
    .where('merchant_id', '=', row.merchant_id)
    .where('gift_id', '=', row.gift_id)
    .where('answer', 'in', ['accepted', 'declined'])
    .orderBy('answered_at_ms', 'desc')
    .limit(1)
    .executeTakeFirst();
  const taken = row.state.taken;
  if (!offer) {
    if (!taken) return null;
    return { kind: 'accepted', atMs: taken.atMs, answeredAfterMs: null, reaction: null };
  }
  // Accepted at the machine, and its charge has not come or did not pass.
  if (offer.answer === 'accepted' && !taken) return null;
  return {
    kind: offer.answer as 'accepted' | 'declined',
    atMs: Number(offer.answered_at_ms ?? 0),
    answeredAfterMs: offer.answered_after_ms === null ? null : Number(offer.answered_after_ms),
    reaction: offer.reaction,
  };
}

/** Both agreed: the giver when the gift was made, the recipient with the answer. */
export async function isConversationOpen(db: CloudDatabase, row: GiftRow): Promise<boolean> {
  if (!row.wishes.conversation || !row.state.taken) return false;
  const agreed = await db
    .selectFrom('gift_offers')
    .select('offer_id')
    .where('merchant_id', '=', row.merchant_id)
    .where('gift_id', '=', row.gift_id)
    .where('answer', '=', 'accepted')
    .where('conversation', '=', true)
    .executeTakeFirst();
  return agreed !== undefined;
}

async function newsAbout(db: CloudDatabase, row: GiftRow, currency: Currency): Promise<GiftView['news']> {
  const events = await db
    .selectFrom('gift_events')
    .select(['event_id', 'fact', 'at_ms'])
    .where('merchant_id', '=', row.merchant_id)
    .where('gift_id', '=', row.gift_id)
    .orderBy('event_id', 'desc')
    .limit(newsMax)
    .execute();
  return events.flatMap(({ event_id, fact, at_ms }) => {
    const text = newsOf(fact, currency);
    return text ? [{ id: String(event_id), kind: fact.kind, text, atMs: Number(at_ms) }] : [];
  });
}

/** `knows`: they have the code in their hand, or it is for the phone they signed in by. */
export async function receivedView(ports: ViewPorts, row: GiftRow): Promise<ReceivedGift> {
  const { showGiver, showContact } = row.wishes;
  const accepted = row.state.taken !== undefined;
  return {
    ...{ giftId: row.gift_id, stage: stageOf(row.state, ports.clock.now()), target: row.target },
    ...{ amountMinor: Number(row.amount_minor), currency: row.currency as Currency, words: row.words },
    giverName: showGiver && row.giver_name !== '' ? row.giver_name : null,
    giverContact: showContact && accepted && row.giver_contact !== '' ? row.giver_contact : null,
    expiresAtMs: Number(row.expires_at_ms),
    pickupCode: pickupCodeOf(ports, row),
    conversationOpen: await isConversationOpen(ports.db, row),
  };
}
