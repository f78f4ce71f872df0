/** Statements, differences and closed days over the API of a whole cloud: each job runs in a process of its own. */
import t from 'tap';
import { chinaDay, chinaDayStartMs, dayAfter } from '../../../../src/domain/statement-cells.ts';
import { alipayTable, alipayZip, type StatementTrade } from '../../../../src/doubles/statement-text.ts';
import { keepOurs } from '../../../support/books/books-run.ts';
import type { OursPayment } from '../../../support/books/day-maker.ts';
import { bootstrapToken, openCloud } from '../../../support/cloud-under-test.ts';

const merchantId = 'books';
const account = '2088000011112222';
const day = dayAfter(chinaDay(Date.now()), -5);
const startMs = chinaDayStartMs(day) ?? 0;
const noonMs = startMs + 12 * 3_600_000;

function payment(n: number, change: Partial<OursPayment> = {}): OursPayment {
  return {
    ...{
      channel: 'alipay',
      chargeId: `chg_${n}`,
      orderId: `ord_${n}`,
      machineId: 'm1',
      amountMinor: 1000 + n,
    },
    ...{ tradeNo: `20260302${n}`, atMs: noonMs + n, state: 'paid', refunds: [] },
    ...change,
  };
}

function trade({ chargeId, tradeNo, amountMinor, atMs }: OursPayment): StatementTrade {
  const named = { kind: 'payment' as const, outTradeNo: chargeId, tradeNo, amountMinor };
  return { ...named, feeMinor: 6, subject: '拿铁', terminalId: 'm1', atMs };
}

const zipOf = (payments: readonly OursPayment[], of = day) =>
  alipayZip(account, of, alipayTable(account, of, payments.map(trade)));

t.test('the books of a merchant over the API', { timeout: 240_000 }, async (t) => {
  const cloud = await openCloud(t);
  const name = { zh: '账', en: 'Books' };
  await cloud.admin('addMerchant', '/api/merchants', { id: merchantId, name });
  const query = `merchant=${merchantId}`;
  const upload = async (bytes: Buffer, token = bootstrapToken, of = day) => {
    const response = await fetch(`${cloud.url}/api/books/statements?${query}&channel=alipay&day=${of}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const sold = [1, 2, 3, 4].map((n) => payment(n));
  await keepOurs(cloud.database.db, merchantId, [...sold, payment(5, { state: 'failed' })]);
  // Ours has payments 1 to 4 and one that failed; the statement has 1 to 3, the failed one, and one of its own.
  const stated = [...sold.slice(0, 3), payment(5), payment(6)];

  await t.test(
    'only who may close payments uploads a statement, and a damaged one is refused whole',
    async (t) => {
      t.equal((await upload(zipOf(stated), 'nobody')).status, 401);
      const { status, body } = await upload(zipOf(stated, dayAfter(day)));
      t.equal(status, 200);
      t.match(body, { state: 'refused', fault: 'STATEMENT_OTHER_DAY', line: 3, rows: 0, run: null });
      t.equal(typeof body.reason, 'string');
      const { items } = await cloud.admin('listStatements', `/api/books/statements?${query}`);
      t.match(items, [{ state: 'refused', channel: 'alipay', day, source: 'uploaded', actor: 'bootstrap' }]);
    },
  );

  await t.test('a statement is taken once and compared at once', async (t) => {
    const { body } = await upload(zipOf(stated));
    t.match(body, { state: 'imported', rows: 5, run: { state: 'done', run: 1 } });
    t.match(body, { run: { figures: { ours: 4, channel: 5, agreed: 3, feeE5: 30_000 } } });
    t.equal((await upload(zipOf(stated))).body.code, 'STATEMENT_KNOWN');
    const { items } = await cloud.admin('listDifferences', `/api/books/differences?${query}&state=unsettled`);
    const found = items.map(({ category, deltaMinor }: Record<string, unknown>) => [category, deltaMinor]);
    t.same(
      new Set(found),
      new Set([
        ['missingInOurs', 1006],
        ['statusMismatch', 1005],
      ]),
      'payment 4 may still come',
    );
  });

  const differenceOf = async (category: string) => {
    const path = `/api/books/differences?${query}&category=${category}`;
    return (await cloud.admin('listDifferences', path)).items[0] as { id: string };
  };
  const act = async (id: string, body: object) =>
    cloud.ask(`/api/books/differences/${id}/actions?${query}`, { token: bootstrapToken, body });

  await t.test('a difference is closed once, by an action that fits, and posted', async (t) => {
    const { id } = await differenceOf('missingInOurs');
    t.equal((await act(id, { action: 'refund', note: 'give it back' })).body.code, 'DIFFERENCE_ACTION_UNFIT');
    t.equal((await act(id, { action: 'wait', note: 'ask them' })).status, 400, 'until when is needed');
    t.match((await act(id, { action: 'assign', note: 'hers', owner: 'li' })).body, {
      owner: 'li',
      state: 'open',
    });
    t.match((await act(id, { action: 'book', note: 'found it' })).body, { state: 'closed', closing: 'book' });
    t.equal((await act(id, { action: 'book', note: 'again' })).body.code, 'DIFFERENCE_CLOSED');
    const one = await cloud.admin('readDifference', `/api/books/differences/${id}?${query}`);
    t.same(
      one.history.map(({ action }: { action: string }) => action),
      ['found', 'assign', 'book'],
    );
    t.same(one.fits, []);
    const { items, broken } = await cloud.admin('readBalances', `/api/books/balances?${query}`);
    const balance = (account: string) =>
      items
        .filter((row: { account: string }) => row.account === account)
        .reduce(
          (sum: number, row: { debitMinor: number; creditMinor: number }) =>
            sum + row.debitMinor - row.creditMinor,
          0,
        );
    t.equal(balance('differences'), -1006);
    t.equal(balance('fees'), 30);
    t.equal(balance('receivable'), 1001 + 1002 + 1003 + 1004 - 30 + 1006);
    t.same(broken, []);
  });

  await t.test('money that came for a payment that failed is given back by the gateway', async (t) => {
    const { id } = await differenceOf('statusMismatch');
    t.match((await act(id, { action: 'refund', note: 'it is theirs' })).body, {
      state: 'closed',
      closing: 'refund',
    });
    const { db } = cloud.database;
    const refund = await db
      .selectFrom('refunds')
      .selectAll()
      .where('charge_id', '=', 'chg_5')
      .executeTakeFirst();
    t.match(refund, { amount_minor: 1005, merchant_id: merchantId });
  });

  await t.test('comparing a day again comes to the same', async (t) => {
    const run = await cloud.admin('compareDay', `/api/books/runs?${query}`, { channel: 'alipay', day });
    t.match(run, { state: 'done', run: 2 });
    const { items } = await cloud.admin('listDifferences', `/api/books/differences?${query}&state=unsettled`);
    t.same(items, []);
  });

  await t.test('a closed day takes no entry any more, and days close in order', async (t) => {
    const close = (of: string) =>
      cloud.ask(`/api/books/closes?${query}`, { token: bootstrapToken, body: { day: of } });
    t.match((await close(day)).body, { day, closedBy: 'bootstrap' });
    t.equal((await close(day)).body.code, 'BOOKS_DAY_CLOSED');
    t.equal((await close(dayAfter(day, 5))).body.code, 'BOOKS_DAY_CLOSED', 'today is not over');
    await keepOurs(cloud.database.db, merchantId, [payment(7)]);
    const late = await cloud.database.db
      .selectFrom('account_entries')
      .select('day')
      .where('source_id', '=', 'chg_7')
      .executeTakeFirst();
    t.strictSame(late, { day: dayAfter(day) });
    const audited = await cloud.database.db.selectFrom('audit').select('action').execute();
    const actions = new Set(audited.map(({ action }) => action));
    for (const action of ['uploadStatement', 'actOnDifference', 'compareDay', 'closeDay'])
      t.ok(actions.has(action));
  });
});
