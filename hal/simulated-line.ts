/**
 * The device's end of a byte line: a TCP server on the loopback that serves one caller at a time, as a
 * cable does; whoever comes while it is taken is turned away. Unplugging closes it and refuses callers
 * until it is plugged in again, on the same port.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { EventSource } from './event-source.ts';

export interface SimulatedLineEvents {
  connected: [];
  disconnected: [];
  data: [bytes: Uint8Array];
}

/** Every simulator speaks through one of these. */
export class SimulatedLine extends EventSource<SimulatedLineEvents> {
  #server: Server | undefined;
  #socket: Socket | undefined;
  #port: number;

  /** `port` 0 takes a free one at the first plug and keeps it. */
  constructor(port = 0) {
    super();
    this.#port = port;
  }

  get port(): number {
    return this.#port;
  }

  get address(): string {
    return `tcp://127.0.0.1:${this.#port}`;
  }

  get isConnected(): boolean {
    return this.#socket !== undefined;
  }

  async plug(): Promise<void> {
    if (this.#server) return;
    const server = createServer((socket) => this.#serve(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    const bound = server.address();
    if (bound && typeof bound === 'object') this.#port = bound.port;
  }

  async unplug(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.hangUp();
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** Ends the present call only; the next one is served. */
  hangUp(): void {
    this.#socket?.destroy();
  }

  /** Sends to whoever is connected; bytes without a listener are lost, as on a wire. */
  send(bytes: Uint8Array): void {
    this.#socket?.write(bytes);
  }

  /** Stops or resumes taking bytes, as a device whose buffer is full. */
  hold(full: boolean): void {
    if (full) this.#socket?.pause();
    else this.#socket?.resume();
  }

  #serve(socket: Socket): void {
    if (this.#socket) {
      socket.destroy();
      return;
    }
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.raise('data', bytes));
    // A caller that was killed resets its connection; the close that follows is all that matters here.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#socket = undefined;
      this.raise('disconnected');
    });
    this.raise('connected');
  }
}
