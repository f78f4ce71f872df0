/**
 * The broker of the demo: aedes behind a TCP port of the loopback. It speaks MQTT 3.1.1 only, knows users
 * by `wire/credentials.ts`, and acknowledges before it stores, which the product allows for: only the
 * cloud's own acknowledgement counts. Client ids are the user's own, so that nobody ends another user's
 * session by taking its id.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { Aedes, type AuthenticateError, type Client } from 'aedes';
import { Fault, faultChain } from '../domain/fault.ts';
import type { Log } from '../platform/log.ts';
import '../platform/small-buffer-blocks.ts';
import { payloadBytesMax } from '../wire/messages.ts';
import { type BrokerUser, brokerUserOf, mayUserPublish, mayUserSubscribe } from './broker-access.ts';
import { LimitedStream } from './limited-stream.ts';
import type { RetainedFile } from './retained-file.ts';

export interface EmbeddedBrokerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly secret: string;
  readonly retained: RetainedFile;
  readonly connectionsMax: number;
  readonly log: Log;
}

/** Room for topic and header around the largest payload, and for a CONNECT with a will. */
const packetBytesMax = payloadBytesMax + 4096;
const connectBytesMax = 256 * 1024;
const connectTimeoutMs = 10_000;
const drainTimeoutMs = 15_000;
const badUserNameOrPassword = 4;

/** Serves from `start` to `stop`. */
export class EmbeddedBroker {
  readonly #options: EmbeddedBrokerOptions;
  readonly #users = new WeakMap<Client, BrokerUser>();
  readonly #sockets = new Set<Socket>();
  #aedes: Aedes | undefined;
  #server: Server | undefined;

  constructor(options: EmbeddedBrokerOptions) {
    this.#options = options;
  }

  get port(): number {
    const bound = this.#server?.address();
    return bound && typeof bound === 'object' ? bound.port : this.#options.port;
  }

  async start(): Promise<void> {
    const aedes = await Aedes.createBroker({
      connectTimeout: connectTimeoutMs,
      drainTimeout: drainTimeoutMs,
    });
    this.#aedes = aedes;
    await this.#restoreRetained(aedes);
    this.#setRules(aedes);
    const server = createServer((socket) => this.#serve(aedes, socket));
    server.maxConnections = this.#options.connectionsMax;
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#options.port, '127.0.0.1', resolve);
    });
  }

  /** Ends every session, whose wills are published and kept, then saves. */
  async stop(): Promise<void> {
    const { retained } = this.#options;
    const server = this.#server;
    const closed = server && new Promise<void>((resolve) => server.close(() => resolve()));
    const aedes = this.#aedes;
    if (aedes) await new Promise<void>((resolve) => aedes.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
    await retained.save();
  }

  #serve(aedes: Aedes, socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.setNoDelay(true);
    aedes.handle(new LimitedStream(socket, { firstBytesMax: connectBytesMax, bytesMax: packetBytesMax }));
  }

  #setRules(aedes: Aedes): void {
    const { secret, log, retained } = this.#options;
    aedes.preConnect = (_client, packet, done) => {
      packet.clientId = `${packet.username ?? ''}/${packet.clientId}`;
      done(null, true);
    };
    aedes.authenticate = (client, userName, password, done) => {
      const user = brokerUserOf(secret, userName, password?.toString());
      if (user) this.#users.set(client, user);
      else log.warn('broker user refused', { fault: 'ACCESS_DENIED', userName: userName?.slice(0, 130) });
      done(user ? null : refusal(), user !== undefined);
    };
    aedes.authorizePublish = (client, packet, done) => {
      const user = client && this.#users.get(client);
      if (user && mayUserPublish(user, packet.topic, packet.retain)) return done();
      done(new Fault('TOPIC_FORBIDDEN', `publish to ${packet.topic.slice(0, 120)}`));
    };
    aedes.authorizeSubscribe = (client, subscription, done) => {
      const user = this.#users.get(client);
      const allowed = user !== undefined && mayUserSubscribe(user, subscription.topic);
      if (!allowed)
        log.warn('subscription refused', {
          fault: 'TOPIC_FORBIDDEN',
          filter: subscription.topic.slice(0, 120),
        });
      done(null, allowed ? subscription : null);
    };
    const report = (client: Client, error: Error) =>
      log.info('broker connection ended', { clientId: client.id, reason: faultChain(error) });
    aedes.on('clientError', report);
    aedes.on('connectionError', report);
    aedes.on('publish', (packet) => {
      if (!packet.retain || packet.topic.startsWith('$')) return;
      retained.keep(packet.topic, Buffer.from(packet.payload));
      retained
        .save()
        .catch((error) => log.error('retained messages not saved', { reason: faultChain(error) }));
    });
  }

  async #restoreRetained(aedes: Aedes): Promise<void> {
    for (const [topic, payload] of await this.#options.retained.load()) {
      await new Promise<void>((resolve, reject) => {
        const packet = { cmd: 'publish', topic, payload, qos: 1, retain: true, dup: false } as const;
        aedes.publish(packet, (error) => (error ? reject(error) : resolve()));
      });
    }
  }
}

function refusal(): AuthenticateError {
  const fault = new Fault('ACCESS_DENIED', 'connect to the broker');
  return Object.assign(fault, { returnCode: badUserNameOrPassword });
}
