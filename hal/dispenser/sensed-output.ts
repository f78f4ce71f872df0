/**
 * An output that hands something over and the input that senses it: a spiral and its drop sensor, a lock
 * and its door switch. Proof is a matter of counters: how often the output ran, how often the sensor rose,
 * both kept by the board. The same mark never makes the output run twice.
 */
import { Fault, faultCodeOf } from '../../src/domain/fault.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { EdgeCount, Gpio } from '../gpio/gpio.ts';
import type { DeliveryMark } from './dispenser.ts';

export interface SensedWay {
  readonly output: string;
  readonly sensor: string;
  readonly pulseMs: number;
  /** After this long nothing will be sensed any more: the mechanism is at rest. */
  readonly withinMs: number;
}

interface Counters {
  readonly epoch: string;
  readonly runs: number;
  readonly sensed: number;
}

/** How long `outcomeOf` waits for a board that does not answer. */
const askForMs = 60_000;
const askAgainMs = 1_000;
const lookAgainMs = 50;

export class SensedOutput {
  readonly #gpio: Gpio;
  readonly #clock: Clock;
  readonly #waits = new Set<() => void>();
  #stopped = false;

  constructor(gpio: Gpio, clock: Clock) {
    this.#gpio = gpio;
    this.#clock = clock;
  }

  start(): void {
    this.#stopped = false;
  }

  /** Ends every wait: what runs is without proof from then on, what is asked is not answered. */
  stop(): void {
    this.#stopped = true;
    for (const end of this.#waits) end();
  }

  /** The counters now, as a mark; rejects with `DISPENSER_OFFLINE` or `DISPENSER_REFUSED`. */
  async mark(way: SensedWay): Promise<DeliveryMark> {
    return { ...(await this.#counters(way)) };
  }

  /**
   * Runs the output once per mark, if `check` does not refuse just before, and resolves when the sensor
   * rose; rejects as `Dispenser.deliver`.
   */
  async run(way: SensedWay, mark: DeliveryMark, check: () => Promise<void>): Promise<void> {
    const before = countersOf(mark);
    const now = await this.#counters(way);
    if (!before || before.epoch !== now.epoch) throw refusal('DISPENSER_NO_PROOF', way, 'counters were lost');
    if (now.runs === before.runs) {
      if (now.sensed !== before.sensed) throw refusal('DISPENSER_REFUSED', way, 'the mark is overtaken');
      await this.awaitOff(way.output, way.withinMs);
      await check();
      await this.#begin(way);
    }
    await this.#sensedWithin(way, before);
    const after = this.#stopped ? undefined : await this.#counters(way).catch(() => undefined);
    if (!after || after.epoch !== before.epoch)
      throw refusal('DISPENSER_NO_PROOF', way, 'counters were lost');
    if (after.sensed > before.sensed) return;
    if (after.runs === before.runs) throw refusal('DISPENSER_OFFLINE', way, 'the output never ran');
    throw refusal('DISPENSER_JAM', way, 'nothing was sensed');
  }

  /** Waits until a line is off; rejects with `DISPENSER_REFUSED` if it stays on for `withinMs`. */
  async awaitOff(line: string, withinMs: number): Promise<void> {
    const untilMs = this.#clock.monotonicMs() + withinMs;
    while (await this.#gpio.read(line).catch(asDispenserFault(`read ${line}`))) {
      if (this.#stopped || this.#clock.monotonicMs() >= untilMs) {
        throw new Fault('DISPENSER_REFUSED', 'hand over', { facts: { reason: `${line} stays on` } });
      }
      await this.#wait(lookAgainMs, () => undefined);
    }
  }

  /** What became of a run begun with `mark`, once the mechanism can only be at rest. */
  async outcome(way: SensedWay, mark: DeliveryMark): Promise<'delivered' | 'notDelivered' | 'unknown'> {
    const before = countersOf(mark);
    if (!before) return 'unknown';
    const first = await this.#countersSoon(way);
    if (!first || first.epoch !== before.epoch) return 'unknown';
    if (first.sensed > before.sensed) return 'delivered';
    await this.#sensedWithin(way, before);
    const after = await this.#countersSoon(way);
    if (!after || after.epoch !== before.epoch) return 'unknown';
    return after.sensed > before.sensed ? 'delivered' : 'notDelivered';
  }

  /** Without an answer the output may run all the same, so that alone is no failure yet. */
  async #begin(way: SensedWay): Promise<void> {
    try {
      await this.#gpio.pulse(way.output, way.pulseMs);
    } catch (error) {
      if (faultCodeOf(error) === 'GPIO_OFFLINE') return;
      throw new Fault('DISPENSER_REFUSED', `run ${way.output}`, { cause: error });
    }
  }

  async #counters(way: SensedWay): Promise<Counters> {
    try {
      const [runs, sensed] = await Promise.all([this.#gpio.count(way.output), this.#gpio.count(way.sensor)]);
      if (runs.epoch !== sensed.epoch) throw refusal('DISPENSER_OFFLINE', way, 'the board is starting');
      return { epoch: runs.epoch, runs: runs.count, sensed: sensed.count };
    } catch (cause) {
      return asDispenserFault(`read the counters of ${way.output}`)(cause);
    }
  }

  /** The counters as soon as the board answers, or undefined after `askForMs`. */
  async #countersSoon(way: SensedWay): Promise<Counters | undefined> {
    const untilMs = this.#clock.monotonicMs() + askForMs;
    for (;;) {
      if (this.#stopped) throw refusal('DISPENSER_OFFLINE', way, 'stopped');
      try {
        return await this.#counters(way);
      } catch (error) {
        const retryable = faultCodeOf(error) === 'DISPENSER_OFFLINE';
        if (!retryable || this.#clock.monotonicMs() >= untilMs) return undefined;
      }
      await this.#wait(askAgainMs, () => undefined);
    }
  }

  /** Resolves when the sensor has risen since `before`, else when the mechanism is at rest. */
  async #sensedWithin(way: SensedWay, before: Counters): Promise<void> {
    let end: () => void = () => undefined;
    const judge = (count: EdgeCount) => {
      if (count.epoch === before.epoch && count.count > before.sensed) end();
    };
    const onEdge = (line: string, count: EdgeCount) => {
      if (line === way.sensor) judge(count);
    };
    // An edge may have passed before we listened, or while the line was lost: the counter knows.
    const askCounter = () => void this.#gpio.count(way.sensor).then(judge, () => undefined);
    this.#gpio.on('edge', onEdge).on('healthChanged', askCounter);
    await this.#wait(way.withinMs, (endWait) => {
      end = endWait;
      askCounter();
    });
    this.#gpio.off('edge', onEdge).off('healthChanged', askCounter);
  }

  /** Waits for `delayMs`, or until the wait is ended by what `begun` hands out, or by `stop`. */
  async #wait(delayMs: number, begun: (end: () => void) => void): Promise<void> {
    if (this.#stopped) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(delayMs, () => end());
      const end = () => {
        cancel();
        this.#waits.delete(end);
        resolve();
      };
      this.#waits.add(end);
      begun(end);
    });
  }
}

/** Throws a fault of the board as the dispenser's own. */
export function asDispenserFault(attempted: string): (cause: unknown) => never {
  return (cause) => {
    if (faultCodeOf(cause).startsWith('DISPENSER_')) throw cause;
    const code = faultCodeOf(cause) === 'GPIO_REFUSED' ? 'DISPENSER_REFUSED' : 'DISPENSER_OFFLINE';
    throw new Fault(code, attempted, { cause });
  };
}

function refusal(
  code: 'DISPENSER_NO_PROOF' | 'DISPENSER_REFUSED' | 'DISPENSER_OFFLINE' | 'DISPENSER_JAM',
  way: SensedWay,
  reason: string,
): Fault {
  return new Fault(code, `run ${way.output}`, { facts: { reason, sensor: way.sensor } });
}

function countersOf(mark: DeliveryMark): Counters | undefined {
  const { epoch, runs, sensed } = mark;
  if (typeof epoch !== 'string' || typeof runs !== 'number' || typeof sensed !== 'number') return undefined;
  return { epoch, runs, sensed };
}
