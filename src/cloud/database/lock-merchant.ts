/** What is edited as a whole for one merchant changes one after another: each transaction locks its row. */
import type { CloudTransaction } from './schema.ts';

export async function lockMerchant(tx: CloudTransaction, merchantId: string): Promise<void> {
  await tx
    .selectFrom('merchants')
    .select('merchant_id')
    .where('merchant_id', '=', merchantId)
    .forUpdate()
    .execute();
}
