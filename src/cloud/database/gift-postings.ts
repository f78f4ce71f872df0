/**
 * What gifts mean to the ledger of accounts. Charges and refunds are posted by the gateway; here advance payments
 * become money held for gifts, what goes back stops being it, and a second redemption is written off or claimed.
 */
import type { Selectable } from 'kysely';
import { type AccountEntry, giftChannel } from '../../domain/account.ts';
import type { GiftFact, GiftState } from '../../domain/gift-state.ts';
import type { Currency } from '../../domain/money.ts';
import { postEntries } from './posting-rows.ts';
import type { CloudTables, CloudTransaction } from './schema.ts';

type GiftRow = Selectable<CloudTables['gifts']>;

const held = 'giftsHeld' as const;

/** Who bears a second redemption: the merchant, or it is claimed. */
function bearer({ losses }: GiftState, chargeId: string): 'writeOffs' | 'claims' {
  return losses.find((loss) => loss.chargeId === chargeId)?.owed ? 'claims' : 'writeOffs';
}

function entryOf(row: GiftRow, state: GiftState, fact: GiftFact, atMs: number): AccountEntry | undefined {
  const currency = row.currency as Currency;
  const ofOrder = row.order_id === null ? {} : { orderId: row.order_id };
  const money = (from: 'orders' | 'writeOffs' | 'claims', amountMinor: number) => [
    { account: from, channel: giftChannel, amountMinor },
    { account: held, channel: giftChannel, amountMinor: -amountMinor },
  ];
  switch (fact.kind) {
    case 'giftPaid':
      return {
        ...{ source: { kind: 'giftBought', id: row.gift_id }, atMs, currency, ...ofOrder },
        postings: money('orders', fact.amountMinor),
      };
    case 'giftRefunded':
      return {
        ...{ source: { kind: 'giftReturned', id: fact.refundId }, atMs, currency, ...ofOrder },
        postings: money('orders', -fact.amountMinor),
      };
    case 'giftDoubled':
      return {
        ...{ source: { kind: 'difference', id: `gift ${fact.chargeId}` }, atMs, currency },
        postings: money(bearer(state, fact.chargeId), fact.amountMinor),
      };
    case 'giftReturned': {
      const loss = state.losses.find(({ chargeId }) => chargeId === fact.chargeId);
      if (!loss) return undefined;
      const id = `gift ${fact.chargeId} ${loss.returnedMinor}`;
      return {
        ...{ source: { kind: 'difference', id }, atMs, currency },
        postings: money(bearer(state, fact.chargeId), -fact.amountMinor),
      };
    }
    default:
      return undefined;
  }
}

/** In the transaction of what happened; each fact is posted once. */
export async function postGift(
  tx: CloudTransaction,
  row: GiftRow,
  state: GiftState,
  facts: readonly GiftFact[],
  atMs: number,
): Promise<void> {
  const entries = facts.flatMap((fact) => entryOf(row, state, fact, atMs) ?? []);
  await postEntries(tx, row.merchant_id, entries, atMs);
}
