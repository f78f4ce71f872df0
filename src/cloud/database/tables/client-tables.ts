/** Other clients of a merchant, their orders, the messages to them, and what happens on screens. */
import type { ColumnType, Generated } from 'kysely';
import type { PaymentMessage } from '../../../domain/payment-message.ts';
import type { ClientScope, PreOrderLine } from '../../../wire/client-schemas.ts';
import type { JsonColumn } from './json-column.ts';

export interface ClientTables {
  api_clients: {
    client_id: string;
    merchant_id: string;
    name: string;
    token_hash: string;
    scopes: JsonColumn<ClientScope[]>;
    /** Who may show the cashier page inside its own. */
    origins: JsonColumn<string[]>;
    webhook_url: string | null;
    created_at_ms: number;
    revoked_at_ms: number | null;
  };
  /** What was answered under a key; the answer is null while it is worked on. */
  client_answers: {
    client_id: string;
    request_key: string;
    /** HMAC, because a body may hold a payment code. */
    body_hash: string;
    answer: ColumnType<unknown, string | null, string | null>;
    at_ms: number;
  };
  pre_orders: {
    order_id: string;
    merchant_id: string;
    client_id: string;
    reference: string;
    lines: JsonColumn<PreOrderLine[]>;
    amount_minor: number;
    currency: string;
    state: string;
    /** The charge under way, or the one that paid. */
    charge_id: string | null;
    platform: string | null;
    charges: number;
    cancel_wanted: boolean;
    created_at_ms: number;
    expires_at_ms: number;
    changed_at_ms: number;
  };
  client_messages: {
    message_id: Generated<number>;
    merchant_id: string;
    client_id: string;
    order_id: string;
    reference: string;
    body: JsonColumn<PaymentMessage>;
    at_ms: number;
    /** `none` where the client has no webhook; `waiting`, `delivered`, `givenUp`. */
    webhook_state: string;
    due_at_ms: number | null;
    tries: Generated<number>;
    /** What the client's server said last. */
    told: string | null;
    lease_until_ms: Generated<number>;
  };
  interactions: {
    merchant_id: string;
    /** The machine or the client whose page it was. */
    source: string;
    batch: string;
    n: number;
    visit: string;
    face: string;
    page: string;
    element: string | null;
    at_ms: number;
  };
  interaction_drops: {
    merchant_id: string;
    source: string;
    batch: string;
    dropped: number;
    at_ms: number;
  };
}
