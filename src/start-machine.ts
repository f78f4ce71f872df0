/**
 * One machine with the real disk, clock, network and devices. It builds nothing, prints one line of JSON
 * when it sells, and ends cleanly on SIGTERM. Loading this file starts nothing.
 */
import { readFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openHal } from '../hal/open-hal.ts';
import { ThreadedCodeReader } from '../models/codes/threaded-code-reader.ts';
import { RecognizerProcess } from '../models/people/recognizer-process.ts';
import { faultChain } from './domain/fault.ts';
import { SqliteCatalogueStore } from './kiosk/catalogue/sqlite-catalogue-store.ts';
import { loadMachineSeed } from './kiosk/device/machine-key.ts';
import { RestWatch } from './kiosk/device/rest-watch.ts';
import { ServiceReport } from './kiosk/device/service-report.ts';
import { askDesk, type DeskPorts } from './kiosk/device/technician-desk.ts';
import { SqliteStore } from './kiosk/journal/sqlite-store.ts';
import { Kiosk } from './kiosk/kiosk.ts';
import { type KioskConfig, parseKioskConfig } from './kiosk/kiosk-config.ts';
import { faceFiles } from './kiosk/people/face-files.ts';
import { startScreenServer } from './kiosk/screen/screen-server.ts';
import { SpokenGuide } from './kiosk/screen/spoken-guide.ts';
import type { Tap } from './kiosk/screen/view.ts';
import { createTelemetry, type Telemetry } from './kiosk/telemetry/telemetry.ts';
import { atomicFile } from './platform/atomic-file.ts';
import { SystemClock } from './platform/clock.ts';
import { collectGarbage } from './platform/garbage.ts';
import { openLog } from './platform/log.ts';
import { MqttLink } from './platform/mqtt-link.ts';
import { systemRandom } from './platform/random.ts';
import { openSystemdNotify } from './platform/systemd-notify.ts';
import { shardOf } from './wire/topics.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** While so many records wait for the cloud, telemetry waits too. */
const recordsFirst = 50;

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Without Linux's boot id every start counts as a new boot, the safe assumption.
    return `start-${process.pid}-${Date.now()}`;
  }
}

async function openKiosk(config: KioskConfig, dataFolder: string) {
  const clock = new SystemClock();
  const log = openLog(config.logLevel, 'kiosk');
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const machine = {
    merchantId: config.merchantId,
    machineId: config.machineId,
    shard: shardOf(config.machineId),
  };
  const hal = openHal(config.profile, { clock, log });
  const codeReader = new ThreadedCodeReader({ clock });
  const store = new SqliteStore({
    file: join(dataFolder, 'journal.sqlite'),
    noFsync: config.plantedMistake === 'noFsync',
  });
  const kiosk = new Kiosk({
    machine,
    version,
    bootId: bootId(),
    clock,
    confirmClock: () => clock.confirm(),
    random: systemRandom,
    log,
    store,
    bundleFile: atomicFile(join(dataFolder, 'bundle.json')),
    leaseFile: atomicFile(join(dataFolder, 'leases.json')),
    giftFile: atomicFile(join(dataFolder, 'gifts.json')),
    fingerFile: atomicFile(join(dataFolder, 'fingers.json')),
    machineSeed: await loadMachineSeed(atomicFile(join(dataFolder, 'machine.key')), systemRandom),
    faces: {
      ...faceFiles(dataFolder, process.env.CREDENTIALS_DIRECTORY, config.drawnFaces),
      // Only an object: its process runs while somebody agreed to be looked at.
      recognizer: new RecognizerProcess({ clock, log }),
    },
    catalogues: new SqliteCatalogueStore(dataFolder),
    hal,
    codeReader,
    openLink: (will) =>
      new MqttLink({
        url: config.mqttUrl,
        clientId: config.mqttUser,
        username: config.mqttUser,
        password: config.mqttPassword,
        will,
        log,
      }),
    mistakes: {
      actBeforeIntent: config.plantedMistake === 'actBeforeIntent',
      newChargeIdOnRetry: config.plantedMistake === 'newChargeIdOnRetry',
    },
  });
  return { kiosk, hal, codeReader, store, log, clock, machine, version };
}

function tapInto(kiosk: Kiosk, tap: Tap): void {
  const { tap: type, ...rest } = tap;
  kiosk.give({ type, ...rest } as Parameters<Kiosk['give']>[0]);
}

function describe(kiosk: Kiosk): string {
  const fault = kiosk.outOfService();
  const network = kiosk.link.online() ? 'online' : 'offline';
  return `${fault ? `out of service (${fault})` : `selling (${kiosk.salePhase()})`}, ${network}`;
}

export interface MachineArguments {
  readonly configFile: string;
  readonly dataFolder: string;
  /** In place of the configured one; 0 takes a free one. */
  readonly port?: number;
}

/** Starts it; a machine that cannot start says why and ends the process. */
export async function startMachine(args: MachineArguments): Promise<void> {
  try {
    await run(args);
  } catch (error) {
    console.error(faultChain(error));
    process.exit(1);
  }
}

type Machine = Awaited<ReturnType<typeof openKiosk>>;

async function run({ configFile, dataFolder, port }: MachineArguments): Promise<void> {
  const config = parseKioskConfig(await readFile(configFile, 'utf8'), process.env.KIOSKD_PROOF === '1');
  await mkdir(dataFolder, { recursive: true });
  const opened = await openKiosk(config, dataFolder);
  const { kiosk, hal, codeReader, log, clock, machine } = opened;
  const telemetry = createTelemetry({
    ...{ machine, link: kiosk.link, clock, random: systemRandom, log },
    journalWaits: () => kiosk.journal.lastSeq - kiosk.journal.acknowledgedSeq > recordsFirst,
  });
  const screen = await serveScreen(opened, telemetry, {
    ...{ port: port ?? config.screenPort, dataFolder, technicianToken: config.technicianToken },
  });
  const report = await serviceReport(opened);
  const guide = new SpokenGuide((text, language) => hal.speaker?.say(text, language));
  kiosk.on('viewChanged', () => hal.speaker?.speaks && guide.follow(kiosk.view()));
  await kiosk.start();
  telemetry.start();
  // What only loading needed, before the first shopper.
  collectGarbage('whole');
  const rest = restWatch(opened);
  kiosk.on('viewChanged', () => {
    report?.changed();
    rest.changed();
  });
  report?.ready();
  const stop = async () => {
    report?.stopping();
    rest.stop();
    await telemetry.stop();
    await screen.stop();
    await kiosk.stop();
    await codeReader.stop();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  console.log(JSON.stringify({ ready: true, url: `${screen.url}/`, second: `${screen.url}/second` }));
}

function serveScreen(
  opened: Machine,
  telemetry: Telemetry,
  at: { readonly port: number; readonly dataFolder: string; readonly technicianToken: string },
) {
  const { kiosk, log } = opened;
  const desk = technicianDesk(opened, at.dataFolder);
  return startScreenServer({
    ...{ port: at.port, webFolder: join(root, '.build/screen'), technicianToken: at.technicianToken, log },
    view: () => {
      const view = kiosk.view();
      telemetry.shown(view.page.page);
      return view;
    },
    onViewChanged: (listener) => kiosk.on('viewChanged', listener),
    tap: (tap) => {
      telemetry.touched(tap.tap);
      tapInto(kiosk, tap);
    },
    pictures: {
      picture: (pictureId) => kiosk.pictures.picture(pictureId),
      take: (bytes) => kiosk.pictures.take(bytes),
    },
    technician: (question, query) => askDesk(desk, question, query),
  });
}

function technicianDesk({ kiosk, hal, clock, machine, version }: Machine, dataFolder: string): DeskPorts {
  return {
    ...{ ...machine, version, dataFolder, clock },
    ...{ journal: kiosk.journal, devices: hal.devices, orders: kiosk.orders, receipts: kiosk.receipts },
    online: () => kiosk.link.online(),
    cloudOffsetMs: () => kiosk.cloudTime.offsetMs(),
    bundle: () => ({ version: kiosk.bundles.version(), fault: kiosk.bundles.fault() }),
    salePhase: () => kiosk.salePhase(),
    outOfService: () => kiosk.outOfService(),
    privacy: () => kiosk.privacyReport(),
  };
}

/** Only under systemd. */
async function serviceReport({ kiosk, store, clock, log }: Machine): Promise<ServiceReport | undefined> {
  const systemd = await openSystemdNotify(process.env, process.pid);
  const pingJournal = () => store.ping();
  return systemd && new ServiceReport({ systemd, clock, log, pingJournal, describe: () => describe(kiosk) });
}

/** Gives memory back when nobody has been there for a while. */
function restWatch({ kiosk, store, clock, log }: Machine): RestWatch {
  const rested = () => {
    collectGarbage('whole');
    store.rest().catch((error) => log.warn('the journal gave no memory back', { chain: faultChain(error) }));
  };
  return new RestWatch({ clock, isQuiet: () => kiosk.salePhase() === 'welcome', rested });
}
