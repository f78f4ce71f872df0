/**
 * The car-park stand-in as a program of its own. It prints `{"ready":true,"url":"http://…"}` on standard output
 * when it listens; its gateway is `<url>/gateway`.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Fault } from './domain/fault.ts';
import { ParkingDouble, parkingDoubleAccountSchema } from './doubles/parking-double.ts';
import { SystemClock } from './platform/clock.ts';
import { systemRandom } from './platform/random.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    account: { type: 'string' },
    car: { type: 'string' },
    ticket: { type: 'string' },
  },
});
const { data, account } = values;
if (!data || !account) {
  throw new Fault('CONFIG_INVALID', 'start the car-park stand-in: --data DIR and --account FILE are needed');
}

const double = new ParkingDouble({
  account: parkingDoubleAccountSchema.parse(JSON.parse(readFileSync(account, 'utf8'))),
  dataDir: data,
  port: Number(values.port),
  clock: new SystemClock(),
  random: systemRandom,
});
const url = await double.start();
if (values.car && values.ticket) double.park({ plate: values.car, ticket: values.ticket });
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await double.stop();
    process.exit(0);
  });
}
process.stdout.write(`${JSON.stringify({ ready: true, url })}\n`);
