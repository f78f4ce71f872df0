import t from 'tap';
import { pageNames } from '../../../../src/domain/interaction.ts';
import { InteractionQueue } from '../../../../src/kiosk/telemetry/interaction-queue.ts';
import { createTelemetry } from '../../../../src/kiosk/telemetry/telemetry.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { seededRandom } from '../../../../src/platform/random.ts';
import { Timeline, VirtualClock } from '../../../../src/platform/virtual-clock.ts';
import { interactionBatchSchema } from '../../../../src/wire/interaction-messages.ts';

const at = (n: number) => ({ visit: 'a'.repeat(16), page: 'list', atMs: n });

t.test('a full queue loses the oldest and says how many', (t) => {
  const queue = new InteractionQueue(3);
  for (let n = 1; n <= 5; n += 1) queue.add(at(n));
  t.same(queue.take(10), { interactions: [at(3), at(4), at(5)], dropped: 2 });
  t.same(queue.take(10), { interactions: [], dropped: 0 });
  queue.lose(4);
  t.equal(queue.dropped, 4);
  t.end();
});

t.test('pages and touches go out in batches when nothing more important waits', async (t) => {
  const timeline = new Timeline();
  const clock = new VirtualClock(timeline, 1_800_000_000_000);
  const sent: unknown[] = [];
  const state = { online: true, waits: true, fails: false };
  const telemetry = createTelemetry({
    machine: { merchantId: 'm', machineId: 'k', shard: 1 },
    link: {
      online: () => state.online,
      publish: async (topic, payload) => {
        if (state.fails) throw new Error('gone');
        t.equal(topic, 'kiosk/v1/m/1/k/up/telemetry');
        sent.push(JSON.parse(String(payload)));
      },
    },
    ...{ clock, random: seededRandom(1), log: silentLog },
    journalWaits: () => state.waits,
  });
  telemetry.start();
  for (const page of ['welcome', 'list', 'list', 'tenderChoice', 'aPageOfLater', 'welcome', 'list']) {
    telemetry.shown(page);
  }
  telemetry.touched('pay');
  telemetry.touched('13800138000');
  await timeline.run(timeline.nowMs() + 10_000);
  t.equal(sent.length, 0, 'the journal goes first');
  state.waits = false;
  state.fails = true;
  await timeline.run(timeline.nowMs() + 10_000);
  state.fails = false;
  telemetry.shown('tenderChoice');
  await timeline.run(timeline.nowMs() + 10_000);
  const [batch] = sent.map((one) => interactionBatchSchema.parse(one));
  t.match(batch, { dropped: 8, interactions: [{ page: 'tenderChoice' }] }, 'a lost batch is counted');
  await telemetry.stop();
});

t.test('a visit begins anew at the welcome page, and only listed names are said', async (t) => {
  const timeline = new Timeline();
  const clock = new VirtualClock(timeline, 1_800_000_000_000);
  const sent: string[] = [];
  const telemetry = createTelemetry({
    machine: { merchantId: 'm', machineId: 'k', shard: 1 },
    link: { online: () => true, publish: async (_, payload) => void sent.push(String(payload)) },
    ...{ clock, random: seededRandom(2), log: silentLog, journalWaits: () => false },
  });
  telemetry.start();
  for (const page of ['welcome', 'list', 'welcome', 'list', 'somethingNew']) telemetry.shown(page);
  telemetry.touched('13800138000');
  await timeline.run(timeline.nowMs() + 10_000);
  const { interactions } = interactionBatchSchema.parse(JSON.parse(sent[0] ?? ''));
  t.equal(new Set(interactions.map(({ visit }) => visit)).size, 2);
  t.notMatch(sent[0], /13800138000|somethingNew/);
  t.ok(interactions.every(({ page }) => (pageNames as readonly string[]).includes(page)));
  await telemetry.stop();
});
