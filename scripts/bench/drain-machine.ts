/**
 * `drain-machine.ts FILE URL MERCHANT MACHINE USER PASSWORD`: the part of a machine that brings its journal to
 * the cloud, in a process of its own: journal, sync flow and link, as `kiosk.ts` joins them. Prints a line of
 * JSON when the journal is open, connects when told `go`, prints another when the cloud has acknowledged all.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Journal } from '../../src/kiosk/journal/journal.ts';
import { SqliteStore } from '../../src/kiosk/journal/sqlite-store.ts';
import { JournalSyncFlow } from '../../src/kiosk/sync/journal-sync-flow.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { openLog } from '../../src/platform/log.ts';
import { MqttLink } from '../../src/platform/mqtt-link.ts';
import { idMaker, systemRandom } from '../../src/platform/random.ts';
import { journalAckSchema, parseMessage } from '../../src/wire/messages.ts';
import { downTopic, machineFilter, shardOf, upTopic } from '../../src/wire/topics.ts';

const [file = '', url = '', merchantId = '', machineId = '', username = '', password = ''] =
  process.argv.slice(2);
const clock = new SystemClock();
const log = openLog('warn', 'drain');
const machine = { merchantId, machineId, shard: shardOf(machineId) };
const random = systemRandom;
const journal = new Journal({
  store: new SqliteStore({ file }),
  clock,
  random,
  makeId: idMaker(clock, random),
});
const link = new MqttLink({ url, clientId: username, username, password, log });
const sync = new JournalSyncFlow({ journal, link, clock, log, topic: upTopic(machine, 'journal') });
let drained: () => void = () => undefined;
link.subscribe(machineFilter(machine));
link.on('message', (topic, payload) => {
  if (topic !== downTopic(machine, 'ack')) return;
  void sync.take(parseMessage(journalAckSchema, payload, 'an acknowledgement')).then(() => {
    if (journal.acknowledgedSeq === journal.lastSeq) drained();
  });
});

await journal.open(() => undefined);
process.once('SIGTERM', () => process.exit(0));
console.log(JSON.stringify({ ready: true, records: journal.lastSeq }));
await once(createInterface({ input: process.stdin }), 'line');
const startedMs = performance.now();
const done = new Promise<void>((resolve) => {
  drained = resolve;
});
await link.start();
sync.start();
await done;
const tookMs = performance.now() - startedMs;
sync.stop();
await link.stop();
await journal.close();
console.log(JSON.stringify({ tookMs }));
process.exit(0);
