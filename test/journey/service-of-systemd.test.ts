/** The machine as systemd sees it: ready, alive, its state in a line, stopping. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { until } from '../support/hal-until.ts';
import { notifySocket, notifySocketMissing as skip } from '../support/notify-socket.ts';
import { tether } from '../support/product.ts';
import { workFolder } from '../support/work-folder.ts';

t.setTimeout(600_000);

const root = fileURLToPath(new URL('../../', import.meta.url));
const watchdogMs = 2_000;

t.test(
  'a machine without a catalogue is a service that lives and says what it lacks',
  { skip },
  async (t) => {
    const socket = await notifySocket(t);
    const data = workFolder(t);
    const config = join(data, 'kiosk.json');
    writeFileSync(
      config,
      JSON.stringify({
        merchantId: 'm1',
        machineId: 'k1',
        mqttUrl: 'mqtt://127.0.0.1:1',
        mqttUser: 'm1.k1',
        mqttPassword: 'not used',
        technicianToken: 'not-used-not-used',
        screenPort: 0,
        logLevel: 'error',
        profile: { version: 1 },
      }),
    );
    const machine = spawn(
      process.execPath,
      ['--import', tether, 'src/start-kiosk.ts', '--config', config, '--data', data],
      {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        env: { ...process.env, NOTIFY_SOCKET: socket.path, WATCHDOG_USEC: String(watchdogMs * 1_000) },
      },
    );
    const ended = once(machine, 'exit');
    t.teardown(() => machine.kill('SIGKILL'));

    const signs = () => socket.said().filter((word) => word === 'WATCHDOG=1').length;
    await until(() => socket.said().includes('READY=1'));
    await until(() => socket.said().some((word) => word.startsWith('STATUS=')));
    t.match(
      socket.said().find((word) => word.startsWith('STATUS=')),
      /out of service \(BUNDLE_MISSING\), offline/,
    );
    await until(() => signs() >= 2);
    t.equal(socket.said()[0], 'READY=1', 'nothing is said before it is ready');

    machine.kill('SIGTERM');
    const [code] = await ended;
    t.equal(code, 0);
    await until(() => socket.said().includes('STOPPING=1'));
    t.equal(socket.said().at(-1), 'STOPPING=1', 'stopping is the last word');
  },
);
