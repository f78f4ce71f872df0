/** A line that opens itself again: waits that grow, an end that is one. */
import { createServer } from 'node:net';
import t from 'tap';
import { ByteLine } from '../../../hal/byte-line.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { faultOf, testContext } from '../../support/hal-context.ts';
import { until } from '../../support/hal-until.ts';

/** The real clock, which also notes how long everybody wanted to wait. */
function notingClock(waits: number[]): Clock {
  const { clock } = testContext();
  return {
    now: () => clock.now(),
    monotonicMs: () => clock.monotonicMs(),
    quality: () => clock.quality(),
    after: (delayMs, action) => {
      if (delayMs < 1_000) waits.push(delayMs);
      return clock.after(Math.min(delayMs, 5), action);
    },
  };
}

async function listen(port: number, spoken: string | undefined) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (spoken === undefined) socket.destroy();
    else socket.write(spoken);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const bound = server.address();
  return { server, port: bound && typeof bound === 'object' ? bound.port : 0 };
}

t.test('waits between attempts double up to a limit, also for a device that closes at once', async (t) => {
  const waits: number[] = [];
  const { server, port } = await listen(0, undefined);
  t.teardown(() => server.close());
  const options = { address: `tcp://127.0.0.1:${port}`, offline: 'SCANNER_OFFLINE' } as const;
  const context = { ...testContext(), clock: notingClock(waits) };
  const line = new ByteLine({ ...options, reopenMinMs: 10, reopenMaxMs: 80 }, context);
  t.teardown(() => line.stop());
  await line.start();
  await until(() => waits.length >= 6);
  t.strictSame(waits.slice(0, 6), [10, 20, 40, 80, 80, 80]);
});

t.test('the waits begin anew once the device has spoken', async (t) => {
  const waits: number[] = [];
  const { server, port } = await listen(0, undefined);
  const options = { address: `tcp://127.0.0.1:${port}`, offline: 'SCANNER_OFFLINE' } as const;
  const context = { ...testContext(), clock: notingClock(waits) };
  const line = new ByteLine({ ...options, reopenMinMs: 10, reopenMaxMs: 80 }, context);
  t.teardown(() => line.stop());
  const heard: string[] = [];
  line.on('data', (bytes) => heard.push(Buffer.from(bytes).toString()));
  await line.start();
  await until(() => waits.length >= 3);
  await new Promise((resolve) => server.close(resolve));
  const speaking = await listen(port, 'hello');
  await until(() => heard.length > 0);
  waits.length = 0;
  line.reopen('for the test');
  t.strictSame(waits, [10]);
  line.stop();
  speaking.server.close();
});

t.test('nothing is written to a line that is not open, and nothing is opened after the stop', async (t) => {
  const context = testContext();
  const line = new ByteLine({ address: 'tcp://127.0.0.1:1', offline: 'PRINTER_OFFLINE' }, context);
  const closed: string[] = [];
  line.on('closed', (reason) => closed.push(reason));
  t.equal(await faultOf(line.write(Uint8Array.of(1))), 'PRINTER_OFFLINE');
  await line.start();
  t.match(closed, [/ECONNREFUSED/]);
  line.stop();
  t.equal(line.isOpen, false);
});

t.test('a serial path that is not there is told as any other absence', async (t) => {
  const line = new ByteLine({ address: '/dev/no-such-device', offline: 'SCANNER_OFFLINE' }, testContext());
  const closed: string[] = [];
  line.on('closed', (reason) => closed.push(reason));
  await line.start();
  t.match(closed, [/No such file/]);
  line.stop();
});
