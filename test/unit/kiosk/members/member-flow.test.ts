/** Asking who a member is: hashed, within a deadline, from memory at most as the member said, sealed on record. */
import t, { type Test } from 'tap';
import type { Member } from '../../../../src/domain/member.ts';
import { memberHash } from '../../../../src/domain/member-hash.ts';
import type { JournalRecord } from '../../../../src/domain/record.ts';
import { Journal } from '../../../../src/kiosk/journal/journal.ts';
import { MemberBook } from '../../../../src/kiosk/journal/member-book.ts';
import { SimulatedStore } from '../../../../src/kiosk/journal/simulated-store.ts';
import { type MemberFinding, MemberFlow, memberWaitMs } from '../../../../src/kiosk/members/member-flow.ts';
import type { MemberAnswer, MemberQuestion } from '../../../../src/kiosk/members/member-ports.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { idMaker, seededRandom } from '../../../../src/platform/random.ts';
import { HandClock } from '../../../support/cloud-clock.ts';
import { until } from '../../../support/product-until.ts';

const key = Buffer.alloc(32, 9).toString('base64');
const member: Member = {
  ...{ memberId: 'mbr_1', nameMasked: '王*明', memberPrice: true, pointsBalance: 80 },
  display: { order: 'priceAscending' },
};

async function openFlow(t: Test) {
  const clock = new HandClock();
  const random = seededRandom(5);
  const store = new SimulatedStore(new SystemClock(), random);
  const journal = new Journal({ store, clock, random, makeId: idMaker(clock, random) });
  const book = new MemberBook();
  await journal.open((record) => book.apply(record));
  const asked: MemberQuestion[] = [];
  const found: { askId: string; finding: MemberFinding }[] = [];
  const remembered: unknown[] = [];
  let answer: (answer: MemberAnswer) => void = () => undefined;
  const net = { online: true };
  const open = () => {
    const flow = new MemberFlow({
      ...{ clock, log: silentLog, named: book, journal, hashKey: () => key },
      link: {
        online: () => net.online,
        askMember: async (question) => void asked.push(question),
        onMember: (listener) => {
          answer = listener;
        },
      },
      looked: (askId, finding) => found.push({ askId, finding }),
      remembered: (orderId, fields) => remembered.push({ orderId, fields }),
      failed: (error) => t.error(error),
    });
    journal.on('appended', (records: readonly JournalRecord[]) => {
      for (const record of records) {
        book.apply(record);
        flow.heard(record);
      }
    });
    flow.start(undefined);
    return flow;
  };
  t.teardown(() => journal.close());
  const flow = open();
  return { flow, clock, net, asked, found, remembered, journal, store, tell: (a: MemberAnswer) => answer(a) };
}

t.test('what is shown leaves the machine as a keyed hash, and the answer is told once', async (t) => {
  const { flow, asked, found, tell } = await openFlow(t);
  flow.lookUp('ask_1', 'phone', '13800138000');
  t.same(
    asked.map(({ askId, by, hash }) => ({ askId, by, hash })),
    [{ askId: 'ask_1', by: 'phone', hash: memberHash(key, 'phone', '13800138000') }],
  );
  t.notMatch(JSON.stringify(asked), '13800138000');
  tell({ askId: 'ask_1', state: 'found', member, keptHours: 1 });
  tell({ askId: 'ask_1', state: 'unknown' });
  t.same(found, [{ askId: 'ask_1', finding: { found: 'known', member } }]);
});

t.test('nobody waits longer than the deadline, and what comes later is not heard', async (t) => {
  const { flow, clock, found, tell } = await openFlow(t);
  flow.lookUp('ask_1', 'code', 'MB:1');
  clock.advance(memberWaitMs);
  tell({ askId: 'ask_1', state: 'found', member });
  t.same(found, [{ askId: 'ask_1', finding: { found: 'late' } }]);
});

t.test('offline, the machine knows whom it was told about for as many hours as they said', async (t) => {
  const { flow, clock, net, found, tell } = await openFlow(t);
  flow.lookUp('ask_1', 'code', 'MB:1');
  tell({ askId: 'ask_1', state: 'found', member, keptHours: 2 });
  net.online = false;
  flow.lookUp('ask_2', 'code', 'MB:1');
  const { pointsBalance: _, ...kept } = member;
  t.same(found[1]?.finding, { found: 'known', member: kept }, 'without the points');
  flow.lookUp('ask_3', 'phone', '13800138000');
  t.same(found[2]?.finding, { found: 'late' }, 'only by what they showed');
  clock.advance(2 * 3600_000);
  flow.lookUp('ask_4', 'code', 'MB:1');
  t.same(found[3]?.finding, { found: 'late' });
});

t.test('who let machines keep nothing, or is a member no more, is not known offline', async (t) => {
  const { flow, net, found, tell } = await openFlow(t);
  flow.lookUp('ask_1', 'code', 'MB:1');
  tell({ askId: 'ask_1', state: 'found', member });
  flow.lookUp('ask_2', 'code', 'MB:2');
  tell({ askId: 'ask_2', state: 'found', member, keptHours: 72 });
  flow.lookUp('ask_3', 'code', 'MB:2');
  tell({ askId: 'ask_3', state: 'unknown' });
  net.online = false;
  flow.lookUp('ask_4', 'code', 'MB:1');
  flow.lookUp('ask_5', 'code', 'MB:2');
  t.same(
    found.slice(3).map(({ finding }) => finding.found),
    ['late', 'late'],
  );
});

t.test(
  'the name lies sealed beside the order, is remembered after a start, and destroyed at its end',
  async (t) => {
    const { flow, journal, store, remembered } = await openFlow(t);
    const named = {
      kind: 'memberNamed',
      orderId: 'ord_1',
      memberId: 'mbr_1',
      by: 'code',
      memberPrice: true,
    } as const;
    await flow.name(named, member);
    const [stored] = await journal.read(1, 1);
    t.notMatch(stored?.text ?? '', '王');
    flow.stop();
    flow.start('ord_1');
    await until('the name', async () => remembered.length > 0);
    t.same(remembered, [{ orderId: 'ord_1', fields: { nameMasked: '王*明', display: member.display } }]);
    await journal.append([{ kind: 'orderClosed', orderId: 'ord_1', state: 'paymentCancelledByUser' }]);
    await until('the key destroyed', async () => (await store.key('ord_1.member')) === undefined);
    t.equal(stored && (await journal.personalFields(stored)), undefined);
  },
);
