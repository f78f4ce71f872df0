/** Interaction telemetry of one machine put together: a queue of its own, never the journal. */
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Link } from '../../platform/mqtt-link.ts';
import type { Random } from '../../platform/random.ts';
import { type MachineAddress, upTopic } from '../../wire/topics.ts';
import { InteractionQueue } from './interaction-queue.ts';
import { InteractionSender } from './interaction-sender.ts';
import { InteractionWatch } from './interaction-watch.ts';

export interface TelemetryPorts {
  readonly machine: MachineAddress;
  readonly link: Pick<Link, 'online' | 'publish'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  journalWaits(): boolean;
}

export interface Telemetry {
  start(): void;
  stop(): Promise<void>;
  /** The screen shows this page. */
  shown(page: string): void;
  touched(element: string): void;
}

/** About an hour of a busy machine, a few hundred kilobytes at most. */
const waitingMax = 2000;

export function createTelemetry(ports: TelemetryPorts): Telemetry {
  const { machine, link, clock, random, log, journalWaits } = ports;
  const queue = new InteractionQueue(waitingMax);
  const watch = new InteractionWatch({ clock, random, add: (interaction) => queue.add(interaction) });
  const topic = upTopic(machine, 'telemetry');
  const sender = new InteractionSender({ queue, link, topic, clock, random, log, journalWaits });
  return {
    start: () => sender.start(),
    stop: () => sender.stop(),
    shown: (page) => watch.shown(page),
    touched: (element) => watch.touched(element),
  };
}
