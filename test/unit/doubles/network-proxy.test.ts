import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import t, { type Test } from 'tap';
import { networkControl } from '../../../src/doubles/network-control.ts';
import { NetworkProxy } from '../../../src/doubles/network-proxy.ts';
import { SystemClock } from '../../../src/platform/clock.ts';

/** A far end that keeps the sockets that reached it, and a proxy in front of it. */
async function open(t: Test) {
  const reached: Socket[] = [];
  const far = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    reached.push(socket);
  });
  far.listen(0, '127.0.0.1');
  await once(far, 'listening');
  const target = { host: '127.0.0.1', port: (far.address() as { port: number }).port };
  const proxy = new NetworkProxy({ target, port: 0, clock: new SystemClock() });
  await proxy.start();
  t.teardown(async () => {
    await proxy.stop();
    for (const socket of reached) socket.destroy();
    far.close();
  });
  return { proxy, far, reached };
}

function call(t: Test, proxy: NetworkProxy): Socket {
  const socket = connect(proxy.port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  t.teardown(() => socket.destroy());
  return socket;
}

/** Reads until `length` bytes have come. */
async function read(socket: Socket, length: number): Promise<string> {
  let text = '';
  while (text.length < length) text += (await once(socket, 'data'))[0];
  return text;
}

/** Resolves when the socket is closed, by whatever. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) resolve();
    else socket.once('close', () => resolve());
  });
}

/** As many round trips to the far end without the proxy: bytes that leaked through it would be there first. */
async function roundTrips(t: Test, far: Server, count: number): Promise<void> {
  const here = connect((far.address() as { port: number }).port, '127.0.0.1');
  const [there] = (await once(far, 'connection')) as [Socket];
  t.teardown(() => here.destroy());
  for (let i = 0; i < count; i += 1) {
    here.write('?');
    await once(there, 'data');
    there.write('!');
    await once(here, 'data');
  }
}

async function pair(t: Test) {
  const parts = await open(t);
  const near = call(t, parts.proxy);
  const [reached] = await once(parts.far, 'connection');
  return { ...parts, near, reached: reached as Socket };
}

t.test('bytes pass both ways while the network is up', async (t) => {
  const { near, reached } = await pair(t);
  near.write('hello');
  t.equal(await read(reached, 5), 'hello');
  reached.write('welcome');
  t.equal(await read(near, 7), 'welcome');
});

t.test('the end of one side ends the other, after all its bytes', async (t) => {
  const { near, reached, proxy } = await pair(t);
  const ended = closed(reached);
  near.end('x'.repeat(300_000));
  t.equal((await read(reached, 300_000)).length, 300_000);
  await ended;
  await closed(near);
  while (proxy.connectionCount > 0) await new Promise((resolve) => setImmediate(resolve));
});

t.test('a network that refuses resets what is open and what comes', async (t) => {
  const { near, reached, proxy } = await pair(t);
  const ends = [closed(near), closed(reached)];
  proxy.set({ state: 'down', manner: 'refuse' });
  await Promise.all(ends);
  const next = connect(proxy.port, '127.0.0.1');
  const [error] = await once(next, 'error');
  t.equal(error.code, 'ECONNRESET');
});

t.test('a network that swallows keeps both ends open and passes what was under way later', async (t) => {
  const { near, reached, proxy, far } = await pair(t);
  proxy.set({ state: 'down', manner: 'swallow' });
  const early: string[] = [];
  reached.on('data', (bytes) => early.push(String(bytes)));
  await new Promise<void>((resolve) => near.write('kept', () => resolve()));
  await roundTrips(t, far, 50);
  t.same(early, []);
  t.notOk(near.destroyed || reached.destroyed);
  const passed = once(reached, 'data');
  proxy.set({ state: 'up', delayMs: 0 });
  t.equal(String((await passed)[0]), 'kept');
});

t.test('an end that closes in a swallowing network is heard by the other when it is up again', async (t) => {
  const { near, reached, proxy } = await pair(t);
  proxy.set({ state: 'down', manner: 'swallow' });
  near.end('last words');
  const ended = closed(reached);
  const words = read(reached, 10);
  proxy.set({ state: 'up', delayMs: 0 });
  t.equal(await words, 'last words');
  await ended;
});

t.test('a connection made into a swallowing network leads nowhere, also later', async (t) => {
  const { proxy, reached } = await open(t);
  proxy.set({ state: 'down', manner: 'swallow' });
  const stray = call(t, proxy);
  await once(stray, 'connect');
  stray.write('CONNECT');
  const ended = closed(stray);
  proxy.set({ state: 'up', delayMs: 0 });
  await ended;
  t.equal(reached.length, 0);
});

t.test('delayed bytes keep their order', async (t) => {
  const { near, reached, proxy } = await pair(t);
  const heard = read(reached, 200);
  for (let i = 0; i < 100; i += 1) {
    proxy.set({ state: 'up', delayMs: 20 - (i % 20) });
    await new Promise<void>((resolve) => near.write(String(i).padStart(2, '0'), () => resolve()));
  }
  const expected = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0')).join('');
  t.equal(await heard, expected);
});

t.test('the control server sets the network and refuses what it does not know', async (t) => {
  const { proxy } = await open(t);
  const control = networkControl(proxy);
  t.teardown(() => control.close());
  const post = async (payload: object) => control.inject({ method: 'POST', url: '/network', payload });
  t.match((await post({ state: 'down' })).json(), { state: 'down', manner: 'refuse' });
  t.match((await post({ state: 'down', manner: 'swallow' })).json(), { manner: 'swallow' });
  t.equal((await post({ state: 'sideways' })).statusCode, 400);
  t.match((await control.inject('/network')).json(), { state: 'down', manner: 'swallow' });
  t.match((await post({ state: 'up' })).json(), { state: 'up', delayMs: 0 });
  t.same(proxy.state, { state: 'up', delayMs: 0 });
});
