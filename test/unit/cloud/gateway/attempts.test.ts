/** What is noted of calls to platforms: the last one that settled nothing, and nothing that changes a payment. */
import t from 'tap';
import { type Attempt, notedAccounts, settles, sqlAttempts } from '../../../../src/cloud/gateway/attempts.ts';
import { SimulatedPlatform } from '../../../../src/cloud/gateway/simulated-platform.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { seededRandom } from '../../../../src/platform/random.ts';
import { Timeline, VirtualClock } from '../../../../src/platform/virtual-clock.ts';
import { addMachineRow } from '../../../support/cloud-database.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

const trade = {
  ...{ merchantId: 'm1', machineId: 'k1', chargeId: 'chg_1' },
  ...{ amountMinor: 500, currency: 'CNY' as const },
};

function world() {
  const clock = new VirtualClock(new Timeline(), 1000);
  const platform = new SimulatedPlatform({ clock, random: seededRandom(1) });
  const told: Attempt[] = [];
  const accounts = notedAccounts(
    {
      platformOf: (_merchant, name) => (name === 'alipay' ? platform : undefined),
      stop: async () => undefined,
    },
    clock,
    (attempt) => told.push(attempt),
  );
  return { platform, accounts, told };
}

t.test('every call is told with what it was about and what came of it', async (t) => {
  const { platform, accounts, told } = world();
  const noted = accounts.platformOf('m1', 'alipay');
  t.equal(accounts.platformOf('m1', 'alipay'), noted, 'one for each platform');
  t.equal(accounts.platformOf('m1', 'nobody'), undefined);
  t.equal(noted?.manners, platform.manners);
  const authCode = platform.issueCode('never');
  t.strictSame(await noted?.pay({ ...trade, authCode, subject: 'x' }), { kind: 'userPaying' });
  await noted?.refund({ ...trade, refundId: 'rfd_1', refundMinor: 500, reason: 'PAY_TIMED_OUT' });
  t.match(told, [
    { refId: 'chg_1', what: 'pay', answer: 'userPaying', atMs: 1000 },
    { refId: 'rfd_1', what: 'refund', answer: 'failed', reason: 'REFUND_FAILED' },
  ]);
  await accounts.absent?.query(trade);
  t.match(told.at(-1), { answer: 'unknown', reason: 'CODE_PLATFORM_UNKNOWN' }, 'also where no account is');
  t.notOk(JSON.stringify(told).includes(authCode), 'no payment code is in a note');
});

t.test('only what leaves a payment open is kept, the latest with a count', async (t) => {
  const { db, close } = await openMemoryDatabase();
  t.teardown(close);
  await addMachineRow(db, 'm1', 'k1');
  let kept = () => {};
  const note = sqlAttempts(db, silentLog, () => kept());
  const noteOne = (attempt: Omit<Attempt, 'merchantId' | 'machineId' | 'refId'>) =>
    new Promise<void>((resolve) => {
      kept = resolve;
      note({ merchantId: 'm1', machineId: 'k1', refId: 'chg_1', ...attempt });
    });
  await noteOne({ what: 'pay', answer: 'paid', atMs: 1 });
  t.strictSame(await db.selectFrom('payment_attempts').selectAll().execute(), []);
  await noteOne({ what: 'query', answer: 'unknown', reason: 'PAY_PLATFORM_DOWN', atMs: 2 });
  await noteOne({ what: 'cancel', answer: 'again', reason: 'PAY_ANSWER_FORGED', atMs: 3 });
  const rows = await db.selectFrom('payment_attempts').selectAll().execute();
  t.match(rows, [{ what: 'cancel', answer: 'again', reason: 'PAY_ANSWER_FORGED', tries: 2, at_ms: 3 }]);
});

t.test('a refused payment is settled, a refused refund is not', async (t) => {
  t.ok(settles({ what: 'pay', answer: 'failed' }));
  t.notOk(settles({ what: 'refund', answer: 'failed' }));
  t.ok(settles({ what: 'cancel', answer: 'done' }));
  t.notOk(settles({ what: 'query', answer: 'notFound' }));
});
