/**
 * The payment platforms' stand-ins as a program of its own. It prints `{"ready":true,"url":"http://…"}` on
 * standard output when it listens: Alipay's, whose gateway is `<url>/gateway.do`. With `--wechat-accounts` it
 * is WeChat Pay's too, at `wechat`, with `--acquirer-accounts` an acquirer's of UnionPay codes, at `acquirer`.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Fault } from './domain/fault.ts';
import { AcquirerDouble } from './doubles/acquirer-double.ts';
import { parseAcquirerDoubleAccounts } from './doubles/acquirer-double-accounts.ts';
import { AlipayDouble } from './doubles/alipay-double.ts';
import { parseAlipayDoubleAccounts } from './doubles/alipay-double-accounts.ts';
import { WechatDouble } from './doubles/wechat-double.ts';
import { parseWechatDoubleAccounts } from './doubles/wechat-double-accounts.ts';
import { SystemClock } from './platform/clock.ts';
import { systemRandom } from './platform/random.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    accounts: { type: 'string' },
    'wechat-port': { type: 'string', default: '0' },
    'wechat-accounts': { type: 'string' },
    'acquirer-port': { type: 'string', default: '0' },
    'acquirer-accounts': { type: 'string' },
    'time-scale': { type: 'string', default: '1' },
  },
});
const { data, accounts, 'wechat-accounts': wechatAccounts, 'acquirer-accounts': acquirerAccounts } = values;
const timeScale = Number(values['time-scale']);
if (!data || !accounts || !(timeScale > 0)) {
  throw new Fault('CONFIG_INVALID', 'start the platforms: --data DIR and --accounts FILE are needed');
}

const world = { dataDir: data, clock: new SystemClock(), random: systemRandom, timeScale };
const alipay = new AlipayDouble({
  ...world,
  accounts: parseAlipayDoubleAccounts(readFileSync(accounts, 'utf8')),
  port: Number(values.port),
});
const wechat = wechatAccounts
  ? new WechatDouble({
      ...world,
      accounts: parseWechatDoubleAccounts(readFileSync(wechatAccounts, 'utf8')),
      port: Number(values['wechat-port']),
    })
  : undefined;
const acquirer = acquirerAccounts
  ? new AcquirerDouble({
      ...world,
      accounts: parseAcquirerDoubleAccounts(readFileSync(acquirerAccounts, 'utf8')),
      port: Number(values['acquirer-port']),
    })
  : undefined;
const [url, wechatUrl, acquirerUrl] = await Promise.all([alipay.start(), wechat?.start(), acquirer?.start()]);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await Promise.all([alipay.stop(), wechat?.stop(), acquirer?.stop()]);
    process.exit(0);
  });
}
process.stdout.write(`${JSON.stringify({ ready: true, url, wechat: wechatUrl, acquirer: acquirerUrl })}\n`);
