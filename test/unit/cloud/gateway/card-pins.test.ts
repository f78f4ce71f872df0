/** PINs, fingers and leases of stored-value cards, on the cloud's own tables. */
import t from 'tap';
import { answerCard, type CardAnswerPorts } from '../../../../src/cloud/gateway/stored-value/card-answers.ts';
import { enrolFinger } from '../../../../src/cloud/gateway/stored-value/card-fingers.ts';
import { cardKeysOf } from '../../../../src/cloud/gateway/stored-value/card-keys.ts';
import { CardRegister } from '../../../../src/cloud/gateway/stored-value/card-register.ts';
import {
  learnLeaseSpending,
  releaseForgottenLeases,
  takeLeasesBack,
} from '../../../../src/cloud/gateway/stored-value/spend-leases.ts';
import { StoredValuePlatform } from '../../../../src/cloud/gateway/stored-value/stored-value-platform.ts';
import { privateKeyOf, publicTextOf } from '../../../../src/domain/curve-keys.ts';
import { signEnrolment, signVerdict } from '../../../../src/domain/finger-verdict.ts';
import { sealPin } from '../../../../src/domain/sealed-pin.ts';
import { leaseTradeNumber, opensLease, readLease } from '../../../../src/domain/spend-lease.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { systemRandom } from '../../../../src/platform/random.ts';
import { HandClock } from '../../../support/cloud-clock.ts';
import { addMachineRow } from '../../../support/cloud-database.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

const code = '907700000000000042';
const pin = '402817';
const hashKey = new Uint8Array(32).fill(7);
const keys = cardKeysOf(hashKey);
const machine = { merchantId: 'm1', machineId: 'k1' };
const machineKey = privateKeyOf('ed25519', systemRandom.bytes(32));
const clock = new HandClock();

const database = await openMemoryDatabase();
const { db } = database;
t.teardown(() => database.close());
await addMachineRow(db, 'm1', 'k1');
const register = new CardRegister({ db, hashKey, random: systemRandom });
const { sealKey, leaseKey } = keys;
const ports: CardAnswerPorts = { db, clock, random: systemRandom, hashKey, sealKey, leaseKey };
const platform = new StoredValuePlatform({ db, clock, log: silentLog, hashKey, currency: 'CNY' });
const transact = db.transaction();
await transact.execute(async (tx) => {
  const opened = { merchantId: 'm1', code, balanceMinor: 10_000, currency: 'CNY' as const, openedAtMs: 1 };
  await register.open(tx, opened);
  await register.setPin(tx, 'm1', code, pin);
});

let lastCharge = 0;
function question(more: { pin?: string; amountMinor?: number } = {}) {
  lastCharge += 1;
  const chargeId = `chg_${lastCharge}`;
  const orderId = 'ord_1';
  const purpose = { ...machine, orderId, chargeId, code };
  const secret = more.pin === undefined ? undefined : { pin: more.pin, machineKey: publicTextOf(machineKey) };
  return {
    ...{ chargeId, orderId, code, amountMinor: more.amountMinor ?? 500, currency: 'CNY' as const },
    ...(secret ? { pin: sealPin(keys.published.sealKey, purpose, secret, systemRandom.bytes(32)) } : {}),
    expiresAtMs: clock.now() + 10_000,
  };
}

function order(chargeId: string, amountMinor: number) {
  const trade = { ...machine, chargeId, amountMinor, currency: 'CNY' as const };
  return { ...trade, authCode: code, subject: 'Shop' };
}

async function balance(): Promise<number> {
  return (await register.find('m1', code))?.balanceMinor ?? -1;
}

t.test('a card with a PIN pays only what its PIN granted, once, and never for another charge', async (t) => {
  const asked = question();
  t.match(await answerCard(ports, machine, asked), { state: 'pinNeeded' });
  t.match(await platform.pay(order(asked.chargeId, 500)), { kind: 'failed', reason: 'CARD_PIN_NEEDED' });
  const right = question({ pin });
  t.match(await answerCard(ports, machine, right), { state: 'granted', spendableMinor: 500 });
  t.match(await platform.pay(order('chg_other', 500)), { kind: 'failed', reason: 'CARD_PIN_NEEDED' });
  t.match(await platform.pay(order(right.chargeId, 501)), { kind: 'failed', reason: 'CARD_PIN_NEEDED' });
  t.match(await platform.pay(order(right.chargeId, 500)), { kind: 'paid' });
  t.equal(await balance(), 9500);
});

t.test('a grant is worth nothing after a while', async (t) => {
  const right = question({ pin });
  t.match(await answerCard(ports, machine, right), { state: 'granted' });
  clock.advance(200_000);
  t.match(await platform.pay(order(right.chargeId, 500)), { kind: 'failed', reason: 'CARD_PIN_NEEDED' });
});

t.test('a sealed PIN opens for its own charge only, and counts once', async (t) => {
  const right = question({ pin });
  const moved = { ...question(), pin: right.pin ?? '' };
  await t.rejects(answerCard(ports, machine, moved), { code: 'INPUT_MALFORMED' });
  await t.rejects(answerCard(ports, { ...machine, machineId: 'k2' }, right), { code: 'INPUT_MALFORMED' });
  const wrong = question({ pin: '918273' });
  t.match(await answerCard(ports, machine, wrong), { state: 'pinWrong', triesLeft: 4 });
  t.equal(await answerCard(ports, machine, wrong), undefined, 'a replay is not even answered');
  t.match(await answerCard(ports, machine, question({ pin })), { state: 'granted' });
  t.match(await register.find('m1', code), { wrongTries: 0 });
});

t.test('many tries at once are many, and the fifth wrong one locks', async (t) => {
  const at = question({ pin: '918273' });
  const all = await Promise.all(
    Array.from({ length: 8 }, () => answerCard(ports, machine, question({ pin: '918273' }))),
  );
  t.ok(all.every((said) => said?.state === 'pinWrong' || said?.state === 'locked'));
  clock.advance(10_000);
  await answerCard(ports, machine, at);
  clock.advance(60_000);
  t.match(await answerCard(ports, machine, question({ pin: '918273' })), { state: 'locked' });
  clock.advance(60_000);
  t.match(await answerCard(ports, machine, question({ pin })), { state: 'locked' }, 'the right one too');
  await db.transaction().execute((tx) => register.unlock(tx, 'm1', register.idOf('m1', code)));
  t.match(await answerCard(ports, machine, question({ pin })), { state: 'granted' });
});

t.test(
  'a finger’s verdict counts once, for the charge whose nonce it names, from its own machine',
  async (t) => {
    const vouched = question({ pin });
    await answerCard(ports, machine, vouched);
    const { chargeId, orderId } = vouched;
    const enrolment = { slot: 3, readerId: 'reader' };
    const forged = signEnrolment(
      privateKeyOf('ed25519', systemRandom.bytes(32)),
      { ...machine, chargeId, orderId },
      enrolment,
    );
    t.equal(
      await enrolFinger(db, machine, { chargeId, orderId, ...enrolment, signature: forged }, clock.now()),
      false,
    );
    const signature = signEnrolment(machineKey, { ...machine, chargeId, orderId }, enrolment);
    t.equal(
      await enrolFinger(db, machine, { chargeId, orderId, ...enrolment, signature }, clock.now()),
      true,
    );
    const asked = question();
    const needs = await answerCard(ports, machine, asked);
    t.match(needs, { state: 'pinNeeded', finger: { slot: 3 } });
    const purpose = { ...machine, orderId, chargeId: asked.chargeId };
    const said = {
      readerId: 'reader',
      slot: 3,
      score: 150,
      nonce: needs?.finger?.nonce ?? '',
      atMs: clock.now(),
    };
    const wrongSlot = signVerdict(machineKey, purpose, { ...said, slot: 4 });
    t.match(await answerCard(ports, machine, { ...asked, finger: wrongSlot }), { state: 'pinNeeded' });
    const other = question();
    await answerCard(ports, machine, other);
    const verdict = signVerdict(machineKey, purpose, said);
    t.match(await answerCard(ports, machine, { ...other, finger: verdict }), { state: 'pinNeeded' });
    const fresh = signVerdict(machineKey, purpose, { ...said, score: 151 });
    t.match(await answerCard(ports, machine, { ...asked, finger: fresh }), { state: 'granted' });
    t.match(await platform.pay(order(asked.chargeId, 500)), { kind: 'paid' });
    t.equal(await answerCard(ports, machine, { ...asked, finger: fresh }), undefined);
  },
);

t.test('a lease sets apart, is spent once for each charge, and what is left goes back once', async (t) => {
  await db.transaction().execute((tx) => register.setOffline(tx, 'm1', register.idOf('m1', code), 2000));
  const before = await balance();
  const granted = await answerCard(ports, machine, question({ pin }));
  const signed = granted?.lease;
  if (!signed) throw new Error('no lease');
  t.equal(await balance(), before - 2000);
  t.equal(readLease(keys.published.leaseKey, signed, { ...machine, machineId: 'k2' }), undefined);
  const altered = { ...signed, lease: signed.lease.replace('"amountMinor":2000', '"amountMinor":9000') };
  t.equal(readLease(keys.published.leaseKey, altered, machine), undefined);
  const lease = readLease(keys.published.leaseKey, signed, machine);
  if (!lease) throw new Error('no lease');
  t.equal(await opensLease(lease, code, pin), true);
  t.equal(await opensLease(lease, code, '918273'), false);
  t.equal(await opensLease(lease, `${code}1`, pin), false);
  t.equal((await answerCard(ports, machine, question({ pin })))?.lease, undefined, 'one at a time');
  const { leaseId } = lease;
  const spent = (chargeId: string, amountMinor: number) => ({
    ...{ chargeId, orderId: 'ord_1', platform: 'stored-value', amountMinor, currency: 'CNY' as const },
    ...{ outcome: 'paid' as const, intendedAtMs: 1, platformTradeNo: leaseTradeNumber(leaseId, chargeId) },
  });
  const learn = (...charges: ReturnType<typeof spent>[]) =>
    db.transaction().execute((tx) => learnLeaseSpending(tx, machine, charges, clock.now()));
  const asked = { ...machine, chargeId: 'chg_a', amountMinor: 750, currency: 'CNY' as const };
  t.match(await platform.cancel(asked), { action: 'closed' }, 'somebody asked before its records came');
  await learn(spent('chg_a', 750));
  await learn(spent('chg_a', 750), spent('chg_b', 250));
  t.equal(await balance(), before - 2000, 'what is spent was set apart already');
  const back = () => db.transaction().execute((tx) => takeLeasesBack(tx, machine, [leaseId], clock.now()));
  await back();
  await back();
  t.equal(await balance(), before - 1000);
  const refund = {
    ...order('chg_b', 250),
    refundId: 'rfd_b',
    refundMinor: 250,
    reason: 'DISPENSER_JAM' as const,
  };
  t.match(await platform.refund(refund), { kind: 'refunded' });
  t.equal(await balance(), before - 750);
  await learn(spent('chg_late', 100));
  t.equal(await balance(), before - 850, 'a record that comes after the return is paid by the card');
});

t.test(
  'what is left of a lease whose machine never came back returns to the card a week later, once',
  async (t) => {
    const granted = await answerCard(ports, machine, question({ pin }));
    t.ok(granted?.lease, 'leased anew');
    const leased = await balance();
    clock.advance(72 * 3600_000 + 3600_000);
    await releaseForgottenLeases(db, clock.now());
    t.equal(await balance(), leased, 'not while its machine may still tell what it spent');
    clock.advance(7 * 24 * 3600_000);
    await releaseForgottenLeases(db, clock.now());
    await releaseForgottenLeases(db, clock.now());
    t.equal(await balance(), leased + 2000);
  },
);

t.test('a mixed password is asked for as such, opens like a PIN, and a weak one is not taken', async (t) => {
  const set = (secret: string) => db.transaction().execute((tx) => register.setPin(tx, 'm1', code, secret));
  await t.rejects(set('aaaaaaaa1'), { code: 'INPUT_MALFORMED' });
  await t.rejects(set('lettersonly'), { code: 'INPUT_MALFORMED' });
  await set('Tea&cake"4\\2');
  t.match(await answerCard(ports, machine, question()), { state: 'pinNeeded', secret: 'mixed' });
  t.match(await answerCard(ports, machine, question({ pin: 'tea&cake"4\\2' })), { state: 'pinWrong' });
  const granted = await answerCard(ports, machine, question({ pin: 'Tea&cake"4\\2' }));
  t.match(granted, { state: 'granted' });
  const lease = granted?.lease && readLease(keys.published.leaseKey, granted.lease, machine);
  t.equal(lease?.secret, 'mixed', 'the machine knows which keys to offer without the network');
  await set(pin);
  t.notMatch(await answerCard(ports, machine, question()), { secret: 'mixed' });
});
