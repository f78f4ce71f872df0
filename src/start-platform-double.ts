/**
 * The Alipay stand-in as a program of its own. It prints `{"ready":true,"url":"http://…"}` on standard output
 * when it listens; its gateway is `<url>/gateway.do`.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Fault } from './domain/fault.ts';
import { AlipayDouble } from './doubles/alipay-double.ts';
import { parseAlipayDoubleAccounts } from './doubles/alipay-double-accounts.ts';
import { SystemClock } from './platform/clock.ts';
import { systemRandom } from './platform/random.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    accounts: { type: 'string' },
    'time-scale': { type: 'string', default: '1' },
  },
});
const { data, accounts } = values;
const timeScale = Number(values['time-scale']);
if (!data || !accounts || !(timeScale > 0)) {
  throw new Fault('CONFIG_INVALID', 'start the Alipay stand-in: --data DIR and --accounts FILE are needed');
}

const double = new AlipayDouble({
  accounts: parseAlipayDoubleAccounts(readFileSync(accounts, 'utf8')),
  dataDir: data,
  port: Number(values.port),
  clock: new SystemClock(),
  random: systemRandom,
  timeScale,
});
const url = await double.start();
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await double.stop();
    process.exit(0);
  });
}
process.stdout.write(`${JSON.stringify({ ready: true, url })}\n`);
