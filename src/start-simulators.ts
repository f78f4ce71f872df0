/**
 * The device simulators of one machine in a process of their own, each on its TCP port, with an HTTP desk
 * to play shopper and technician at. Prints one line of JSON when ready. What must outlast a restart
 * (counters, jobs, ports, what fell) is in the data folder, if one is given.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { z } from 'zod';
import { SimulatedTable } from '../hal/camera/simulated-table.ts';
import { type MachineMemory, SimulatedMachine } from '../hal/desk/simulated-machine.ts';
import { SimulatorDesk } from '../hal/desk/simulator-desk.ts';
import type { Drop } from '../hal/dispenser/drop.ts';
import type { FingerLibrary } from '../hal/fingerprint/simulated-fingerprint.ts';
import { simulatedPeople } from './demo/people/simulated-people.ts';
import { walletButtons } from './demo/wallet-buttons.ts';
import { Fault, faultChain, faultCodeOf } from './domain/fault.ts';
import { SystemClock } from './platform/clock.ts';
import { openLog } from './platform/log.ts';
import { systemRandom } from './platform/random.ts';

const usage = `start-simulators [--data DIR] [--codes FILE] [--speed N] [--columns 32|48]
  [--http-port N] [--scanner-port N] [--printer-port N] [--board-port N] [--coffee-port N]
  [--fingerprint-port N] [--vending-port N] [--vending-selections 31=400,32=550,…]
  [--camera FILE] [--wallets alipay=URL,…] [--until-stdin-ends]
  [--slots A1,A2,…] [--stock N] [--doors D1,D2,…] [--coin-minor N] [--hopper-coins N]
Ports: 0, the default, takes a free one, and the same again if the data folder remembers it.
--until-stdin-ends: end when standard input does, so when whoever started it is gone, however it went.
--camera: the picture that the file camera of the machine shows; goods are laid out if there is none.
--wallets: where the platforms' stand-ins are; the page shows a code of each and scans the machine's.
--codes: a JSON list of {"label","code","symbology"?}, the scanner's buttons on the page.`;

const port = z.coerce.number().int().min(0).max(65_535).default(0);
const names = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((list) => list.split(',').filter((name) => name !== ''))
    .pipe(z.array(z.string().regex(/^[A-Za-z0-9][\w-]{0,15}$/)).max(120));

function walletUrls(list: string): Map<string, string> {
  const pairs = list.split(',').filter((one) => one !== '');
  return new Map(
    pairs.map((one) => {
      const at = one.indexOf('=');
      return [one.slice(0, at), z.url({ protocol: /^http$/ }).parse(one.slice(at + 1))];
    }),
  );
}

/** Numbers of selections with their prices in minor units. */
const selections = (fallback: string) =>
  z
    .string()
    .regex(/^(\d{1,5}=\d{1,6}(,|$))*$/, 'must be item=priceMinor,…')
    .default(fallback)
    .transform((list) =>
      list
        .split(',')
        .filter((one) => one !== '')
        .map((one) => {
          const [item = '', price = ''] = one.split('=');
          return { item, priceMinor: Number(price) };
        }),
    );

const flagsSchema = z.strictObject({
  data: z.string().optional(),
  codes: z.string().optional(),
  camera: z.string().optional(),
  help: z.boolean().default(false),
  'until-stdin-ends': z.boolean().default(false),
  speed: z.coerce.number().min(0.1).max(1_000).default(1),
  columns: z.enum(['32', '48']).default('48'),
  'http-port': port,
  'scanner-port': port,
  'printer-port': port,
  'board-port': port,
  'coffee-port': port,
  'vending-port': port,
  'fingerprint-port': port,
  'vending-selections': selections('31=400,32=550,33=300'),
  slots: names('A1,A2,A3,A4,A5,A6,B1,B2,B3,B4,B5,B6,C1,C2,C3,C4,C5,C6'),
  stock: z.coerce.number().int().min(0).max(1_000).default(10),
  doors: names('D1,D2,D3,D4'),
  wallets: z.string().max(1000).default('').transform(walletUrls),
  'coin-minor': z.coerce.number().int().min(1).max(100_000).default(100),
  'hopper-coins': z.coerce.number().int().min(0).max(10_000).default(200),
});

const codesSchema = z
  .array(z.strictObject({ label: z.string(), code: z.string().min(1), symbology: z.string().optional() }))
  .max(200);

/** Reads and durably replaces small JSON files and lists in a folder; without a folder keeps nothing. */
function openMemory(folder: string | undefined): MachineMemory & ReturnType<typeof fileMemory> {
  const files = fileMemory(folder);
  return {
    ...files,
    board: files.value('board.json'),
    coffee: files.value('coffee.json'),
    fingers: files.value<FingerLibrary>('fingers.json'),
    drops: files.list<Drop>('drops.jsonl'),
    keepReceipt: (number, png) => {
      if (!folder) return;
      writeFile(join(folder, 'receipts', `${number}.png`), png).catch((error: Error) =>
        log.warn('receipt picture not kept', { cause: error.message }),
      );
    },
  };
}

function fileMemory(folder: string | undefined) {
  if (folder) mkdirSync(join(folder, 'receipts'), { recursive: true });
  return {
    value: <T>(name: string) => ({
      load: (): T | undefined => {
        const text = folder ? readIfThere(join(folder, name)) : undefined;
        return text === undefined ? undefined : (JSON.parse(text) as T);
      },
      save: (value: T): void => {
        if (!folder) return;
        const path = join(folder, name);
        writeThrough(`${path}.new`, 'w', JSON.stringify(value));
        renameSync(`${path}.new`, path);
      },
    }),
    list: <T>(name: string) => ({
      load: (): T[] => {
        const text = folder ? (readIfThere(join(folder, name)) ?? '') : '';
        const lines = text.split('\n').filter((line) => line !== '');
        return lines.map((line) => JSON.parse(line) as T);
      },
      add: (entry: T): void => {
        if (folder) writeThrough(join(folder, name), 'a', `${JSON.stringify(entry)}\n`);
      },
    }),
  };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes so that the bytes are on the disk on return: this is what crash tests compare with. */
function writeThrough(path: string, mode: 'a' | 'w', text: string): void {
  const file = openSync(path, mode);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const switches = ['help', 'until-stdin-ends'];

function readFlags() {
  const options = Object.keys(flagsSchema.shape).map((name) => [
    name,
    { type: switches.includes(name) ? ('boolean' as const) : ('string' as const) },
  ]);
  const read = flagsSchema.safeParse(parsedArguments(Object.fromEntries(options)));
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
  throw new Fault('CONFIG_INVALID', `read the flags: ${problems.join('; ')}`);
}

function parsedArguments(options: NonNullable<ParseArgsConfig['options']>): object {
  try {
    return parseArgs({ options }).values;
  } catch (cause) {
    throw new Fault('CONFIG_INVALID', 'read the flags', { cause });
  }
}

interface Ports {
  readonly http: number;
  readonly scanner: number;
  readonly printer: number;
  readonly board: number;
  readonly coffee: number;
  readonly vending: number;
  readonly fingerprint: number;
}

function portsOf(flags: ReturnType<typeof readFlags>, kept: Partial<Ports>): Ports {
  const of = (name: keyof Ports) => flags[`${name}-port`] || kept[name] || 0;
  return {
    http: of('http'),
    scanner: of('scanner'),
    printer: of('printer'),
    board: of('board'),
    coffee: of('coffee'),
    vending: of('vending'),
    fingerprint: of('fingerprint'),
  };
}

async function startSimulators(): Promise<void> {
  const flags = readFlags();
  if (flags.help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const memory = openMemory(flags.data);
  const keptPorts = memory.value<Ports>('ports.json');
  const ports = portsOf(flags, keptPorts.load() ?? {});
  const samples = flags.codes ? codesSchema.parse(JSON.parse(readFileSync(flags.codes, 'utf8'))) : [];
  const machine = new SimulatedMachine(new SystemClock(), {
    speed: flags.speed,
    ports,
    slots: flags.slots,
    stockPerSlot: flags.stock,
    doors: flags.doors,
    vendingSelections: flags['vending-selections'],
    columns: flags.columns === '32' ? 32 : 48,
    coinMinor: flags['coin-minor'],
    hopperCoins: flags['hopper-coins'],
    newName: () => Buffer.from(systemRandom.bytes(6)).toString('hex'),
    memory,
  });
  await machine.start();
  const people = { people: simulatedPeople, clock: new SystemClock(), log };
  const table = flags.camera === undefined ? undefined : new SimulatedTable(flags.camera, samples, people);
  await table?.start();
  const wallets = flags.wallets.size > 0 ? walletButtons(flags.wallets) : undefined;
  const desk = new SimulatorDesk(machine, samples, table, wallets);
  const { scanner, printer, board, coffee, vending, fingerprint } = machine;
  const http = await desk.start(ports.http);
  keptPorts.save({
    http,
    scanner: scanner.line.port,
    printer: printer.line.port,
    board: board.line.port,
    coffee: coffee.line.port,
    vending: vending.line.port,
    fingerprint: fingerprint.line.port,
  });
  const ready = {
    ready: true,
    http: `http://127.0.0.1:${http}`,
    scanner: scanner.line.address,
    printer: printer.line.address,
    board: board.line.address,
    coffee: coffee.line.address,
    vending: vending.line.address,
    fingerprint: fingerprint.line.address,
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  const end = () => {
    // Mechanisms in motion would keep the process; everything that lasts is written already.
    table?.stop();
    Promise.all([desk.stop(), machine.stop()]).finally(() => process.exit(0));
  };
  process.once('SIGTERM', end).once('SIGINT', end);
  if (flags['until-stdin-ends']) process.stdin.resume().once('end', end);
}

const log = openLog('info', 'simulators');

startSimulators().catch((error: unknown) => {
  log.error('simulators do not start', { cause: faultChain(error) });
  if (faultCodeOf(error) === 'CONFIG_INVALID') process.stderr.write(`${usage}\n`);
  // What listens already would keep the process.
  process.exit(1);
});
