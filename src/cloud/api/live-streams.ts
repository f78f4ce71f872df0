/**
 * `GET /api/live`: server-sent events for one watcher each. A stream ends after an hour, so that who may
 * watch is asked again; a watcher that does not keep up is cut off and comes back.
 */
import type { ServerResponse } from 'node:http';
import { Fault } from '../../domain/fault.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { LiveHub } from './live-hub.ts';

const streamsMax = 500;
const heartbeatMs = 15_000;
const streamMs = 3_600_000;
const unsentBytesMax = 1024 * 1024;

export class LiveStreams {
  #hub: LiveHub;
  #clock: Clock;
  #open = new Set<ServerResponse>();

  constructor(hub: LiveHub, clock: Clock) {
    this.#hub = hub;
    this.#clock = clock;
  }

  /** Throws `RATE_LIMITED` if too many watch already; call before anything is answered. */
  admit(): void {
    if (this.#open.size >= streamsMax) throw new Fault('RATE_LIMITED', 'watch live changes');
  }

  /** Serves `merchantId`'s changes until the watcher or this process ends it. */
  serve(response: ServerResponse, merchantId: string): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write(': watching\n\n');
    this.#open.add(response);
    const write = (text: string) => {
      if (response.writableLength > unsentBytesMax) response.destroy();
      else response.write(text);
    };
    const leave = this.#hub.watch(merchantId, (event) =>
      write(`event: ${event.event}\ndata: ${JSON.stringify(event)}\n\n`),
    );
    const cancelEnd = this.#clock.after(streamMs, () => response.end());
    const cancelBeat = this.#beat(() => write(': still here\n\n'));
    response.once('close', () => {
      leave();
      cancelEnd();
      cancelBeat();
      this.#open.delete(response);
    });
  }

  /** Ends every stream. */
  stop(): void {
    for (const response of this.#open) response.destroy();
  }

  #beat(write: () => void): Cancel {
    let cancel: Cancel = () => undefined;
    const next = () => {
      cancel = this.#clock.after(heartbeatMs, () => {
        write();
        next();
      });
    };
    next();
    return () => cancel();
  }
}
