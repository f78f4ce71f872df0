import t from 'tap';
import { createShardLeases } from '../../../../src/cloud/ledger/shard-leases.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { until } from '../../../support/cloud-broker.ts';
import { HandClock } from '../../../support/cloud-clock.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

t.test('the shards of a fleet', async (t) => {
  const { db, close } = await openMemoryDatabase();
  t.teardown(close);
  /** Each process has a clock of its own; one that is not moved is a process that died. */
  const open = (holder: string) => {
    const clock = new HandClock();
    return { clock, leases: createShardLeases({ db, clock, log: silentLog, holder }) };
  };
  const first = open('first');
  const second = open('second');

  await t.test('are all held by a process that is alone', async (t) => {
    await first.leases.start();
    t.equal(first.leases.held().size, 16);
  });

  await t.test('are shared by two, none held twice', async (t) => {
    const fence = first.leases.fence(15) ?? 0;
    await second.leases.start();
    t.equal(second.leases.held().size, 0, 'nothing is taken from a holder that lives');
    await until(() => {
      first.clock.advance(100);
      second.clock.advance(100);
      return second.leases.held().size === 8;
    });
    t.equal(new Set([...first.leases.held(), ...second.leases.held()]).size, 16);
    t.ok((second.leases.fence(15) ?? 0) > fence, 'the fence rises with the holder');
  });

  await t.test('of a dead process are taken over when they expire', async (t) => {
    await until(() => {
      second.clock.advance(100);
      return second.leases.held().size === 16;
    });
    t.ok(second.clock.now() - first.clock.now() >= 10_000 - 3000, 'not before');
  });

  await t.test('are given back by a process that stops', async (t) => {
    await second.leases.stop();
    t.equal(second.leases.held().size, 0);
    const heir = open('heir');
    heir.clock.advance(second.clock.now() - heir.clock.now());
    await heir.leases.start();
    t.equal(heir.leases.held().size, 16);
    await heir.leases.stop();
  });

  await t.test('are given up when the database is away until they expire', async (t) => {
    const lone = open('lone');
    const changes: number[] = [];
    lone.leases.on('changed', (held) => changes.push(held.size));
    lone.clock.advance(60_000);
    await lone.leases.start();
    await close();
    await until(() => {
      lone.clock.advance(100);
      return lone.leases.held().size === 0;
    });
    t.strictSame(changes, [16, 0]);
  });
});
