/**
 * The whole product in one place: starts every program, fills the cloud the first time, and knows where
 * everything is. What does not depend on each other starts at the same time; the machine comes last, when
 * its pages are built and its configuration is written.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Fault, faultChain } from '../domain/fault.ts';
import { atomicFile } from '../platform/atomic-file.ts';
import { type Clock, sleep } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Random } from '../platform/random.ts';
import { demoFileName, type Kept, type Running } from '../technician/demo-file.ts';
import { httpJson } from '../technician/http-json.ts';
import { ChildProgram, type Ready } from './child-program.ts';
import { demoControl } from './demo-control.ts';
import { DemoMemory } from './demo-memory.ts';
import { type AskedPorts, choosePorts, type Ports } from './demo-ports.ts';
import {
  brokerUrlOf,
  cameraFileOf,
  codesFileName,
  type DemoSetting,
  demoPrograms,
  stopOrder,
} from './demo-programs.ts';
import { fillCloud, isFilled } from './fill-cloud.ts';
import { machineConfig } from './machine-config.ts';
import { parkDemoCar } from './park-demo-car.ts';
import { writeLotAccounts } from './parking-lot.ts';
import { writePaymentAccounts } from './payment-accounts.ts';
import { scannerButtons, shopDay } from './scanner-buttons.ts';
import { Supervisor } from './supervisor.ts';

export interface DemoOptions {
  readonly dataFolder: string;
  readonly askedPorts: AskedPorts;
  /** A broker that is there already, with the secret its passwords were made with. */
  readonly outsideBroker: { readonly url: string; readonly secret: string } | undefined;
  /** Times as fast as life, for tests; 1 for people. */
  readonly speed: number;
  /** The program that runs the machine, by its path from the project's root. */
  readonly machineScript: string;
  /** Where the machine keeps its compiled code, if not with its data. */
  readonly codeCacheFolder: string | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly pid: number;
}

const buildWithinMs = 120_000;
const isRunningWithinMs = 1000;
const goodsWithinMs = 120_000;
const lookEveryMs = 25;

const kioskReadySchema = z.object({ url: z.url(), second: z.url() });

/** Runs from `start` to `stop`. */
export class Demo {
  readonly #options: DemoOptions;
  readonly #supervisor: Supervisor;
  readonly #logFolder: string;
  #control: FastifyInstance | undefined;
  #memory: DemoMemory | undefined;

  constructor(options: DemoOptions) {
    this.#options = options;
    this.#logFolder = join(options.dataFolder, 'logs');
    this.#supervisor = new Supervisor({ ...options, logFolder: this.#logFolder });
  }

  /** Resolves when a shopper could come; what it gives is also in `demo.json`. */
  async start(): Promise<{ running: Running; kept: Kept }> {
    const { dataFolder, askedPorts, random, outsideBroker } = this.#options;
    await mkdir(this.#logFolder, { recursive: true });
    const memory = await DemoMemory.open(atomicFile(join(dataFolder, demoFileName)), random, isRunning);
    this.#memory = memory;
    const ports = await choosePorts(askedPorts, memory.kept.ports, random);
    await memory.keep({ ports, ...(outsideBroker ? { mqttSecret: outsideBroker.secret } : {}) });
    const outsideBrokerUrl = outsideBroker?.url;
    const setting = { ...this.#options, ports, kept: memory.kept, outsideBrokerUrl };
    await this.#startControl(ports, memory.kept);
    const kiosk = kioskReadySchema.parse(await this.#startPrograms(setting, memory));
    await this.#machineHasGoods(kiosk.url, memory.kept);
    const running = this.#whereabouts(setting, kiosk);
    await this.#rememberFromNowOn(memory, running);
    return { running, kept: memory.kept };
  }

  /** Ends every program, those that depend on others first. */
  async stop(): Promise<void> {
    await this.#supervisor.stop(stopOrder);
    await this.#control?.close();
    await this.#memory?.setRunning(null);
  }

  async #startPrograms(setting: DemoSetting, memory: DemoMemory): Promise<Ready> {
    const { ports, dataFolder } = setting;
    const programs = demoPrograms(setting);
    const config = atomicFile(join(dataFolder, 'kiosk.json')).save(
      machineConfig(ports, memory.kept, setting.speed, cameraFileOf(dataFolder)),
    );
    await atomicFile(join(dataFolder, codesFileName)).save(
      scannerButtons(this.#options.clock.now(), memory.kept.cardCode),
    );
    await writePaymentAccounts(dataFolder, memory.kept.merchantId, ports);
    await writeLotAccounts(dataFolder, memory.kept.merchantId, ports.parking, this.#options.random);
    const { broker, cloud, kiosk, ...others } = programs;
    const cloudFilled = this.#supervisor
      .run(cloud)
      .then(() => this.#fill(`http://127.0.0.1:${ports.cloud}`, memory));
    await Promise.all([
      this.#buildWeb(),
      config,
      cloudFilled,
      ...(broker ? [this.#supervisor.run(broker)] : []),
      ...Object.values(others).map((plan) => this.#supervisor.run(plan)),
    ]);
    return this.#supervisor.run(kiosk);
  }

  async #fill(cloudUrl: string, memory: DemoMemory): Promise<void> {
    if (await isFilled(cloudUrl, memory.kept)) return;
    const apiToken = await fillCloud(cloudUrl, memory.kept, shopDay(this.#options.clock.now()));
    await parkDemoCar(cloudUrl, apiToken, this.#options);
    await memory.keep({ apiToken });
  }

  /** Waits for the catalogue's way to a machine that starts for the first time. */
  async #machineHasGoods(kioskUrl: string, { technicianToken: token }: Kept): Promise<void> {
    const { clock } = this.#options;
    const untilMs = clock.monotonicMs() + goodsWithinMs;
    const url = new URL('/technician/status', kioskUrl).href;
    const missing = z.object({ outOfService: z.literal('BUNDLE_MISSING') });
    while (missing.safeParse(await httpJson({ url, token })).success) {
      if (clock.monotonicMs() > untilMs)
        throw new Fault('BUNDLE_MISSING', 'wait for the goods of the machine');
      await sleep(clock, lookEveryMs);
    }
  }

  /** Builds the browser code where its sources changed. */
  async #buildWeb(): Promise<void> {
    const plan = { name: 'build-web', script: 'scripts/build-web.ts', args: [] };
    const { clock } = this.#options;
    const build = new ChildProgram({ plan, logFolder: this.#logFolder, clock, readyWithinMs: buildWithinMs });
    const cancel = clock.after(buildWithinMs, () => build.signal('SIGKILL'));
    const { code, signal } = await build.ended;
    cancel();
    if (code === 0) return;
    throw new Fault('PROGRAM_NOT_READY', `build the web pages: it ended with ${signal ?? code}`, {
      facts: { log: join(this.#logFolder, 'build-web.log') },
    });
  }

  async #startControl(ports: Ports, kept: Kept): Promise<void> {
    const { clock, pid } = this.#options;
    const control = demoControl({
      token: kept.controlToken,
      cardCode: kept.cardCode,
      supervisor: this.#supervisor,
      clock,
      pid,
    });
    this.#control = control;
    await control.listen({ host: '127.0.0.1', port: ports.control });
  }

  #whereabouts(setting: DemoSetting, kiosk: z.infer<typeof kioskReadySchema>): Running {
    const { ports } = setting;
    const at = (port: number) => `http://127.0.0.1:${port}`;
    return {
      pid: this.#options.pid,
      kiosk: kiosk.url,
      second: kiosk.second,
      simulators: at(ports.simulators),
      cloud: at(ports.cloud),
      console: `${at(ports.cloud)}/console/`,
      mqtt: brokerUrlOf(setting),
      network: at(ports.networkControl),
      platform: at(ports.platform),
      wechat: at(ports.wechat),
      acquirer: at(ports.acquirer),
      parking: at(ports.parking),
      control: at(ports.control),
      programs: this.#supervisor.states(),
    };
  }

  async #rememberFromNowOn(memory: DemoMemory, running: Running): Promise<void> {
    await memory.setRunning(running);
    this.#supervisor.on('changed', () => {
      memory
        .setRunning({ ...running, programs: this.#supervisor.states() })
        .catch((error) => this.#options.log.error('demo.json not saved', { reason: faultChain(error) }));
    });
  }
}

/** Whether the demo that wrote `running` still answers. */
async function isRunning(running: Running, kept: Kept): Promise<boolean> {
  try {
    const answer = await httpJson({
      url: `${running.control}/demo`,
      token: kept.controlToken,
      timeoutMs: isRunningWithinMs,
    });
    return z.object({ pid: z.literal(running.pid) }).safeParse(answer).success;
  } catch (error) {
    // Nobody there, or somebody else on the port of a demo that is gone.
    if (error instanceof Fault) return false;
    throw error;
  }
}
