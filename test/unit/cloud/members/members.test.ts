/** Members over the API and over MQTT: whom a machine is told about, and who sees nothing of it. */
import t, { type Test } from 'tap';
import { MemberAccounts } from '../../../../src/cloud/members/member-accounts.ts';
import { MemberDesk, unknownMax, unknownWithinMs } from '../../../../src/cloud/members/member-desk.ts';
import { MemberKeys } from '../../../../src/cloud/members/member-keys.ts';
import { memberHash } from '../../../../src/domain/member-hash.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { systemRandom } from '../../../../src/platform/random.ts';
import { shardOf, upTopic } from '../../../../src/wire/topics.ts';
import { HandClock } from '../../../support/cloud-clock.ts';
import { addShop, openCloud } from '../../../support/cloud-under-test.ts';
import { until } from '../../../support/product-until.ts';
import { RecordingLink } from '../../../support/recording-link.ts';

const cloud = await openCloud(t);
const owners = { one: await addShop(cloud, 'one', 'k-one'), two: await addShop(cloud, 'two', 'k-two') };
const body = {
  ...{ name: '王小明', phone: '+86 139 1234 5678', memberPrice: true, keptHours: 24 },
  display: { order: 'priceAscending', manyOver: 2 },
};

const ask = (path: string, more: object = {}, token = owners.one) => cloud.ask(path, { token, ...more });

t.test('a member is added with a code that is shown once, changed, renewed and deleted', async (t) => {
  const added = await ask('/api/members', { body });
  t.match(added, { status: 200, body: { name: '王小明', phoneMasked: '139****5678', code: /^MB:/ } });
  const { id, code } = added.body;
  const listed = await ask('/api/members?text=小明');
  t.match(listed.body.items, [{ id, codeMasked: /^MB…/, display: body.display }]);
  t.notOk(listed.text.includes(code.slice(3)), 'never again');
  t.equal((await ask('/api/members', { body })).status, 409, "the number is another member's");
  const changed = await ask(`/api/members/${id}`, {
    method: 'PUT',
    body: { name: '王晓明', display: null, phone: null },
  });
  t.match(changed.body, { name: '王晓明', phoneMasked: null, display: null, memberPrice: true });
  const renewed = await ask(`/api/members/${id}/code`, { method: 'POST', body: {} });
  t.not(renewed.body.code, code);
  t.equal((await ask(`/api/members/${id}`, { method: 'DELETE' })).status, 200);
  t.equal((await ask(`/api/members/${id}`, { method: 'DELETE' })).status, 404);
});

t.test('another merchant sees nothing of it and changes nothing', async (t) => {
  const { id } = (await ask('/api/members', { body })).body;
  t.same((await ask('/api/members', {}, owners.two)).body.items, []);
  for (const request of [
    { path: `/api/members/${id}`, more: { method: 'PUT', body } },
    { path: `/api/members/${id}`, more: { method: 'DELETE' } },
    { path: `/api/members/${id}/code`, more: { method: 'POST', body: {} } },
  ])
    t.equal((await ask(request.path, request.more, owners.two)).status, 404, request.path);
  t.equal((await ask('/api/members', { body }, owners.two)).status, 200, 'the same person may be theirs too');
});

t.test('what is no name, number or setting is refused', async (t) => {
  const wrong = [
    { ...body, name: ' ' },
    { ...body, phone: '12' },
    { ...body, phone: '12345678901' },
    { ...body, keptHours: 73 },
    { ...body, display: { order: 'random' } },
    { ...body, display: { manyOver: 0 } },
  ];
  for (const one of wrong)
    t.equal((await ask('/api/members', { body: one })).status, 400, JSON.stringify(one));
});

t.test('neither name nor number nor code is in audit or database as it is', async (t) => {
  const added = await ask('/api/members', { body: { ...body, name: '李四', phone: '13700001111' } });
  const { code } = added.body;
  const audit = (await ask('/api/audit?limit=200')).text;
  t.match(audit, 'addMember');
  for (const secret of ['李四', '13700001111', code, code.slice(3)]) t.notOk(audit.includes(secret), 'audit');
  const rows = JSON.stringify(await cloud.database.db.selectFrom('members').selectAll().execute());
  for (const secret of ['13700001111', code, code.slice(3)]) t.notOk(rows.includes(secret), 'database');
});

t.test('only roles that look after members may', async (t) => {
  const path = '/api/merchants/one/tokens';
  for (const [role, status] of [
    ['operator', 200],
    ['finance', 403],
    ['technician', 403],
    ['viewer', 403],
  ] as const) {
    const { token } = await cloud.admin('addToken', path, { name: role, role });
    t.equal((await ask('/api/members', {}, token)).status, status, role);
  }
});

const keys = new MemberKeys(new Uint8Array(32));

/** A desk over the cloud's own database, with a machine of each merchant. */
async function openDesk(t: Test) {
  const { db } = cloud.database;
  const clock = new HandClock();
  const link = new RecordingLink();
  const accounts = new MemberAccounts({ keys, clock, random: systemRandom });
  const belongs = async (merchantId: string, machineId: string) => machineId === `k-${merchantId}`;
  const desk = new MemberDesk({ db, link, accounts, clock, log: silentLog, belongs });
  desk.start();
  desk.holdShards(Array.from({ length: 16 }, (_, shard) => shard));
  t.teardown(() => desk.stop());
  let asks = 0;
  const identify = async (merchantId: string, by: 'code' | 'phone', given: string, lateMs = 0) => {
    asks += 1;
    const machine = { merchantId, machineId: `k-${merchantId}`, shard: shardOf(`k-${merchantId}`) };
    const askId = `ask_${asks}`;
    const hash = memberHash(keys.machineKey(merchantId), by, given);
    const question = { askId, by, hash, expiresAtMs: clock.now() + 1000 - lateMs };
    link.emit('message', upTopic(machine, 'identify'), Buffer.from(JSON.stringify(question)));
    return askId;
  };
  const answerTo = (askId: string) =>
    until(`an answer to ${askId}`, async () => {
      const found = link.published.find(({ payload }) => JSON.parse(payload).askId === askId);
      return found && { topic: found.topic, ...JSON.parse(found.payload) };
    });
  const add = (merchantId: string, name: string, phone: string) =>
    db.transaction().execute((tx) =>
      accounts.add(tx, merchantId, {
        ...{ name, phone, memberPrice: true, keptHours: 4 },
        display: { order: 'priceDescending' },
      }),
    );
  return { clock, link, identify, answerTo, add };
}

t.test(
  'a machine is told the masked name and what the member authorised, by code and by number',
  async (t) => {
    const { identify, answerTo, add } = await openDesk(t);
    const { account, code } = await add('one', '赵一二', '13600002222');
    for (const [by, given] of [
      ['code', code],
      ['phone', '13600002222'],
    ] as const) {
      const answer = await answerTo(await identify('one', by, given));
      t.match(answer, {
        ...{ topic: /\/one\/\d+\/k-one\/down\/member$/, state: 'found', keptHours: 4 },
        member: { memberId: account.id, nameMasked: '赵*二', display: { order: 'priceDescending' } },
      });
      t.notMatch(JSON.stringify(answer), '赵一二');
    }
    t.match(
      await answerTo(await identify('two', 'code', code)),
      { state: 'unknown' },
      'not at another merchant',
    );
  },
);

t.test('a question that comes late, or from a machine of somebody else, is not answered', async (t) => {
  const { link, identify, answerTo, add, clock } = await openDesk(t);
  const { code } = await add('one', '钱三', '13600003333');
  const late = await identify('one', 'code', code, 5000);
  const stranger = { merchantId: 'two', machineId: 'k-one', shard: shardOf('k-one') };
  const hash = memberHash(keys.machineKey('two'), 'code', code);
  const question = { askId: 'ask_s', by: 'code', hash, expiresAtMs: clock.now() + 1000 };
  link.emit('message', upTopic(stranger, 'identify'), Buffer.from(JSON.stringify(question)));
  await answerTo(await identify('one', 'code', code));
  const answered = link.published.map(({ payload }) => JSON.parse(payload).askId);
  t.notOk(answered.includes(late));
  t.notOk(answered.includes('ask_s'));
});

t.test('numbers cannot be tried out at a screen', async (t) => {
  const { identify, answerTo, add, clock } = await openDesk(t);
  const { code } = await add('one', '孙四', '13600004444');
  for (let n = 0; n < unknownMax; n += 1) {
    t.match(await answerTo(await identify('one', 'phone', `1380000${1000 + n}`)), { state: 'unknown' });
  }
  t.match(await answerTo(await identify('one', 'code', code)), { state: 'tooMany' });
  t.match(
    await answerTo(await identify('two', 'phone', '13600004444')),
    { state: 'unknown' },
    'others go on',
  );
  clock.advance(unknownWithinMs + 1);
  t.match(await answerTo(await identify('one', 'code', code)), { state: 'found' }, 'after a while again');
});
