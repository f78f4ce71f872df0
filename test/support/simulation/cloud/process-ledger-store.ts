/**
 * The ledger's store as one process of the cloud reaches it. A transaction of a process that died before its
 * commit never commits; what it commits becomes known to the gateway in the same instant, as one
 * transaction does it in production.
 */
import type { LedgerChanges, LedgerStore } from '../../../../src/cloud/ledger/ledger-ports.ts';
import { Fault } from '../../../../src/domain/fault.ts';
import type { Random } from '../../../../src/platform/random.ts';
import { type Life, never } from '../life.ts';
import type { Tripwires } from '../tripwires.ts';
import type { World } from '../world.ts';
import type { CloudStores } from './cloud-stores.ts';

export interface ProcessLedgerPorts {
  readonly world: World;
  readonly stores: CloudStores;
  readonly life: Life;
  readonly random: Random;
  readonly tripwires: Tripwires;
}

/** A commit is quick as a rule, but a database may stop for a moment. */
const commitMsMax = 100;
const answerMsMax = 3;

export function processLedgerStore(ports: ProcessLedgerPorts): LedgerStore {
  const { world, stores, life, random, tripwires } = ports;
  return {
    transact: async (machine, work) => {
      if (life.over) return never();
      let saved: LedgerChanges | undefined;
      const result = await stores.ledger.transact(machine, async (tx) => {
        if (life.over) throw new Fault('DATABASE_UNAVAILABLE', 'work for a process that is gone');
        const outcome = await work({
          ...tx,
          save: (changes) => {
            saved = changes;
            return tx.save(changes);
          },
        });
        tripwires.pass('ledger.beforeCommit');
        await world.pause(random.fraction() ** 4 * commitMsMax);
        if (life.over) throw new Fault('DATABASE_UNAVAILABLE', 'commit for a process that is gone');
        return outcome;
      });
      if (saved) stores.takeCommitted(machine, saved);
      tripwires.pass('ledger.afterCommit');
      await world.pause(random.fraction() * answerMsMax);
      return life.over ? never() : result;
    },
  };
}
