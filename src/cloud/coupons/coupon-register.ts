/**
 * The merchants' coupons as rows: issued in series, kept for one order at a time, freed by hand where a
 * machine is gone for good. Codes are answered once, when they are made, and stored as hashes only.
 */

import { groupedCoupon, makeShortCoupon, readCoupon } from '../../domain/coupon.ts';
import { isGenuine, signCoupon } from '../../domain/coupon-signature.ts';
import { Fault, type FaultCode } from '../../domain/fault.ts';
import { makeId } from '../../domain/ids.ts';
import type { Text } from '../../domain/text.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Random } from '../../platform/random.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';
import type { CouponKeys } from './coupon-keys.ts';

export interface CouponRegisterPorts {
  readonly keys: CouponKeys;
  readonly clock: Clock;
  readonly random: Random;
}

export interface CouponOrder {
  readonly seriesId: string;
  readonly name: Text;
  readonly count: number;
  /** Signed coupons hold offline too. */
  readonly signed: boolean;
  readonly expiresAtMs: number;
}

export interface KeptCoupon {
  readonly couponId: string;
  readonly seriesId: string;
  readonly codeMasked: string;
  readonly expiresAtMs: number;
}

const insertedAtOnce = 500;

export class CouponRegister {
  #ports: CouponRegisterPorts;

  constructor(ports: CouponRegisterPorts) {
    this.#ports = ports;
  }

  /** The codes as people read them; nobody can read them again. */
  async issue(tx: CloudTransaction, merchantId: string, order: CouponOrder): Promise<string[]> {
    const { clock } = this.#ports;
    const nowMs = clock.now();
    const { seriesId, name, count, signed } = order;
    const expiresAtMs = Math.floor(order.expiresAtMs / 1000) * 1000;
    await tx
      .insertInto('coupon_series')
      .values({
        merchant_id: merchantId,
        series_id: seriesId,
        name: JSON.stringify(name),
        created_at_ms: nowMs,
      })
      .onConflict((conflict) =>
        conflict.columns(['merchant_id', 'series_id']).doUpdateSet({ name: JSON.stringify(name) }),
      )
      .execute();
    const made = Array.from({ length: count }, () => this.#make(merchantId, seriesId, expiresAtMs, signed));
    for (let from = 0; from < made.length; from += insertedAtOnce) {
      const rows = made.slice(from, from + insertedAtOnce).map(({ couponId, code, masked }) => ({
        ...{ merchant_id: merchantId, coupon_id: couponId, series_id: seriesId, signed },
        ...{ code_hash: this.#ports.keys.hash(merchantId, code), code_masked: masked },
        ...{ expires_at_ms: expiresAtMs, state: 'free', order_id: null, machine_id: null },
        ...{ created_at_ms: nowMs, changed_at_ms: nowMs },
      }));
      await tx.insertInto('coupons').values(rows).execute();
    }
    return made.map(({ code }) => groupedCoupon(code));
  }

  #make(merchantId: string, seriesId: string, expiresAtMs: number, signed: boolean) {
    const { clock, random, keys } = this.#ports;
    const couponId = makeId('cpn', clock.now(), random.bytes(10));
    const code = signed
      ? signCoupon(keys.signingKey(merchantId), merchantId, { seriesId, couponId, expiresAtMs })
      : makeShortCoupon(random.bytes(11));
    const masked = readCoupon(code)?.masked;
    if (masked === undefined) throw new Fault('INTERNAL_DEFECT', 'read a coupon that was just made');
    return { couponId, code, masked };
  }

  /** Keeps a coupon for an order; asked again for the same order, it is kept already. */
  async keep(
    db: CloudDatabase,
    { merchantId, machineId }: MachineAddress,
    orderId: string,
    text: string,
  ): Promise<KeptCoupon | { readonly refused: FaultCode }> {
    const { keys, clock } = this.#ports;
    const code = readCoupon(text);
    if (!code) return { refused: 'COUPON_UNKNOWN' };
    if (code.form === 'signed' && !isGenuine(keys.publicKey(merchantId), merchantId, code)) {
      return { refused: 'COUPON_UNKNOWN' };
    }
    return db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom('coupons')
        .selectAll()
        .where('merchant_id', '=', merchantId)
        .where('code_hash', '=', keys.hash(merchantId, code.code))
        .forUpdate()
        .executeTakeFirst();
      if (!row) return { refused: 'COUPON_UNKNOWN' };
      const kept = {
        ...{ couponId: row.coupon_id, seriesId: row.series_id },
        ...{ codeMasked: row.code_masked, expiresAtMs: Number(row.expires_at_ms) },
      };
      if (row.state === 'reserved' && row.order_id === orderId) return kept;
      if (row.state === 'redeemed') return { refused: 'COUPON_USED' };
      if (row.state === 'reserved') return { refused: 'COUPON_IN_USE' };
      if (kept.expiresAtMs <= clock.now()) return { refused: 'COUPON_EXPIRED' };
      if (await isOver(tx, orderId)) return { refused: 'COUPON_UNKNOWN' };
      await tx
        .updateTable('coupons')
        .set({ state: 'reserved', order_id: orderId, machine_id: machineId, changed_at_ms: clock.now() })
        .where('merchant_id', '=', merchantId)
        .where('coupon_id', '=', row.coupon_id)
        .execute();
      return kept;
    });
  }

  /** Frees a coupon that is kept for an order; answers whose it was. Throws `NOT_FOUND`. */
  async free(tx: CloudTransaction, merchantId: string, couponId: string): Promise<{ orderId: string }> {
    const row = await tx
      .selectFrom('coupons')
      .select('order_id')
      .where('merchant_id', '=', merchantId)
      .where('coupon_id', '=', couponId)
      .where('state', '=', 'reserved')
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new Fault('NOT_FOUND', 'free a coupon that is kept for an order');
    await tx
      .updateTable('coupons')
      .set({ state: 'free', order_id: null, machine_id: null, changed_at_ms: this.#ports.clock.now() })
      .where('merchant_id', '=', merchantId)
      .where('coupon_id', '=', couponId)
      .execute();
    return { orderId: row.order_id ?? '' };
  }
}

/** A question that came after the end of its order keeps nothing. */
async function isOver(tx: CloudTransaction, orderId: string): Promise<boolean> {
  const order = await tx
    .selectFrom('orders')
    .select('closed_at_ms')
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  return order !== undefined && order.closed_at_ms !== null;
}
