import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { EmbeddedBroker } from '../../../src/demo/embedded-broker.ts';
import { RetainedFile } from '../../../src/demo/retained-file.ts';
import { atomicFile } from '../../../src/platform/atomic-file.ts';
import { silentLog } from '../../../src/platform/log.ts';
import { MqttLink } from '../../../src/platform/mqtt-link.ts';
import { brokerPassword, cloudUserName, machineUserName } from '../../../src/wire/credentials.ts';
import { downTopic, machineFilter, shardOf, upTopic } from '../../../src/wire/topics.ts';
import { workFolder } from '../../support/work-folder.ts';

const secret = 'a broker secret';
const machine = { merchantId: 'shop', machineId: 'kiosk-1', shard: shardOf('kiosk-1') };
const other = { merchantId: 'rival', machineId: 'kiosk-2', shard: shardOf('kiosk-2') };

async function open(t: Test, dir = workFolder(t)) {
  const broker = new EmbeddedBroker({
    port: 0,
    secret,
    retained: new RetainedFile(atomicFile(join(dir, 'retained.json'))),
    connectionsMax: 20,
    log: silentLog,
  });
  await broker.start();
  t.teardown(() => broker.stop());
  return broker;
}

function link(t: Test, broker: EmbeddedBroker, username: string, password?: string, clientId = username) {
  const made = new MqttLink({
    url: `mqtt://127.0.0.1:${broker.port}`,
    clientId,
    username,
    password: password ?? brokerPassword(secret, username),
    log: silentLog,
  });
  t.teardown(() => made.stop());
  return made;
}

async function online(made: MqttLink) {
  const connected = once(made, 'online');
  await made.start();
  await connected;
  return made;
}

const machineName = machineUserName(machine.merchantId, machine.machineId);

t.test('a machine and the cloud talk to each other on their own topics', async (t) => {
  const broker = await open(t);
  const cloud = await online(link(t, broker, cloudUserName));
  const kiosk = await online(link(t, broker, machineName));
  cloud.subscribe('kiosk/v1/#');
  kiosk.subscribe(machineFilter(machine));
  const heard = once(cloud, 'message');
  // The subscription is known to stand once a retained message has come by it.
  await cloud.publish(downTopic(machine, 'desired'), 'bundle', { retain: true });
  const [topic, payload] = await once(kiosk, 'message');
  t.same([topic, payload.toString()], [downTopic(machine, 'desired'), 'bundle']);
  await heard;
  const journal = once(cloud, 'message');
  await kiosk.publish(upTopic(machine, 'journal'), 'records');
  t.equal((await journal)[0], upTopic(machine, 'journal'));
});

t.test('a wrong password is refused', async (t) => {
  const broker = await open(t);
  const socket = connect(broker.port, '127.0.0.1');
  socket.write(connectPacket('kiosk', machineName, brokerPassword('another secret', machineName)));
  const [answer] = await once(socket, 'data');
  t.same([...answer], [0x20, 2, 0, 4], 'CONNACK with bad user name or password');
  socket.destroy();
});

t.test('a user name that is no machine is refused even with a right password', async (t) => {
  const broker = await open(t);
  for (const name of ['admin', 'shop.kiosk.1', 'shop.+', '']) {
    const socket = connect(broker.port, '127.0.0.1');
    socket.write(connectPacket('kiosk', name, brokerPassword(secret, name)));
    const [answer] = await once(socket, 'data');
    t.not(answer[3], 0, `user “${name}”`);
    socket.destroy();
  }
});

t.test('a machine that publishes elsewhere is disconnected, and nobody hears it', async (t) => {
  const broker = await open(t);
  const cloud = await online(link(t, broker, cloudUserName));
  const topics: string[] = [];
  cloud.on('message', (topic) => topics.push(topic));
  cloud.subscribe('kiosk/v1/#');
  for (const topic of [upTopic(other, 'journal'), downTopic(machine, 'ack'), '$SYS/x', 'elsewhere']) {
    const kiosk = await online(link(t, broker, machineName));
    const lost = once(kiosk, 'offline');
    kiosk.publish(topic, 'forged').catch(() => undefined);
    await lost;
    await kiosk.stop();
  }
  const kiosk = await online(link(t, broker, machineName));
  const heard = once(cloud, 'message');
  await kiosk.publish(upTopic(machine, 'ask'), 'mine');
  await heard;
  t.same(topics, [upTopic(machine, 'ask')]);
});

t.test('a machine hears nothing of another one, whatever it subscribes to', async (t) => {
  const broker = await open(t);
  const cloud = await online(link(t, broker, cloudUserName));
  const kiosk = await online(link(t, broker, machineName));
  const topics: string[] = [];
  kiosk.on('message', (topic) => topics.push(topic));
  for (const filter of ['#', 'kiosk/v1/#', '$SYS/#', machineFilter(other), 'kiosk/v1/+/+/+/down/+']) {
    kiosk.subscribe(filter);
  }
  kiosk.subscribe(machineFilter(machine));
  await cloud.publish(downTopic(other, 'result'), 'secret', { retain: true });
  const heard = once(kiosk, 'message');
  await cloud.publish(downTopic(machine, 'desired'), 'own', { retain: true });
  await heard;
  t.same(topics, [downTopic(machine, 'desired')]);
});

t.test('nobody ends another user’s session by taking its client id', async (t) => {
  const broker = await open(t);
  const kiosk = await online(link(t, broker, machineName, undefined, 'same-id'));
  const rivalName = machineUserName(other.merchantId, other.machineId);
  await online(link(t, broker, rivalName, undefined, 'same-id'));
  await kiosk.publish(upTopic(machine, 'state'), 'still here');
  t.ok(kiosk.online());
});

t.test('retained messages are there again after a restart', async (t) => {
  const dir = workFolder(t);
  const first = await open(t, dir);
  const cloud = await online(link(t, first, cloudUserName));
  await cloud.publish(downTopic(machine, 'desired'), 'bundle 7', { retain: true });
  await cloud.publish(downTopic(other, 'desired'), 'bundle 8', { retain: true });
  await cloud.publish(downTopic(other, 'desired'), '', { retain: true });
  await cloud.stop();
  await first.stop();
  const second = await open(t, dir);
  const again = await online(link(t, second, cloudUserName));
  again.subscribe('kiosk/v1/#');
  const [topic, payload] = await once(again, 'message');
  t.same([topic, payload.toString()], [downTopic(machine, 'desired'), 'bundle 7']);
});

t.test('a stranger who sends a large first packet is cut off', async (t) => {
  const broker = await open(t);
  const socket = connect(broker.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]));
  await once(socket, 'close');
  t.ok(socket.destroyed, 'the connection is closed from its header alone');
});

/** A CONNECT of MQTT 3.1.1 with user name and password. */
function connectPacket(clientId: string, userName: string, password: string): Buffer {
  const field = (text: string) => {
    const bytes = Buffer.from(text);
    return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  };
  const flags = 0x80 | 0x40 | 0x02;
  const body = Buffer.concat([
    field('MQTT'),
    Buffer.from([4, flags, 0, 30]),
    ...[clientId, userName, password].map(field),
  ]);
  return Buffer.concat([Buffer.from([0x10, (body.length & 127) | 128, body.length >> 7]), body]);
}
