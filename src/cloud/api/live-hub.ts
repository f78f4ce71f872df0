/**
 * Gives those who watch a merchant its changes as they happen: gathers what changed for a moment, reads it
 * once, and hands the same events to every watcher of that merchant and to nobody else.
 */
import { faultChain } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { LiveEvent } from '../../wire/rest.ts';
import type { CloudChange } from '../database/change-bell.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { findKiosk } from './kiosk-queries.ts';
import { findOrders } from './order-queries.ts';

export interface LiveHubPorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly log: Log;
  readonly receiptUrlBase: () => string;
}

type Watcher = (event: LiveEvent) => void;

interface Gathered {
  readonly machines: Set<string>;
  readonly orders: Set<string>;
  readonly alarms: Set<string>;
  readonly payments: Set<string>;
}

const gatherMs = 100;
/** One flood of changes is shown at most so far; who watches reads lists for the rest. */
const ordersMax = 200;

export class LiveHub {
  #ports: LiveHubPorts;
  #watchers = new Map<string, Set<Watcher>>();
  #gathered = new Map<string, Gathered>();

  constructor(ports: LiveHubPorts) {
    this.#ports = ports;
  }

  /** Hands over every event of the merchant from now on; the answer ends it. */
  watch(merchantId: string, watcher: Watcher): () => void {
    const watchers = this.#watchers.get(merchantId) ?? new Set();
    this.#watchers.set(merchantId, watchers.add(watcher));
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0) this.#watchers.delete(merchantId);
    };
  }

  changed({ merchantId, machineId, orderIds, alarms, payments }: CloudChange): void {
    if (!this.#watchers.has(merchantId)) return;
    let gathered = this.#gathered.get(merchantId);
    if (!gathered) {
      gathered = { machines: new Set(), orders: new Set(), alarms: new Set(), payments: new Set() };
      this.#gathered.set(merchantId, gathered);
      this.#ports.clock.after(gatherMs, () => {
        this.#show(merchantId).catch((error: unknown) =>
          this.#ports.log.warn('live changes were not shown', { fault: faultChain(error) }),
        );
      });
    }
    gathered.machines.add(machineId);
    for (const orderId of orderIds) if (gathered.orders.size < ordersMax) gathered.orders.add(orderId);
    if (alarms) gathered.alarms.add(machineId);
    if (payments) gathered.payments.add(machineId);
  }

  async #show(merchantId: string): Promise<void> {
    const gathered = this.#gathered.get(merchantId);
    this.#gathered.delete(merchantId);
    if (!gathered || !this.#watchers.has(merchantId)) return;
    const { db, receiptUrlBase } = this.#ports;
    for (const order of await findOrders(db, merchantId, [...gathered.orders], receiptUrlBase())) {
      this.#tell(merchantId, { event: 'order', order });
    }
    for (const machineId of gathered.machines) {
      const kiosk = await findKiosk(db, merchantId, machineId);
      if (kiosk) this.#tell(merchantId, { event: 'kiosk', kiosk });
    }
    for (const kiosk of gathered.alarms) this.#tell(merchantId, { event: 'alarm', kiosk });
    for (const kiosk of gathered.payments) this.#tell(merchantId, { event: 'payment', kiosk });
  }

  #tell(merchantId: string, event: LiveEvent): void {
    for (const watcher of this.#watchers.get(merchantId) ?? []) watcher(event);
  }
}
