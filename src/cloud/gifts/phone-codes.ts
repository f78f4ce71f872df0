/**
 * Codes that are sent to phones, to prove that somebody holds one. A code is good for some minutes and a few
 * tries, and for one use; a phone is sent a few in an hour. Of phone and code only hashes are stored.
 */
import { createHash } from 'node:crypto';
import { Fault } from '../../domain/fault.ts';
import { giftHash } from '../../domain/gift-hash.ts';
import { maskPhone, readPhone } from '../../domain/phone.ts';
import type { PhoneCodeSent } from '../../wire/rest-gifts.ts';
import type { CloudTransaction } from '../database/schema.ts';
import type { GiftsPorts } from './gifts-ports.ts';

const validMs = 600_000;
const triesMax = 5;
const sentMax = 5;
const sentWithinMs = 3600_000;

export type PhoneCodePorts = Pick<GiftsPorts, 'db' | 'clock' | 'random' | 'hashes' | 'sender'>;

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

/** Throws `GIFT_TRIES` for a phone that was sent too many. */
export async function sendPhoneCode(
  ports: PhoneCodePorts,
  merchantId: string,
  given: string,
  language: 'zh' | 'en',
): Promise<PhoneCodeSent> {
  const phone = phoneOf(given);
  const stored = storedPhone(ports, merchantId, phone);
  const { db, clock, random, sender } = ports;
  const nowMs = clock.now();
  const code = String(Buffer.from(random.bytes(4)).readUInt32BE() % 1_000_000).padStart(6, '0');
  await db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('gift_phone_codes')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .where('phone_stored', '=', stored)
      .forUpdate()
      .executeTakeFirst();
    const recent = row && Number(row.first_sent_at_ms) > nowMs - sentWithinMs;
    if (recent && row.sent >= sentMax) throw new Fault('GIFT_TRIES', 'send a code to a phone');
    const next = {
      ...{ code_hash: codeHash(stored, code), tries: 0, sent: recent ? row.sent + 1 : 1 },
      ...{ first_sent_at_ms: recent ? row.first_sent_at_ms : nowMs, expires_at_ms: nowMs + validMs },
    };
    await tx
      .insertInto('gift_phone_codes')
      .values({ merchant_id: merchantId, phone_stored: stored, ...next })
      .onConflict((conflict) => conflict.columns(['merchant_id', 'phone_stored']).doUpdateSet(next))
      .execute();
  });
  const { shown } = await sender.send(phone, code, language);
  return { phoneMasked: maskPhone(phone), expiresAtMs: nowMs + validMs, shown: shown ?? null };
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
