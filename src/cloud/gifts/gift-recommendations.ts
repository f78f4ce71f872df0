/**
 * Recommends what to give, from the purchases of those who agreed that they are kept. That somebody's own history
 * is known is told to nobody: without it there are recommendations as well.
 */
import { recommend } from '../../domain/gift-recommendation.ts';
import { localTime } from '../../domain/local-time.ts';
import type { Order } from '../../domain/order.ts';
import type { FeatureDraft, Recommendation } from '../../wire/rest-gifts.ts';
import { makeFeatures, storedOf } from './gift-features.ts';
import type { SignedIn } from './gift-people.ts';
import type { GiftsPorts } from './gifts-ports.ts';
import { giveable } from './giveable-products.ts';

const purchasesMax = 20_000;
const keptMs = 400 * 24 * 3600_000;
const shownMax = 6;

export class GiftRecommendations {
  #ports: GiftsPorts;

  constructor(ports: GiftsPorts) {
    this.#ports = ports;
  }

  async recommend(
    merchantId: string,
    { features, budgetMinor }: { features: readonly FeatureDraft[]; budgetMinor?: number | undefined },
  ): Promise<{ items: Recommendation[] }> {
    const { db, clock } = this.#ports;
    const nowMs = clock.now();
    const products = await giveable(db, merchantId);
    const rows = await db
      .selectFrom('gift_purchases')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .where('at_ms', '>', nowMs - keptMs)
      .orderBy('at_ms', 'desc')
      .limit(purchasesMax)
      .execute();
    const purchases = rows.map((row) => ({
      ...{ personId: row.person_id, productId: row.product_id, category: row.category },
      ...{ priceMinor: Number(row.price_minor), hour: row.hour, atMs: Number(row.at_ms) },
    }));
    const recipientId = await this.#recipient(merchantId, features);
    const ranked = recommend(products, purchases, {
      recipientId,
      hour: hourOf(features),
      budgetMinor,
      nowMs,
    });
    const items = ranked.slice(0, shownMax).flatMap(({ productId, why }): Recommendation[] => {
      const product = products.find((one) => one.productId === productId);
      if (!product) return [];
      const target = { kind: 'product' as const, productId, name: product.name };
      return [{ target, priceMinor: product.priceMinor, why }];
    });
    return { items };
  }

  /** Keeps what somebody bought who agreed to it: a member of that phone, or who took a gift. */
  async noteOrders(merchantId: string, machineId: string, orders: readonly Order[]): Promise<void> {
    const { db } = this.#ports;
    for (const order of orders) {
      if (order.closedAtMs === undefined || order.paidAtMs === undefined) continue;
      const personId = await this.#buyer(merchantId, order);
      if (personId === undefined) continue;
      const machine = await db
        .selectFrom('machines')
        .select('time_zone')
        .where('machine_id', '=', machineId)
        .executeTakeFirst();
      const { minuteOfDay } = localTime(order.paidAtMs, machine?.time_zone ?? 'Asia/Shanghai');
      const [atMs, hour] = [order.paidAtMs, Math.floor(minuteOfDay / 60)];
      const rows = order.lines.map((line) => ({
        ...{ merchant_id: merchantId, person_id: personId, order_id: order.orderId, hour, at_ms: atMs },
        ...{ product_id: line.productId, category: line.category },
        price_minor: Math.round(line.dueMinor / line.quantity),
      }));
      await db
        .insertInto('gift_purchases')
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(['merchant_id', 'person_id', 'order_id', 'product_id']).doNothing(),
        )
        .execute();
    }
  }

  /** What is kept of a person's own purchases. */
  async purchases({ merchantId, personId }: SignedIn) {
    const { db } = this.#ports;
    const products = await giveable(db, merchantId);
    const rows = await db
      .selectFrom('gift_purchases')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .where('person_id', '=', personId)
      .orderBy('at_ms', 'desc')
      .limit(200)
      .execute();
    return {
      items: rows.map((row) => {
        const name = products.find(({ productId }) => productId === row.product_id)?.name;
        return {
          ...{ productId: row.product_id, name: name ?? { zh: row.product_id, en: row.product_id } },
          ...{ category: row.category, priceMinor: Number(row.price_minor), atMs: Number(row.at_ms) },
        };
      }),
    };
  }

  /** The person of the phone that the gift is for, if they agreed. */
  async #recipient(merchantId: string, drafts: readonly FeatureDraft[]): Promise<string | undefined> {
    const phones = drafts.filter(({ kind }) => kind === 'phone');
    if (phones.length === 0) return undefined;
    const { features } = makeFeatures(this.#ports, merchantId, phones);
    const stored = storedOf(this.#ports.hashes, merchantId, features).map((one) => one.stored);
    return this.#consenting(merchantId, stored);
  }

  async #buyer(merchantId: string, order: Order): Promise<string | undefined> {
    const { db } = this.#ports;
    if (order.member) {
      const member = await db
        .selectFrom('members')
        .select('phone_hash')
        .where('merchant_id', '=', merchantId)
        .where('member_id', '=', order.member.memberId)
        .executeTakeFirst();
      if (member?.phone_hash) return this.#consenting(merchantId, [member.phone_hash]);
    }
    const accepted = order.gifts?.find(({ state }) => state === 'accepted');
    if (!accepted) return undefined;
    const offer = await db
      .selectFrom('gift_offers')
      .innerJoin('gift_people', (join) =>
        join
          .onRef('gift_people.merchant_id', '=', 'gift_offers.merchant_id')
          .onRef('gift_people.person_id', '=', 'gift_offers.person_id'),
      )
      .select('gift_people.phone_stored')
      .where('gift_offers.merchant_id', '=', merchantId)
      .where('gift_offers.offer_id', '=', accepted.offerId)
      .executeTakeFirst();
    return offer && this.#consenting(merchantId, [offer.phone_stored]);
  }

  async #consenting(merchantId: string, stored: readonly string[]): Promise<string | undefined> {
    if (stored.length === 0) return undefined;
    const row = await this.#ports.db
      .selectFrom('gift_people')
      .innerJoin('gift_consents', (join) =>
        join
          .onRef('gift_consents.merchant_id', '=', 'gift_people.merchant_id')
          .onRef('gift_consents.person_id', '=', 'gift_people.person_id'),
      )
      .select('gift_people.person_id')
      .where('gift_people.merchant_id', '=', merchantId)
      .where('gift_people.phone_stored', 'in', [...stored])
      .where('gift_consents.kind', '=', 'history')
      .executeTakeFirst();
    return row?.person_id;
  }
}

/** The middle of the hours that the giver named. */
function hourOf(drafts: readonly FeatureDraft[]): number | undefined {
  for (const draft of drafts) {
    if (draft.kind !== 'described' || draft.name !== 'hour') continue;
    if (draft.operator === 'equals') return Number(draft.value);
    if (draft.operator !== 'inRange') continue;
    const to = draft.to < draft.from ? draft.to + 24 : draft.to;
    return Math.round((draft.from + to) / 2) % 24;
  }
  return undefined;
}
