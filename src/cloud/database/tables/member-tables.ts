/** Members. No code and no phone number is in a row, only hashes under keys that are not in the database. */
import type { ColumnType } from 'kysely';
import type { DisplayWish } from '../../../domain/display-rules.ts';

export interface MemberTables {
  members: {
    merchant_id: string;
    member_id: string;
    name: string;
    /** The name in small letters. */
    search: string;
    code_hash: string;
    code_masked: string;
    phone_hash: string | null;
    phone_masked: string | null;
    member_price: boolean;
    /** As the member authorised; null where they did not. */
    display: ColumnType<DisplayWish | null, string | null, string | null>;
    /** For how long machines may keep what the member authorised, hours. */
    kept_hours: number;
    created_at_ms: number;
    updated_at_ms: number;
  };
}
