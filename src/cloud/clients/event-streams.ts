/**
 * Server-sent events about one client or one order. Each stream reads from the database what comes after the
 * last it has sent, when it is woken and from time to time, so that nothing depends on a bell being heard. A
 * stream ends after an hour; whoever follows comes back and names the last event.
 */
import type { ServerResponse } from 'node:http';
import { Fault, faultChain } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';

const streamsMax = 2000;
const perClientMax = 50;
const beatMs = 15_000;
const streamMs = 3_600_000;
const unsentBytesMax = 256 * 1024;

export interface StreamEvent {
  readonly id?: string;
  readonly event: string;
  readonly data: unknown;
}

/** What comes next; asked again until there is nothing. */
export type NextEvents = () => Promise<readonly StreamEvent[]>;

interface Stream {
  readonly response: ServerResponse;
  readonly next: NextEvents;
  reading: boolean;
  again: boolean;
}

export class EventStreams {
  #clock: Clock;
  #log: Log;
  #streams = new Map<string, Set<Stream>>();
  #count = 0;

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Throws `RATE_LIMITED` if too many follow already; call before anything is answered. */
  admit(clientId: string): void {
    const own = this.#streams.get(clientId)?.size ?? 0;
    if (this.#count >= streamsMax || own >= perClientMax) throw new Fault('RATE_LIMITED', 'follow messages');
  }

  serve(response: ServerResponse, clientId: string, next: NextEvents): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    response.write('retry: 2000\n: following\n\n');
    const stream: Stream = { response, next, reading: false, again: false };
    const own = this.#streams.get(clientId) ?? new Set();
    this.#streams.set(clientId, own.add(stream));
    this.#count += 1;
    const cancelEnd = this.#clock.after(streamMs, () => response.end());
    let cancelBeat = () => {};
    const beat = () => {
      cancelBeat = this.#clock.after(beatMs, () => {
        response.write(': still here\n\n');
        this.#read(stream);
        beat();
      });
    };
    beat();
    response.once('close', () => {
      cancelEnd();
      cancelBeat();
      own.delete(stream);
      this.#count -= 1;
      if (own.size === 0) this.#streams.delete(clientId);
    });
    this.#read(stream);
  }

  /** There may be something new for this client. */
  wake(clientId: string): void {
    for (const stream of this.#streams.get(clientId) ?? []) this.#read(stream);
  }

  stop(): void {
    for (const own of this.#streams.values()) for (const { response } of own) response.destroy();
  }

  /** Reads until there is nothing new; whoever calls meanwhile lets it read once more. */
  #read(stream: Stream): void {
    stream.again = true;
    if (stream.reading) return;
    stream.reading = true;
    this.#readAll(stream)
      .catch((error: unknown) => {
        this.#log.warn('a stream of events ends', { fault: faultChain(error) });
        stream.response.destroy();
      })
      .finally(() => {
        stream.reading = false;
      });
  }

  async #readAll(stream: Stream): Promise<void> {
    while (stream.again && !stream.response.destroyed) {
      stream.again = false;
      for (;;) {
        const events = await stream.next();
        if (events.length === 0) break;
        for (const event of events) write(stream.response, event);
        if (stream.response.writableLength > unsentBytesMax) stream.response.destroy();
        if (stream.response.destroyed) return;
      }
    }
  }
}

function write(response: ServerResponse, { id, event, data }: StreamEvent): void {
  const head = id === undefined ? '' : `id: ${id}\n`;
  response.write(`${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
