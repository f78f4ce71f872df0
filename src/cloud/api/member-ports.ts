/** Members as the API needs them: kept somewhere that has neither code nor phone number of any. */
import type { MemberAccount } from '../../wire/rest.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';

/** What people set of a member; `phone` undefined leaves it as it is, `null` removes it. */
export interface MemberDraft extends Omit<MemberAccount, 'id' | `${string}Masked` | `${string}AtMs`> {
  readonly phone?: string | null | undefined;
}

export interface Members {
  /** By name, one more than the limit if there are more. */
  page(
    db: CloudDatabase,
    merchantId: string,
    page: { limit: number; like?: string; after?: readonly [string, string] },
  ): Promise<MemberAccount[]>;
  add(
    tx: CloudTransaction,
    merchantId: string,
    draft: MemberDraft,
  ): Promise<{ account: MemberAccount; code: string }>;
  change(
    tx: CloudTransaction,
    merchantId: string,
    memberId: string,
    draft: MemberDraft,
  ): Promise<MemberAccount>;
  renewCode(
    tx: CloudTransaction,
    merchantId: string,
    memberId: string,
  ): Promise<{ account: MemberAccount; code: string }>;
  /** Whether there was one. */
  remove(tx: CloudTransaction, merchantId: string, memberId: string): Promise<boolean>;
}
