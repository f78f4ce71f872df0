import t from 'tap';
import { addShop, openCloud } from '../../../support/cloud-under-test.ts';

const cloud = await openCloud(t);
const alpha = await addShop(cloud, 'alpha', 'kiosk-a');
const beta = await addShop(cloud, 'beta', 'kiosk-b');
const code = '901234567890123456';
const card = { code, balanceMinor: 20_000, currency: 'CNY' };
const cards = '/api/stored-value-cards';
const balance = `${cards}/balance`;

t.test('a card is opened once and keeps its balance', async (t) => {
  const masked = { masked: '90…3456', balanceMinor: 20_000, currency: 'CNY' };
  t.match(await cloud.ask(cards, { token: alpha, body: card }), { status: 200, body: masked });
  const again = await cloud.ask(cards, { token: alpha, body: { ...card, balanceMinor: 1 } });
  t.match(again, { status: 409, body: { code: 'ALREADY_EXISTS' } });
  t.match(await cloud.ask(balance, { token: alpha, body: { code } }), { status: 200, body: masked });
});

t.test('its code comes back in no answer, no audit, and stands in no table', async (t) => {
  const answers = [
    await cloud.ask(cards, { token: alpha, body: { ...card, code: '909999999999999999' } }),
    await cloud.ask(cards, { token: alpha, body: { ...card, code: '919999999999999999' } }),
    await cloud.ask(balance, { token: alpha, body: { code } }),
    await cloud.ask('/api/audit', { token: alpha }),
  ];
  t.strictSame(
    answers.map(({ status }) => status),
    [200, 400, 200, 200],
  );
  for (const { text } of answers) t.notMatch(text, /9{16}|1234567890/);
  const opened = answers[3]?.body.items.filter((e: { action: string }) => e.action === 'openStoredValueCard');
  t.match(opened, [
    { subject: '90…9999', facts: { balanceMinor: 20_000, currency: 'CNY' } },
    { subject: '90…3456', actor: 'alpha token' },
  ]);
  t.equal(opened.length, 2, 'what was refused is not audited');
  const rows = await cloud.database.db.selectFrom('stored_value_accounts').selectAll().execute();
  t.equal(rows.length, 2);
  t.notMatch(JSON.stringify(rows), code);
});

t.test('the same code is another card with another merchant', async (t) => {
  t.match(await cloud.ask(balance, { token: beta, body: { code } }), { status: 404 });
  const own = { ...card, balanceMinor: 300 };
  t.match(await cloud.ask(cards, { token: beta, body: own }), { status: 200 });
  t.match(await cloud.ask(balance, { token: alpha, body: { code } }), { body: { balanceMinor: 20_000 } });
});

t.test('codes and balances that no card has are refused', async (t) => {
  const wrong = [
    { ...card, code: '90123' },
    { ...card, code: `90${'1'.repeat(23)}` },
    { ...card, balanceMinor: -1 },
    { ...card, balanceMinor: 0.5 },
    { ...card, balanceMinor: 1e12 },
    { ...card, currency: 'ABC' },
  ];
  for (const body of wrong) {
    t.match(await cloud.ask(cards, { token: alpha, body }), {
      status: 400,
      body: { code: 'INPUT_MALFORMED' },
    });
  }
});
