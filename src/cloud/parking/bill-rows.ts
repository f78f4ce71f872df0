/** Bills of drivers as rows. */
import type { Selectable } from 'kysely';
import type { CloudDatabase, CloudTables } from '../database/schema.ts';

export type BillRow = Selectable<CloudTables['parking_bills']>;

export async function findBill(
  db: CloudDatabase,
  { merchantId, lotId }: { readonly merchantId: string; readonly lotId: string },
  billId: string,
): Promise<BillRow | undefined> {
  return db
    .selectFrom('parking_bills')
    .selectAll()
    .where('bill_id', '=', billId)
    .where('merchant_id', '=', merchantId)
    .where('lot_id', '=', lotId)
    .executeTakeFirst();
}
