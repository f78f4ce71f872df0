/**
 * What every payment platform must do, held against the simulated one, stored value, the libraries of
 * Alipay and WeChat Pay, and the generic platform of signed messages, speaking to the stand-ins.
 */
import t, { type Test } from 'tap';
import type { OpenedDatabase } from '../../src/cloud/database/open-database.ts';
import { AlipayPlatform } from '../../src/cloud/gateway/alipay/alipay-platform.ts';
import type {
  PaymentPlatform,
  PayOrder,
  RefundOrder,
  Trade,
} from '../../src/cloud/gateway/payment-platform.ts';
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
import { WechatWorld } from '../support/wechat-world.ts';

type Outcome = 'paid' | 'slow' | 'never' | 'unknown' | 'declined' | 'balance' | 'socketClosed';

interface Subject {
  readonly platform: PaymentPlatform;
  /** A fresh code that will end so; `undefined` if this platform has no such end. */
  code(outcome: Outcome): Promise<string | undefined>;
  /** Scans a code that the machine shows; absent where the platform makes none. */
  scan?(code: string, outcome: 'paid' | 'slow' | 'never'): Promise<string>;
  /** What the outside holds of the trade: paid minus given back; `undefined` without a trade. */
  held(chargeId: string): Promise<number | undefined>;
}

let count = 0;
function newOrder(authCode: string, over: Partial<PayOrder> = {}): PayOrder {
  count += 1;
  const chargeId = `chg_${String(count).padStart(26, '0')}`;
  const owner = { merchantId: 'm1', machineId: 'k1', chargeId };
  return { ...owner, amountMinor: 1234, currency: 'CNY', authCode, subject: '拿铁 latte', ...over };
}

function refundOf(order: Trade, refundId: string, refundMinor: number): RefundOrder {
  return { ...order, refundId, refundMinor, reason: 'DISPENSER_JAM' };
}

/** Starts a payment that ends so; `undefined` where the platform has no such end. */
async function payWith(t: Test, subject: Subject, outcome: Outcome) {
  const code = await subject.code(outcome);
  if (code === undefined) {
    t.pass(`this platform has no outcome ${outcome}`);
    return undefined;
  }
  const order = newOrder(code);
  return { order, outcome: await subject.platform.pay(order) };
}

async function holdsPaying(t: Test, subject: Subject): Promise<void> {
  const { platform } = subject;

  await t.test('takes the money and says so again when asked', async (t) => {
    const paid = await payWith(t, subject, 'paid');
    if (!paid) return;
    t.match(paid.outcome, { kind: 'paid', platformTradeNo: /\S/ });
    t.strictSame(await platform.query(paid.order), paid.outcome);
    t.equal(await subject.held(paid.order.chargeId), 1234);
  });

  await t.test('knows nothing of a trade that never was', async (t) => {
    const order = newOrder('0000000000000000');
    t.strictSame(await platform.query(order), { kind: 'notFound' });
    t.equal(await subject.held(order.chargeId), undefined);
  });

  for (const [outcome, reason] of [
    ['declined', /^PAY_(DECLINED|CODE_INVALID)$/],
    ['balance', 'PAY_BALANCE_LOW'],
  ] as const) {
    await t.test(`refuses a payment for good: ${outcome}`, async (t) => {
      const refused = await payWith(t, subject, outcome);
      if (!refused) return;
      t.match(refused.outcome, { kind: 'failed', reason });
      t.not((await platform.query(refused.order)).kind, 'paid');
      t.notOk(await subject.held(refused.order.chargeId));
    });
  }

  await t.test('takes nothing a second time under the same number', async (t) => {
    const paid = await payWith(t, subject, 'paid');
    if (!paid) return;
    const code = (await subject.code('paid')) as string;
    t.not((await platform.pay({ ...paid.order, authCode: code })).kind, 'paid');
    t.match(await platform.query(paid.order), { kind: 'paid' });
    const other = { ...paid.order, authCode: (await subject.code('paid')) as string, amountMinor: 99 };
    t.not((await platform.pay(other)).kind, 'paid');
    t.equal(await subject.held(paid.order.chargeId), 1234);
  });

  await t.test('never calls a trade of another amount paid', async (t) => {
    const paid = await payWith(t, subject, 'paid');
    if (!paid) return;
    t.match(await platform.query({ ...paid.order, amountMinor: 1235 }), { kind: 'unknown' });
  });

  await t.test('asks the payer, and the query tells when they confirmed', async (t) => {
    const slow = await payWith(t, subject, 'slow');
    if (!slow) return;
    t.strictSame(slow.outcome, { kind: 'userPaying' });
    let answer = await platform.query(slow.order);
    while (answer.kind === 'userPaying') answer = await platform.query(slow.order);
    t.match(answer, { kind: 'paid' });
  });

  for (const outcome of ['unknown', 'socketClosed'] as const) {
    await t.test(`does not claim to know: ${outcome}, and the query tells`, async (t) => {
      const unclear = await payWith(t, subject, outcome);
      if (!unclear) return;
      t.match(unclear.outcome, { kind: 'unknown' });
      t.match(await platform.query(unclear.order), { kind: 'paid' });
      t.equal(await subject.held(unclear.order.chargeId), 1234);
    });
  }
}

/** Cancels as often as the platform asks for it. */
async function cancelAtLast(platform: PaymentPlatform, trade: Trade) {
  for (;;) {
    const outcome = await platform.cancel(trade);
    if (outcome.kind !== 'again') return outcome;
  }
}

async function holdsReturning(t: Test, subject: Subject): Promise<void> {
  const { platform } = subject;

  await t.test('cancels what waits, and it can never be paid', async (t) => {
    const never = await payWith(t, subject, 'never');
    if (!never) return;
    t.strictSame(await platform.query(never.order), { kind: 'userPaying' });
    t.strictSame(await cancelAtLast(platform, never.order), { kind: 'done', action: 'closed' });
    t.strictSame(await platform.query(never.order), { kind: 'closed' });
    t.equal(await subject.held(never.order.chargeId), 0);
  });

  await t.test('cancels what is paid by giving it back, once however often', async (t) => {
    const paid = await payWith(t, subject, 'paid');
    if (!paid) return;
    t.match(await cancelAtLast(platform, paid.order), { kind: 'done', action: /closed|refunded/ });
    t.match(await platform.cancel(paid.order), { kind: 'done' });
    t.strictSame(await platform.query(paid.order), { kind: 'closed' });
    t.equal(await subject.held(paid.order.chargeId), 0);
  });

  await t.test('cancels what it never saw', async (t) => {
    t.match(await platform.cancel(newOrder('0000000000000000')), { kind: 'done' });
  });

  await t.test('refunds in parts, each number once, never more than was paid', async (t) => {
    const paid = await payWith(t, subject, 'paid');
    if (!paid) return;
    const part = refundOf(paid.order, `rfd_${count}a`, 1000);
    t.match(await platform.queryRefund(part), { kind: 'notFound' });
    t.match((await platform.refund(part)).kind, /refunded|unconfirmed/);
    t.match((await platform.refund(part)).kind, /refunded|unconfirmed/, 'again under its number');
    t.strictSame(await platform.queryRefund(part), { kind: 'refunded' });
    t.match(await platform.query(paid.order), { kind: 'paid' }, 'a part given back is paid all the same');
    t.equal(await subject.held(paid.order.chargeId), 234);
    const tooMuch = refundOf(paid.order, `rfd_${count}b`, 235);
    t.match(await platform.refund(tooMuch), { kind: 'failed', reason: 'REFUND_FAILED' });
    const changed = refundOf(paid.order, `rfd_${count}a`, 200);
    t.match(await platform.refund(changed), { kind: 'failed' });
    const rest = refundOf(paid.order, `rfd_${count}c`, 234);
    t.match((await platform.refund(rest)).kind, /refunded|unconfirmed/);
    t.strictSame(await platform.queryRefund(rest), { kind: 'refunded' });
    t.equal(await subject.held(paid.order.chargeId), 0);
    const more = refundOf(paid.order, `rfd_${count}d`, 1);
    t.match(await platform.refund(more), { kind: 'failed', reason: 'REFUND_FAILED' }, 'nothing is left');
    t.strictSame(await platform.queryRefund(part), { kind: 'refunded' });
    t.equal(await subject.held(paid.order.chargeId), 0);
  });

  await t.test('refunds asked for at the same time never exceed the payment', async (t) => {
    const paid = await payWith(t, subject, 'paid');
    if (!paid) return;
    const parts = [500, 500, 500].map((minor, at) => refundOf(paid.order, `rfd_${count}p${at}`, minor));
    const outcomes = await Promise.all(parts.map((part) => platform.refund(part)));
    t.equal(outcomes.filter(({ kind }) => kind === 'failed').length, 1);
    t.equal(await subject.held(paid.order.chargeId), 234);
  });

  await t.test('refuses to refund a trade that never was', async (t) => {
    const order = refundOf(newOrder('0000000000000000'), 'rfd_x', 1);
    t.match(await platform.refund(order), { kind: 'failed' });
  });

  await t.test('answers unknown after it was stopped', async (t) => {
    await platform.stop();
    const kinds = /unknown|notFound/;
    t.match((await platform.query(newOrder('0000000000000000'))).kind, kinds);
  });
}

/** Has a code made to show; `undefined` where the platform makes none. */
async function show(t: Test, { platform, scan }: Subject) {
  if (!platform.show || !scan) {
    t.pass('this platform makes no codes to show');
    return undefined;
  }
  const { authCode: _none, ...trade } = newOrder('');
  const order = { ...trade, showsCode: true as const, validMs: 120_000 };
  const outcome = await platform.show(order);
  t.match(outcome, { kind: 'shown', code: /^\S{10,}$/ });
  return { order, code: outcome.kind === 'shown' ? outcome.code : '', scan };
}

async function holdsShowing(t: Test, subject: Subject): Promise<void> {
  const { platform } = subject;

  await t.test('makes a code whose scan pays the trade, once', async (t) => {
    const shown = await show(t, subject);
    if (!shown) return;
    const { order, code, scan } = shown;
    t.match((await platform.query(order)).kind, /^(notFound|userPaying)$/, 'nobody scanned it yet');
    t.equal(await scan(code, 'paid'), 'paid');
    t.match(await platform.query(order), { kind: 'paid', platformTradeNo: /\S/ });
    t.equal(await scan(code, 'paid'), 'refused');
    t.match(await platform.query({ ...order, amountMinor: 1235 }), { kind: 'unknown' });
    t.match(await platform.show?.({ ...order, amountMinor: 1235 }), { kind: /failed|unknown/ });
    t.equal(await subject.held(order.chargeId), 1234);
  });

  await t.test('waits for whoever scanned and has not confirmed, and closing ends it', async (t) => {
    const shown = await show(t, subject);
    if (!shown) return;
    const { order, code, scan } = shown;
    t.equal(await scan(code, 'never'), 'asked');
    t.strictSame(await platform.query(order), { kind: 'userPaying' });
    t.strictSame(await cancelAtLast(platform, order), { kind: 'done', action: 'closed' });
    t.strictSame(await platform.query(order), { kind: 'closed' });
    t.equal(await scan(code, 'paid'), 'refused');
    t.equal(await subject.held(order.chargeId), 0);
  });

  await t.test('closes nothing that is paid, and gives no money back by closing', async (t) => {
    const shown = await show(t, subject);
    if (!shown) return;
    const { order, code, scan } = shown;
    await scan(code, 'slow');
    let answer = await platform.query(order);
    while (answer.kind === 'userPaying') answer = await platform.query(order);
    t.match(answer, { kind: 'paid' });
    t.match(await platform.cancel(order), { kind: 'refused' });
    t.equal(await subject.held(order.chargeId), 1234);
    const part = refundOf(order, `rfd_${count}s`, 1000);
    t.match((await platform.refund(part)).kind, /refunded|unconfirmed/);
    t.strictSame(await platform.queryRefund(part), { kind: 'refunded' });
    t.equal(await subject.held(order.chargeId), 234);
  });

  await t.test('closes a code that nobody scanned', async (t) => {
    const shown = await show(t, subject);
    if (!shown) return;
    t.match(await platform.cancel(shown.order), { kind: 'done', action: /closed|nothingFound/ });
    t.match((await platform.query(shown.order)).kind, /^(closed|notFound)$/);
  });
}

async function holdsContract(t: Test, subject: Subject): Promise<void> {
  await holdsPaying(t, subject);
  await holdsShowing(t, subject);
  await holdsReturning(t, subject);
}

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
