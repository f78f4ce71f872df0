/**
 * The HTTP desk at which a person, `kioskctl` or a test plays shopper, technician and bad luck to a
 * simulated machine. Listens on the loopback only; every body is small JSON with a schema.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { Fault, type FaultCode } from '../../src/domain/fault.ts';
import type { SimulatedTable } from '../camera/simulated-table.ts';
import type { PrinterScript } from '../printer/simulated-printer.ts';
import { cameraLampLine, type SimulatedMachine } from './simulated-machine.ts';

/** A button of the scanner on the page. */
export interface SampleCode {
  readonly label: string;
  readonly code: string;
  readonly symbology?: string | undefined;
}

/** Phones with wallets beside the machine, where somebody has any. */
export interface Wallets {
  readonly names: readonly string[];
  /** A payment code that is good for one payment. */
  freshCode(name: string): Promise<string>;
  /** Scans what the machine shows; what the wallet says to it. */
  scanScreen(name: string): Promise<string>;
}

const bodyBytesMax = 16 * 1024;
const pictureBytesMax = 16 * 1024 * 1024;
/** What is left of the roll in `paper-out-midway`: about four lines of text. */
const paperLeftDots = 120;

const printerScripts: Readonly<Record<string, PrinterScript>> = {
  ok: 'ok',
  'paper-out': 'paperOut',
  'cover-open': 'coverOpen',
  offline: 'offline',
  'near-end': 'nearEnd',
  cutter: 'cutterError',
  jam: 'jam',
  overheated: 'overheated',
  defect: 'defect',
  'half-print': 'halfPrint',
  mute: 'mute',
};

const scanBody = z.strictObject({
  code: z.string().min(1).max(1024),
  symbology: z
    .string()
    .regex(/^\][A-Za-z][0-9A-Za-z]$/)
    .optional(),
  script: z.enum(['ok', 'double', 'torn', 'garbage', 'noPrefix']).default('ok'),
});
/** `paper-out-midway`: the next receipt that is longer than a few lines runs out of paper. */
const printerBody = z.strictObject({
  state: z.enum([
    'ok',
    'paper-out',
    'paper-out-midway',
    'cover-open',
    'offline',
    'near-end',
    'cutter',
    'jam',
    'overheated',
    'defect',
    'half-print',
    'mute',
  ]),
});
const drawerBody = z.strictObject({ state: z.literal('closed') });
const scannerBody = z.strictObject({ state: z.enum(['ok', 'offline']) });
const dispenserBody = z.strictObject({ state: z.enum(['ok', 'jam', 'offline', 'empty']) });
const coinsBody = z.strictObject({ amountMinor: z.int().min(1).max(100_000) });
const fillBody = z.strictObject({ slot: z.string().max(16), pieces: z.int().min(0).max(1_000) });
const hopperBody = z.strictObject({ coins: z.int().min(0).max(10_000) });
const boardBody = z.strictObject({ state: z.enum(['ok', 'offline', 'mute', 'lose-counters']) });
const coffeeBody = z.strictObject({
  state: z.enum(['ok', 'jam', 'offline', 'empty', 'slow', 'lose-memory']),
});

const item = z.string().regex(/^\d{1,5}$/);
/** A finger by its number on the reader, `null` lifts it; `torn` and `bad-sum` spoil the next answer. */
const fingerprintBody = z
  .strictObject({
    finger: z.int().min(1).max(99).nullable(),
    state: z.enum(['ok', 'torn', 'bad-sum', 'poor', 'mute', 'offline']),
  })
  .partial();
/** At the vending machine's own keypad: a selection without or with coins in, or the cancel key. */
const keypadBody = z.discriminatedUnion('key', [
  z.strictObject({ key: z.literal('select'), item }),
  z.strictObject({ key: z.literal('buyForCoins'), item }),
  z.strictObject({ key: z.literal('cancel') }),
]);
/** `dumb`: goods fall and the controller says nothing. `reader-off`: it takes no cashless payment. */
const vendingBody = z.strictObject({
  state: z.enum(['ok', 'jam', 'empty', 'dumb', 'offline', 'restart', 'reader-off', 'reader-on']),
});

/** A wallet holds a fresh payment code to the scanner, or scans the code on the machine's screen. */
const walletBody = z.strictObject({ name: z.string().max(32), act: z.enum(['show', 'scan']) });

/** What lies, or who stands, in front of the camera. */
const tableBody = z.union([
  z.strictObject({ lay: z.enum(['goods', 'nothing']) }),
  z.strictObject({ person: z.string().max(32), look: z.string().max(32) }),
]);

const statusOfCode: Partial<Record<FaultCode, number>> = {
  INPUT_MALFORMED: 400,
  INPUT_TOO_LARGE: 413,
  PICTURE_MALFORMED: 400,
  NOT_FOUND: 404,
};

type Reply =
  | { readonly json: unknown }
  | { readonly bytes: Uint8Array; readonly type: string; readonly headers?: Record<string, string> };

export class SimulatorDesk {
  readonly #machine: SimulatedMachine;
  readonly #samples: readonly SampleCode[];
  readonly #table: SimulatedTable | undefined;
  readonly #wallets: Wallets | undefined;
  readonly #page = readFileSync(new URL('desk-page.html', import.meta.url));
  readonly #server: Server;

  constructor(
    machine: SimulatedMachine,
    samples: readonly SampleCode[],
    table?: SimulatedTable,
    wallets?: Wallets,
  ) {
    this.#table = table;
    this.#wallets = wallets;
    this.#machine = machine;
    this.#samples = samples;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** Listens on `port` of the loopback, 0 for a free one; resolves with the port. */
  async start(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    const bound = this.#server.address();
    return bound && typeof bound === 'object' ? bound.port : port;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const path = new URL(request.url ?? '/', 'http://desk').pathname;
      const reply = request.method === 'POST' ? await this.#posted(path, request) : await this.#get(path);
      const bytes = 'bytes' in reply ? reply.bytes : Buffer.from(JSON.stringify(reply.json));
      const type = 'bytes' in reply ? reply.type : 'application/json';
      const more = 'bytes' in reply ? reply.headers : undefined;
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', ...more }).end(bytes);
    } catch (error) {
      const code = error instanceof Fault ? error.code : 'INTERNAL_DEFECT';
      const message = error instanceof Error ? error.message : String(error);
      response.writeHead(statusOfCode[code] ?? 500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ code, message }));
    }
  }

  async #get(path: string): Promise<Reply> {
    const { receipts, drops } = this.#machine;
    if (path === '/') {
      const policy =
        "default-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src 'self' data:";
      const headers = { 'content-security-policy': policy };
      return { bytes: this.#page, type: 'text/html; charset=utf-8', headers };
    }
    if (path === '/state') return { json: this.#state() };
    if (path === '/drops') return { json: drops };
    if (path === '/receipts') return { json: receipts.map(({ png: _png, ...receipt }) => receipt) };
    const picture = /^\/receipts\/(last|\d{1,9})\.png$/.exec(path)?.[1];
    const receipt =
      picture === 'last' ? receipts.at(-1) : receipts.find(({ number }) => String(number) === picture);
    if (receipt) return { bytes: await receipt.png, type: 'image/png' };
    throw new Fault('NOT_FOUND', `answer GET ${path.slice(0, 100)}`);
  }

  /** Pictures come as they are, everything else is JSON. */
  async #posted(path: string, request: IncomingMessage): Promise<Reply> {
    if (path !== '/picture') return this.#post(path, await readJson(request));
    // Another site's form can send neither type.
    if (!/^image\/(jpeg|png|webp)$/.test(request.headers['content-type'] ?? ''))
      throw new Fault('INPUT_MALFORMED', 'read a picture that is no JPEG, PNG or WebP');
    if (!this.#table) throw new Fault('NOT_FOUND', 'find a camera to put a picture in front of');
    await this.#table.put(await readBytes(request, pictureBytesMax));
    return { json: { ok: true } };
  }

  async #post(path: string, body: unknown): Promise<Reply> {
    const machine = this.#machine;
    if (path === '/scan') {
      const { code, symbology, script } = fits(scanBody, body);
      await machine.scanner.present(symbology ? { text: code, symbology } : { text: code }, script);
    } else if (path === '/printer') {
      const { state } = fits(printerBody, body);
      if (state === 'paper-out-midway') machine.printer.runOutOfPaperAfter(paperLeftDots);
      else await machine.printer.play(printerScripts[state] ?? 'ok');
    } else if (path === '/drawer') {
      fits(drawerBody, body);
      machine.printer.closeDrawer();
    } else if (path === '/scanner') {
      if (fits(scannerBody, body).state === 'ok') await machine.scanner.start();
      else await machine.scanner.stop();
    } else if (path === '/dispenser') await machine.playDispensers(fits(dispenserBody, body).state);
    else if (path === '/coins')
      return { json: await machine.coins.insert(fits(coinsBody, body).amountMinor) };
    else if (path === '/fill') {
      const { slot, pieces } = fits(fillBody, body);
      machine.shelf.fill(slot, pieces);
    } else if (path === '/hopper') machine.coins.fillHopper(fits(hopperBody, body).coins);
    else if (path === '/board') await this.#playBoard(fits(boardBody, body).state);
    else if (path === '/coffee') {
      const { state } = fits(coffeeBody, body);
      if (state === 'lose-memory') machine.coffee.loseMemory();
      else await machine.coffee.play(state);
    } else if (path === '/keypad') return { json: { result: this.#press(fits(keypadBody, body)) } };
    else if (path === '/fingerprint') await this.#playFingerprint(fits(fingerprintBody, body));
    else if (path === '/vending') await this.#playVending(fits(vendingBody, body).state);
    else if (path === '/wallet') return { json: await this.#playWallet(fits(walletBody, body)) };
    else if (path === '/table') await this.#putInFront(fits(tableBody, body));
    else throw new Fault('NOT_FOUND', `answer POST ${path.slice(0, 100)}`);
    return { json: { ok: true } };
  }

  async #putInFront(what: z.infer<typeof tableBody>): Promise<void> {
    if (!this.#table) throw new Fault('NOT_FOUND', 'find a camera to put something in front of');
    if ('lay' in what) await this.#table.lay(what.lay);
    else await this.#table.stand(what.person, what.look);
  }

  async #playWallet({ name, act }: z.infer<typeof walletBody>): Promise<object> {
    const wallets = this.#wallets;
    if (!wallets?.names.includes(name)) throw new Fault('NOT_FOUND', `find the wallet of ${name}`);
    if (act === 'scan') return { said: await wallets.scanScreen(name) };
    const code = await wallets.freshCode(name);
    await this.#machine.scanner.present({ text: code }, 'ok');
    return { code };
  }

  #press(pressed: z.infer<typeof keypadBody>): string {
    const { vending } = this.#machine;
    if (pressed.key === 'select') return vending.press(pressed.item);
    if (pressed.key === 'buyForCoins') return vending.buyForCoins(pressed.item);
    vending.cancel();
    return 'cancelled';
  }

  async #playFingerprint({ finger, state }: z.infer<typeof fingerprintBody>): Promise<void> {
    const { fingerprint } = this.#machine;
    if (finger === null) fingerprint.lift();
    else if (finger !== undefined) fingerprint.place(finger);
    if (state === undefined) return;
    fingerprint.script = state === 'bad-sum' ? 'badSum' : state === 'offline' ? 'ok' : state;
    if (state === 'offline') await fingerprint.stop();
    else await fingerprint.start();
  }

  async #playVending(state: z.infer<typeof vendingBody>['state']): Promise<void> {
    const { vending } = this.#machine;
    if (state === 'restart') vending.restart();
    else if (state === 'reader-off' || state === 'reader-on') vending.allow(state === 'reader-on');
    else await vending.play(state);
  }

  async #playBoard(state: 'ok' | 'offline' | 'mute' | 'lose-counters'): Promise<void> {
    const { board } = this.#machine;
    if (state === 'lose-counters') {
      board.loseCounters();
      return;
    }
    board.mute = state === 'mute';
    if (state === 'offline') await board.line.unplug();
    else await board.line.plug();
  }

  #state(): unknown {
    const { scanner, printer, board, shelf, door, coins, coffee, vending, receipts, drops } = this.#machine;
    const { fingerprint } = this.#machine;
    const state = Object.keys(printerScripts).find((name) => printerScripts[name] === printer.script);
    return {
      samples: this.#samples,
      wallets: this.#wallets?.names ?? [],
      people: (this.#table?.people ?? []).map(({ name, looks }) => ({ name, looks })),
      scanner: { address: scanner.line.address, connected: scanner.line.isConnected },
      printer: {
        address: printer.line.address,
        connected: printer.line.isConnected,
        state,
        receipts: receipts.length,
        lastReceipt: receipts.at(-1)?.number,
        busy: printer.isBusy,
        drawerKicks: printer.drawerKicks,
        complaints: printer.complaints,
      },
      board: { address: board.line.address, connected: board.line.isConnected, epoch: board.epoch },
      cameraLamp: board.isDriven(cameraLampLine),
      dispenser: { state: this.#machine.dispenserScript },
      shelf: { stock: shelf.stock },
      doors: { open: door.openDoors },
      coffee: {
        address: coffee.line.address,
        connected: coffee.line.isConnected,
        state: coffee.script,
        making: coffee.making,
      },
      fingerprint: {
        address: fingerprint.line.address,
        connected: fingerprint.line.isConnected,
        state: fingerprint.script,
        finger: fingerprint.finger ?? null,
        light: fingerprint.light,
        library: fingerprint.library,
        imagesTaken: fingerprint.imagesTaken,
      },
      vending: {
        address: vending.line.address,
        connected: vending.line.isConnected,
        state: vending.script,
        ...vending.state,
        selections: vending.stock,
        complaints: vending.complaints,
      },
      coins: coins.state,
      drops: { count: drops.length, last: drops.slice(-8) },
    };
  }
}

function fits<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new Fault('INPUT_MALFORMED', problems.join('; '));
}

async function readBytes(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > bytesMax) throw new Fault('INPUT_TOO_LARGE', 'read a body');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The body as JSON. Asking for the JSON type keeps other sites' forms from playing at this desk. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!request.headers['content-type']?.startsWith('application/json')) {
    throw new Fault('INPUT_MALFORMED', 'read a body that is not application/json');
  }
  const bytes = await readBytes(request, bodyBytesMax);
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new Fault('INPUT_MALFORMED', 'read a body as JSON', { cause });
  }
}
