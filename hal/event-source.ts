/**
 * Typed events with one owner: whoever extends this raises its own events, others only listen. A
 * listener that throws throws into the owner's caller; nothing is swallowed on the way.
 */
import { EventEmitter } from 'node:events';

/** The arguments of one event of a map from event names to argument tuples. */
export type EventArguments<Events, E extends keyof Events> = Events[E] extends unknown[] ? Events[E] : never;

/** Lets others listen to `Events`; only the subclass can raise them. */
export abstract class EventSource<Events> {
  readonly #listeners = new EventEmitter().setMaxListeners(64);

  on<E extends keyof Events & string>(
    event: E,
    listener: (...args: EventArguments<Events, E>) => void,
  ): this {
    this.#listeners.on(event, listener as (...args: unknown[]) => void);
    return this;
  }

  off<E extends keyof Events & string>(
    event: E,
    listener: (...args: EventArguments<Events, E>) => void,
  ): this {
    this.#listeners.off(event, listener as (...args: unknown[]) => void);
    return this;
  }

  protected raise<E extends keyof Events & string>(event: E, ...args: EventArguments<Events, E>): void {
    this.#listeners.emit(event, ...args);
  }
}
