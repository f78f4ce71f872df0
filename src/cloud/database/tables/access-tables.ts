/** Merchants, their people and tokens, and the audit of what they changed. */
import type { Generated } from 'kysely';
import type { Text } from '../../../domain/text.ts';
import type { JsonColumn } from './json-column.ts';

export interface AccessTables {
  merchants: {
    merchant_id: string;
    name: JsonColumn<Text>;
    currency: string;
    time_zone: string;
    help_phone: string;
    receipt_footer: JsonColumn<Text>;
    created_at_ms: number;
  };
  users: {
    user_id: string;
    /** Null for the platform's own people. */
    merchant_id: string | null;
    /** Lower case, unique over all merchants. */
    login: string;
    display_name: string;
    role: string;
    password_hash: string;
    created_at_ms: number;
  };
  sessions: {
    token_hash: string;
    user_id: string;
    merchant_id: string | null;
    created_at_ms: number;
    expires_at_ms: number;
  };
  api_tokens: {
    token_id: string;
    merchant_id: string;
    name: string;
    role: string;
    token_hash: string;
    created_at_ms: number;
  };
  audit: {
    audit_id: Generated<number>;
    /** Null for what concerns the platform as a whole. */
    merchant_id: string | null;
    at_ms: number;
    actor: string;
    actor_kind: string;
    action: string;
    subject: string;
    facts: JsonColumn<Record<string, unknown>>;
  };
}
