/** What is wrong and what is earned, at one look, for one merchant. */
import { Fault } from '../../domain/fault.ts';
import type { OrderState } from '../../domain/record.ts';
import type { Overview } from '../../wire/rest.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { startOfDayMs } from './start-of-day.ts';

/** Money is on the way, or was taken for goods that are not out yet. */
const underWay: OrderState[] = [
  'paymentInExecution',
  'paymentFinished',
  'deliveryInExecution',
  'deliveryFailRefundInExecution',
];
const refunded: OrderState[] = [
  'deliveryFailRefundInExecution',
  'deliveryFailRefundSuccess',
  'deliveryFailRefundFailed',
];

export async function readOverview(
  db: CloudDatabase,
  merchantId: string,
  atMs: number,
  openPayments: number,
): Promise<Overview> {
  const merchant = await db
    .selectFrom('merchants')
    .select(['time_zone', 'currency'])
    .where('merchant_id', '=', merchantId)
    .executeTakeFirst();
  if (!merchant) throw new Fault('NOT_FOUND', 'read an overview');
  const sinceMs = startOfDayMs(atMs, merchant.time_zone);
  return {
    atMs,
    kiosks: await countKiosks(db, merchantId),
    sales: {
      sinceMs,
      ...(await sumSales(db, merchantId, sinceMs)),
      currency: merchant.currency as Overview['sales']['currency'],
    },
    open: { ...(await countOpen(db, merchantId)), payments: openPayments },
  };
}

async function countKiosks(db: CloudDatabase, merchantId: string): Promise<Overview['kiosks']> {
  return db
    .selectFrom('machines as m')
    .leftJoin('machine_presence as p', 'p.machine_id', 'm.machine_id')
    .where('m.merchant_id', '=', merchantId)
    .select((eb) => {
      const online = eb('p.online', '=', true);
      return [
        eb.fn.countAll<number>().as('total'),
        eb.fn.countAll<number>().filterWhere(online).as('online'),
        eb.fn
          .countAll<number>()
          .filterWhere(eb.and([online, eb('p.out_of_service', 'is', null)]))
          .as('selling'),
      ];
    })
    .executeTakeFirstOrThrow();
}

async function sumSales(
  db: CloudDatabase,
  merchantId: string,
  sinceMs: number,
): Promise<{ orders: number; paidMinor: number }> {
  const row = await db
    .selectFrom('orders')
    .where('merchant_id', '=', merchantId)
    .where('paid_at_ms', '>=', sinceMs)
    .where('state', 'not in', refunded)
    .select((eb) => [eb.fn.countAll<number>().as('orders'), eb.fn.sum<string>('due_minor').as('paid')])
    .executeTakeFirstOrThrow();
  return { orders: row.orders, paidMinor: Number(row.paid ?? 0) };
}

async function countOpen(db: CloudDatabase, merchantId: string): Promise<Omit<Overview['open'], 'payments'>> {
  const count = async (query: Promise<{ count: number }>) => (await query).count;
  const one = (table: 'alarms' | 'orders' | 'refunds' | 'poisoned_records') =>
    db
      .selectFrom(table)
      .where('merchant_id', '=', merchantId)
      .select((eb) => eb.fn.countAll<number>().as('count'));
  return {
    alarms: await count(one('alarms').where('cleared_at_ms', 'is', null).executeTakeFirstOrThrow()),
    orders: await count(
      one('orders')
        .where('closed_at_ms', 'is', null)
        .where('state', 'in', underWay)
        .executeTakeFirstOrThrow(),
    ),
    refunds: await count(one('refunds').where('state', '!=', 'refunded').executeTakeFirstOrThrow()),
    poison: await count(one('poisoned_records').executeTakeFirstOrThrow()),
  };
}
