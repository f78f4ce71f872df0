/**
 * The connection to the broker as the product sees it. Only QoS 1; nothing is queued while offline: a
 * publish without a connection fails at once and the caller, who holds the truth on disk, decides.
 * MQTT 5 where the broker speaks it, 3.1.1 otherwise.
 */
import { EventEmitter } from 'node:events';
import { Socket } from 'node:net';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { Fault } from '../domain/fault.ts';
import type { Log } from './log.ts';
import './small-buffer-blocks.ts';

export interface LinkEvents {
  online: [];
  offline: [];
  message: [topic: string, payload: Uint8Array];
}

export interface PublishOptions {
  readonly retain?: boolean;
  /** Seconds after which a broker that can (MQTT 5) drops the message undelivered. */
  readonly expiryS?: number;
}

export interface Link {
  online(): boolean;
  /** Resolves when the broker took it (PUBACK); rejects with `NETWORK_DOWN`. Never queued. */
  publish(topic: string, payload: string | Uint8Array, options?: PublishOptions): Promise<void>;
  /** Subscribes now and after every reconnect. */
  subscribe(filter: string): void;
  unsubscribe(filter: string): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  on<E extends keyof LinkEvents>(event: E, listener: (...args: LinkEvents[E]) => void): void;
  off<E extends keyof LinkEvents>(event: E, listener: (...args: LinkEvents[E]) => void): void;
}

export interface MqttLinkOptions {
  readonly url: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  /** Asked at every connection, so that a will can carry that connection's session number. */
  readonly will?: () => { topic: string; payload: string };
  readonly log: Log;
  /** A connection without an answer to PING for 1.5 × this is given up. */
  readonly keepaliveS?: number;
}

const reconnectMs = 1000;
const publishTimeoutMs = 10_000;

/** A `Link` over MQTT.js. */
export class MqttLink extends EventEmitter<LinkEvents> implements Link {
  #options: MqttLinkOptions;
  #client: MqttClient | undefined;
  #filters = new Set<string>();
  #protocolVersion: 4 | 5 = 5;
  #connected = false;
  /** Publishes that the broker has not taken yet; each is told when the connection is lost. */
  #underway = new Set<() => void>();

  constructor(options: MqttLinkOptions) {
    super();
    this.#options = options;
  }

  online(): boolean {
    return this.#connected;
  }

  async start(): Promise<void> {
    this.#connect();
  }

  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#connected = false;
    this.#loseUnderway();
    if (client) await client.endAsync(true);
  }

  subscribe(filter: string): void {
    this.#filters.add(filter);
    if (this.#connected) this.#client?.subscribe(filter, { qos: 1 });
  }

  unsubscribe(filter: string): void {
    this.#filters.delete(filter);
    if (this.#connected) this.#client?.unsubscribe(filter);
  }

  publish(topic: string, payload: string | Uint8Array, options: PublishOptions = {}): Promise<void> {
    const client = this.#client;
    if (!client || !this.#connected) {
      return Promise.reject(new Fault('NETWORK_DOWN', `publish to ${topic}`));
    }
    const expiry = options.expiryS;
    const properties =
      this.#protocolVersion === 5 && expiry !== undefined
        ? { properties: { messageExpiryInterval: expiry } }
        : {};
    return new Promise((resolve, reject) => {
      const fail = (cause?: unknown) => reject(new Fault('NETWORK_DOWN', `publish to ${topic}`, { cause }));
      const lost = () => fail();
      const timer = setTimeout(lost, publishTimeoutMs);
      this.#underway.add(lost);
      const body = typeof payload === 'string' ? payload : Buffer.from(payload);
      client.publish(topic, body, { qos: 1, retain: options.retain ?? false, ...properties }, (error) => {
        clearTimeout(timer);
        this.#underway.delete(lost);
        if (error) fail(error);
        else resolve();
      });
    });
  }

  #connect(): void {
    const { url, clientId, username, password, will, keepaliveS } = this.#options;
    const options: IClientOptions = {
      clientId,
      username,
      password,
      protocolVersion: this.#protocolVersion,
      clean: true,
      keepalive: keepaliveS ?? 10,
      reconnectPeriod: reconnectMs,
      connectTimeout: 5000,
      queueQoSZero: false,
      resubscribe: false,
      // Ready-made buffers of all 65,536 packet numbers would take 7 MB for nothing measurable.
      writeCache: false,
    };
    const setWill = () => {
      if (!will) return;
      const { topic, payload } = will();
      client.options.will = { topic, payload: Buffer.from(payload), qos: 1, retain: true };
    };
    if (will) {
      const { topic, payload } = will();
      options.will = { topic, payload: Buffer.from(payload), qos: 1, retain: true };
    }
    const client = mqtt.connect(url, options);
    this.#client = client;
    client.on('connect', () => {
      this.#connected = true;
      sendAtOnce(client);
      for (const filter of this.#filters) client.subscribe(filter, { qos: 1 });
      this.emit('online');
    });
    client.on('reconnect', setWill);
    client.on('close', () => this.#lost(client));
    client.on('message', (topic, payload) => this.emit('message', topic, payload));
    client.on('error', (error: Error & { code?: unknown }) => {
      if (this.#protocolVersion === 5 && (error.code === 1 || error.code === 0x84)) this.#speakOlder(client);
      else this.#options.log.debug('broker connection failed', { reason: error.message });
    });
  }

  #lost(client: MqttClient): void {
    if (this.#client !== client || !this.#connected) return;
    this.#connected = false;
    this.#loseUnderway();
    this.emit('offline');
  }

  #loseUnderway(): void {
    for (const lost of this.#underway) lost();
    this.#underway.clear();
  }

  /** The broker refused MQTT 5: speak 3.1.1 from now on. */
  #speakOlder(client: MqttClient): void {
    this.#protocolVersion = 4;
    client.end(true);
    if (this.#client === client) this.#connect();
  }
}

/**
 * A small message behind an unacknowledged one would wait up to 40 ms for the other side's delayed
 * acknowledgement (RFC 896, RFC 1122 4.2.3.2); MQTT.js leaves its sockets so.
 */
function sendAtOnce(client: MqttClient): void {
  if (client.stream instanceof Socket) client.stream.setNoDelay(true);
}
