/**
 * Hands the goods over. Obligations: `mark` reads what `outcomeOf` will need after a crash (a sensor's
 * counter, the machine's job list) right before its own `deliver` and is stored durably by the caller in
 * between; `deliver` acts at most once per `deliveryId` and resolves only on proof (drop sensor, the
 * machine's own answer), rejecting with `DISPENSER_JAM`, `DISPENSER_OFFLINE`, `DISPENSER_EMPTY` or
 * `DISPENSER_REFUSED` when nothing was handed over, also for a mark that something else has overtaken,
 * and with `DISPENSER_NO_PROOF` when that cannot be known; `outcomeOf` answers for a delivery begun
 * before a crash of this process and waits until the mechanism is at rest.
 */
import type { Device, DeviceEvents } from '../device.ts';

/**
 * What to hand over: a slot of the vending shelf, a recipe with its options, a released door, or what a
 * vending controller asks the money for (`vending-controller.ts`).
 */
export type DeliveryTarget =
  | { readonly how: 'slot'; readonly slot: string }
  | { readonly how: 'recipe'; readonly recipe: string; readonly options: Readonly<Record<string, number>> }
  | { readonly how: 'door'; readonly door: string }
  | {
      readonly how: 'vend';
      /** The device id of the dispenser whose controller asked. */
      readonly controller: string;
      readonly vendId: string;
      readonly item: string;
      readonly amountMinor: number;
    };

/** What a mechanism can tell and what it cannot; its driver declares it, because nobody can make up for it. */
export interface DispenserCapabilities {
  /** Tells that it is empty before it moves; otherwise emptiness shows as a jam. */
  readonly knowsEmpty: boolean;
  /** Remembers while this process is away what became of a delivery; otherwise that is not known. */
  readonly remembers: boolean;
  /** Hands over at its own request only, while that stands; a request does not outlast the line. */
  readonly asksItself: boolean;
}

/** Opaque to everyone but the driver that made it; JSON of at most 512 characters. */
export type DeliveryMark = Readonly<Record<string, string | number>>;

export interface DeliveryJob {
  readonly deliveryId: string;
  readonly target: DeliveryTarget;
  readonly mark: DeliveryMark;
}

/** How the hand-over was proved, for the record. */
export interface DeliveryProof {
  readonly deliveryId: string;
  readonly by: 'dropSensor' | 'machineAnswer' | 'doorSensor';
}

export interface DispenserEvents extends DeviceEvents {
  /** Progress of the running delivery in percent, where the mechanism tells. */
  progress: [deliveryId: string, percent: number];
}

export interface Dispenser extends Device<DispenserEvents> {
  readonly kind: 'dispenser';
  readonly capabilities: DispenserCapabilities;
  /** Whether this dispenser handles the target at all. */
  handles(target: DeliveryTarget): boolean;
  mark(target: DeliveryTarget): Promise<DeliveryMark>;
  deliver(job: DeliveryJob): Promise<DeliveryProof>;
  outcomeOf(job: DeliveryJob): Promise<'delivered' | 'notDelivered' | 'unknown'>;
}
