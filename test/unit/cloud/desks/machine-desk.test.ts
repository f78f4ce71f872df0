import t, { type Test } from 'tap';
import { z } from 'zod';
import { MachineDesk } from '../../../../src/cloud/desks/machine-desk.ts';
import { Fault } from '../../../../src/domain/fault.ts';
import { type Log, type LogFields, silentLog } from '../../../../src/platform/log.ts';
import { shardFilter, shardOf, type UpChannel, upTopic } from '../../../../src/wire/topics.ts';
import { HandClock } from '../../../support/cloud-clock.ts';
import { RecordingLink } from '../../../support/recording-link.ts';

const machine = { merchantId: 'm1', machineId: 'k1', shard: shardOf('k1') };
const heard = { schema: z.strictObject({ word: z.string().max(20) }), what: 'a word' };
const payloadOf = (said: unknown) => Buffer.from(JSON.stringify(said));
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A desk that hears words on `card`, with its only machine. */
function openDesk(t: Test, take: (word: string) => Promise<void> = async () => undefined) {
  const link = new RecordingLink();
  const told: { level: string; message: string; fields?: LogFields | undefined }[] = [];
  const level = (level: string) => (message: string, fields?: LogFields) =>
    told.push({ level, message, fields });
  const log: Log = { ...silentLog, info: level('info'), warn: level('warn'), error: level('error') };
  const belongs = async (merchantId: string, machineId: string) => merchantId === 'm1' && machineId === 'k1';
  const desk = new MachineDesk({ link, clock: new HandClock(5000), log, belongs }, 'not taken');
  const words: string[] = [];
  desk.listen('card', heard, (_, { word }) => {
    words.push(word);
    return take(word);
  });
  desk.start();
  t.teardown(() => desk.stop());
  const say = async (said: unknown, from = machine, channel: UpChannel = 'card') => {
    link.emit('message', upTopic(from, channel), payloadOf(said));
    await turn();
  };
  return { desk, link, told, words, say };
}

t.test('a message of a machine goes to who listens on its channel, and no other one does', async (t) => {
  const { words, told, say } = openDesk(t);
  await say({ word: 'one' });
  await say({ word: 'two' }, machine, 'finger');
  t.strictSame(words, ['one']);
  t.strictSame(told, []);
});

t.test(
  'a machine of somebody else, a wrong shard and a message out of shape are told and not taken',
  async (t) => {
    const { words, told, say, link } = openDesk(t);
    await say({ word: 'one' }, { ...machine, merchantId: 'm2' });
    await say({ word: 'two' }, { ...machine, shard: (machine.shard + 1) % 16 });
    await say({ word: 3 });
    await say({ word: 'four', more: true });
    link.emit('message', 'kiosk/v1/m1/99/k1/up/card', payloadOf({ word: 'five' }));
    await turn();
    t.strictSame(words, []);
    t.strictSame(
      told.map(({ level, fields }) => `${level} ${String(fields?.fault).split(':')[0]}`),
      [
        'warn TOPIC_FORBIDDEN',
        'warn TOPIC_FORBIDDEN',
        'warn INPUT_MALFORMED',
        'warn INPUT_MALFORMED',
        'warn INPUT_MALFORMED',
      ],
    );
  },
);

t.test(
  'an error touches its own message only; a defect is told louder than what others do wrong',
  async (t) => {
    const { words, told, say } = openDesk(t, async (word) => {
      if (word === 'defect') throw new Error('a defect');
      if (word === 'denied') throw new Fault('ACCESS_DENIED', 'take a word');
      if (word === 'lost') throw new Fault('LEASE_LOST', 'take a word');
    });
    for (const word of ['defect', 'denied', 'lost', 'fine']) await say({ word });
    t.strictSame(words, ['defect', 'denied', 'lost', 'fine']);
    t.strictSame(
      told.map(({ level, message }) => `${level} ${message}`),
      ['error not taken', 'warn not taken', 'info not taken'],
    );
    t.match(told[0]?.fields, { doing: upTopic(machine, 'card'), fault: 'a defect' });
  },
);

t.test('exactly the shards that are held are listened to, on every channel', async (t) => {
  const { desk, link } = openDesk(t);
  desk.listen('finger', heard, async () => undefined);
  desk.holdShards([1, 2]);
  desk.holdShards(new Set([2, 3]));
  const expected = [2, 3].flatMap((shard) => [shardFilter(shard, 'card'), shardFilter(shard, 'finger')]);
  t.strictSame([...link.filters].sort(), expected.sort());
  await desk.stop();
  t.strictSame([...link.filters], []);
});

t.test('an answer carries the time of the cloud', async (t) => {
  const { desk, link } = openDesk(t);
  await desk.tell(machine, 'carded', { word: 'yes' }, 10);
  t.strictSame(
    link.published.map(({ topic, payload }) => [topic, JSON.parse(payload)]),
    [[`kiosk/v1/m1/${machine.shard}/k1/down/carded`, { word: 'yes', cloudTimeMs: 5000 }]],
  );
});

t.test('stopping waits for what is under way and for what that began, and takes nothing more', async (t) => {
  const ends = { message: Promise.withResolvers<void>(), after: Promise.withResolvers<void>() };
  const { desk, words, say } = openDesk(t, async () => {
    await ends.message.promise;
    desk.keep(ends.after.promise, 'go on');
  });
  t.equal(desk.stopped(), false);
  await say({ word: 'one' });
  let stopped = false;
  const stop = desk.stop().then(() => {
    stopped = true;
  });
  t.equal(desk.stopped(), true);
  await say({ word: 'two' });
  t.equal(stopped, false);
  ends.message.resolve();
  await turn();
  t.equal(stopped, false);
  ends.after.resolve();
  await stop;
  t.strictSame(words, ['one']);
  desk.start();
  await say({ word: 'three' });
  t.strictSame(words, ['one', 'three'], 'it can be started again');
});
