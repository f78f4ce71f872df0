/**
 * The payments of a backlog in the cloud's table, as the gateway that took them left them: it hears of a
 * charge before the machine does, so a cloud that has lost nothing knows the end of each one already.
 */
import type { CloudDatabase } from '../../src/cloud/database/schema.ts';
import type { Backlog } from './backlog.ts';

const rowsPerInsert = 1000;

export async function insertKnownCharges(
  db: CloudDatabase,
  { merchantId, machineId }: { readonly merchantId: string; readonly machineId: string },
  { charges }: Backlog,
): Promise<void> {
  for (let from = 0; from < charges.length; from += rowsPerInsert) {
    const rows = charges.slice(from, from + rowsPerInsert).map((charge) => {
      const atMs = charge.expiresAtMs - 45_000;
      return {
        ...{ merchant_id: merchantId, machine_id: machineId, order_id: charge.orderId },
        ...{ charge_id: charge.chargeId, platform: charge.platform, amount_minor: charge.amountMinor },
        ...{ currency: charge.currency, content_hash: null, state: 'paid', reason: null },
        ...{ platform_trade_no: `2026${charge.chargeId}`, submitted_at_ms: atMs, due_at_ms: null },
        ...{ queries: 0, cancels: 0, came_late: false, created_at_ms: atMs, updated_at_ms: atMs },
        ...{ version: 2, lease_holder: 'bench', lease_until_ms: 0 },
      };
    });
    await db.insertInto('charges').values(rows).execute();
  }
}
