/**
 * A broker and a cloud in one that answer at once and keep nothing: journals are acknowledged as they come,
 * charges are paid, whoever calls is let in. For figures of the machine alone.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { machineUserName } from '../../src/wire/credentials.ts';
import type { ChargeRequest, JournalAck, JournalBatch, Result } from '../../src/wire/messages.ts';
import { downTopic, parseUpTopic } from '../../src/wire/topics.ts';

export class InstantCloud {
  #aedes: Aedes | undefined;
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();
  recordsTaken = 0;

  async start(): Promise<void> {
    const aedes = await Aedes.createBroker();
    this.#aedes = aedes;
    aedes.on('publish', ({ topic, payload }, client) => {
      if (client) this.#take(topic, Buffer.from(payload));
    });
    const server = createServer((socket) => {
      this.#sockets.add(socket.setNoDelay(true));
      aedes.handle(socket);
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => (this.#aedes ? this.#aedes.close(resolve) : resolve()));
    for (const socket of this.#sockets) socket.destroy();
    this.#server?.close();
  }

  get url(): string {
    const bound = this.#server?.address();
    return `mqtt://127.0.0.1:${bound && typeof bound === 'object' ? bound.port : 0}`;
  }

  /** User name and password of a machine at this broker. */
  access(merchantId: string, machineId: string): { mqttUser: string; mqttPassword: string } {
    return { mqttUser: machineUserName(merchantId, machineId), mqttPassword: 'the password of a benchmark' };
  }

  #take(topic: string, payload: Buffer): void {
    const { machine, channel } = parseUpTopic(topic);
    const message: unknown = JSON.parse(payload.toString());
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
    const payload = Buffer.from(JSON.stringify(message));
    this.#aedes?.publish(
      { cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false },
      () => undefined,
    );
  }
}
