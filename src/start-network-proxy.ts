/**
 * The network proxy as a program of its own. It prints
 * `{"ready":true,"url":"mqtt://…","control":"http://…"}` on standard output when it passes bytes.
 */
import { parseArgs } from 'node:util';
import { Fault } from './domain/fault.ts';
import { networkControl } from './doubles/network-control.ts';
import { NetworkProxy } from './doubles/network-proxy.ts';
import { SystemClock } from './platform/clock.ts';

const { values } = parseArgs({
  options: {
    target: { type: 'string' },
    port: { type: 'string', default: '0' },
    'control-port': { type: 'string', default: '0' },
  },
});
if (!values.target || !URL.canParse(values.target)) {
  throw new Fault('CONFIG_INVALID', 'start the network proxy: --target mqtt://HOST:PORT is needed');
}
const target = new URL(values.target);
const mqttPort = 1883;

const proxy = new NetworkProxy({
  target: { host: target.hostname, port: Number(target.port || mqttPort) },
  port: Number(values.port),
  clock: new SystemClock(),
});
const control = networkControl(proxy);
await proxy.start();
const controlUrl = await control.listen({ host: '127.0.0.1', port: Number(values['control-port']) });
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await Promise.all([proxy.stop(), control.close()]);
    process.exit(0);
  });
}
const ready = { ready: true, url: `mqtt://127.0.0.1:${proxy.port}`, control: controlUrl };
process.stdout.write(`${JSON.stringify(ready)}\n`);
