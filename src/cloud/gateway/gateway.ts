/**
 * The gateway at the broker: takes `charge` and `ask` messages of the shards this process holds, refuses
 * those of machines that are not the topic's merchant's, and answers on the machine's `result` topic.
 * Changes of a payment reach the machine through the feed; only questions and repeated requests are
 * answered from here, so a machine may read an older state after a newer one and keeps the final one.
 */
import { EventEmitter } from 'node:events';
import {
  type Ask,
  askSchema,
  type ChargeRequest,
  chargeRequestSchema,
  type Result,
} from '../../wire/messages.ts';
import { downTopic, type MachineAddress } from '../../wire/topics.ts';
import { MachineDesk, type MachineDeskPorts } from '../desks/machine-desk.ts';
import { GatewayFlow, type GatewayFlowPorts } from './gateway-flow.ts';
import type { PaymentOwner } from './gateway-ports.ts';
import type { PaidNotice } from './platform-notices.ts';

export interface GatewayPorts extends Omit<GatewayFlowPorts, 'logged' | 'refundEnded'>, MachineDeskPorts {}

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

/** A result nobody fetched for so long is asked for by the machine anyway. */
const resultExpiryS = 300;

class BrokerGateway extends EventEmitter<GatewayEvents> implements Gateway {
  #ports: GatewayPorts;
  #flow: GatewayFlow;
  #desk: MachineDesk;

  constructor(ports: GatewayPorts) {
    super();
    this.#ports = ports;
    this.#flow = new GatewayFlow({
      ...ports,
      logged: () => this.emit('transactionLogged'),
      refundEnded: (refund) => this.emit('refundEnded', refund),
    });
    this.#desk = new MachineDesk(ports, 'payment message not taken');
    const charge = { schema: chargeRequestSchema, what: 'a charge request' };
    this.#desk.listen('charge', charge, (machine, request) => this.#charge(machine, request));
    const asked = { schema: askSchema, what: 'an ask' };
    this.#desk.listen('ask', asked, async (machine, ask) =>
      this.#tell(machine, await this.#flow.ask(machine, ask)),
    );
  }

  async start(): Promise<void> {
    this.#desk.start();
    await this.#flow.start();
  }

  async stop(): Promise<void> {
    await this.#desk.stop();
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
    this.#desk.holdShards(shards);
  }

  wakeRefunds(): void {
    void this.#flow.sweep();
  }

  async #charge(machine: MachineAddress, request: ChargeRequest): Promise<void> {
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
