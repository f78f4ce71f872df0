/**
 * The host's end of the channel to the guest's agent: lines of text over a Unix socket that QEMU opens.
 * Several commands may be under way at once.
 */
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a command of the guest ended. */
export interface CommandEnd {
  readonly code: number;
  readonly output: string;
}

/** Options of {@link GuestChannel.run}. */
export interface CommandOptions {
  readonly withinMs: number;
  /** Called with each line as it comes. */
  readonly onLine?: (line: string) => void;
}

interface Running {
  readonly lines: string[];
  readonly onLine: ((line: string) => void) | undefined;
  readonly end: (code: number) => void;
}

const linesKeptMax = 20_000;

/** One connection, from the guest's start to its end. */
export class GuestChannel {
  /** Resolves with the guest's uptime in seconds when its agent works. */
  readonly ready: Promise<number>;
  readonly #socket: Socket;
  readonly #running = new Map<number, Running>();
  #nextId = 1;

  /** Takes over a socket that is connected. */
  constructor(socket: Socket) {
    this.#socket = socket;
    const lines = createInterface({ input: socket });
    this.ready = new Promise((resolve) => {
      lines.on('line', (line) => {
        const [, kind, id, text] = /^([ORE]) (\d+) ?(.*)$/.exec(line) ?? [];
        if (kind === 'R') resolve(Number(text));
        else if (kind !== undefined) this.#take(kind, Number(id), text ?? '');
      });
    });
  }

  /** Runs a piece of shell as root; rejects only if it does not end in time. */
  async run(shell: string, { withinMs, onLine }: CommandOptions): Promise<CommandEnd> {
    const id = this.#nextId++;
    const lines: string[] = [];
    const timer = new AbortController();
    const ended = new Promise<CommandEnd>((resolve) => {
      const end = (code: number) => resolve({ code, output: lines.join('\n') });
      this.#running.set(id, { lines, onLine, end });
    });
    this.#socket.write(`${id} ${Buffer.from(shell).toString('base64')}\n`);
    const late = sleep(withinMs, undefined, { signal: timer.signal }).then(() => {
      throw new Error(`the guest did not end this within ${withinMs} ms: ${shell}\n${lines.join('\n')}`);
    });
    late.catch(() => undefined);
    try {
      return await Promise.race([ended, late]);
    } finally {
      timer.abort();
      this.#running.delete(id);
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(kind: string, id: number, text: string): void {
    const command = this.#running.get(id);
    if (!command) return;
    if (kind === 'E') {
      command.end(Number(text));
      return;
    }
    if (command.lines.length < linesKeptMax) command.lines.push(text);
    command.onLine?.(text);
  }
}

/** Connects to a Unix socket that another program is about to open; `alive` says whether it still may. */
export async function connectUnix(path: string, alive: () => boolean): Promise<Socket> {
  for (;;) {
    const socket = connect(path);
    const connected = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (connected) {
      // The other end is gone when QEMU ends, which its exit tells better.
      socket.on('error', () => undefined);
      return socket;
    }
    if (!alive()) throw new Error(`nobody opens ${path}`);
    await sleep(20);
  }
}
