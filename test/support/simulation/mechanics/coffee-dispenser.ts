/** The coffee machine as the driver of one process reaches it; keeps the obligations of `Dispenser`. */
import type { DriverContext } from '../../../../hal/device.ts';
import { DeviceDriver } from '../../../../hal/device-driver.ts';
import type { DispenserEvents } from '../../../../hal/dispenser/dispenser.ts';
import type {
  DeliveryJob,
  DeliveryMark,
  DeliveryProof,
  DeliveryTarget,
  Dispenser,
} from '../../../../hal/hal.ts';
import { Fault } from '../../../../src/domain/fault.ts';
import { sleep } from '../../../../src/platform/clock.ts';
import type { Random } from '../../../../src/platform/random.ts';
import type { Life } from '../life.ts';
import type { CoffeeJob, VirtualCoffeeMachine } from './virtual-coffee-machine.ts';

export interface CoffeeDispenserOptions {
  readonly machine: VirtualCoffeeMachine;
  readonly life: Life;
  readonly random: Random;
  readonly passing: (request: string) => void;
}

const askEveryMs = 1000;
const askForMs = 60_000;
const answerWithinMs = 400;

export class CoffeeDispenser extends DeviceDriver<DispenserEvents> implements Dispenser {
  readonly kind = 'dispenser';
  readonly capabilities = { knowsEmpty: true, remembers: true, asksItself: false };
  #options: CoffeeDispenserOptions;
  #onLink = () => this.#tellHealth();

  constructor(options: CoffeeDispenserOptions, context: DriverContext) {
    super('coffee', context, 'DISPENSER_OFFLINE');
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#options.machine.on('linkChanged', this.#onLink);
    this.#tellHealth();
  }

  async stop(): Promise<void> {
    this.#options.machine.off('linkChanged', this.#onLink);
  }

  handles(target: DeliveryTarget): boolean {
    return target.how === 'recipe';
  }

  async mark(): Promise<DeliveryMark> {
    const { machine } = this.#options;
    return { memory: await this.#ask('hello', () => machine.memory) };
  }

  async deliver({ deliveryId, mark }: DeliveryJob): Promise<DeliveryProof> {
    const { machine } = this.#options;
    if ((await this.#ask('hello', () => machine.memory)) !== mark.memory) throw fault('DISPENSER_NO_PROOF');
    for (;;) {
      const answer = await this.#ask('make', () => machine.make(deliveryId)).catch(
        () => 'uncertain' as const,
      );
      if (answer !== 'busy') break;
      await sleep(this.context.clock, askEveryMs);
    }
    const state = await this.#finalState(deliveryId, mark);
    if (state === 'done') return { deliveryId, by: 'machineAnswer' };
    if (state === 'failed') throw fault('DISPENSER_JAM');
    throw fault(state === 'unknown' ? 'DISPENSER_OFFLINE' : 'DISPENSER_NO_PROOF');
  }

  async outcomeOf({ deliveryId, mark }: DeliveryJob): Promise<'delivered' | 'notDelivered' | 'unknown'> {
    const state = await this.#finalState(deliveryId, mark);
    if (state === undefined) return 'unknown';
    return state === 'done' ? 'delivered' : 'notDelivered';
  }

  /** Undefined if the machine could not be asked or has lost its memory. */
  async #finalState(job: string, mark: DeliveryMark): Promise<CoffeeJob | 'unknown' | undefined> {
    const { machine } = this.#options;
    const { clock } = this.context;
    const untilMs = clock.monotonicMs() + askForMs;
    for (;;) {
      const answer = await this.#ask('status', () => ({
        memory: machine.memory,
        state: machine.stateOf(job),
      })).catch(() => undefined);
      if (answer && answer.memory !== mark.memory) return undefined;
      if (answer && answer.state !== 'running') return answer.state;
      if (clock.monotonicMs() >= untilMs) return undefined;
      await sleep(clock, askEveryMs);
    }
  }

  async #ask<T>(request: string, act: () => T): Promise<T> {
    const { machine, random, passing } = this.#options;
    const { clock } = this.context;
    passing(request);
    await sleep(clock, 1 + random.fraction() * 2);
    if (machine.connected) {
      const result = act();
      await sleep(clock, 1 + random.fraction() * 2);
      if (machine.connected) return result;
    }
    await sleep(clock, answerWithinMs);
    throw fault('DISPENSER_OFFLINE');
  }

  #tellHealth(): void {
    if (this.#options.life.over) return;
    if (this.#options.machine.connected) this.setHealth({ state: 'ready' });
    else this.setHealth({ state: 'unavailable', fault: 'DISPENSER_OFFLINE' });
  }
}

function fault(code: 'DISPENSER_OFFLINE' | 'DISPENSER_JAM' | 'DISPENSER_NO_PROOF'): Fault {
  return new Fault(code, 'speak to the coffee machine');
}
