/**
 * Starts the cloud with the real database, broker and clock:
 * `start-cloud.ts --data DIR --port N --mqtt-url URL [--mqtt-secret S] [--bootstrap-token T] …`; `--help` lists
 * the flags, what they mean stands in `cloud/cloud-config.ts`, secrets are better given by the environment. It
 * builds nothing, prints one line of JSON when it serves, and ends cleanly on SIGTERM.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { createCloud } from './cloud/cloud.ts';
import { type CloudConfig, environmentNames, parseCloudConfig } from './cloud/cloud-config.ts';
import { openDatabase } from './cloud/database/open-database.ts';
import { platformAccountsSchema } from './cloud/gateway/platform-accounts.ts';
import { lotAccountsSchema } from './cloud/parking-lots/lot-accounts.ts';
import { Fault, faultChain } from './domain/fault.ts';
import { type Clock, SystemClock } from './platform/clock.ts';
import { openLog } from './platform/log.ts';
import { MqttLink } from './platform/mqtt-link.ts';
import { systemRandom } from './platform/random.ts';
import { brokerPassword, cloudUserName } from './wire/credentials.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const stopWithinMs = 2800;
const accountsBytesMax = 16 * 1024 * 1024;

/** Flags are the configuration's keys in kebab case. */
const flags = {
  ...{ data: 'data', host: 'host', port: 'port', 'public-url': 'publicUrl' },
  ...{ 'mqtt-url': 'mqttUrl', 'mqtt-secret': 'mqttSecret', 'bootstrap-token': 'bootstrapToken' },
  ...{ 'database-url': 'databaseUrl', 'redis-url': 'redisUrl' },
  ...{ accounts: 'accounts', lots: 'lots', 'payment-secret': 'paymentSecret', hurry: 'hurry' },
  ...{
    'private-webhooks': 'privateWebhooks',
    'show-phone-codes': 'showPhoneCodes',
    'trusted-proxies': 'trustedProxies',
    'passkey-origin': 'passkeyOrigin',
    'phone-messages-url': 'phoneMessagesUrl',
    'phone-messages-secret': 'phoneMessagesSecret',
    'smtp-url': 'smtpUrl',
    'mail-from': 'mailFrom',
  },
  ...{ 'log-level': 'logLevel', 'planted-mistake': 'plantedMistake' },
} as const satisfies Record<string, keyof CloudConfig>;

/** Every flag, and the name in the environment that says the same. */
function usage(): string {
  const names: Readonly<Partial<Record<keyof CloudConfig, string>>> = environmentNames;
  const lines = Object.entries(flags).map(([flag, key]) => {
    const name = names[key];
    return name === undefined ? `  --${flag}` : `  ${`--${flag}`.padEnd(26)}${name}`;
  });
  return [
    'node src/start-cloud.ts --data DIR --mqtt-url URL --mqtt-secret SECRET …',
    '',
    ...lines,
    '',
    'What each of them means stands in src/cloud/cloud-config.ts.',
  ].join('\n');
}

function readConfig(): CloudConfig {
  const options = Object.fromEntries(Object.keys(flags).map((flag) => [flag, { type: 'string' as const }]));
  const { values } = parseArgs({ options });
  const given = Object.entries(flags).map(([flag, key]) => [key, values[flag] as string | undefined]);
  return parseCloudConfig(Object.fromEntries(given), process.env, process.env.KIOSKD_PROOF === '1');
}

async function readAccounts<T>(path: string | undefined, schema: z.ZodType<T[]>): Promise<readonly T[]> {
  if (path === undefined) return [];
  const text = await readFile(path, 'utf8');
  if (text.length > accountsBytesMax) throw new Fault('INPUT_TOO_LARGE', 'read accounts');
  const parsed = schema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new Fault('CONFIG_INVALID', `read accounts: ${where.join('; ')}`);
}

/** Ends the process on SIGTERM, with whatever there is to stop by then. */
function endOnSignal(clock: Clock): { run: () => Promise<void> } {
  const stopping = { run: async () => {} };
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    clock.after(stopWithinMs, () => process.exit(1));
    await stopping.run();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
  return stopping;
}

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(usage());
    return;
  }
  const config = readConfig();
  const clock = new SystemClock();
  const stopping = endOnSignal(clock);
  const log = openLog(config.logLevel, 'cloud');
  const accounts = await readAccounts(config.accounts, platformAccountsSchema);
  const lots = await readAccounts(config.lots, lotAccountsSchema);
  const database = await openDatabase({
    ...(config.databaseUrl === undefined ? {} : { url: config.databaseUrl }),
    ...(config.data === undefined ? {} : { dataDir: join(config.data, 'database') }),
  });
  const link = new MqttLink({
    url: config.mqttUrl,
    clientId: `cloud-${Buffer.from(systemRandom.bytes(6)).toString('hex')}`,
    username: cloudUserName,
    password: brokerPassword(config.mqttSecret, cloudUserName),
    log,
  });
  const { plantedMistake, ...settings } = config;
  const cloud = createCloud({
    ...{ database, link, clock, random: systemRandom, log },
    settings: {
      ...settings,
      accounts,
      lots,
      ...(config.data === undefined ? {} : { spoolDir: join(config.data, 'spool') }),
      consoleFolder: join(root, '.build/console'),
      cashierFolder: join(root, '.build/cashier'),
      giftsFolder: join(root, '.build/gifts'),
      parkingFolder: join(root, '.build/parking'),
      ...(plantedMistake === undefined ? {} : { mistakes: { [plantedMistake]: true } }),
    },
  });
  stopping.run = async () => {
    await cloud.stop();
    await database.close();
  };
  const { url } = await cloud.start();
  log.info('the cloud serves', { url, database: database.engine });
  console.log(JSON.stringify({ ready: true, url }));
}

main().catch((error: unknown) => {
  console.error(faultChain(error));
  process.exit(1);
});
