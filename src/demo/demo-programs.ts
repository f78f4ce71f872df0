/** The programs of the demo: what each is started with. Secrets go by the environment where they can. */
import { join } from 'node:path';
import { leanEnvironment } from '../platform/lean-process.ts';
import type { Kept } from '../technician/demo-file.ts';
import { cabinetDoor, shelfSlots, vendingPrices } from './catalogue/selections.ts';
import type { ProgramPlan } from './child-program.ts';
import type { Ports } from './demo-ports.ts';
import { coinMinor } from './machine-config.ts';
import { lotAccountsFiles, sampleCar } from './parking-lot.ts';
import { paymentAccountsFiles } from './payment-accounts.ts';
import type { StopGroup } from './supervisor.ts';

/** The scanner's buttons on the simulators' page. */
export const codesFileName = 'sample-codes.json';
/** What the machine's camera sees; the simulators put it there. */
export const cameraFileOf = (dataFolder: string) => join(dataFolder, 'simulators', 'camera', 'table.jpg');
const stockPerSlot = 20;
const vendingSelections = Object.entries(vendingPrices)
  .map(([item, priceMinor]) => `${item}=${priceMinor}`)
  .join(',');

export interface DemoSetting {
  readonly dataFolder: string;
  readonly ports: Ports;
  readonly kept: Kept;
  /** A broker that is there already takes the place of the embedded one. */
  readonly outsideBrokerUrl: string | undefined;
  /** Times as fast as life: mechanisms, slow payers, the gateway's patience. */
  readonly speed: number;
  /** What runs the machine; the proof puts a virtual machine in its place. */
  readonly machineScript: string;
  /** Where the machine keeps its compiled code; with its data if not said. */
  readonly codeCacheFolder: string | undefined;
}

/** The programs by name; `broker` is left out where there is one already. */
export function demoPrograms(setting: DemoSetting) {
  const { dataFolder, ports, kept, speed } = setting;
  const data = (name: string) => ['--data', join(dataFolder, name)];
  const brokerUrl = brokerUrlOf(setting);
  const { platformFile, wechatFile, acquirerFile, cloudFile } = paymentAccountsFiles(dataFolder);
  const lot = lotAccountsFiles(dataFolder);
  const broker = program('broker', 'src/start-broker.ts', [...data('broker'), '--port', `${ports.mqtt}`], {
    MQTT_SECRET: kept.mqttSecret,
  });
  return {
    ...(setting.outsideBrokerUrl === undefined ? { broker } : {}),
    network: program('network', 'src/start-network-proxy.ts', [
      ...['--target', brokerUrl, '--port', `${ports.network}`],
      ...['--control-port', `${ports.networkControl}`],
    ]),
    platform: program('platform', 'src/start-platform-double.ts', [
      ...data('platform'),
      ...['--port', `${ports.platform}`, '--accounts', platformFile],
      ...['--wechat-port', `${ports.wechat}`, '--wechat-accounts', wechatFile],
      ...['--acquirer-port', `${ports.acquirer}`, '--acquirer-accounts', acquirerFile],
      ...['--time-scale', `${speed}`],
    ]),
    parking: program('parking', 'src/start-parking-double.ts', [
      ...data('parking'),
      ...['--port', `${ports.parking}`, '--account', lot.lotFile],
      ...['--car', sampleCar.plate, '--ticket', sampleCar.ticket],
    ]),
    simulators: program('simulators', 'src/start-simulators.ts', [
      ...data('simulators'),
      ...['--http-port', `${ports.simulators}`, '--scanner-port', `${ports.scanner}`],
      ...['--printer-port', `${ports.printer}`, '--board-port', `${ports.board}`],
      ...['--coffee-port', `${ports.coffee}`, '--coin-minor', `${coinMinor}`],
      ...['--fingerprint-port', `${ports.fingerprint}`],
      ...['--vending-port', `${ports.vending}`, '--vending-selections', vendingSelections],
      ...['--slots', shelfSlots.join(','), '--doors', cabinetDoor, '--stock', `${stockPerSlot}`],
      ...['--wallets', walletsAt(ports)],
      ...['--codes', join(dataFolder, codesFileName), '--speed', `${speed}`],
      ...['--camera', cameraFileOf(dataFolder)],
    ]),
    cloud: program(
      'cloud',
      'src/start-cloud.ts',
      [
        ...data('cloud'),
        ...['--port', `${ports.cloud}`, '--mqtt-url', brokerUrl],
        ...['--accounts', cloudFile, '--hurry', `${speed}`],
        ...['--lots', lot.cloudFile, '--private-webhooks', 'on'],
        // Passkeys are bound to a name; a bare address has none.
        ...['--show-phone-codes', 'on', '--passkey-origin', giftOriginOf(ports)],
      ],
      { MQTT_SECRET: kept.mqttSecret, BOOTSTRAP_TOKEN: kept.bootstrapToken },
    ),
    kiosk: program(
      'kiosk',
      setting.machineScript,
      [...data('kiosk'), ...['--config', join(dataFolder, 'kiosk.json'), '--port', `${ports.kiosk}`]],
      leanEnvironment(setting.codeCacheFolder ?? join(dataFolder, 'kiosk', 'code-cache')),
    ),
  } as const;
}

/** The platforms' stand-ins as the simulators' page finds them. */
function walletsAt({ platform, wechat, acquirer }: Ports): string {
  const ports = { alipay: platform, wechat, unionpay: acquirer };
  return Object.entries(ports)
    .map(([name, port]) => `${name}=http://127.0.0.1:${port}`)
    .join(',');
}

/** Where givers find the demo: where passkeys work. */
export function giftOriginOf({ cloud }: Pick<Ports, 'cloud'>): string {
  return `http://localhost:${cloud}`;
}

/** The broker itself, not the proxy in front of it. */
export function brokerUrlOf({ outsideBrokerUrl, ports }: DemoSetting): string {
  return outsideBrokerUrl ?? `mqtt://127.0.0.1:${ports.mqtt}`;
}

/**
 * Dependants first: the machine tells the cloud that it goes, the cloud closes its database. Together the
 * graces stay under five seconds.
 */
export const stopOrder: readonly StopGroup[] = [
  { names: ['kiosk'], graceMs: 1200 },
  { names: ['cloud', 'simulators', 'network', 'platform', 'parking'], graceMs: 2900 },
  { names: ['broker'], graceMs: 500 },
];

function program(
  name: string,
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ProgramPlan {
  return { name, script, args, env };
}
