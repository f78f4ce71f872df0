import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { clearAlarms, type RaisedAlarm, raiseAlarms } from '../../../../src/cloud/database/alarm-rows.ts';
import { type CloudChange, createChangeBell } from '../../../../src/cloud/database/change-bell.ts';
import { databaseFault } from '../../../../src/cloud/database/fault-dialect.ts';
import { type Migration, migrate } from '../../../../src/cloud/database/migration.ts';
import { migrations } from '../../../../src/cloud/database/migrations.ts';
import { type OpenedDatabase, openDatabase } from '../../../../src/cloud/database/open-database.ts';
import { Fault } from '../../../../src/domain/fault.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { until } from '../../../support/cloud-broker.ts';
import {
  addMachineRow,
  openPostgresForTest,
  postgresSkipReason,
  postgresUrl,
} from '../../../support/cloud-database.ts';

/** What both engines must do alike. */
function behaves(t: Test, { db }: OpenedDatabase): void {
  t.test('counts and 64-bit numbers come as numbers', async (t) => {
    const { rows } = await sql<{ big: unknown; count: unknown; list: unknown }>`
      select 9007199254740991::bigint as big, count(*) as count, '{"a":[1]}'::json as list`.execute(db);
    t.strictSame(rows, [{ big: 9007199254740991, count: 1, list: { a: [1] } }]);
  });

  t.test('a refused statement is a defect, and its transaction leaves nothing', async (t) => {
    await addMachineRow(db, 'shop', 'kept');
    const twice = db.transaction().execute(async (tx) => {
      await tx
        .updateTable('machines')
        .set({ help_phone: 'changed' })
        .where('machine_id', '=', 'kept')
        .execute();
      await addMachineRow(tx, 'shop', 'kept');
    });
    await t.rejects(twice, { code: 'INTERNAL_DEFECT', facts: { sqlState: '23505' } });
    const row = await db.selectFrom('machines').select('help_phone').executeTakeFirst();
    t.equal(row?.help_phone, '');
  });

  t.test('migrations run once', async (t) => {
    t.strictSame(await migrate(db, migrations), []);
  });

  t.test('a failed migration leaves nothing behind', async (t) => {
    const running = (name: string, statement: string): Migration => ({
      name,
      up: async (tx) => {
        await sql.raw(statement).execute(tx);
      },
    });
    const failing = [
      ...migrations,
      running('9998-good', 'create table half (x int)'),
      running('9999-bad', 'no'),
    ];
    await t.rejects(migrate(db, failing), { code: 'INTERNAL_DEFECT' });
    await t.rejects(sql`select * from half`.execute(db));
  });

  t.test('a database of a newer program is refused', async (t) => {
    await t.rejects(migrate(db, migrations.slice(0, -1)), { code: 'CONFIG_INVALID' });
  });

  t.test('an open alarm counts up, a closed one stays as history', async (t) => {
    const alarm: RaisedAlarm = {
      ...{ merchantId: 'shop', machineId: 'kept', subject: 'printer' },
      ...({ kind: 'device', severity: 'warning', fault: 'PRINTER_PAPER_LOW' } as const),
    };
    await raiseAlarms(db, [alarm], 1);
    await raiseAlarms(db, [{ ...alarm, fault: 'PRINTER_PAPER_OUT', severity: 'critical' }], 2);
    t.equal(await clearAlarms(db, 'kept', 'device', 3, 'other'), 0);
    t.equal(await clearAlarms(db, 'kept', 'device', 3), 1);
    await raiseAlarms(db, [alarm], 4);
    const rows = await db
      .selectFrom('alarms')
      .select(['fault', 'count', 'since_ms', 'cleared_at_ms'])
      .orderBy('since_ms')
      .execute();
    t.strictSame(rows, [
      { fault: 'PRINTER_PAPER_OUT', count: 2, since_ms: 1, cleared_at_ms: 3 },
      { fault: 'PRINTER_PAPER_LOW', count: 1, since_ms: 4, cleared_at_ms: null },
    ]);
  });
  t.end();
}

t.test('PGlite', async (t) => {
  const dataDir = t.testdir();
  const opened = await openDatabase({ dataDir });
  t.equal(opened.engine, 'pglite');
  await t.test('behaves', (t) => behaves(t, opened));

  await t.test('lets no second process, nor a second opening, onto its folder', async (t) => {
    await t.rejects(openDatabase({ dataDir }), { code: 'DATABASE_LOCKED' });
    const other = fork(
      new URL('../../../support/database-in-another-process.ts', import.meta.url),
      [dataDir],
      {
        stdio: 'pipe',
      },
    );
    const [code] = await once(other, 'exit');
    t.equal(code, 3, 'the other process ends with the fault');
  });

  await t.test('keeps its content, and is unavailable when closed', async (t) => {
    await opened.close();
    await t.rejects(sql`select 1`.execute(opened.db));
    const again = await openDatabase({ dataDir });
    const row = await again.db.selectFrom('machines').select('machine_id').executeTakeFirst();
    await again.close();
    t.equal(row?.machine_id, 'kept');
  });
});

t.test('a folder that PGlite did not finish is put aside, one that was whole is never touched', async (t) => {
  const dataDir = t.testdir({ pglite: { PG_VERSION: '17' } });
  const opened = await openDatabase({ dataDir });
  await opened.close();
  t.strictSame(readdirSync(join(dataDir, 'pglite-unfinished')), ['PG_VERSION']);
  rmSync(join(dataDir, 'pglite'), { recursive: true });
  mkdirSync(join(dataDir, 'pglite'));
  writeFileSync(join(dataDir, 'pglite', 'PG_VERSION'), '17');
  await t.rejects(openDatabase({ dataDir }), { code: 'DATABASE_UNAVAILABLE' });
  t.strictSame(readdirSync(join(dataDir, 'pglite')), ['PG_VERSION']);
});

t.test('PostgreSQL', { skip: postgresUrl === undefined && postgresSkipReason }, async (t) => {
  const opened = await openPostgresForTest(postgresUrl as string);
  t.teardown(() => opened.close());
  t.equal(opened.engine, 'postgresql');
  await t.test('behaves', (t) => behaves(t, opened));

  await t.test('two processes that migrate at once do not disturb each other', async (t) => {
    const both = await Promise.all([1, 2].map(() => openDatabase({ url: opened.url })));
    for (const one of both) {
      await t.resolves(sql`select machine_id from machines`.execute(one.db));
      await one.close();
    }
  });

  await t.test('tells the other processes what changed', async (t) => {
    const clock = new SystemClock();
    const open = (sender: string) =>
      createChangeBell({ db: opened.db, url: opened.url, clock, log: silentLog, sender });
    const [here, there] = [open('here'), open('there')];
    const heard: string[] = [];
    here.on('rung', (change) => heard.push(`here ${change.machineId}`));
    there.on('rung', (change) => heard.push(`there ${change.machineId}`));
    here.start();
    there.start();
    const change: CloudChange = { merchantId: 'shop', machineId: 'k1', orderIds: ['ord_1'], alarms: false };
    await until(() => {
      here.ring(change);
      return heard.includes('there k1');
    });
    there.ring({ ...change, machineId: 'k2' });
    t.equal(heard.filter((line) => line === 'there k2').length, 1, 'at once in the process itself');
    await until(() => heard.includes('here k2'));
    await here.stop();
    await there.stop();
  });
});

t.test('a server that is not there is unavailable', async (t) => {
  await t.rejects(openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' }), {
    code: 'DATABASE_UNAVAILABLE',
  });
});

t.test('what trying again can help is told from what it cannot', async (t) => {
  const ofState = (code: string) => databaseFault(Object.assign(new Error(code), { code }), 'try').code;
  for (const code of ['08006', '40001', '40P01', '53300', '57P01', 'ECONNREFUSED']) {
    t.equal(ofState(code), 'DATABASE_UNAVAILABLE', code);
  }
  for (const code of ['22P02', '23505', '42601', '42P01']) t.equal(ofState(code), 'INTERNAL_DEFECT', code);
  const fault = new Fault('NOT_FOUND', 'find');
  t.equal(databaseFault(fault, 'try'), fault);
});
