/**
 * Which machine `kioskctl` speaks with: the one whose configuration file is named, else the one of the demo
 * in the data folder. Only a demo has simulators, a network switch and a power switch.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import { type DemoFile, demoFileName, type Kept, parseDemoFile, type Running } from './demo-file.ts';

export interface MachineTarget {
  readonly machineUrl: string;
  readonly technicianToken: string;
  readonly demo?: { readonly running: Running; readonly kept: Kept };
}

export interface TargetOptions {
  /** A machine's configuration file. */
  readonly config?: string | undefined;
  /** A demo's data folder. */
  readonly data: string;
}

const machineConfigSchema = z.looseObject({
  screenPort: z.number().int().min(1).max(65_535),
  technicianToken: z.string(),
});

/** Finds the machine; throws `CONFIG_INVALID` for a broken file and `ADDRESS_UNREACHABLE` where no demo runs. */
export async function findMachine(options: TargetOptions): Promise<MachineTarget> {
  if (options.config !== undefined) return fromConfig(options.config);
  const path = join(resolve(options.data), demoFileName);
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const missing = cause.code === 'ENOENT';
    throw new Fault(missing ? 'ADDRESS_UNREACHABLE' : 'CONFIG_INVALID', `find a demo in ${path}`, { cause });
  });
  return fromDemo(parseDemoFile(text), path);
}

/** The demo of a target; throws `CONFIG_INVALID` for a real machine. */
export function demoOf(target: MachineTarget): NonNullable<MachineTarget['demo']> {
  if (target.demo) return target.demo;
  throw new Fault('CONFIG_INVALID', 'play a shopper at a machine that is no demo');
}

function fromDemo({ running, kept }: DemoFile, path: string): MachineTarget {
  if (!running) throw new Fault('ADDRESS_UNREACHABLE', `find the running demo of ${path}: it is stopped`);
  return { machineUrl: running.kiosk, technicianToken: kept.technicianToken, demo: { running, kept } };
}

async function fromConfig(path: string): Promise<MachineTarget> {
  try {
    const { screenPort, technicianToken } = machineConfigSchema.parse(
      JSON.parse(await readFile(path, 'utf8')),
    );
    return { machineUrl: `http://127.0.0.1:${screenPort}/`, technicianToken };
  } catch (cause) {
    throw new Fault('CONFIG_INVALID', `read the machine's configuration ${path}`, { cause });
  }
}
