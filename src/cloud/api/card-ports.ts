/** Stored-value cards as the API needs them: kept somewhere that has neither code nor PIN of any. */
import type { StoredValueCard } from '../../wire/rest.ts';
import type { CloudTransaction } from '../database/schema.ts';

/** Keeps the merchants' stored-value cards, and no code or PIN of any. */
export interface StoredValueCards {
  /** Opens a card in the caller's transaction; `undefined` if it is open already, and nothing changes. */
  open(
    tx: CloudTransaction,
    card: Pick<StoredValueCard, 'balanceMinor' | 'currency' | 'openedAtMs'> & {
      readonly merchantId: string;
      readonly code: string;
    },
  ): Promise<StoredValueCard | undefined>;
  find(merchantId: string, code: string): Promise<StoredValueCard | undefined>;
  /** Newest first. */
  list(
    merchantId: string,
    filter: {
      readonly locked: boolean;
      readonly ending?: string | undefined;
      readonly limit: number;
      readonly after?: { readonly openedAtMs: number; readonly id: string } | undefined;
    },
  ): Promise<StoredValueCard[]>;
  /** Each throws `NOT_FOUND` for a card that is not the merchant's. */
  setPin(tx: CloudTransaction, merchantId: string, code: string, pin: string): Promise<StoredValueCard>;
  unlock(tx: CloudTransaction, merchantId: string, id: string): Promise<StoredValueCard>;
  setOffline(
    tx: CloudTransaction,
    merchantId: string,
    id: string,
    offlineMinor: number,
  ): Promise<StoredValueCard>;
  forgetFingers(tx: CloudTransaction, merchantId: string, id: string): Promise<StoredValueCard>;
}
