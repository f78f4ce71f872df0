/** What every payment platform must do (`src/cloud/gateway/payment-platform.ts`), whatever stands behind it. */
import type { Test } from 'tap';
import type {
  PaymentPlatform,
  PayOrder,
  RefundOrder,
  Trade,
} from '../../src/cloud/gateway/payment-platform.ts';

/** How a payment with a code ends. */
export type Outcome = 'paid' | 'slow' | 'never' | 'unknown' | 'declined' | 'balance' | 'socketClosed';

/** One platform and what stands outside it. */
export interface Subject {
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
}

async function holdsWaiting(t: Test, subject: Subject): Promise<void> {
  const { platform } = subject;

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

async function holdsCancelling(t: Test, subject: Subject): Promise<void> {
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
}

async function holdsRefunding(t: Test, subject: Subject): Promise<void> {
  const { platform } = subject;

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

/** Holds the whole contract against one platform. */
export async function holdsContract(t: Test, subject: Subject): Promise<void> {
  await holdsPaying(t, subject);
  await holdsWaiting(t, subject);
  await holdsShowing(t, subject);
  await holdsCancelling(t, subject);
  await holdsRefunding(t, subject);
}
