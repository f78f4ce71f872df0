/** Gifts, the people who give and receive them, and what happened to each. */
import type { ColumnType, Generated } from 'kysely';
import type { GiftCover, GiftTarget, GiftWishes } from '../../../domain/gift.ts';
import type { GiftReaction } from '../../../domain/gift-records.ts';
import type { GiftReportReason } from '../../../domain/gift-report-reason.ts';
import type { GiftFact, GiftState } from '../../../domain/gift-state.ts';
import type { PasskeyTransport } from '../../../wire/rest-passkeys.ts';
import type { JsonColumn } from './json-column.ts';

export interface GiftTables {
  gift_people: {
    merchant_id: string;
    person_id: string;
    /** Hash of the phone number, by a key that is not in the database. */
    phone_stored: string;
    phone_masked: string;
    name: string;
    /** What the giver lets be shown of them, if they say so. */
    contact: string;
    created_at_ms: number;
  };
  /** Phones by which nothing may be given, whoever signs in by them; of nobody by name. */
  gift_bars: {
    merchant_id: string;
    phone_stored: string;
    reason: GiftReportReason;
    at_ms: number;
    /** Forgotten then. */
    until_ms: number;
  };
  gift_sessions: {
    token_hash: string;
    merchant_id: string;
    person_id: string;
    expires_at_ms: number;
    /** The one that opened it, if one did; it ends with it. */
    passkey_id: string | null;
  };
  gift_passkeys: {
    merchant_id: string;
    passkey_id: string;
    person_id: string;
    /** base64url, as WebAuthn writes it. */
    credential_id: string;
    /** COSE, base64url. */
    public_key: string;
    counter: number;
    transports: JsonColumn<PasskeyTransport[]>;
    name: string;
    created_at_ms: number;
    used_at_ms: number | null;
  };
  /** What a passkey is to sign next; of somebody who adds one, or of nobody yet. */
  gift_passkey_challenges: {
    challenge_hash: string;
    merchant_id: string;
    person_id: string | null;
    expires_at_ms: number;
  };
  /** How often something was done in the while that ends then; who did it is a keyed hash. */
  gift_limits: {
    merchant_id: string;
    limit_name: string;
    who: string;
    times: number;
    until_ms: number;
  };
  /** The newest code sent to a phone. */
  gift_phone_codes: {
    merchant_id: string;
    phone_stored: string;
    code_hash: string;
    tries: number;
    expires_at_ms: number;
  };
  gift_consents: {
    merchant_id: string;
    person_id: string;
    kind: string;
    text_version: number;
    at_ms: number;
  };
  /** What people bought who agreed that it is kept; of nobody else. */
  gift_purchases: {
    merchant_id: string;
    person_id: string;
    order_id: string;
    product_id: string;
    category: string;
    price_minor: number;
    hour: number;
    at_ms: number;
  };
  gifts: {
    merchant_id: string;
    gift_id: string;
    /** Null once the giver had themselves deleted. */
    giver_id: string | null;
    /** The state's name, for queries. */
    name: string;
    state: JsonColumn<GiftState>;
    target: JsonColumn<GiftTarget>;
    amount_minor: number;
    currency: string;
    threshold: number;
    features_sealed: string;
    features_shown: JsonColumn<{ kind: string; shown: string }[]>;
    /** The code to pass on. */
    pickup_sealed: string | null;
    words: string;
    giver_name: string;
    giver_contact: string;
    wishes: JsonColumn<GiftWishes>;
    /** The one machine that may hand it over without network. */
    keep_at: string | null;
    /** The pre-order by which it is paid in advance. */
    order_id: string | null;
    created_at_ms: number;
    expires_at_ms: number;
    due_at_ms: number | null;
  };
  /** What identifies the recipients of gifts that wait. */
  gift_features: { merchant_id: string; gift_id: string; n: number; stored: string };
  gift_events: {
    event_id: Generated<number>;
    merchant_id: string;
    gift_id: string;
    at_ms: number;
    fact: JsonColumn<GiftFact>;
  };
  gift_offers: {
    merchant_id: string;
    offer_id: string;
    gift_id: string;
    holder: string;
    order_id: string;
    entrance: string;
    cover: JsonColumn<GiftCover>;
    person_id: string | null;
    answer: string | null;
    answered_after_ms: number | null;
    answered_at_ms: number | null;
    reaction: ColumnType<GiftReaction | null, string | null, string | null>;
    conversation: Generated<boolean>;
    /** Of a till or an online shop: the charge that its acceptance is. */
    charge_id: string | null;
    created_at_ms: number;
    expires_at_ms: number;
  };
  gift_leases: {
    merchant_id: string;
    lease_id: string;
    offer_id: string;
    gift_id: string;
    machine_id: string;
    issued_at_ms: number;
    expires_at_ms: number;
    ended_at_ms: number | null;
  };
  gift_trades: {
    merchant_id: string;
    charge_id: string;
    /** Null where a cancellation came before the payment. */
    gift_id: string | null;
    amount_minor: number;
    refunded_minor: Generated<number>;
    state: string;
    at_ms: number;
  };
  gift_trade_refunds: {
    merchant_id: string;
    refund_id: string;
    charge_id: string;
    amount_minor: number;
    at_ms: number;
  };
  gift_blocks: {
    merchant_id: string;
    block_id: string;
    person_id: string;
    giver_id: string;
    giver_name: string;
    at_ms: number;
  };
  gift_reports: {
    merchant_id: string;
    gift_id: string;
    reason: string;
    at_ms: number;
    /** How a person of the merchant dealt with it; null while nobody did. */
    decision: string | null;
    decided_by: string | null;
    decided_at_ms: number | null;
  };
  gift_messages: {
    message_id: Generated<number>;
    merchant_id: string;
    gift_id: string;
    from_giver: boolean;
    text: string;
    at_ms: number;
  };
}
