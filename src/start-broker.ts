/**
 * The embedded broker as a program of its own, for the demo and for tests. Its last line of start-up on
 * standard output is `{"ready":true,"url":"mqtt://…"}`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EmbeddedBroker } from './demo/embedded-broker.ts';
import { RetainedFile } from './demo/retained-file.ts';
import { Fault } from './domain/fault.ts';
import { atomicFile } from './platform/atomic-file.ts';
import { openLog } from './platform/log.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    secret: { type: 'string' },
    'connections-max': { type: 'string', default: '2000' },
  },
});
const { data } = values;
const secret = values.secret ?? process.env.MQTT_SECRET;
if (!data || !secret) {
  throw new Fault(
    'CONFIG_INVALID',
    'start the broker: --data DIR and --secret S (or MQTT_SECRET) are needed',
  );
}

mkdirSync(data, { recursive: true });
const broker = new EmbeddedBroker({
  port: Number(values.port),
  secret,
  retained: new RetainedFile(atomicFile(join(data, 'retained.json'))),
  connectionsMax: Number(values['connections-max']),
  log: openLog('info', 'broker'),
});
await broker.start();
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await broker.stop();
    process.exit(0);
  });
}
process.stdout.write(`${JSON.stringify({ ready: true, url: `mqtt://127.0.0.1:${broker.port}` })}\n`);
