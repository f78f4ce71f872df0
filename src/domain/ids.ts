/**
 * Branded identifiers. An id is made once, by `makeId` from the random source that came in from outside,
 * stored before its first use, and never reused. Form: a short prefix, an underscore, 26 characters of
 * Crockford's base 32 (48 bits of UTC milliseconds, then 80 random bits), so ids sort by birth and fit
 * every platform's order number (≤ 32 of `[0-9A-Za-z_]`).
 */
type Branded<Name extends string> = string & { readonly __brand: Name };

export type MerchantId = Branded<'MerchantId'>;
export type MachineId = Branded<'MachineId'>;
export type JournalId = Branded<'JournalId'>;
export type OrderId = Branded<'OrderId'>;
export type LineId = Branded<'LineId'>;
export type ChargeId = Branded<'ChargeId'>;
export type RefundId = Branded<'RefundId'>;
export type DeliveryId = Branded<'DeliveryId'>;
export type ReceiptId = Branded<'ReceiptId'>;
export type PayoutId = Branded<'PayoutId'>;
export type ProductId = Branded<'ProductId'>;
export type AskId = Branded<'AskId'>;
export type MemberId = Branded<'MemberId'>;
export type CouponId = Branded<'CouponId'>;
export type LeaseId = Branded<'LeaseId'>;
export type GiftId = Branded<'GiftId'>;
export type GiftPersonId = Branded<'GiftPersonId'>;
export type GiftBlockId = Branded<'GiftBlockId'>;
export type GiftOfferId = Branded<'GiftOfferId'>;
export type PasskeyId = Branded<'PasskeyId'>;
export type PhoneMessageId = Branded<'PhoneMessageId'>;
export type PersonId = Branded<'PersonId'>;
export type ConsentId = Branded<'ConsentId'>;
export type StatementId = Branded<'StatementId'>;
export type DifferenceId = Branded<'DifferenceId'>;
export type ParkingBillId = Branded<'ParkingBillId'>;
export type PromotionId = Branded<'PromotionId'>;

/** The prefix that each kind of id begins with. */
export interface IdKinds {
  jnl: JournalId;
  ord: OrderId;
  lin: LineId;
  chg: ChargeId;
  rfd: RefundId;
  dlv: DeliveryId;
  rct: ReceiptId;
  pay: PayoutId;
  ask: AskId;
  mbr: MemberId;
  cpn: CouponId;
  lse: LeaseId;
  gft: GiftId;
  gof: GiftOfferId;
  gpr: GiftPersonId;
  gbl: GiftBlockId;
  psk: PasskeyId;
  msg: PhoneMessageId;
  psn: PersonId;
  cns: ConsentId;
  stm: StatementId;
  dif: DifferenceId;
  pkb: ParkingBillId;
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new id. `nowMs` is UTC milliseconds, `randomBytes` must give at least ten bytes. */
export function makeId<K extends keyof IdKinds>(kind: K, nowMs: number, randomBytes: Uint8Array): IdKinds[K] {
  let bits = BigInt(Math.max(0, Math.floor(nowMs))) & 0xffff_ffff_ffffn;
  for (let i = 0; i < 10; i += 1) bits = (bits << 8n) | BigInt(randomBytes[i] ?? 0);
  let text = '';
  for (let i = 0; i < 26; i += 1) {
    text = alphabet[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return `${kind}_${text}` as IdKinds[K];
}
