/**
 * What every payment platform must do, held against the simulated one, stored value, the libraries of
 * Alipay and WeChat Pay, and the generic platform of signed messages, speaking to the stand-ins.
 */
import t, { type Test } from 'tap';
import type { OpenedDatabase } from '../../src/cloud/database/open-database.ts';
import { AlipayPlatform } from '../../src/cloud/gateway/alipay/alipay-platform.ts';
import { SignedQrPlatform } from '../../src/cloud/gateway/signed-qr/signed-qr-platform.ts';
import { SimulatedPlatform } from '../../src/cloud/gateway/simulated-platform.ts';
import { learnStoredValuePayments } from '../../src/cloud/gateway/stored-value/learned-payments.ts';
import { openStoredValueCard } from '../../src/cloud/gateway/stored-value/stored-value-accounts.ts';
import { StoredValuePlatform } from '../../src/cloud/gateway/stored-value/stored-value-platform.ts';
import { WechatPlatform } from '../../src/cloud/gateway/wechat/wechat-platform.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { silentLog } from '../../src/platform/log.ts';
import { systemRandom } from '../../src/platform/random.ts';
import { AcquirerWorld } from '../support/acquirer-world.ts';
import { AlipayWorld } from '../support/alipay-world.ts';
import {
  addMachineRow,
  openPostgresForTest,
  postgresSkipReason,
  postgresUrl,
} from '../support/cloud-database.ts';
import { openGiftBooks } from '../support/gift-books.ts';
import { openMemoryDatabase } from '../support/memory-database.ts';
import { holdsContract, type Outcome } from '../support/payment-platform-suite.ts';
import { WechatWorld } from '../support/wechat-world.ts';

const clock = new SystemClock();
/** Nobody listens there. */
const noticeUrl = () => 'http://127.0.0.1:9/notify/m1/platform';

t.test('simulated', async (t) => {
  const platform = new SimulatedPlatform({ clock, random: systemRandom, slowMs: 30 });
  await holdsContract(t, {
    platform,
    code: async (outcome) => platform.issueCode(outcome),
    held: async (chargeId) => {
      const trade = platform.book().find((one) => one.chargeId === chargeId);
      return trade && platform.heldMinor(trade);
    },
  });
});

async function holdsStoredValue(t: Test, opened: OpenedDatabase): Promise<void> {
  t.teardown(() => opened.close());
  const { db } = opened;
  await addMachineRow(db, 'm1', 'k1');
  const hashKey = new Uint8Array(32);
  const platform = new StoredValuePlatform({ db, clock, log: silentLog, hashKey, currency: 'CNY' });
  const balances: Partial<Record<Outcome, number>> = { paid: 2000, balance: 1233 };
  let cards = 0;
  await holdsContract(t, {
    platform,
    code: async (outcome) => {
      cards += 1;
      const code = `90${String(cards).padStart(16, '0')}`;
      const balanceMinor = balances[outcome];
      if (outcome === 'declined') return code;
      if (balanceMinor === undefined) return undefined;
      const card = { merchantId: 'm1', code, balanceMinor, currency: 'CNY' as const, openedAtMs: 1 };
      await openStoredValueCard(db, hashKey, card);
      return code;
    },
    held: async (chargeId) => {
      const row = await db
        .selectFrom('stored_value_trades as trade')
        .leftJoin('stored_value_accounts as account', 'account.card_hash', 'trade.card_hash')
        .select(['account.balance_minor', 'trade.state'])
        .where('charge_id', '=', chargeId)
        .executeTakeFirst();
      return row && 2000 - Number(row.balance_minor ?? 2000);
    },
  });
}

t.test('stored value on PGlite', async (t) => holdsStoredValue(t, await openMemoryDatabase()));

t.test('a payment by card that the database has lost is taken from its card again, once', async (t) => {
  const opened = await openMemoryDatabase();
  t.teardown(() => opened.close());
  const { db } = opened;
  await addMachineRow(db, 'm1', 'k1');
  const hashKey = new Uint8Array(32).fill(7);
  const platform = new StoredValuePlatform({ db, clock, log: silentLog, hashKey, currency: 'CNY' });
  const codes = ['900000000000000001', '900000000000000002'] as const;
  for (const code of codes) {
    const card = { merchantId: 'm1', code, balanceMinor: 2000, currency: 'CNY' as const, openedAtMs: 1 };
    await openStoredValueCard(db, hashKey, card);
  }
  const trade = { merchantId: 'm1', machineId: 'k1', amountMinor: 1500, currency: 'CNY' as const };
  const order = { ...trade, chargeId: 'chg_1', authCode: codes[1], subject: 'coffee' };
  const outcome = await platform.pay(order);
  t.match(outcome, { kind: 'paid', platformTradeNo: /^SV-[0-9a-f]{16}-chg_1$/ });
  const platformTradeNo = outcome.kind === 'paid' ? outcome.platformTradeNo : '';
  // The database is put back to before the payment, and the number is closed by a question.
  await db.deleteFrom('stored_value_trades').execute();
  await db.updateTable('stored_value_accounts').set({ balance_minor: 2000 }).execute();
  await platform.cancel(order);
  const another = { ...order, chargeId: 'chg_2', amountMinor: 1000 };
  t.match(await platform.pay(another), { kind: 'paid' });
  const learned = {
    ...{ chargeId: 'chg_1', orderId: 'ord_1', platform: 'stored-value', amountMinor: 1500 },
    ...{ currency: 'CNY' as const, outcome: 'paid' as const, platformTradeNo, intendedAtMs: 1 },
  };
  for (let times = 0; times < 2; times += 1) {
    await db.transaction().execute((tx) => learnStoredValuePayments(hashKey, tx, trade, [learned], 9));
  }
  t.match(await platform.query(order), { kind: 'paid', platformTradeNo });
  const balances = await db.selectFrom('stored_value_accounts').select('balance_minor').execute();
  t.strictSame(balances.map((row) => Number(row.balance_minor)).sort(), [-500, 2000], 'the card owes');
  const refund = { ...order, refundId: 'rfd_1', refundMinor: 1500, reason: 'DISPENSER_JAM' as const };
  t.match(await platform.refund(refund), { kind: 'refunded' });
});

t.test('stored value on PostgreSQL', { skip: postgresUrl === undefined && postgresSkipReason }, async (t) =>
  holdsStoredValue(t, await openPostgresForTest(postgresUrl as string)),
);

t.test('gifts on PGlite', async (t) => {
  const opened = await openMemoryDatabase();
  t.teardown(() => opened.close());
  const books = await openGiftBooks(opened);
  await holdsContract(t, {
    platform: books.platform,
    code: async (outcome) => {
      if (outcome === 'declined') return 'GFNOBODYMADETHISCODE';
      if (outcome !== 'paid') return undefined;
      const { pickupCode } = await books.give({ amountMinor: 2000 });
      return (await books.ask('k1', `ord_${pickupCode}`, pickupCode, 1234)).offer?.code;
    },
    held: (chargeId) => books.heldMinor(chargeId),
  });
});

t.test('Alipay', async (t) => {
  const world = await AlipayWorld.start(t);
  const platform = new AlipayPlatform({ account: world.account(), clock, log: silentLog, noticeUrl });
  t.teardown(() => platform.stop());
  await holdsContract(t, {
    platform,
    code: (outcome) => world.code({ outcome, slowMs: 30 }),
    held: (chargeId) => world.held(chargeId),
    scan: (code, outcome) => world.scan(code, { outcome, slowMs: 30 }),
  });
});

t.test('WeChat Pay', async (t) => {
  const world = await WechatWorld.start(t);
  const platform = new WechatPlatform({ account: world.account(), clock, log: silentLog, noticeUrl });
  t.teardown(() => platform.stop());
  await holdsContract(t, {
    platform,
    code: (outcome) => world.code({ outcome, slowMs: 30 }),
    held: (chargeId) => world.held(chargeId),
    scan: (code, outcome) => world.scan(code, { outcome, slowMs: 30 }),
  });
});

for (const [index, method] of ['a shared secret', 'keys'].entries()) {
  t.test(`an acquirer of signed messages, by ${method}`, async (t) => {
    const world = await AcquirerWorld.start(t);
    const platform = new SignedQrPlatform({ account: world.account(index), clock, log: silentLog });
    t.teardown(() => platform.stop());
    await holdsContract(t, {
      platform,
      code: (outcome) => world.code({ outcome, slowMs: 30 }),
      held: (chargeId) => world.held(chargeId),
    });
  });
}
