/**
 * `npm start`: broker, cloud, platform double, device simulators, network proxy and one machine, each in its
 * own process, with a stocked shop. It ends all of them on SIGTERM and goes on where it was the next time.
 */
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { Demo } from './demo/demo.ts';
import { readyLine, welcomeText } from './demo/welcome-text.ts';
import { Fault, faultChain } from './domain/fault.ts';
import { SystemClock } from './platform/clock.ts';
import { openLog } from './platform/log.ts';
import { systemRandom } from './platform/random.ts';

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('must be a port, 0 to 65535 (0 = a free one)');
}

function speed(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) >= 1) return Number(text);
  throw new InvalidArgumentError('must be a whole number from 1 to 999');
}

interface Options {
  readonly data: string;
  readonly kioskPort?: number;
  readonly cloudPort?: number;
  readonly mqttPort?: number;
  readonly speed: number;
}

function optionsOf(argv: readonly string[]): Options {
  return new Command('npm start --')
    .description('Starts the whole product as a demo.')
    .option('--data <dir>', 'where everything is kept', '.data')
    .option('--kiosk-port <n>', 'port of the shopper’s screen (8601)', port)
    .option('--cloud-port <n>', 'port of the cloud and its console (8602)', port)
    .option('--mqtt-port <n>', 'port of the broker (8603)', port)
    .option('--speed <n>', 'mechanisms and slow payers, times as fast as life', speed, 1)
    .addHelpText(
      'after',
      '\nEnvironment: DATABASE_URL, REDIS_URL, and MQTT_URL with MQTT_SECRET, take the place of the embedded parts.',
    )
    .parse(argv)
    .opts<Options>();
}

function outsideBroker() {
  const { MQTT_URL: url, MQTT_SECRET: secret } = process.env;
  if (!url) return undefined;
  if (secret) return { url, secret };
  throw new Fault(
    'CONFIG_INVALID',
    'use the broker of MQTT_URL without MQTT_SECRET, of which passwords are made',
  );
}

async function main(): Promise<void> {
  const options = optionsOf(process.argv);
  const clock = new SystemClock();
  const dataFolder = resolve(options.data);
  const startedAtMs = clock.monotonicMs();
  const demo = new Demo({
    dataFolder,
    askedPorts: {
      ...(options.kioskPort === undefined ? {} : { kiosk: options.kioskPort }),
      ...(options.cloudPort === undefined ? {} : { cloud: options.cloudPort }),
      ...(options.mqttPort === undefined ? {} : { mqtt: options.mqttPort }),
    },
    outsideBroker: outsideBroker(),
    speed: options.speed,
    machineScript: process.env.MACHINE_SCRIPT ?? 'src/start-kiosk.ts',
    codeCacheFolder: process.env.KIOSKD_CODE_CACHE,
    clock,
    random: systemRandom,
    log: openLog('info', 'demo'),
    pid: process.pid,
  });
  let ending: Promise<void> | undefined;
  const end = (exitCode: number) => {
    ending ??= demo.stop().finally(() => process.exit(exitCode));
    return ending;
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => end(0));
  try {
    const { running, kept } = await demo.start();
    console.log(welcomeText(running, kept, clock.monotonicMs() - startedAtMs));
    console.log(readyLine(running, kept, dataFolder));
  } catch (error) {
    if (ending) return ending;
    console.error(explain(error));
    await end(1);
  }
}

/** A sentence and, where there is one, the log to look into. */
function explain(error: unknown): string {
  const log = error instanceof Fault && error.facts.log;
  return `${faultChain(error)}${log ? `\nLog: ${log}` : ''}`;
}

main().catch((error: unknown) => {
  console.error(explain(error));
  process.exit(1);
});
