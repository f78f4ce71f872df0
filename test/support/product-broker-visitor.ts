/** Somebody at the broker with a machine's credentials and bad intentions, under a client id of its own. */
import { randomBytes } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';

export class BrokerVisitor {
  readonly heard: { topic: string; text: string }[] = [];
  readonly #client: MqttClient;

  private constructor(client: MqttClient) {
    this.#client = client;
    client.on('message', (topic, payload) => this.heard.push({ topic, text: payload.toString('utf8') }));
  }

  /** Rejects if the broker does not let it in. */
  static async connect(url: string, username: string, password: string): Promise<BrokerVisitor> {
    const clientId = `visitor-${randomBytes(4).toString('hex')}`;
    const client = await mqtt.connectAsync(
      url,
      { username, password, clientId, protocolVersion: 4, reconnectPeriod: 0 },
      false,
    );
    // A broker may answer what it forbids by ending the connection.
    client.on('error', () => undefined);
    return new BrokerVisitor(client);
  }

  /** Asks; what is refused is not heard. */
  async subscribe(filter: string): Promise<void> {
    if (!this.#client.connected) return;
    await this.#client.subscribeAsync(filter, { qos: 1 }).catch(() => undefined);
  }

  /** Sends; resolves when the broker took it or ended the connection, as it may have before. */
  async publish(topic: string, text: string): Promise<void> {
    if (!this.#client.connected) return;
    const closed = new Promise<void>((resolve) => this.#client.once('close', () => resolve()));
    await Promise.race([this.#client.publishAsync(topic, text, { qos: 1 }).catch(() => undefined), closed]);
  }

  async leave(): Promise<void> {
    await this.#client.endAsync(true);
  }
}
