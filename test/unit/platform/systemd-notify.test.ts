/** What is said to systemd arrives at a real notification socket, and only where there is one. */
import t from 'tap';
import { openSystemdNotify } from '../../../src/platform/systemd-notify.ts';
import { faultOf } from '../../support/hal-context.ts';
import { until } from '../../support/hal-until.ts';
import { notifySocket, notifySocketMissing } from '../../support/notify-socket.ts';

t.test('where nobody listens there is nobody to tell', async (t) => {
  t.equal(await openSystemdNotify({}, 1), undefined);
  t.equal(await openSystemdNotify({ NOTIFY_SOCKET: '', WATCHDOG_USEC: '1000000' }, 1), undefined);
});

t.test('each word arrives as systemd reads it', { skip: notifySocketMissing }, async (t) => {
  const socket = await notifySocket(t);
  process.env.NOTIFY_SOCKET = socket.path;
  t.teardown(() => delete process.env.NOTIFY_SOCKET);
  const systemd = await openSystemdNotify({ NOTIFY_SOCKET: socket.path }, 1);
  systemd?.ready();
  systemd?.status('selling\nREADY=0 (idle)');
  systemd?.alive();
  systemd?.stopping();
  await until(() => socket.said().length >= 4);
  t.strictSame(socket.said(), ['READY=1', 'STATUS=selling READY=0 (idle)', 'WATCHDOG=1', 'STOPPING=1']);
});

t.test('a socket that nobody reads is told as a fault', async (t) => {
  process.env.NOTIFY_SOCKET = '/nonexistent/notify';
  t.teardown(() => delete process.env.NOTIFY_SOCKET);
  const systemd = await openSystemdNotify({ NOTIFY_SOCKET: '/nonexistent/notify' }, 1);
  t.equal(await faultOf(Promise.resolve().then(() => systemd?.ready())), 'ADDRESS_UNREACHABLE');
});

t.test('the watchdog is the one of this process', async (t) => {
  const NOTIFY_SOCKET = '/nonexistent/notify';
  const watchdog = async (more: object) =>
    (await openSystemdNotify({ NOTIFY_SOCKET, ...more }, 42))?.watchdogMs;
  t.equal(await watchdog({}), undefined);
  t.equal(await watchdog({ WATCHDOG_USEC: '30000000' }), 30_000);
  t.equal(await watchdog({ WATCHDOG_USEC: '30000000', WATCHDOG_PID: '42' }), 30_000);
  t.equal(await watchdog({ WATCHDOG_USEC: '30000000', WATCHDOG_PID: '43' }), undefined);
  t.equal(await watchdog({ WATCHDOG_USEC: '0' }), undefined);
  t.equal(await watchdog({ WATCHDOG_USEC: 'soon' }), undefined);
});
