/** Statements of the platforms' stand-ins, fetched by the gateway's platforms and taken by the schedule. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { CloudDatabase } from '../../../../src/cloud/database/schema.ts';
import { BooksDesk } from '../../../../src/cloud/finance/books-desk.ts';
import { BooksSchedule } from '../../../../src/cloud/finance/books-schedule.ts';
import { matchRows } from '../../../../src/cloud/finance/match-rows.ts';
import { readStatement } from '../../../../src/cloud/finance/read-statement.ts';
import { AlipayPlatform } from '../../../../src/cloud/gateway/alipay/alipay-platform.ts';
import type { PaymentPlatform } from '../../../../src/cloud/gateway/payment-platform.ts';
import { WechatPlatform } from '../../../../src/cloud/gateway/wechat/wechat-platform.ts';
import { chinaDay, chinaDayStartMs } from '../../../../src/domain/statement-cells.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { idMaker, systemRandom } from '../../../../src/platform/random.ts';
import { AlipayWorld } from '../../../support/alipay-world.ts';
import { keepOurs, openBooks } from '../../../support/books/books-run.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';
import type { WalletWorld } from '../../../support/wallet-world.ts';
import { WechatWorld } from '../../../support/wechat-world.ts';

const merchantId = 'books';

/** The system's clock, put where the test wants it. */
class SetClock extends SystemClock {
  #offMs = 0;

  override now(): number {
    return super.now() + this.#offMs;
  }

  set(atMs: number): void {
    this.#offMs += atMs - this.now();
  }
}

const clock = new SetClock();
const makeId = idMaker(clock, systemRandom);
const hourMs = 3_600_000;

interface Side {
  readonly channel: 'alipay' | 'wechat';
  readonly platform: PaymentPlatform;
  readonly world: WalletWorld;
}

async function sidesOf(t: Test): Promise<Side[]> {
  const [alipay, wechat] = [await AlipayWorld.start(t, clock), await WechatWorld.start(t)];
  const parts = { clock, log: silentLog };
  const sides: Side[] = [
    {
      channel: 'alipay',
      world: alipay,
      platform: new AlipayPlatform({ ...parts, account: alipay.account() }),
    },
    {
      channel: 'wechat',
      world: wechat,
      platform: new WechatPlatform({ ...parts, account: wechat.account() }),
    },
  ];
  t.teardown(() => Promise.all(sides.map(({ platform }) => platform.stop())));
  return sides;
}

/** Pays at the platform and keeps it in the books, unless `forgotten`. */
async function sell(
  db: CloudDatabase,
  { channel, platform, world }: Side,
  amountMinor: number,
  forgotten = false,
) {
  const [chargeId, refundId] = [makeId('chg'), makeId('rfd')];
  const trade = {
    merchantId,
    machineId: 'm1',
    chargeId,
    amountMinor,
    currency: 'CNY' as const,
  };
  const authCode = await world.code({ outcome: 'paid' });
  const paid = await platform.pay({ ...trade, authCode, subject: '燕麦拿铁, 大杯' });
  if (paid.kind !== 'paid') throw new Error(`was ${paid.kind}`);
  const atMs = clock.now();
  await platform.refund({ ...trade, refundId, refundMinor: 10, reason: 'REFUND_FAILED' });
  if (forgotten) return;
  const { platformTradeNo: tradeNo } = paid;
  const refunds = [{ refundId, amountMinor: 10, atMs }];
  const sold = {
    channel,
    chargeId,
    orderId: makeId('ord'),
    machineId: 'm1',
    amountMinor,
    tradeNo,
    atMs,
    refunds,
  };
  await keepOurs(db, merchantId, [{ ...sold, state: 'paid' }]);
}

t.test(
  'statements are fetched when their platforms have them, and compared',
  { timeout: 240_000 },
  async (t) => {
    const { db, close } = await openMemoryDatabase();
    const spoolDir = mkdtempSync(join(tmpdir(), 'schedule-'));
    t.teardown(async () => {
      await close();
      rmSync(spoolDir, { recursive: true, force: true });
    });
    const sides = await sidesOf(t);
    const desk = new BooksDesk({
      ...{ db, clock, random: systemRandom, log: silentLog, spoolDir },
      jobs: { read: readStatement, match: matchRows },
      statementOf: async (_merchant, channel, day) =>
        sides.find((side) => side.channel === channel)?.platform.statement?.(day),
    });
    const accounts = sides.map(({ channel }) => ({ merchantId, channel }));
    const schedule = new BooksSchedule({
      db,
      clock,
      log: silentLog,
      desk,
      accounts,
    });
    schedule.start();
    t.teardown(() => schedule.stop());
    await openBooks(db, merchantId);
    const day = chinaDay(clock.now());
    const startMs = chinaDayStartMs(day) ?? 0;
    await db.updateTable('merchants').set({ created_at_ms: startMs }).execute();
    clock.set(startMs + 12 * hourMs);
    for (const side of sides) {
      await sell(db, side, 1234);
      await sell(db, side, 500, side.channel === 'wechat');
      await fetch(`${side.world.url}/statements`, { method: 'POST', body: '{"mode":"late"}' });
    }
    const files = () =>
      db
        .selectFrom('statement_files')
        .select(['channel', 'day', 'state', 'rows'])
        .orderBy('day')
        .orderBy('channel')
        .execute();

    await t.test(
      'nothing is asked for before the morning, and a late statement is asked for again',
      async (t) => {
        clock.set(startMs + 33 * hourMs);
        await schedule.sweep();
        clock.set(startMs + 35 * hourMs);
        await schedule.sweep();
        t.same(await files(), []);
        // WeChat Pay's library signs with the system's time, and so its stand-in lives in today.
        for (const { world, channel } of sides) {
          const body = JSON.stringify({ mode: channel === 'wechat' ? 'early' : 'punctual' });
          await fetch(`${world.url}/statements`, { method: 'POST', body });
        }
        await schedule.sweep();
        t.same(await files(), [], 'it was asked for within the hour');
        clock.set(startMs + 37 * hourMs);
        await schedule.sweep();
        t.strictSame(await files(), [
          { channel: 'alipay', day, state: 'imported', rows: 4 },
          { channel: 'wechat', day, state: 'imported', rows: 4 },
        ]);
      },
    );

    await t.test('what the books did not know is a difference; the rest agrees', async (t) => {
      const runs = await db
        .selectFrom('reconciliation_runs')
        .select(['channel', 'state', 'figures'])
        .orderBy('channel')
        .execute();
      t.match(runs, [
        { channel: 'alipay', state: 'done', figures: { agreed: 4, differences: 0 } },
        { channel: 'wechat', state: 'done', figures: { agreed: 2, differences: 2 } },
      ]);
      const found = await db
        .selectFrom('differences')
        .select(['category', 'delta_minor'])
        .orderBy('category')
        .execute();
      t.strictSame(found, [
        { category: 'missingInOurs', delta_minor: 500 },
        { category: 'refundMissingOurs', delta_minor: -10 },
      ]);
    });

    await t.test('comparing again changes nothing, and a statement is taken once', async (t) => {
      const before = await db.selectFrom('account_postings').selectAll().orderBy('entry_id').execute();
      await desk.compare({ merchantId, channel: 'wechat', day, actor: 'test' });
      t.strictSame(await db.selectFrom('account_postings').selectAll().orderBy('entry_id').execute(), before);
      t.equal((await db.selectFrom('differences').select('key').execute()).length, 2);
      const again = desk.fetch({ merchantId, channel: 'wechat', day, actor: 'test' });
      await t.rejects(again, { code: 'STATEMENT_KNOWN' });
    });

    await t.test(
      'a day on which nothing was sold has no statement, and is compared all the same',
      async (t) => {
        clock.set(startMs + 61 * hourMs);
        await schedule.sweep();
        const next = chinaDay(startMs + 30 * hourMs);
        t.strictSame((await files()).slice(2), [
          { channel: 'alipay', day: next, state: 'none', rows: 0 },
          { channel: 'wechat', day: next, state: 'none', rows: 0 },
        ]);
        t.equal(
          (await db.selectFrom('reconciliation_runs').select('day').where('day', '=', next).execute()).length,
          2,
        );
      },
    );
  },
);
