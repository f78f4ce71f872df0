/** Reported gifts over the API: told, decided about once, by who may, with the reason in the audit. */
import t from 'tap';
import { raiseAlarms } from '../../../../src/cloud/database/alarm-rows.ts';
import { addShop, openCloud } from '../../../support/cloud-under-test.ts';
import { openGiftBooks } from '../../../support/gift-books.ts';

const merchantId = 'm1';
const why = 'read with the recipient';
const cloud = await openCloud(t);
const { db } = cloud.database;
const books = await openGiftBooks(cloud.database);
const token = await addShop(cloud, merchantId, 'k1');
const stranger = await addShop(cloud, 'm2', 'k9');
const ask = (path = '', body?: object, as = token) =>
  cloud.ask(`/api/gift-reports${path}`, { token: as, ...(body ? { body } : {}) });
let people = 0;

async function addPerson(name: string): Promise<string> {
  people += 1;
  const personId = `gpr_${people}`;
  await db
    .insertInto('gift_people')
    .values({
      ...{ merchant_id: merchantId, person_id: personId, phone_stored: `hash ${people}`, name, contact: '' },
      ...{ phone_masked: `138****800${people}`, created_at_ms: 1 },
    })
    .execute();
  return personId;
}

/** A gift that waits, of this giver, reported at `atMs`. */
async function reported(giverId: string, atMs: number, reason: string): Promise<string> {
  const { giftId } = await books.give();
  const far = 4_000_000_000_000;
  await db
    .updateTable('gifts')
    .set({ giver_id: giverId, words: 'come and see me', expires_at_ms: far, due_at_ms: far })
    .where('gift_id', '=', giftId)
    .execute();
  await db
    .insertInto('gift_reports')
    .values({ merchant_id: merchantId, gift_id: giftId, reason, at_ms: atMs })
    .execute();
  const about = { merchantId, machineId: 'gifts', kind: 'gift', severity: 'warning' } as const;
  await raiseAlarms(db, [{ ...about, subject: giftId, fault: 'GIFT_REPORTED' }], atMs);
  return giftId;
}

const giver = await addPerson('Li');
const [first, second] = [
  await reported(giver, 1000, 'he writes every day'),
  await reported(giver, 2000, ''),
] as const;
const openAlarms = async () => {
  const { items } = (await cloud.ask('/api/alarms', { token })).body;
  const about = items.filter(({ kind }: { kind: string }) => kind === 'gift');
  return about.map(({ subject }: { subject: string }) => subject);
};

t.test('a report is told with its words, the conversation, and who blocked the giver', async (t) => {
  const blocker = await addPerson('Wang');
  await db
    .insertInto('gift_blocks')
    .values({
      ...{ merchant_id: merchantId, block_id: 'blk_1', person_id: blocker, giver_id: giver },
      ...{ giver_name: 'Li', at_ms: 5 },
    })
    .execute();
  for (const [i, text] of ['who are you?', 'guess'].entries()) {
    const message = { merchant_id: merchantId, gift_id: first, from_giver: i === 1, text, at_ms: i };
    await db.insertInto('gift_messages').values(message).execute();
  }
  const page = (await ask('?limit=1')).body;
  t.match(page.items, [
    {
      ...{ id: first, reason: 'he writes every day', reportedAtMs: 1000, words: 'come and see me' },
      messages: [
        { from: 'recipient', text: 'who are you?' },
        { from: 'giver', text: 'guess' },
      ],
      giver: { name: 'Li', blockedBy: ['138****8002'], reports: 2, barred: false },
      ...{ amountMinor: 1000, returnable: true, decided: null },
    },
  ]);
  const rest = (await ask(`?limit=1&after=${page.next}`)).body;
  t.match(rest, { items: [{ id: second }], next: null });
  t.same((await ask('', undefined, stranger)).body.items, [], "another merchant's are not told");
  t.equal((await ask(`/${first}/dismiss`, { why }, stranger)).status, 404);
});

t.test('only who looks after people may see them, and who may close payments give money back', async (t) => {
  const path = `/api/merchants/${merchantId}/tokens`;
  const of = async (role: string) => (await cloud.admin('addToken', path, { name: role, role })).token;
  const [viewer, operator, finance] = [await of('viewer'), await of('operator'), await of('finance')];
  t.equal((await ask('', undefined, viewer)).status, 403);
  t.equal((await ask('', undefined, finance)).status, 403);
  t.equal((await ask('', undefined, operator)).status, 200);
  t.equal((await ask(`/${first}/return`, { why }, operator)).status, 403);
});

t.test('the money goes back once, and the giver is barred, with the reason in the audit', async (t) => {
  t.equal((await ask(`/${first}/return`, { why: ' ' })).status, 400, 'without a reason');
  t.equal((await ask(`/${first}/return`, { why })).status, 200);
  t.match(await ask(`/${first}/return`, { why }), { status: 409, body: { code: 'GIFT_TAKEN' } });
  // Its payment is made up, so the gateway may have found already that nothing can go back.
  t.match(await books.stateOf(first), { name: /^refund(ing|Failed)$/, end: 'withdrawn', refunds: [{}] });
  t.match((await ask()).body.items[0], { id: first, returnable: false, decided: null });
  t.equal((await ask(`/${first}/bar-giver`, { why })).status, 200);
  t.equal((await ask(`/${first}/bar-giver`, { why })).status, 200, 'again changes nothing');
  t.match((await ask()).body.items, [{ id: second, giver: { barred: true } }]);
  t.match((await ask('?state=all')).body.items, [
    { id: first, decided: { decision: 'giverBarred', by: 'm1 token' } },
    { id: second, decided: null },
  ]);
  t.same(await openAlarms(), [second]);
  const { items } = (await cloud.ask('/api/audit', { token })).body;
  const acts = items.filter(({ subject }: { subject: string }) => subject === first);
  t.match(acts, [
    { action: 'barGiver', actor: 'm1 token', facts: { why } },
    { action: 'returnReportedGift', facts: { why } },
  ]);
  t.equal(acts.length, 2);
});

t.test('a report is dismissed, and its alarm with it', async (t) => {
  t.equal((await ask(`/${second}/dismiss`, { why })).status, 200);
  t.equal((await ask('/gft_0/dismiss', { why })).status, 404);
  t.same((await ask()).body.items, []);
  t.same(await openAlarms(), []);
});
