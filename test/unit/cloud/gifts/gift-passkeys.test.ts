/** Passkeys at the REST boundary: what signs in, and what is refused with which code. */
import t from 'tap';
import { passkeysMax } from '../../../../src/wire/rest-passkeys.ts';
import { merchantId } from '../../../support/client-world.ts';
import { type GiftWorld, openGiftWorld, type Person } from '../../../support/gift-world.ts';
import { SoftPasskey, type Wrong } from '../../../support/soft-passkey.ts';
import { tablesWith } from '../../../support/tables-with.ts';

t.setTimeout(120_000);
const origin = 'https://gifts.example.com';
const world: GiftWorld = await openGiftWorld(t, { settings: { passkeyOrigin: origin } });
const { db } = world.database;
let phones = 0;

/** Somebody signed in by a code to a phone of their own. */
function somebody(): Promise<Person> {
  phones += 1;
  return world.person(`137000001${String(phones).padStart(2, '0')}`).signIn();
}

async function adds(who: Person, passkey: SoftPasskey, wrong?: Wrong) {
  const { body: wanted } = await who.ask('POST', '/me/passkeys/options');
  return who.ask('POST', '/me/passkeys', { name: 'Phone', credential: passkey.make(wanted, wrong) });
}

/** Where nobody is signed in. */
async function signsIn(passkey: SoftPasskey, wrong?: Wrong) {
  const who = world.person('');
  const { body: asked } = await who.ask('POST', '/passkey-sign-in/options');
  const answer = passkey.use(asked, wrong);
  return { who, answer, told: await who.ask('POST', '/passkey-sign-in', { credential: answer }) };
}

t.beforeEach(async () => {
  await db.deleteFrom('gift_limits').execute();
});

t.test('a passkey that was added signs in without a number, as long as it is kept', async (t) => {
  const person = await somebody();
  const me = (await person.ask('GET', '/me')).body;
  const passkey = new SoftPasskey(origin);
  t.match(await adds(person, passkey), { status: 200, body: { items: [{ name: 'Phone', usedAtMs: null }] } });
  const { who, told } = await signsIn(passkey);
  t.match(told, { status: 200, body: { personId: me.personId } });
  t.match((await who.ask('GET', '/me')).body, { personId: me.personId });
  const { body: list } = await who.ask('GET', '/me/passkeys');
  t.equal(typeof list.items[0].usedAtMs, 'number');
  t.equal((await signsIn(passkey)).told.status, 200, 'and again');
  const { passkeyId } = list.items[0];
  const stranger = await somebody();
  await stranger.ask('DELETE', `/me/passkeys/${passkeyId}`);
  t.equal((await signsIn(passkey)).told.status, 200, 'nobody else removes it');
  t.same((await who.ask('DELETE', `/me/passkeys/${passkeyId}`)).body, { items: [] });
  t.match((await signsIn(passkey)).told, { status: 403, body: { code: 'PASSKEY_UNKNOWN' } });
});

t.test('a passkey that is removed ends the sessions it opened, and no other', async (t) => {
  const person = await somebody();
  const [lost, kept] = [new SoftPasskey(origin), new SoftPasskey(origin)];
  await adds(person, lost);
  await adds(person, kept);
  const byLost = [(await signsIn(lost)).who, (await signsIn(lost)).who];
  const byKept = (await signsIn(kept)).who;
  const other = new SoftPasskey(origin);
  const stranger = await somebody();
  await adds(stranger, other);
  const byOther = (await signsIn(other)).who;
  const status = async (who: Person) => (await who.ask('GET', '/me')).status;
  const { passkeyId } = (await person.ask('GET', '/me/passkeys')).body.items[0];
  await stranger.ask('DELETE', `/me/passkeys/${passkeyId}`);
  t.same(await Promise.all(byLost.map(status)), [200, 200], 'nobody else ends them');
  const left = await person.ask('DELETE', `/me/passkeys/${passkeyId}`);
  t.match(left, { status: 200, body: { items: [{}] } });
  t.same(await Promise.all(byLost.map(status)), [401, 401]);
  t.same(await Promise.all([person, byKept, byOther].map(status)), [200, 200, 200]);
  const last = (await byKept.ask('GET', '/me/passkeys')).body.items[0].passkeyId;
  t.same((await byKept.ask('DELETE', `/me/passkeys/${last}`)).body, { items: [] });
  t.same(await Promise.all([byKept, person].map(status)), [401, 200], 'its own session, too');
});

t.test('what a session that ended follows ends with it', async (t) => {
  const person = await somebody();
  const passkey = new SoftPasskey(origin);
  await adds(person, passkey);
  const { who } = await signsIn(passkey);
  const [itsOwn, another] = [await who.listen(), await person.listen()];
  const { passkeyId } = (await person.ask('GET', '/me/passkeys')).body.items[0];
  await person.ask('DELETE', `/me/passkeys/${passkeyId}`);
  await itsOwn.ended;
  const isOver = await Promise.race([another.ended.then(() => true), person.ask('GET', '/me')]);
  t.match(isOver, { status: 200 }, 'what other sessions follow goes on');
});

t.test('what a device is asked demands that somebody is looked at, and names its passkeys', async (t) => {
  const person = await somebody();
  const passkey = new SoftPasskey(origin);
  await adds(person, passkey);
  t.match((await person.ask('POST', '/me/passkeys/options')).body, {
    rp: { id: 'gifts.example.com' },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: [{ id: passkey.id, transports: ['internal'] }],
  });
  const { body } = await world.person('').ask('POST', '/passkey-sign-in/options');
  t.match(body, { rpId: 'gifts.example.com', userVerification: 'required' });
  t.notOk(JSON.stringify(body).includes(passkey.id), 'signing in names nobody');
});

const wrongs: Readonly<Record<string, readonly [Wrong, string]>> = {
  'a forged signature': [{ forged: true }, 'PASSKEY_REFUSED'],
  'another origin': [{ origin: 'https://gifts.example.net' }, 'PASSKEY_REFUSED'],
  'the same host without TLS': [{ origin: 'http://gifts.example.com' }, 'PASSKEY_REFUSED'],
  'another name of the site': [{ rpId: 'example.com' }, 'PASSKEY_REFUSED'],
  'nobody looked at': [{ verified: false }, 'PASSKEY_REFUSED'],
  'a page in a frame': [{ crossOrigin: true }, 'PASSKEY_REFUSED'],
  'a challenge that nobody made': [{ challenge: 'bm9ib2R5IG1hZGUgdGhpcw' }, 'PASSKEY_LATE'],
  'another person': [{ userHandle: 'Z3ByX290aGVy' }, 'PASSKEY_UNKNOWN'],
};

t.test('an answer that proves nothing signs nobody in, and adds nothing', async (t) => {
  const person = await somebody();
  const passkey = new SoftPasskey(origin);
  await adds(person, passkey);
  for (const [name, [wrong, code]] of Object.entries(wrongs)) {
    const { who, told } = await signsIn(passkey, wrong);
    t.match(told, { status: 403, body: { code } }, name);
    t.equal((await who.ask('GET', '/me')).status, 401, `${name}: nobody is signed in`);
    if (wrong.forged || wrong.userHandle) continue;
    t.match(await adds(person, new SoftPasskey(origin), wrong), { status: 403, body: { code } }, name);
  }
  t.equal((await person.ask('GET', '/me/passkeys')).body.items.length, 1);
  t.equal((await signsIn(passkey)).told.status, 200, 'the right answer still does');
});

t.test('a challenge is answered once, in time, and by whom it was made for', async (t) => {
  const person = await somebody();
  const passkey = new SoftPasskey(origin);
  await adds(person, passkey);
  const late = { status: 403, body: { code: 'PASSKEY_LATE' } };
  const { answer, told } = await signsIn(passkey);
  t.equal(told.status, 200);
  t.match(await world.person('').ask('POST', '/passkey-sign-in', { credential: answer }), late, 'replayed');
  const wrongFirst = await signsIn(passkey, { forged: true });
  const { challenge } = JSON.parse(
    Buffer.from(wrongFirst.answer.response.clientDataJSON, 'base64url').toString(),
  );
  const again = passkey.use({ challenge, rpId: 'gifts.example.com' });
  t.match(
    await person.ask('POST', '/passkey-sign-in', { credential: again }),
    late,
    'used up by a wrong one',
  );
  const { body: asked } = await person.ask('POST', '/passkey-sign-in/options');
  await db.updateTable('gift_passkey_challenges').set({ expires_at_ms: Date.now() }).execute();
  const tooLate = passkey.use(asked);
  t.match(await person.ask('POST', '/passkey-sign-in', { credential: tooLate }), late, 'too late');
  const other = await somebody();
  const { body: wanted } = await other.ask('POST', '/me/passkeys/options');
  const credential = new SoftPasskey(origin).make(wanted);
  t.match(await person.ask('POST', '/me/passkeys', { credential }), late, 'made for somebody else');
  const crossed = passkey.use({ challenge: wanted.challenge, rpId: 'gifts.example.com' });
  t.match(await person.ask('POST', '/passkey-sign-in', { credential: crossed }), late, 'made for adding');
});

t.test('a counter that does not rise is refused, and devices that do not count are not', async (t) => {
  const person = await somebody();
  const counting = new SoftPasskey(origin);
  await adds(person, counting, { counter: 5 });
  const copied = { status: 403, body: { code: 'PASSKEY_COPIED' } };
  t.equal((await signsIn(counting, { counter: 7 })).told.status, 200);
  t.match((await signsIn(counting, { counter: 7 })).told, copied, 'the same');
  t.match((await signsIn(counting, { counter: 6 })).told, copied, 'less');
  t.match((await signsIn(counting, { counter: 0 })).told, copied, 'none');
  t.equal((await signsIn(counting, { counter: 8 })).told.status, 200);
  const still = new SoftPasskey(origin);
  await adds(person, still, { counter: 0 });
  t.equal((await signsIn(still, { counter: 0 })).told.status, 200);
  t.equal((await signsIn(still, { counter: 0 })).told.status, 200);
});

t.test('two that sign in at once with one counter are not both let in', async (t) => {
  const person = await somebody();
  const passkey = new SoftPasskey(origin);
  await adds(person, passkey);
  const both = await Promise.all([signsIn(passkey, { counter: 9 }), signsIn(passkey, { counter: 9 })]);
  t.same(both.map(({ told }) => told.status).sort(), [200, 403]);
});

t.test('a person has so many passkeys, each once, and none is left when they are deleted', async (t) => {
  const person = await somebody();
  const first = new SoftPasskey(origin);
  await adds(person, first);
  t.match(await adds(await somebody(), first), { status: 409, body: { code: 'ALREADY_EXISTS' } });
  for (let n = 1; n < passkeysMax; n += 1) t.equal((await adds(person, new SoftPasskey(origin))).status, 200);
  t.match(await person.ask('POST', '/me/passkeys/options'), { status: 409, body: { code: 'PASSKEY_LIMIT' } });
  const { personId } = (await person.ask('GET', '/me')).body;
  t.same(await tablesWith(db, personId), ['gift_passkeys', 'gift_people', 'gift_sessions']);
  await person.ask('DELETE', '/me');
  t.same(await tablesWith(db, personId), [], 'no table names them');
  t.same(await tablesWith(db, first.id), [], 'and none their device');
  t.match((await signsIn(first)).told, { status: 403, body: { code: 'PASSKEY_UNKNOWN' } });
});

t.test('tries that prove nothing are counted, and a restart forgets none', async (t) => {
  const passkey = new SoftPasskey(origin);
  await adds(await somebody(), passkey);
  for (let n = 0; n < 20; n += 1) await signsIn(passkey, { forged: true });
  const full = { status: 429, body: { code: 'GIFT_TRIES' } };
  t.match(await world.person('').ask('POST', '/passkey-sign-in/options'), full);
  await world.restart();
  t.match(await world.person('').ask('POST', '/passkey-sign-in/options'), full);
});

t.test('where the cloud has no name nobody is asked for a passkey', async (t) => {
  const bare = await openGiftWorld(t);
  t.match((await bare.person('').ask('GET', '/shop')).body, { passkeyOrigin: null, merchantId });
  t.match(await bare.person('').ask('POST', '/passkey-sign-in/options'), {
    status: 409,
    body: { code: 'PASSKEY_NOT_HERE' },
  });
});
