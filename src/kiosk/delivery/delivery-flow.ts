/**
 * Hands one piece over: reads the mechanism's mark, makes the intent durable, acts, records the end. After
 * a crash the mechanism is asked how a begun delivery ended; it is never simply begun again.
 */
import type { DeliveryMark, DeliveryTarget, Dispenser } from '../../../hal/hal.ts';
import type { Delivery, PricedLine } from '../../domain/basket.ts';
import { Fault, type FaultCode, faultCodeOf } from '../../domain/fault.ts';
import type { Order, OrderDelivery } from '../../domain/order.ts';
import type { RecordBody, RecordOf } from '../../domain/record.ts';
import { OneByOne } from '../../platform/one-by-one.ts';
import type { MakeId } from '../../platform/random.ts';

export interface DeliveryPorts {
  readonly dispensers: readonly Dispenser[];
  readonly makeId: MakeId;
  append(bodies: readonly RecordBody[]): Promise<unknown>;
  /** The deliberate mistake of the proofs: act first, record afterwards. */
  readonly actBeforeIntent: boolean;
}

/** Faults after which the mechanism cannot say whether the goods came out are known to be a refund. */
function notDelivered(
  { orderId, deliveryId }: { readonly orderId: string; readonly deliveryId: string },
  reason: FaultCode,
): RecordOf<'deliveryEnded'> {
  return { kind: 'deliveryEnded', orderId, deliveryId, outcome: 'notDelivered', reason };
}

/** One piece of a line, and where it comes from. */
export interface Piece {
  readonly line: PricedLine;
  readonly piece: number;
  readonly target: Delivery;
}

export class DeliveryFlow {
  readonly #ports: DeliveryPorts;
  readonly #listeners: (() => void)[] = [];
  /** One mechanism moves at a time: a shopper takes one thing, then the next. */
  readonly #deliveries = new OneByOne();
  #running: { deliveryId: string; percent: number | undefined } | undefined;
  #stopped = true;

  constructor(ports: DeliveryPorts) {
    this.#ports = ports;
    for (const dispenser of ports.dispensers) {
      dispenser.on('progress', (deliveryId, percent) => {
        if (this.#running?.deliveryId === deliveryId) this.#running = { deliveryId, percent };
        for (const listener of this.#listeners) listener();
      });
    }
  }

  start(): void {
    this.#stopped = false;
  }

  /** What runs is left to the mechanism and asked about after the next start. */
  stop(): void {
    this.#stopped = true;
  }

  /** What runs now, with its progress in percent where the mechanism tells. */
  running(): { deliveryId: string; percent: number | undefined } | undefined {
    return this.#running;
  }

  onProgress(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Resolves when the piece's delivery has ended, either way, on record. */
  deliver(order: Order, piece: Piece): Promise<void> {
    return this.#deliveries.run(() =>
      this.#deliver(order, piece).finally(() => {
        this.#running = undefined;
      }),
    );
  }

  /** Finds out how a delivery ended that was begun before a crash; rejects retryably while it cannot. */
  verify(order: Order, delivery: OrderDelivery): Promise<void> {
    return this.#deliveries.run(() => this.#verify(order, delivery));
  }

  async #deliver({ orderId }: Order, { line, piece, target }: Piece): Promise<void> {
    if (target.how === 'none') throw new Fault('INTERNAL_DEFECT', 'deliver goods from the counter');
    const { append, actBeforeIntent } = this.#ports;
    const deliveryId = this.#ports.makeId('dlv');
    const dispenser = this.#ports.dispensers.find((d) => d.handles(target));
    const started: RecordOf<'deliveryStarted'> = {
      ...{ kind: 'deliveryStarted', orderId, deliveryId, lineId: line.lineId, piece, target },
      ...{ dispenserId: dispenser?.deviceId ?? 'none', mark: {} },
    };
    // Nothing moved yet, so the piece is known not to be delivered.
    const gaveUp = (reason: FaultCode) => append([started, notDelivered(started, reason)]);
    if (!dispenser) return void (await gaveUp('DISPENSER_OFFLINE'));
    let mark: DeliveryMark;
    try {
      mark = await dispenser.mark(target);
    } catch (error) {
      return void (await gaveUp(faultCodeOf(error)));
    }
    const intent = { ...started, mark: { ...mark } };
    if (actBeforeIntent) {
      const ended = await this.#act(dispenser, intent);
      return void (await append([intent, ended]));
    }
    await append([intent]);
    await append([await this.#act(dispenser, intent)]);
  }

  async #act(dispenser: Dispenser, started: RecordOf<'deliveryStarted'>): Promise<RecordBody> {
    const { orderId, deliveryId, mark } = started;
    this.#running = { deliveryId, percent: undefined };
    try {
      const proof = await dispenser.deliver({ deliveryId, target: started.target as DeliveryTarget, mark });
      return { kind: 'deliveryEnded', orderId, deliveryId, outcome: 'delivered', proof: proof.by };
    } catch (error) {
      // A stopping machine leaves the record open: the mechanism tells after the next start.
      if (this.#stopped || !(error instanceof Fault)) throw error;
      return notDelivered(started, error.code);
    }
  }

  async #verify({ orderId }: Order, { deliveryId, mark, dispenserId, target }: OrderDelivery): Promise<void> {
    const dispenser = this.#ports.dispensers.find((d) => d.deviceId === dispenserId);
    if (!dispenser) throw new Fault('DISPENSER_OFFLINE', 'verify a delivery');
    const outcome = await dispenser.outcomeOf({ deliveryId, target: target as DeliveryTarget, mark });
    await this.#ports.append([
      outcome === 'delivered'
        ? { kind: 'deliveryEnded', orderId, deliveryId, outcome }
        : notDelivered(
            { orderId, deliveryId },
            outcome === 'unknown' ? 'DISPENSER_NO_PROOF' : 'DISPENSER_JAM',
          ),
    ]);
  }
}
