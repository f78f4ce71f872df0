/** Presence and the alarms that follow from it, as rows; every change is one transaction. */
import { type SqlBool, sql } from 'kysely';
import type { MachineState } from '../../wire/messages.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import { raiseAlarms } from '../database/alarm-rows.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';
import { type AlarmChange, alarmsOf, offlineAlarm } from './presence-alarms.ts';
import { isNews } from './presence-machine.ts';

/** `foreign`: not the merchant's machine. `old`: a will of an earlier connection. */
export type PresenceOutcome =
  | { readonly taken: false; readonly why: 'foreign' | 'old' }
  | { readonly taken: true; readonly alarmsChanged: boolean };

/** Takes what a machine says of itself. */
export function takeState(
  db: CloudDatabase,
  machine: MachineAddress,
  state: MachineState,
  atMs: number,
): Promise<PresenceOutcome> {
  return db.transaction().execute(async (tx) => {
    const owner = await tx
      .selectFrom('machines')
      .select(['merchant_id', 'shard'])
      .where('machine_id', '=', machine.machineId)
      .forUpdate()
      .executeTakeFirst();
    if (owner?.merchant_id !== machine.merchantId || owner.shard !== machine.shard) {
      return { taken: false, why: 'foreign' };
    }
    const before = await tx
      .selectFrom('machine_presence')
      .select(['session', 'boot_id', 'online'])
      .where('machine_id', '=', machine.machineId)
      .executeTakeFirst();
    const known = before && { session: before.session, bootId: before.boot_id };
    if (!isNews(known, state)) return { taken: false, why: 'old' };
    await writeState(tx, machine, state, atMs, before?.online !== state.online);
    const alarmsChanged = await applyAlarms(tx, machine, alarmsOf(state), atMs);
    return { taken: true, alarmsChanged };
  });
}

async function writeState(
  tx: CloudTransaction,
  machine: MachineAddress,
  state: MachineState,
  atMs: number,
  turned: boolean,
): Promise<void> {
  const changing = {
    online: state.online,
    session: state.session,
    boot_id: state.bootId,
    version: state.version,
    bundle_version: state.bundleVersion,
    journal_id: state.journalId,
    last_seq: state.lastSeq,
    devices: JSON.stringify(state.devices),
    out_of_service: state.outOfService ?? null,
  };
  await tx
    .insertInto('machine_presence')
    .values({
      machine_id: machine.machineId,
      merchant_id: machine.merchantId,
      ...changing,
      last_heard_at_ms: atMs,
      changed_at_ms: atMs,
    })
    .onConflict((conflict) =>
      conflict.column('machine_id').doUpdateSet({
        ...changing,
        // A will is the broker's word, not the machine's.
        ...(state.online ? { last_heard_at_ms: atMs } : {}),
        ...(turned ? { changed_at_ms: atMs } : {}),
      }),
    )
    .execute();
}

/**
 * Raises what is not open with the same fault, settles what is over, leaves the rest as it is: a sign of
 * life every half minute must not count alarms up. Answers whether anything changed.
 */
async function applyAlarms(
  tx: CloudTransaction,
  { machineId, merchantId }: MachineAddress,
  { raise, settle }: AlarmChange,
  atMs: number,
): Promise<boolean> {
  const open = await tx
    .selectFrom('alarms')
    .select(['alarm_id', 'kind', 'subject', 'fault'])
    .where('machine_id', '=', machineId)
    .where('cleared_at_ms', 'is', null)
    .execute();
  const fresh = raise.filter(
    (wish) => !open.some((o) => o.kind === wish.kind && o.subject === wish.subject && o.fault === wish.fault),
  );
  const over = open.filter(
    (o) =>
      settle.some((kind) => kind === o.kind) &&
      !raise.some((wish) => wish.kind === o.kind && wish.subject === o.subject),
  );
  if (over.length > 0) {
    await tx
      .updateTable('alarms')
      .set({ cleared_at_ms: atMs })
      .where(
        'alarm_id',
        'in',
        over.map((o) => o.alarm_id),
      )
      .execute();
  }
  const rows = fresh.map((wish) => ({ ...wish, machineId, merchantId }));
  await raiseAlarms(tx, rows, atMs);
  return rows.length > 0 || over.length > 0;
}

/** Notes that a machine was heard of. */
export async function noteHeard(db: CloudDatabase, machineId: string, atMs: number): Promise<void> {
  await db
    .updateTable('machine_presence')
    .set({ last_heard_at_ms: atMs })
    .where('machine_id', '=', machineId)
    .where('last_heard_at_ms', '<', atMs)
    .execute();
}

interface ChangedMachine {
  readonly merchantId: string;
  readonly machineId: string;
}

function inShards(shards: ReadonlySet<number>) {
  return sql<SqlBool>`machine_id in (select machine_id from machines where shard = any(${[...shards]}::int[]))`;
}

/** The cloud does not see these machines for now: nobody may call them online or offline. */
export async function forgetPresence(
  db: CloudDatabase,
  shards: ReadonlySet<number>,
): Promise<ChangedMachine[]> {
  if (shards.size === 0) return [];
  return db
    .updateTable('machine_presence')
    .set({ online: null })
    .where('online', 'is not', null)
    .where(inShards(shards))
    .returning(['merchant_id as merchantId', 'machine_id as machineId'])
    .execute();
}

/** Machines called online that gave no sign of life since `sinceMs` are offline. */
export function settleSilent(
  db: CloudDatabase,
  shards: ReadonlySet<number>,
  sinceMs: number,
  atMs: number,
): Promise<ChangedMachine[]> {
  if (shards.size === 0) return Promise.resolve([]);
  return db.transaction().execute(async (tx) => {
    const silent = await tx
      .updateTable('machine_presence')
      .set({ online: false, changed_at_ms: atMs })
      .where((eb) => eb.or([eb('online', '=', true), eb('online', 'is', null)]))
      .where('last_heard_at_ms', '<', sinceMs)
      .where(inShards(shards))
      .returning(['merchant_id as merchantId', 'machine_id as machineId'])
      .execute();
    await raiseAlarms(
      tx,
      silent.map((machine) => ({ ...machine, ...offlineAlarm })),
      atMs,
    );
    return silent;
  });
}
