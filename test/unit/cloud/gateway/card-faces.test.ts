/** What the cloud believes of a machine that says it verified a face, on the cloud's own tables. */
import t from 'tap';
import { answerCard, type CardAnswerPorts } from '../../../../src/cloud/gateway/stored-value/card-answers.ts';
import { enrolFace, takeWithdrawals } from '../../../../src/cloud/gateway/stored-value/card-faces.ts';
import { cardKeysOf } from '../../../../src/cloud/gateway/stored-value/card-keys.ts';
import { CardRegister } from '../../../../src/cloud/gateway/stored-value/card-register.ts';
import { StoredValuePlatform } from '../../../../src/cloud/gateway/stored-value/stored-value-platform.ts';
import { privateKeyOf, publicTextOf } from '../../../../src/domain/curve-keys.ts';
import { signFaceEnrolment, signFaceVerdict } from '../../../../src/domain/face-verdict.ts';
import { usualFaces } from '../../../../src/domain/identity-policy.ts';
import type { JournalRecord } from '../../../../src/domain/record.ts';
import { sealPin } from '../../../../src/domain/sealed-pin.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { systemRandom } from '../../../../src/platform/random.ts';
import { HandClock } from '../../../support/cloud-clock.ts';
import { addMachineRow } from '../../../support/cloud-database.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

const code = '907700000000000042';
const pin = '402817';
const orderId = 'ord_1';
const hashKey = new Uint8Array(32).fill(7);
const { sealKey, published } = cardKeysOf(hashKey);
const machine = { merchantId: 'm1', machineId: 'k1' };
const address = { ...machine, shard: 0 };
const machineKey = privateKeyOf('ed25519', systemRandom.bytes(32));
const clock = new HandClock();

const database = await openMemoryDatabase();
const { db } = database;
t.teardown(() => database.close());
for (const machineId of ['k1', 'k2']) await addMachineRow(db, 'm1', machineId);
const register = new CardRegister({ db, hashKey, random: systemRandom });
const ports: CardAnswerPorts = { db, clock, random: systemRandom, hashKey, sealKey };
const platform = new StoredValuePlatform({ db, clock, log: silentLog, hashKey, currency: 'CNY' });
await db.transaction().execute(async (tx) => {
  const opened = { merchantId: 'm1', code, balanceMinor: 10_000, currency: 'CNY' as const, openedAtMs: 1 };
  await register.open(tx, opened);
  await register.setPin(tx, 'm1', code, pin);
});

/** What the sites of both machines let a face pay. */
async function setLimit(payUpToMinor: number | undefined): Promise<void> {
  const faces = JSON.stringify({ ...usualFaces, ...(payUpToMinor ? { payUpToMinor } : {}) });
  await db.updateTable('machines').set({ faces }).execute();
}

let lastCharge = 0;
function question(amountMinor = 500) {
  lastCharge += 1;
  const about = { chargeId: `chg_${lastCharge}`, orderId, code, amountMinor, currency: 'CNY' as const };
  return { ...about, expiresAtMs: clock.now() + 10_000 };
}
type Question = ReturnType<typeof question>;

async function asksWithPin(): Promise<Question> {
  const asked = question();
  const { chargeId } = asked;
  const secret = { pin, machineKey: publicTextOf(machineKey) };
  const box = sealPin(
    published.sealKey,
    { ...machine, orderId, chargeId, code },
    secret,
    systemRandom.bytes(32),
  );
  t.match(await answerCard(ports, machine, { ...asked, pin: box }), { state: 'granted' });
  return asked;
}

async function enrols(consentId: string): Promise<void> {
  const { chargeId } = await asksWithPin();
  const signature = signFaceEnrolment(machineKey, { ...machine, chargeId, orderId }, consentId);
  const notice = { chargeId, orderId, consentId, signature };
  t.equal(await enrolFace(db, machine, notice, clock.now()), true);
}

/** Asked, and the nonce that the cloud gave for it. */
async function challenged(amountMinor = 500) {
  const asked = question(amountMinor);
  const said = await answerCard(ports, machine, asked);
  return { asked, nonce: said?.face?.nonce ?? '' };
}

function verdictFor(asked: Question, nonce: string, more: { amountMinor?: number; consentId?: string } = {}) {
  const purpose = { ...machine, orderId, chargeId: asked.chargeId };
  const said = { consentId: 'cns_1', amountMinor: asked.amountMinor, nonce, atMs: clock.now(), ...more };
  return signFaceVerdict(machineKey, purpose, said);
}

const pay = ({ chargeId }: Question, amountMinor: number, machineId = 'k1') =>
  platform.pay({
    ...{ merchantId: 'm1', machineId, chargeId, amountMinor, currency: 'CNY' },
    ...{ authCode: code, subject: 'Shop' },
  });

t.test(
  'only a charge whose PIN was right lets a face be enrolled, signed by the machine it named',
  async (t) => {
    await setLimit(1000);
    const { chargeId } = await asksWithPin();
    const stranger = privateKeyOf('ed25519', systemRandom.bytes(32));
    const purpose = { ...machine, chargeId, orderId };
    const notice = { chargeId, orderId, consentId: 'cns_1' };
    const forged = { ...notice, signature: signFaceEnrolment(stranger, purpose, 'cns_1') };
    t.equal(await enrolFace(db, machine, forged, clock.now()), false);
    const right = { ...notice, signature: signFaceEnrolment(machineKey, purpose, 'cns_1') };
    t.equal(await enrolFace(db, { ...machine, machineId: 'k2' }, right, clock.now()), false);
    t.equal(await enrolFace(db, machine, right, clock.now() + 700_000), false, 'and not much later');
    t.equal(await enrolFace(db, machine, right, clock.now()), true);
    t.match(await register.find('m1', code), { faces: 1 });
  },
);

t.test('a verdict grants its charge and amount at its machine, once', async (t) => {
  const { asked, nonce } = await challenged();
  const verdict = verdictFor(asked, nonce);
  t.match(await answerCard(ports, machine, { ...asked, face: verdict }), {
    ...{ state: 'granted', spendableMinor: 500 },
  });
  t.match(await pay(asked, 501), { reason: 'CARD_PIN_NEEDED' });
  t.match(await pay(asked, 500, 'k2'), { reason: 'CARD_PIN_NEEDED' });
  t.match(await pay(question(), 500), { reason: 'CARD_PIN_NEEDED' });
  t.match(await pay(asked, 500), { kind: 'paid' });
  t.equal(
    await answerCard(ports, machine, { ...asked, face: verdict }),
    undefined,
    'a replay is not answered',
  );
});

t.test('nothing but that verdict grants', async (t) => {
  const { asked, nonce } = await challenged();
  const other = await challenged();
  const late = { ...verdictFor(asked, nonce), atMs: clock.now() - 1 };
  const refused = [
    verdictFor(asked, 'n'.repeat(22)),
    verdictFor(asked, other.nonce),
    verdictFor(asked, nonce, { consentId: 'cns_2' }),
    verdictFor(asked, nonce, { amountMinor: 499 }),
    verdictFor(other.asked, nonce),
    late,
  ];
  for (const face of refused) {
    t.match(await answerCard(ports, machine, { ...asked, face }), {
      ...{ state: 'pinNeeded', reason: 'FACE_NOT_VERIFIED' },
    });
  }
  clock.advance(1);
  const elsewhere = { ...machine, machineId: 'k2' };
  t.match(await answerCard(ports, elsewhere, { ...asked, face: verdictFor(asked, nonce) }), {
    reason: 'FACE_NOT_VERIFIED',
  });
  t.match(await pay(asked, 500), { reason: 'CARD_PIN_NEEDED' });
});

t.test('above the limit of the site no face is believed, and its enrolment stays', async (t) => {
  const { asked, nonce } = await challenged(900);
  const verdict = verdictFor(asked, nonce);
  await setLimit(899);
  t.match(await answerCard(ports, machine, { ...asked, face: verdict }), { reason: 'FACE_NOT_VERIFIED' });
  await setLimit(undefined);
  const small = await challenged(1);
  const none = verdictFor(small.asked, small.nonce);
  t.match(await answerCard(ports, machine, { ...small.asked, face: none }), { reason: 'FACE_NOT_VERIFIED' });
  await setLimit(1000);
  t.match(await register.find('m1', code), { faces: 1 });
});

t.test('a withdrawn consent, or a person at the console, ends it', async (t) => {
  const record = (purpose: 'payByFace' | 'enrolFace', consentId: string): JournalRecord => ({
    ...{ seq: 1, atMs: 1, clock: 'synchronised' },
    body: { kind: 'consentWithdrawn', purpose, consentId },
  });
  const heard = (of: typeof address, ...records: JournalRecord[]) =>
    db.transaction().execute((tx) => takeWithdrawals(tx, of, records));
  await heard({ ...address, machineId: 'k2' }, record('payByFace', 'cns_1'));
  await heard(address, record('enrolFace', 'cns_1'), record('payByFace', 'cns_2'));
  t.ok((await challenged()).nonce, 'another machine, purpose or consent ends nothing');
  await heard(address, record('payByFace', 'cns_1'));
  t.match(await register.find('m1', code), { faces: 0 });
  await enrols('cns_3');
  t.match(await register.find('m1', code), { faces: 1 });
  await db.transaction().execute((tx) => register.forgetFingers(tx, 'm1', register.idOf('m1', code)));
  t.notOk((await answerCard(ports, machine, question()))?.face);
});
