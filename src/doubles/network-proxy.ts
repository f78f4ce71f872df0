/**
 * The network between a machine and its broker, as a TCP proxy that can go down in two manners. `refuse`:
 * open connections are reset and so are new ones, as by a router without a line. `swallow`: connections
 * stay, new ones are made, and nothing passes, as behind a dead radio link; what was under way passes
 * when the network comes back. No byte is ever dropped out of the middle of a stream.
 */
import { createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '../platform/clock.ts';
import { ProxiedConnection } from './proxied-connection.ts';

export type NetworkState =
  | { readonly state: 'up'; readonly delayMs: number }
  | { readonly state: 'down'; readonly manner: 'refuse' | 'swallow' };

export interface NetworkProxyOptions {
  /** Where connections lead to. */
  readonly target: { readonly host: string; readonly port: number };
  /** 0 takes a free one. */
  readonly port: number;
  readonly clock: Clock;
}

const connectionsMax = 200;
/** Connections made into a dead network that are kept open; the oldest goes first. */
const straysMax = 50;

/** Passes bytes from `start` to `stop`. */
export class NetworkProxy {
  readonly #options: NetworkProxyOptions;
  readonly #connections = new Set<ProxiedConnection>();
  readonly #strays = new Set<Socket>();
  #state: NetworkState = { state: 'up', delayMs: 0 };
  #server: Server | undefined;

  constructor(options: NetworkProxyOptions) {
    this.#options = options;
  }

  get port(): number {
    const bound = this.#server?.address();
    return bound && typeof bound === 'object' ? bound.port : this.#options.port;
  }

  get state(): NetworkState {
    return this.#state;
  }

  /** Connections that lead through. */
  get connectionCount(): number {
    return this.#connections.size;
  }

  async start(): Promise<void> {
    const server = createServer((socket) => this.#accept(socket));
    server.maxConnections = connectionsMax;
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#options.port, '127.0.0.1', resolve);
    });
  }

  async stop(): Promise<void> {
    const server = this.#server;
    const closed = server && new Promise<void>((resolve) => server.close(() => resolve()));
    this.#resetAll();
    await closed;
  }

  /** Takes the network up or down at once. */
  set(state: NetworkState): void {
    this.#state = state;
    if (state.state === 'up') {
      this.#endStrays();
      for (const connection of this.#connections) connection.release();
    } else if (state.manner === 'swallow') {
      for (const connection of this.#connections) connection.hold();
    } else {
      this.#resetAll();
    }
  }

  #accept(socket: Socket): void {
    if (this.#state.state === 'down') {
      this.#acceptDown(socket, this.#state.manner);
      return;
    }
    const connection = new ProxiedConnection(socket, {
      ...this.#options,
      delayMs: () => (this.#state.state === 'up' ? this.#state.delayMs : 0),
      ended: () => this.#connections.delete(connection),
    });
    this.#connections.add(connection);
  }

  /** A connection made while nothing passes leads nowhere, also later: its caller has given it up. */
  #acceptDown(socket: Socket, manner: 'refuse' | 'swallow'): void {
    if (manner === 'refuse') {
      socket.resetAndDestroy();
      return;
    }
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#strays.delete(socket));
    socket.resume();
    this.#strays.add(socket);
    for (const oldest of this.#strays) {
      if (this.#strays.size <= straysMax) break;
      oldest.resetAndDestroy();
      this.#strays.delete(oldest);
    }
  }

  #endStrays(): void {
    for (const stray of this.#strays) stray.resetAndDestroy();
  }

  #resetAll(): void {
    this.#endStrays();
    for (const connection of this.#connections) connection.reset();
  }
}
