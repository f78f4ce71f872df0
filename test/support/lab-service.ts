/**
 * The machine installed in the lab as on a computer of a kiosk: user groups, udev rules, configuration with
 * its secrets, and the real unit. Its folder is filled beforehand with what the cloud would have published.
 */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Bundle } from '../../src/domain/bundle.ts';
import { SqliteCatalogueStore } from '../../src/kiosk/catalogue/sqlite-catalogue-store.ts';
import { httpJson } from '../../src/technician/http-json.ts';
import { until } from './hal-until.ts';
import type { PackedCatalogue } from './packed-catalogue.ts';

const run = promisify(execFile);
const units = new URL('../../systemd/', import.meta.url).pathname;
/** Files of the folder `systemd`, and where a machine has them. */
const installed = [
  ['sysusers-kioskd.conf', '/etc/sysusers.d/kioskd.conf'],
  ['modules-load-kioskd.conf', '/etc/modules-load.d/kioskd.conf'],
  ['99-kioskd.rules', '/etc/udev/rules.d/99-kioskd.rules'],
  ['kioskd.service', '/etc/systemd/system/kioskd.service'],
] as const;
/** Where a service with DynamicUser= has its StateDirectory=. */
const stateFolder = '/var/lib/private/kioskd';
const technicianToken = 'technician-of-the-lab';
const screenPort = 8080;
const lookEveryMs = 300;
const port = `http://127.0.0.1:${screenPort}/`;

/** What the machine is and has. */
export interface ServicePlan {
  readonly bundle: Bundle;
  readonly catalogue: PackedCatalogue;
  /** The machine profile. */
  readonly profile: object;
}

/** `systemctl` with these words; rejects with what it complained about. */
export async function systemctl(...words: string[]): Promise<string> {
  return (await run('systemctl', words)).stdout.trim();
}

/** A property of the service as systemd has it. */
export async function serviceProperty(name: string): Promise<string> {
  return systemctl('show', '--value', '-p', name, 'kioskd.service');
}

/** The end of what the service and systemd said about it. */
export async function serviceLog(): Promise<string> {
  return (await run('journalctl', ['--no-pager', '-u', 'kioskd.service', '-n', '100', '-o', 'cat'])).stdout;
}

/** Installs everything; the service is not started yet. */
export async function installService({ bundle, catalogue, profile }: ServicePlan): Promise<void> {
  for (const [name, path] of installed) {
    mkdirSync(dirname(path), { recursive: true });
    copyFileSync(join(units, name), path);
  }
  await run('systemd-sysusers', []);
  await systemctl('daemon-reload');
  await systemctl('restart', 'systemd-modules-load.service');
  await run('udevadm', ['control', '--reload']);
  await run('udevadm', ['trigger', '--settle']);
  mkdirSync('/etc/kioskd', { recursive: true, mode: 0o700 });
  const { merchantId, machineId } = bundle;
  // Nobody listens at the broker's port: the machine sells offline.
  const cloud = {
    mqttUrl: 'mqtt://127.0.0.1:9',
    mqttUser: `${merchantId}.${machineId}`,
    mqttPassword: 'none',
  };
  const config = { merchantId, machineId, ...cloud, screenPort, technicianToken, profile };
  writeFileSync('/etc/kioskd/kiosk.json', JSON.stringify(config), { mode: 0o600 });
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  writeFileSync(join(stateFolder, 'bundle.json'), JSON.stringify(bundle));
  const intake = await new SqliteCatalogueStore(stateFolder).take(catalogue.ref);
  await intake.write(catalogue.packed);
  await intake.finish();
}

/** Takes away what other tests would meet. */
export async function removeService(): Promise<void> {
  await systemctl('stop', 'kioskd.service').catch(() => undefined);
  for (const [, path] of installed) rmSync(path, { force: true });
  await systemctl('daemon-reload');
  await run('udevadm', ['control', '--reload']);
  await run('udevadm', ['trigger', '--settle']);
}

/** Where the installed machine's pages are. */
export const servicePages = port;

/** Asks the installed machine as a technician does. */
export function askService(question: string): Promise<unknown> {
  return httpJson({
    url: new URL(`/technician/${question}`, port).href,
    token: technicianToken,
    timeoutMs: 60_000,
  });
}

/** As `until`, at a pace that leaves the emulated processor to the machine that is waited for. */
export function untilService<T>(look: () => Promise<T>): ReturnType<typeof until<T>> {
  return until(async () => {
    await sleep(lookEveryMs);
    return look();
  });
}

/** The devices as the machine itself tells of them. */
export async function serviceDevices(): Promise<{ kind: string; state: string; fault?: string }[]> {
  return ((await askService('status')) as { devices: { kind: string; state: string }[] }).devices;
}

/** Resolves when each device of these kinds is in order. */
export async function devicesAreReady(kinds: readonly string[]): Promise<void> {
  await untilService(async () => {
    const devices = await serviceDevices();
    const asked = devices.filter(({ kind }) => kinds.includes(kind));
    const there = kinds.every((kind) => asked.some((device) => device.kind === kind));
    return there && asked.every(({ state }) => state === 'ready');
  });
}
