/**
 * The gateway at the broker: takes `charge` and `ask` messages of the shards this process holds, refuses
 * those of machines that are not the topic's merchant's, and answers on the machine's `result` topic.
 * Changes of a payment reach the machine through the feed; only questions and repeated requests are
 * answered from here, so a machine may read an older state after a newer one and keeps the final one.
 */
import { EventEmitter } from 'node:events';
import { Fault, faultChain, faultCodeOf } from '../../domain/fault.ts';
import type { Link } from '../../platform/mqtt-link.ts';
import {
  type Ask,
  askSchema,
  type ChargeRequest,
  chargeRequestSchema,
  parseMessage,
  type Result,
} from '../../wire/messages.ts';
import { downTopic, type MachineAddress, parseUpTopic, shardFilter, shardOf } from '../../wire/topics.ts';
import { GatewayFlow, type GatewayFlowPorts } from './gateway-flow.ts';
import type { BelongsToMerchant, PaymentOwner } from './gateway-ports.ts';
import type { PaidNotice } from './platform-notices.ts';

export interface GatewayPorts extends Omit<GatewayFlowPorts, 'logged' | 'refundEnded'> {
  readonly link: Link;
  readonly belongs: BelongsToMerchant;
}

export interface GatewayEvents {
  /** Something was committed to the transaction log: time for the feed to read it. */
  transactionLogged: [];
  /** A refund came to its end, and its alarm with it. */
  refundEnded: [refund: PaymentOwner];
}

export interface Gateway {
  start(): Promise<void>;
  /** Undoes `start`; open payments are driven on by the next start or by another process. */
  stop(): Promise<void>;
  /** Takes a charge of one who is no machine at the broker, as if it had come from there. */
  take(owner: MachineAddress, request: ChargeRequest): Promise<void>;
  /** Asks for such a charge; one that never came is closed by the question. */
  ask(owner: MachineAddress, ask: Ask): Promise<void>;
  /** A platform's authentic notice that a trade is paid; whether that is durable. Throws if it does not fit. */
  takeNotice(merchantId: string, platform: string, told: PaidNotice): Promise<boolean>;
  /** Listens to the machines of exactly these shards from now on. */
  holdShards(shards: Iterable<number>): void;
  /** A refund or a decision of a person was committed: do not wait for the next sweep. */
  wakeRefunds(): void;
  on<E extends keyof GatewayEvents>(event: E, listener: (...args: GatewayEvents[E]) => void): void;
}

const channels = ['charge', 'ask'] as const;
/** A result nobody fetched for so long is asked for by the machine anyway. */
const resultExpiryS = 300;

class BrokerGateway extends EventEmitter<GatewayEvents> implements Gateway {
  #ports: GatewayPorts;
  #flow: GatewayFlow;
  #shards = new Set<number>();
  #handling = new Set<Promise<void>>();
  #onMessage = (topic: string, payload: Uint8Array) => this.#take(topic, payload);

  constructor(ports: GatewayPorts) {
    super();
    this.#ports = ports;
    this.#flow = new GatewayFlow({
      ...ports,
      logged: () => this.emit('transactionLogged'),
      refundEnded: (refund) => this.emit('refundEnded', refund),
    });
  }

  async start(): Promise<void> {
    this.#ports.link.on('message', this.#onMessage);
    await this.#flow.start();
  }

  async stop(): Promise<void> {
    this.holdShards([]);
    this.#ports.link.off('message', this.#onMessage);
    await Promise.all(this.#handling);
    await this.#flow.stop();
  }

  async take(owner: MachineAddress, request: ChargeRequest): Promise<void> {
    await this.#flow.takeCharge(owner, request);
  }

  async ask(owner: MachineAddress, ask: Ask): Promise<void> {
    await this.#flow.ask(owner, ask);
  }

  takeNotice(merchantId: string, platform: string, told: PaidNotice): Promise<boolean> {
    return this.#flow.takeNotice(merchantId, platform, told);
  }

  holdShards(shards: Iterable<number>): void {
    const wanted = new Set(shards);
    for (const channel of channels) {
      for (const shard of this.#shards) {
        if (!wanted.has(shard)) this.#ports.link.unsubscribe(shardFilter(shard, channel));
      }
      for (const shard of wanted) {
        if (!this.#shards.has(shard)) this.#ports.link.subscribe(shardFilter(shard, channel));
      }
    }
    this.#shards = wanted;
  }

  wakeRefunds(): void {
    void this.#flow.sweep();
  }

  #take(topic: string, payload: Uint8Array): void {
    if (!/\/up\/(charge|ask)$/.test(topic)) return;
    const handled = this.#answer(topic, payload).catch((error: unknown) => {
      const level = faultCodeOf(error) === 'INTERNAL_DEFECT' ? 'error' : 'warn';
      this.#ports.log[level]('payment message not taken', { topic, fault: faultChain(error) });
    });
    this.#handling.add(handled);
    void handled.finally(() => this.#handling.delete(handled));
  }

  async #answer(topic: string, payload: Uint8Array): Promise<void> {
    const { machine, channel } = parseUpTopic(topic);
    const { merchantId, machineId, shard } = machine;
    if (shard !== shardOf(machineId) || !(await this.#ports.belongs(merchantId, machineId))) {
      throw new Fault('TOPIC_FORBIDDEN', `take a ${channel} message`, { facts: { merchantId, machineId } });
    }
    if (channel === 'ask') {
      return this.#tell(machine, await this.#flow.ask(machine, parseMessage(askSchema, payload, 'an ask')));
    }
    const request = parseMessage(chargeRequestSchema, payload, 'a charge request');
    const { result, opened } = await this.#flow.takeCharge(machine, request);
    if (!opened) await this.#tell(machine, result);
  }

  async #tell(machine: MachineAddress, result: Result): Promise<void> {
    const payload = JSON.stringify(result);
    await this.#ports.link.publish(downTopic(machine, 'result'), payload, { expiryS: resultExpiryS });
  }
}

export function createGateway(ports: GatewayPorts): Gateway {
  return new BrokerGateway(ports);
}
