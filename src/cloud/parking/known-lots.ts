/** Finds a lot with what it takes to bill its stays: by the key that signed a message, or by its name. */
import type { CloudDatabase } from '../database/schema.ts';
import type { BillingLot, KnownLot } from './parking-ports.ts';

function lots(db: CloudDatabase) {
  return db
    .selectFrom('parking_lots')
    .innerJoin('parking_sites', (join) =>
      join
        .onRef('parking_sites.merchant_id', '=', 'parking_lots.merchant_id')
        .onRef('parking_sites.site_id', '=', 'parking_lots.site_id'),
    )
    .innerJoin('merchants', 'merchants.merchant_id', 'parking_lots.merchant_id')
    .select(['parking_lots.merchant_id', 'parking_lots.site_id', 'lot_id', 'own', 'tariff_id', 'currency'])
    .select(['parking_sites.time_zone', 'parking_lots.name', 'merchants.name as merchant', 'help_phone']);
}

type LotRow = Awaited<ReturnType<ReturnType<typeof lots>['executeTakeFirstOrThrow']>>;

function billingLot(row: LotRow): BillingLot {
  return {
    ...{ merchantId: row.merchant_id, siteId: row.site_id, lotId: row.lot_id, own: row.own },
    ...{ tariffId: row.tariff_id, currency: row.currency, timeZone: row.time_zone },
    ...{ name: row.name, merchantName: row.merchant, helpPhone: row.help_phone },
  };
}

export async function lotByKey(db: CloudDatabase, appId: string): Promise<KnownLot | undefined> {
  const row = await lots(db).where('app_id', '=', appId).executeTakeFirst();
  return row && { ...billingLot(row), appId };
}

export async function lotByName(
  db: CloudDatabase,
  merchantId: string,
  lotId: string,
): Promise<BillingLot | undefined> {
  const row = await lots(db)
    .where('parking_lots.merchant_id', '=', merchantId)
    .where('lot_id', '=', lotId)
    .executeTakeFirst();
  return row && billingLot(row);
}
