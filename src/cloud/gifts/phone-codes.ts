/**
 * Codes that are sent to phones, to prove that somebody holds one. A code is good for some minutes and a few
 * tries, and for one use; how many are sent is limited. Of phone and code only hashes are stored.
 */
import { createHash } from 'node:crypto';
import { Fault } from '../../domain/fault.ts';
import { giftHash } from '../../domain/gift-hash.ts';
import { makeId } from '../../domain/ids.ts';
import { maskPhone, readPhone } from '../../domain/phone.ts';
import type { PhoneCodeSent } from '../../wire/rest-gifts.ts';
import type { CloudTransaction } from '../database/schema.ts';
import { type Counted, type GiftLimits, giftLimits } from './gift-limits.ts';
import type { GiftsPorts } from './gifts-ports.ts';

const validMs = 600_000;
const triesMax = 5;

export type PhoneCodePorts = Pick<GiftsPorts, 'db' | 'clock' | 'random' | 'hashes' | 'sender'>;

export interface PhoneCodeWanted {
  readonly merchantId: string;
  /** As it was typed. */
  readonly phone: string;
  readonly language: 'zh' | 'en';
  /** Who has it sent: an address, a till, a machine. */
  readonly asker: string;
}

/** The number in one spelling; throws `INPUT_MALFORMED`. */
export function phoneOf(given: string): string {
  const phone = readPhone(given);
  if (phone === undefined) {
    throw new Fault('INPUT_MALFORMED', 'read a phone number', { facts: { where: 'body.phone' } });
  }
  return phone;
}

/** What the phone is stored as. */
export function storedPhone({ hashes }: Pick<PhoneCodePorts, 'hashes'>, merchantId: string, phone: string) {
  return hashes.stored(merchantId, giftHash(hashes.machineKey(merchantId), 'phone', phone));
}

function codeHash(stored: string, code: string): string {
  return createHash('sha256').update(`${stored} ${code}`).digest('hex');
}

/** What counts for one code; always in this order, so that nobody waits for somebody who waits for them. */
function countedFor(stored: string, asker: string): readonly Counted[] {
  return [
    [giftLimits.phoneHour, stored],
    [giftLimits.phoneDay, stored],
    [giftLimits.askerHour, asker],
    [giftLimits.askerDay, asker],
    [giftLimits.merchantDay, 'everybody'],
  ];
}

/** Throws `GIFT_TRIES` where too many were sent, `MESSAGE_NOT_SENT` where it cannot be sent now. */
export async function sendPhoneCode(
  ports: PhoneCodePorts,
  limits: GiftLimits,
  { merchantId, phone: given, language, asker }: PhoneCodeWanted,
): Promise<PhoneCodeSent> {
  const phone = phoneOf(given);
  const stored = storedPhone(ports, merchantId, phone);
  const { db, clock, random, sender } = ports;
  await limits.take(merchantId, countedFor(stored, asker), 'send a code to a phone');
  const nowMs = clock.now();
  const code = String(Buffer.from(random.bytes(4)).readUInt32BE() % 1_000_000).padStart(6, '0');
  const expiresAtMs = nowMs + validMs;
  const next = { code_hash: codeHash(stored, code), tries: 0, expires_at_ms: expiresAtMs };
  await db
    .insertInto('gift_phone_codes')
    .values({ merchant_id: merchantId, phone_stored: stored, ...next })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'phone_stored']).doUpdateSet(next))
    .execute();
  const messageId = makeId('msg', nowMs, random.bytes(10));
  try {
    const { shown } = await sender.send({ messageId, merchantId, phone, code, language, expiresAtMs });
    return { phoneMasked: maskPhone(phone), expiresAtMs, shown: shown ?? null };
  } catch (error) {
    // A gateway that is away must not lock people out for longer than it is away; whoever asks stays counted.
    await limits.giveBack(merchantId, [giftLimits.phoneHour, stored]);
    await limits.giveBack(merchantId, [giftLimits.phoneDay, stored]);
    throw error;
  }
}

/** Whether it is the code that was sent; a wrong one is counted, a right one is used up unless `keeps`. */
export async function checkPhoneCode(
  tx: CloudTransaction,
  about: {
    readonly merchantId: string;
    readonly stored: string;
    readonly code: string;
    readonly nowMs: number;
  },
  keeps = false,
): Promise<boolean> {
  const { merchantId, stored, code, nowMs } = about;
  const row = await tx
    .selectFrom('gift_phone_codes')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('phone_stored', '=', stored)
    .forUpdate()
    .executeTakeFirst();
  if (!row || row.tries >= triesMax || Number(row.expires_at_ms) <= nowMs) return false;
  const right = row.code_hash === codeHash(stored, code);
  if (right && keeps) return true;
  await tx
    .updateTable('gift_phone_codes')
    .set({ tries: right ? triesMax : row.tries + 1 })
    .where('merchant_id', '=', merchantId)
    .where('phone_stored', '=', stored)
    .execute();
  return right;
}
