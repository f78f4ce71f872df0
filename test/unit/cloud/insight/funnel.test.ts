import t from 'tap';
import {
  forgetInteractions,
  keepInteractions,
  readFunnel,
} from '../../../../src/cloud/insight/interaction-rows.ts';
import { funnelSteps, pagesFrom } from '../../../../src/domain/interaction.ts';
import { interactionsKeptMs } from '../../../../src/wire/interaction-messages.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

const nowMs = 1_800_000_000_000;

t.test('who reached a later step reached the ones before', (t) => {
  for (const [at, step] of funnelSteps.entries()) {
    for (const later of funnelSteps.slice(at)) {
      t.ok(
        pagesFrom[later].every((page) => pagesFrom[step].includes(page)),
        `${later} is within ${step}`,
      );
    }
  }
  t.end();
});

t.test('visits are counted by step, once however often a batch comes, and forgotten in time', async (t) => {
  const { db, close } = await openMemoryDatabase();
  t.teardown(close);
  await db
    .insertInto('merchants')
    .values({
      ...{ merchant_id: 'm', name: '{}', currency: 'CNY', time_zone: 'UTC', help_phone: '' },
      ...{ receipt_footer: '{}', created_at_ms: 0 },
    })
    .execute();
  const visit = (n: number) => String(n).padStart(16, '0');
  const see = (n: number, page: string, element?: string) => ({
    ...{ visit: visit(n), page, atMs: nowMs },
    ...(element === undefined ? {} : { element }),
  });
  const batch = {
    batch: 'b'.repeat(16),
    interactions: [
      ...[see(1, 'welcome'), see(1, 'list'), see(1, 'list', 'pay'), see(1, 'tenderChoice'), see(1, 'done')],
      ...[see(2, 'list'), see(3, 'list'), see(3, 'tenderChoice'), see(4, 'welcome')],
    ],
    dropped: 7,
  };
  const from = { merchantId: 'm', source: 'k', face: 'kiosk' } as const;
  await keepInteractions(db, from, batch, nowMs);
  await keepInteractions(db, from, batch, nowMs);
  const asked = { merchantId: 'm', face: 'kiosk', fromMs: nowMs - 1000, toMs: nowMs + 1000 } as const;
  const funnel = await readFunnel(db, asked);
  t.same(
    funnel.steps.map(({ visits }) => visits),
    [3, 2, 1, 1],
  );
  t.equal(funnel.dropped, 7);
  t.same(funnel.elements, [{ page: 'list', element: 'pay', touches: 1 }]);
  t.equal((await readFunnel(db, { ...asked, source: 'other' })).steps[0]?.visits, 0);
  t.equal((await readFunnel(db, { ...asked, merchantId: 'n' })).steps[0]?.visits, 0, 'no other merchant');
  await forgetInteractions(db, nowMs + interactionsKeptMs + 1);
  t.equal((await readFunnel(db, asked)).steps[0]?.visits, 0);
});
