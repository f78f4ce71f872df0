/**
 * A broker and a cloud in this process that answer at once and keep nothing: journals are acknowledged as
 * they come, charges are paid. For figures of the machine alone.
 */
import { EmbeddedBroker } from '../../src/demo/embedded-broker.ts';
import { RetainedFile } from '../../src/demo/retained-file.ts';
import { silentLog } from '../../src/platform/log.ts';
import { MqttLink } from '../../src/platform/mqtt-link.ts';
import { brokerPassword, cloudUserName, machineUserName } from '../../src/wire/credentials.ts';
import type { ChargeRequest, JournalAck, JournalBatch, Result } from '../../src/wire/messages.ts';
import { downTopic, parseUpTopic } from '../../src/wire/topics.ts';

const secret = 'the secret of a benchmark';

export class InstantCloud {
  readonly #broker = new EmbeddedBroker({
    port: 0,
    secret,
    retained: new RetainedFile({ load: async () => undefined, save: async () => undefined }),
    connectionsMax: 10,
    log: silentLog,
  });
  #link: MqttLink | undefined;
  recordsTaken = 0;

  async start(): Promise<void> {
    await this.#broker.start();
    const link = new MqttLink({
      url: this.url,
      clientId: 'bench-cloud',
      username: cloudUserName,
      password: brokerPassword(secret, cloudUserName),
      log: silentLog,
    });
    this.#link = link;
    link.subscribe('kiosk/v1/+/+/+/up/+');
    link.on('message', (topic, payload) => this.#take(topic, payload));
    const online = new Promise<void>((resolve) => link.on('online', () => resolve()));
    await link.start();
    await online;
  }

  async stop(): Promise<void> {
    await this.#link?.stop();
    await this.#broker.stop();
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.#broker.port}`;
  }

  /** User name and password of a machine at this broker. */
  access(merchantId: string, machineId: string): { mqttUser: string; mqttPassword: string } {
    const mqttUser = machineUserName(merchantId, machineId);
    return { mqttUser, mqttPassword: brokerPassword(secret, mqttUser) };
  }

  #take(topic: string, payload: Uint8Array): void {
    const { machine, channel } = parseUpTopic(topic);
    const message: unknown = JSON.parse(Buffer.from(payload).toString());
    if (channel === 'journal') {
      const { journalId, firstSeq, records } = message as JournalBatch;
      this.recordsTaken += records.length;
      const seq = firstSeq + records.length - 1;
      this.#answer(downTopic(machine, 'ack'), { journalId, seq, cloudTimeMs: Date.now() });
    } else if (channel === 'charge') {
      const { chargeId, orderId } = message as ChargeRequest;
      this.#answer(downTopic(machine, 'result'), {
        about: 'charge',
        chargeId,
        orderId,
        state: 'paid',
        platformTradeNo: `2026${chargeId}`,
        cloudTimeMs: Date.now(),
      });
    }
  }

  /** A machine that has just gone hears it at its next question. */
  #answer(topic: string, message: JournalAck | Result): void {
    this.#link?.publish(topic, JSON.stringify(message)).catch(() => undefined);
  }
}
