/**
 * Hands one piece over: reads the mechanism's mark, makes the intent durable, acts, records the end. After
 * a crash the mechanism is asked how a begun delivery ended; it is never simply begun again.
 */
import type { DeliveryTarget, Dispenser } from '../../../hal/hal.ts';
import type { Delivery, PricedLine } from '../../domain/basket.ts';
import { Fault, type FaultCode, faultCodeOf } from '../../domain/fault.ts';
import type { Order, OrderDelivery } from '../../domain/order.ts';
import type { RecordBody, RecordOf } from '../../domain/record.ts';
import type { MakeId } from '../../platform/random.ts';

export interface DeliveryPorts {
  readonly dispensers: readonly Dispenser[];
  readonly makeId: MakeId;
  append(bodies: readonly RecordBody[]): Promise<unknown>;
  /** The deliberate mistake of the proofs: act first, record afterwards. */
  readonly actBeforeIntent: boolean;
}

export interface DeliveryFlow {
  start(): void;
  /** What runs is left to the mechanism and asked about after the next start. */
  stop(): void;
  /** Resolves when the piece's delivery has ended, either way, on record. */
  deliver(order: Order, piece: { line: PricedLine; piece: number; target: Delivery }): Promise<void>;
  /** Finds out how a delivery ended that was begun before a crash; rejects retryably while it cannot. */
  verify(order: Order, delivery: OrderDelivery): Promise<void>;
  /** What runs now, with its progress in percent where the mechanism tells. */
  running(): { deliveryId: string; percent: number | undefined } | undefined;
  onProgress(listener: () => void): void;
}

/** Faults after which the mechanism cannot say whether the goods came out are known to be a refund. */
function endOf(orderId: string, deliveryId: string, reason: FaultCode): RecordOf<'deliveryEnded'> {
  return { kind: 'deliveryEnded', orderId, deliveryId, outcome: 'notDelivered', reason };
}

export function createDeliveryFlow(ports: DeliveryPorts): DeliveryFlow {
  let running: { deliveryId: string; percent: number | undefined } | undefined;
  let stopped = true;
  let mechanismFree: Promise<unknown> = Promise.resolve();
  const listeners: (() => void)[] = [];

  for (const dispenser of ports.dispensers) {
    dispenser.on('progress', (deliveryId, percent) => {
      if (running?.deliveryId === deliveryId) running = { deliveryId, percent };
      for (const listener of listeners) listener();
    });
  }

  /** One mechanism moves at a time: a shopper takes one thing, then the next. */
  function exclusively<T>(action: () => Promise<T>): Promise<T> {
    const result = mechanismFree.then(action).finally(() => {
      running = undefined;
    });
    mechanismFree = result.catch(() => undefined);
    return result;
  }

  async function act(
    dispenser: Dispenser,
    order: Order,
    started: RecordOf<'deliveryStarted'>,
  ): Promise<RecordBody> {
    const { deliveryId, mark } = started;
    running = { deliveryId, percent: undefined };
    try {
      const proof = await dispenser.deliver({ deliveryId, target: started.target as DeliveryTarget, mark });
      return {
        kind: 'deliveryEnded',
        orderId: order.orderId,
        deliveryId,
        outcome: 'delivered',
        proof: proof.by,
      };
    } catch (error) {
      // A stopping machine leaves the record open: the mechanism tells after the next start.
      if (stopped || !(error instanceof Fault)) throw error;
      return endOf(order.orderId, deliveryId, error.code);
    }
  }

  async function deliver(
    order: Order,
    { line, piece, target }: { line: PricedLine; piece: number; target: Delivery },
  ): Promise<void> {
    if (target.how === 'none') throw new Fault('INTERNAL_DEFECT', 'deliver goods from the counter');
    const deliveryId = ports.makeId('dlv');
    const { orderId } = order;
    const dispenser = ports.dispensers.find((d) => d.handles(target));
    const started: RecordOf<'deliveryStarted'> = {
      kind: 'deliveryStarted',
      orderId,
      deliveryId,
      lineId: line.lineId,
      piece,
      target,
      dispenserId: dispenser?.deviceId ?? 'none',
      mark: {},
    };
    if (!dispenser) {
      await ports.append([started, endOf(orderId, deliveryId, 'DISPENSER_OFFLINE')]);
      return;
    }
    let mark: Readonly<Record<string, string | number>>;
    try {
      mark = await dispenser.mark(target);
    } catch (error) {
      // Nothing moved yet, so this piece is known not to be delivered.
      await ports.append([started, endOf(orderId, deliveryId, faultCodeOf(error))]);
      return;
    }
    const intent = { ...started, mark: { ...mark } };
    if (ports.actBeforeIntent) {
      const ended = await act(dispenser, order, intent);
      await ports.append([intent, ended]);
      return;
    }
    await ports.append([intent]);
    await ports.append([await act(dispenser, order, intent)]);
  }

  async function verify(order: Order, delivery: OrderDelivery): Promise<void> {
    const { deliveryId, mark } = delivery;
    const dispenser = ports.dispensers.find((d) => d.deviceId === delivery.dispenserId);
    if (!dispenser) throw new Fault('DISPENSER_OFFLINE', 'verify a delivery');
    const outcome = await dispenser.outcomeOf({
      deliveryId,
      target: delivery.target as DeliveryTarget,
      mark,
    });
    const { orderId } = order;
    await ports.append([
      outcome === 'delivered'
        ? { kind: 'deliveryEnded', orderId, deliveryId, outcome }
        : endOf(orderId, deliveryId, outcome === 'unknown' ? 'DISPENSER_NO_PROOF' : 'DISPENSER_JAM'),
    ]);
  }

  return {
    start() {
      stopped = false;
    },
    stop() {
      stopped = true;
    },
    deliver: (order, piece) => exclusively(() => deliver(order, piece)),
    verify: (order, delivery) => exclusively(() => verify(order, delivery)),
    running: () => running,
    onProgress: (listener) => listeners.push(listener),
  };
}
