/** `kioskctl sim camera`, beside a desk of simulators that writes down what it is told. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import t, { type Test } from 'tap';
import { SystemClock } from '../../../src/platform/clock.ts';
import type { Desk } from '../../../src/technician/desk.ts';
import type { MachineTarget } from '../../../src/technician/machine-target.ts';
import { cameraCommand } from '../../../src/technician/sim-camera-command.ts';

async function playing(t: Test) {
  const told: { path: string; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes) => {
      body += bytes;
    });
    request.on('end', () => {
      told.push({ path: request.url ?? '', body });
      response.setHeader('content-type', 'application/json').end('{"ok":true}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => new Promise((resolve) => server.close(resolve)));
  const simulators = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let said = '';
  const desk: Desk = {
    target: async () => ({ demo: { running: { simulators } } }) as unknown as MachineTarget,
    json: false,
    clock: new SystemClock(),
    write: (text) => {
      said += text;
    },
    note: () => undefined,
    colour: false,
    exit: () => undefined,
  };
  return { desk, told, said: () => said };
}

t.test('somebody by name, with an expression or neutral, stands in front of the camera', async (t) => {
  const { desk, told, said } = await playing(t);
  await cameraCommand(desk, 'persona:lin:happy');
  await cameraCommand(desk, 'persona:mei');
  t.same(told, [
    { path: '/table', body: '{"person":"lin","look":"happy"}' },
    { path: '/table', body: '{"person":"mei","look":"neutral"}' },
  ]);
  t.match(said(), /lin stands in front of the camera/);
});

t.test('goods are laid as `sim picture` lays them, and what is misspelt is told', async (t) => {
  const { desk, told } = await playing(t);
  await cameraCommand(desk, 'goods');
  t.same(told, [{ path: '/table', body: '{"lay":"goods"}' }]);
  await t.rejects(cameraCommand(desk, 'persona:'), { code: 'CONFIG_INVALID' });
  await t.rejects(cameraCommand(desk, 'persona:lin:happy:sad'), { code: 'CONFIG_INVALID' });
  await t.rejects(cameraCommand(desk, '/no/such/picture.jpg'), { code: 'CONFIG_INVALID' });
});
