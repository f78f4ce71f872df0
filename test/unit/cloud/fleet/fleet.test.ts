import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { gunzipSync } from 'node:zlib';
import t from 'tap';
import { createFleet } from '../../../../src/cloud/fleet/fleet.ts';
import { settleSilent, takeState } from '../../../../src/cloud/fleet/presence-rows.ts';
import { bundleSchema } from '../../../../src/domain/bundle.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import type { Desired, MachineState } from '../../../../src/wire/messages.ts';
import { upTopic } from '../../../../src/wire/topics.ts';
import { machineAt, nextDown, openBroker, until } from '../../../support/cloud-broker.ts';
import { addMachineRow } from '../../../support/cloud-database.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

const machine = machineAt('shop', 'k1');
const topic = upTopic(machine, 'state');
const everyShard = new Set(Array.from({ length: 16 }, (_, shard) => shard));

const state = (fields: Partial<MachineState>): string =>
  JSON.stringify({
    online: true,
    session: 1,
    bootId: 'boot',
    version: '1.0.0',
    bundleVersion: 0,
    journalId: 'jnl_1',
    lastSeq: 7,
    atMs: 1,
    devices: [],
    ...fields,
  } satisfies MachineState);

const { db, close } = await openMemoryDatabase();
t.teardown(close);
await addMachineRow(db, 'shop', 'k1');
await addMachineRow(db, 'rival', 'k2');
await addMachineRow(db, 'shop', 'k3');

t.test('the fleet over a real broker and database', async (t) => {
  const broker = await openBroker(t);
  const link = broker.cloudLink();
  const clock = new SystemClock();
  const fleet = createFleet({
    ...{ db, link, clock, log: silentLog },
    receiptUrlBase: () => 'http://cloud.example/r',
    memberKey: () => Buffer.alloc(32).toString('base64'),
    cardKeys: () => undefined,
    couponKey: () => 'A'.repeat(43),
    paymentWays: () => ({ codeFormats: [], shown: [] }),
  });
  t.teardown(() => fleet.stop());
  fleet.start();
  fleet.holdShards(everyShard);
  const cloudOnline = once(link, 'online');
  await link.start();
  await cloudOnline;
  const presence = () =>
    db.selectFrom('machine_presence').selectAll().where('machine_id', '=', 'k1').executeTakeFirst();
  const alarms = () =>
    db
      .selectFrom('alarms')
      .select(['kind', 'subject', 'fault', 'count'])
      .where('machine_id', '=', 'k1')
      .where('cleared_at_ms', 'is', null)
      .orderBy('kind')
      .execute();
  let session = 0;
  const kiosk = await broker.machineLink(machine, () => {
    session += 1;
    return { topic, payload: state({ online: false, session }) };
  });
  const say = (fields: Partial<MachineState>) =>
    kiosk.publish(topic, state({ session, ...fields }), { retain: true });

  await t.test('knows who is there and what is wrong', async (t) => {
    await say({
      devices: [{ deviceId: 'printer', kind: 'printer', state: 'degraded', fault: 'PRINTER_PAPER_OUT' }],
      outOfService: 'JOURNAL_DISK_FULL',
    });
    await until(async () => (await presence())?.online === true);
    t.match(await presence(), { version: '1.0.0', last_seq: 7, out_of_service: 'JOURNAL_DISK_FULL' });
    t.match(await alarms(), [
      { kind: 'device', subject: 'printer', fault: 'PRINTER_PAPER_OUT' },
      { kind: 'outOfService', fault: 'JOURNAL_DISK_FULL' },
    ]);
  });

  await t.test('a repeated state counts no alarm up, and a mended device settles it', async (t) => {
    const devices: MachineState['devices'] = [
      { deviceId: 'printer', kind: 'printer', state: 'degraded', fault: 'PRINTER_PAPER_OUT' },
    ];
    await say({ devices, lastSeq: 8 });
    await until(async () => (await presence())?.last_seq === 8);
    t.strictSame(await alarms(), [
      { kind: 'device', subject: 'printer', fault: 'PRINTER_PAPER_OUT', count: 1 },
    ]);
    await say({ lastSeq: 9 });
    await until(async () => (await presence())?.last_seq === 9);
    t.strictSame(await alarms(), []);
  });

  await t.test('ignores the will of an older connection and believes that of this one', async (t) => {
    await say({ session: 40, lastSeq: 10 });
    await kiosk.publish(topic, state({ online: false, session: 39, lastSeq: 11 }));
    await say({ session: 40, lastSeq: 12 });
    await until(async () => (await presence())?.last_seq === 12);
    t.equal((await presence())?.online, true);
    await kiosk.publish(topic, state({ online: false, session: 40 }), { retain: true });
    await until(async () => (await presence())?.online === false);
    t.match(await alarms(), [{ kind: 'offline', fault: 'NETWORK_DOWN' }]);
    await say({ session: 41 });
    await until(async () => (await presence())?.online === true);
    t.strictSame(await alarms(), []);
  });

  await t.test("takes nothing on another merchant's topic", async (t) => {
    const forged = { ...machineAt('shop', 'k2') };
    await link.publish(upTopic(forged, 'state'), state({}));
    await say({ session: 41, lastSeq: 13 });
    await until(async () => (await presence())?.last_seq === 13);
    const rows = await db.selectFrom('machine_presence').select('machine_id').execute();
    t.strictSame(rows, [{ machine_id: 'k1' }]);
  });

  await t.test('publishes a whole bundle, and the same again under the same version', async (t) => {
    const arrived = nextDown<Desired>(kiosk, machine, 'desired');
    const published = await fleet.publish('shop', 'k1');
    t.match(published, { machineId: 'k1', version: 1, sent: true });
    const desired = await arrived;
    const text = gunzipSync(Buffer.from(desired.body, 'base64')).toString();
    t.equal(createHash('sha256').update(text).digest('hex'), desired.sha256);
    t.match(bundleSchema.parse(JSON.parse(text)), {
      version: 1,
      merchantId: 'shop',
      machineId: 'k1',
      receiptUrlBase: 'http://cloud.example/r',
    });
    t.match(await fleet.publish('shop', 'k1'), { version: 1, sha256: desired.sha256 });
    await db.updateTable('machines').set({ help_phone: '110' }).where('machine_id', '=', 'k1').execute();
    t.match(await fleet.publish('shop', 'k1'), { version: 2 });
    await t.rejects(fleet.publish('rival', 'k1'), { code: 'NOT_FOUND' });
  });

  await t.test('never publishes below what the machine already has', async (t) => {
    await say({ session: 41, bundleVersion: 9, lastSeq: 14 });
    await until(async () => (await presence())?.bundle_version === 9);
    t.match(await fleet.publish('shop', 'k1'), { version: 10 });
  });

  await t.test('calls nobody online while the broker is away, and sees again afterwards', async (t) => {
    await broker.stop();
    await until(async () => (await presence())?.online === null);
    t.match(await fleet.publish('shop', 'k1'), { version: 10, sent: false });
    await db.updateTable('machines').set({ help_phone: '120' }).where('machine_id', '=', 'k1').execute();
    t.match(await fleet.publish('shop', 'k1'), { version: 11, sent: false });
    const back = once(kiosk, 'online');
    await broker.start();
    await back;
    await say({ session: 42, bundleVersion: 10 });
    await until(async () => (await presence())?.online === true);
  });
});

t.test('a machine that is behind is sent its bundle again', async (t) => {
  const broker = await openBroker(t);
  const behind = machineAt('shop', 'k3');
  const link = broker.cloudLink();
  const open = () =>
    createFleet({
      ...{ db, link, clock: new SystemClock(), log: silentLog },
      receiptUrlBase: () => 'http://cloud.example/r',
      memberKey: () => Buffer.alloc(32).toString('base64'),
      cardKeys: () => undefined,
      couponKey: () => 'A'.repeat(43),
      paymentWays: () => ({ codeFormats: [], shown: [] }),
    });
  t.match(await open().publish('shop', 'k3'), { version: 1, sent: false });
  const fleet = open();
  t.teardown(() => fleet.stop());
  fleet.start();
  fleet.holdShards(everyShard);
  await link.start();
  const kiosk = await broker.machineLink(behind);
  const arrived = nextDown<Desired>(kiosk, behind, 'desired');
  await kiosk.publish(upTopic(behind, 'state'), state({}), { retain: true });
  t.match(await arrived, { version: 1 });
});

t.test('a machine called online that fell silent is offline', async (t) => {
  await takeState(db, machineAt('shop', 'k3'), JSON.parse(state({ session: 50 })), 1_000_000);
  t.strictSame(await settleSilent(db, everyShard, 1_000_000, 1_075_000), []);
  t.match(await settleSilent(db, everyShard, 1_000_001, 1_075_001), [{ machineId: 'k3' }]);
  t.strictSame(await settleSilent(db, everyShard, 1_000_001, 1_075_001), [], 'once');
  const row = await db
    .selectFrom('alarms')
    .select('kind')
    .where('machine_id', '=', 'k3')
    .where('cleared_at_ms', 'is', null)
    .executeTakeFirst();
  t.equal(row?.kind, 'offline');
});
