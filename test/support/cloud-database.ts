/** Databases for tests: PGlite in memory always; PostgreSQL, in a schema of its own, by `DATABASE_URL`. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type OpenedDatabase, openDatabase } from '../../src/cloud/database/open-database.ts';
import type { CloudDatabase } from '../../src/cloud/database/schema.ts';
import { shardOf } from '../../src/wire/topics.ts';

export const postgresUrl = process.env.DATABASE_URL;
export const postgresSkipReason = 'DATABASE_URL names no PostgreSQL';

/** A fresh schema of the PostgreSQL in `DATABASE_URL`, dropped at `close`. */
export async function openPostgresForTest(url: string): Promise<OpenedDatabase & { url: string }> {
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`create schema ${schema}`);
  const own = new URL(url);
  own.searchParams.set('options', `-c search_path=${schema}`);
  const opened = await openDatabase({ url: own.href });
  return {
    ...opened,
    url: own.href,
    close: async () => {
      await opened.close();
      await admin.query(`drop schema ${schema} cascade`);
      await admin.end();
    },
  };
}

/** Registers a merchant, if need be, and a machine of it, straight into the tables. */
export async function addMachineRow(db: CloudDatabase, merchantId: string, machineId: string): Promise<void> {
  await db
    .insertInto('merchants')
    .values({
      merchant_id: merchantId,
      name: JSON.stringify({ zh: merchantId, en: merchantId }),
      currency: 'CNY',
      time_zone: 'Asia/Shanghai',
      help_phone: '',
      receipt_footer: JSON.stringify({ zh: '', en: '' }),
      created_at_ms: 1,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto('machines')
    .values({
      machine_id: machineId,
      merchant_id: merchantId,
      shard: shardOf(machineId),
      name: JSON.stringify({ zh: machineId, en: machineId }),
      help_phone: '',
      time_zone: 'Asia/Shanghai',
      tenders: JSON.stringify({ code: true, cash: true }),
      created_at_ms: 1,
    })
    .execute();
}
