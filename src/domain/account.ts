/**
 * The ledger of accounts: what a posting and an entry are. A debit is positive, a credit negative; the postings of
 * an entry add up to nothing. Amounts are integers of minor units, and an entry has one currency. `receivable`,
 * `storedValueHeld` and `giftsHeld` say by their channel with whom.
 */
import { Fault } from './fault.ts';
import type { Currency } from './money.ts';
import { storedValueFormat } from './payment-code.ts';

/** On which side an account grows, and what it stands for. */
export const accounts = {
  /** What a payment channel has taken for us and not paid out. */
  receivable: 'asset',
  /** Coins in the machines. */
  cash: 'asset',
  /** Money that came in from outside for cards, gifts and parking, where no channel of ours took it. */
  counter: 'asset',
  /** What a channel is asked to make good. */
  claims: 'asset',
  /** Between what was paid and what was sold: nothing is left of an order that is closed. */
  orders: 'liability',
  storedValueHeld: 'liability',
  giftsHeld: 'liability',
  /** At regular prices. */
  sales: 'income',
  parking: 'income',
  discounts: 'contra',
  coupons: 'contra',
  points: 'contra',
  refunds: 'contra',
  /** Parking that was given free. */
  parkingWaived: 'contra',
  fees: 'expense',
  writeOffs: 'expense',
  /** What statement and books did not agree on, and somebody decided. */
  differences: 'expense',
} as const satisfies Record<string, 'asset' | 'liability' | 'income' | 'contra' | 'expense'>;
export type AccountName = keyof typeof accounts;
export const accountNames = Object.keys(accounts) as [AccountName, ...AccountName[]];

/** Where money moved; what is not said here is said by its entry. */
export interface PostingPlace {
  readonly machineId?: string | undefined;
  readonly siteId?: string | undefined;
  readonly lotId?: string | undefined;
}

export interface Posting extends PostingPlace {
  readonly account: AccountName;
  /** Debit above nothing, credit below. */
  readonly amountMinor: number;
  /** The payment channel. */
  readonly channel?: string | undefined;
}

/** What happened, once: a second entry of the same source changes nothing. */
export interface AccountEntry extends PostingPlace {
  readonly source: { readonly kind: EntrySource; readonly id: string };
  readonly atMs: number;
  readonly currency: Currency;
  readonly orderId?: string | undefined;
  readonly postings: readonly Posting[];
}

/** What entries come from. */
const entrySources = [
  'charge',
  'lateCharge',
  'chargeUndone',
  'refund',
  'sale',
  'saleReturned',
  'cashIn',
  'cashOut',
  'parkingGranted',
  'parkingPaid',
  'cardOpened',
  'giftBought',
  'giftRedeemed',
  'giftReturned',
  'fees',
  'difference',
  'correction',
] as const;
export type EntrySource = (typeof entrySources)[number];

const postingsMax = 20;
/** Sums of a day fit easily, and every number stays exact. */
const postingMinorMax = 1_000_000_000_000;

/** The entry without empty postings; throws `BOOKS_UNBALANCED` where it does not add up. */
export function checkedEntry(entry: AccountEntry): AccountEntry {
  const postings = entry.postings.filter(({ amountMinor }) => amountMinor !== 0);
  const exact = postings.every(
    ({ amountMinor }) => Number.isSafeInteger(amountMinor) && Math.abs(amountMinor) <= postingMinorMax,
  );
  const sum = postings.reduce((total, { amountMinor }) => total + amountMinor, 0);
  if (!exact || sum !== 0 || postings.length > postingsMax) {
    const { kind, id } = entry.source;
    throw new Fault('BOOKS_UNBALANCED', `post ${kind} ${id}`, { facts: { sumMinor: String(sum) } });
  }
  return { ...entry, postings };
}

/** The account that stands for a payment channel. */
export function channelAccount(channel: string): AccountName {
  if (channel === storedValueFormat.platform) return 'storedValueHeld';
  return channel === giftChannel ? 'giftsHeld' : 'receivable';
}

/** The channel of what a gift pays. */
export const giftChannel = 'gift';
