/** The one command of the README starts the whole product, says where to look, and ends cleanly. */
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import t from 'tap';
import { DemoProcess, demoFileOf, kioskctl, runs, until } from '../support/running-demo.ts';
import { workFolder } from '../support/work-folder.ts';

t.setTimeout(280_000);
const data = workFolder(t);

async function json(url: string, token?: string) {
  const response = await fetch(url, token ? { headers: { authorization: `Bearer ${token}` } } : {});
  return { status: response.status, body: await response.json() };
}

t.test('the demo starts, ends in order, and goes on where it was', async (t) => {
  t.setTimeout(240_000);
  const first = new DemoProcess(data);
  t.teardown(() => first.stop());
  const ready = await first.ready();

  t.equal(ready.data, data);
  for (const page of [ready.kiosk, ready.second, ready.console, ready.simulators]) {
    const response = await fetch(page);
    t.equal(response.status, 200, page);
    t.match(response.headers.get('content-type'), 'text/html', page);
  }
  const socket = connect(Number(new URL(ready.mqtt).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
  t.equal((await json(`${ready.cloud}/api/orders`)).status, 401, 'the API wants its token');
  const products = await json(`${ready.cloud}/api/products?limit=200`, ready.token);
  t.ok(products.body.items.length >= 40, 'the shop is stocked');
  const online = async () => (await json(`${ready.cloud}/api/kiosks`, ready.token)).body.items[0];
  const kiosk = await until(online, ({ selling }) => selling);
  t.match(kiosk, { id: 'kiosk-1', presence: 'online' });

  t.equal(statSync(join(data, 'demo.json')).mode & 0o777, 0o600, 'secrets are for their owner only');
  const before = demoFileOf(data);
  const { login, password } = before.kept.console;
  const session = await fetch(`${ready.cloud}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  t.equal(session.status, 200, 'the person of the console can sign in');

  await kioskctl(data, 'sim', 'scan', 'green-tea');
  const paid = await kioskctl(data, 'sim', 'pay', 'alipay');
  t.equal(paid.json.ending, 'sold');
  const { orderId } = paid.json;
  const status = (await kioskctl(data, 'status')).json;

  const pids = before.running?.programs.map(({ pid }) => pid) ?? [];
  t.equal(pids.length, 7);
  t.equal(await first.stop(), 0, 'it ends in order');
  t.notOk(pids.some(runs), 'nothing is left running');
  t.equal(demoFileOf(data).running, null);
  t.equal((await kioskctl(data, 'status')).code, 3, 'nobody answers now');

  const second = new DemoProcess(data);
  t.teardown(() => second.stop());
  t.same(await second.ready(), ready, 'the same addresses and token');
  t.same(demoFileOf(data).kept, before.kept);
  const after = (await kioskctl(data, 'status')).json;
  t.equal(after.journal.journalId, status.journal.journalId);
  t.ok(after.journal.lastSeq > status.journal.lastSeq);
  const order = await json(`${ready.cloud}/api/orders/${orderId}`, ready.token);
  t.match(order.body, { id: orderId, state: 'deliveryAndPaymentSuccess' });

  const third = new DemoProcess(data);
  t.equal(await third.exited, 1, 'a second demo on the same data is refused');
  t.match(third.errors, 'another one is using');

  const children = demoFileOf(data).running?.programs.map(({ pid }) => pid) ?? [];
  second.signal('SIGKILL');
  await until(
    () => children.filter(runs),
    (left) => left.length === 0,
  );
  t.strictSame(children.filter(runs), [], 'no program outlives a demo that was killed');
});

t.test('a port that is taken is named with its option', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const { port } = server.address() as { port: number };
  const demo = new DemoProcess(workFolder(t), ['--kiosk-port', String(port)]);
  t.equal(await demo.exited, 1);
  t.match(demo.errors, new RegExp(`port ${port}: it is taken.*--kiosk-port`));
});
