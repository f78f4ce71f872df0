/** A bar outlasts the person who was barred: by a hash, a date and a reason code, for as long as it is said to. */
import { sql } from 'kysely';
import t from 'tap';
import { giftBarsMigration } from '../../../../src/cloud/database/migrations/0033-gift-bars.ts';
import { giftBarMs } from '../../../../src/domain/gift-bar.ts';
import { merchantId } from '../../../support/client-world.ts';
import { addMachineRow } from '../../../support/cloud-database.ts';
import { aGift, type GiftWorld, openGiftWorld, type Person } from '../../../support/gift-world.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';
import { until } from '../../../support/product-until.ts';
import { tablesWith } from '../../../support/tables-with.ts';

const world: GiftWorld = await openGiftWorld(t);
const { db } = world.database;
const barredPhone = '13700000409';
const recipient = await world.person('13700000410').signIn();
const refused = { status: 403, body: { code: 'GIFT_GIVER_BARRED' } };

const comes = (phone: string, name = '') => world.person(phone).signIn(name);
const tries = (who: Person) => who.ask('POST', '/gifts', aGift);
const bars = () => db.selectFrom('gift_bars').selectAll().execute();

async function isBarred(giver: Person): Promise<void> {
  const { giftId } = await giver.give({ features: [{ kind: 'phone', phone: recipient.phone }] });
  await recipient.ask('POST', '/received/report', { giftId, reason: 'harassment' });
  await world.admin('POST', `/api/gift-reports/${giftId}/bar-giver`, { why: 'read with the recipient' });
}

t.test('whoever is barred and has themselves deleted leaves a hash, a date and a reason', async (t) => {
  const giver = await comes(barredPhone, '小马四零九');
  const { personId, phoneMasked } = (await giver.ask('GET', '/me')).body;
  const fromMs = Date.now();
  await isBarred(giver);
  t.match(await tries(giver), refused);
  t.equal((await giver.ask('DELETE', '/me')).status, 200);
  for (const trace of [barredPhone, phoneMasked, '小马四零九', personId]) {
    t.same(await tablesWith(db, trace), [], 'no table names them');
  }
  const [bar, ...others] = await bars();
  t.same(others, []);
  t.same(Object.keys(bar ?? {}).sort(), ['at_ms', 'merchant_id', 'phone_stored', 'reason', 'until_ms']);
  t.match(bar, { merchant_id: merchantId, phone_stored: /^[0-9a-f]{64}$/, reason: 'harassment' });
  t.ok(Number(bar?.at_ms) >= fromMs);
  t.equal(Number(bar?.until_ms), Number(bar?.at_ms) + giftBarMs);
});

t.test('the same phone signs in again, receives, and gives nothing', async (t) => {
  const again = await comes(barredPhone);
  t.match(await tries(again), refused);
  const friend = await comes('13700000411');
  const { giftId } = await friend.give({ features: [{ kind: 'phone', phone: barredPhone }] });
  t.match((await again.ask('GET', '/received')).body.items, [{ giftId }]);
  t.equal((await tries(friend)).status, 200, 'others give as before');
  const before = await bars();
  await again.ask('DELETE', '/me');
  t.match(await tries(await comes(barredPhone)), refused, 'however often they begin anew');
  t.same(await bars(), before, 'and it lasts no longer for it');
});

t.test('a bar is lifted by who may lay it, and the giver gives again', async (t) => {
  const giver = await comes('13700000412');
  await isBarred(giver);
  t.match(await tries(giver), refused);
  const { items } = (await world.admin('GET', `/api/gift-reports?merchant=${merchantId}&state=all`)).body;
  const report = items.find((one: { giver: { barred: boolean } | null }) => one.giver?.barred);
  const lift = () =>
    world.admin('POST', `/api/gift-reports/${report.id}/lift-bar`, { why: 'a misunderstanding' });
  t.equal((await lift()).status, 200);
  t.equal((await lift()).status, 200, 'again changes nothing');
  t.equal((await tries(giver)).status, 200);
  const audit = (await world.admin('GET', '/api/audit')).body.items;
  const acts = audit.filter(({ action }: { action: string }) => action === 'liftGiverBar');
  t.match(acts, [{ subject: report.id, facts: { why: 'a misunderstanding' } }]);
  t.equal(acts.length, 1);
});

t.test('a bar that is over is forgotten, and a new one can be laid', async (t) => {
  await db.updateTable('gift_bars').set({ until_ms: Date.now() }).execute();
  const giver = await comes(barredPhone);
  t.equal((await tries(giver)).status, 200);
  await until('the bar is forgotten', async () => (await bars()).length === 0);
  await isBarred(await comes(barredPhone));
  t.match(await bars(), [{ reason: 'harassment' }]);
});

t.test('who was barred before bars were kept apart still is', async (t) => {
  const older = await openMemoryDatabase();
  t.teardown(() => older.close());
  await sql`drop table gift_bars`.execute(older.db);
  await sql`alter table gift_people add column barred_at_ms bigint`.execute(older.db);
  await addMachineRow(older.db, merchantId, 'k1');
  for (const [n, atMs] of [null, 1000].entries()) {
    await sql`
      insert into gift_people
        (merchant_id, person_id, phone_stored, phone_masked, name, contact, created_at_ms, barred_at_ms)
      values (${merchantId}, ${`gpr_${n}`}, ${`hash ${n}`}, '', '', '', 1, ${atMs}::bigint)`.execute(
      older.db,
    );
  }
  await giftBarsMigration.up(older.db as never);
  const rows = await older.db.selectFrom('gift_bars').selectAll().execute();
  t.match(rows, [{ phone_stored: 'hash 1', reason: 'other', at_ms: 1000, until_ms: 1000 + giftBarMs }]);
  t.equal(rows.length, 1);
});
