/**
 * Pictures from an HTTP server: a stream (`multipart/x-mixed-replace`, as network cameras and mjpg-streamer
 * send it), or one JPEG an answer, which is then asked for again and again. Redirections are not followed:
 * the profile says where the camera is.
 */
import { type ClientRequest, get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { connect } from 'node:net';
import type { Cancel, Clock } from '../../src/platform/clock.ts';
import type { FrameSource, FrameSourceHooks } from './frame-source.ts';

export interface HttpSourceOptions {
  /** `http://` or `https://`; a user and password in it go into the request and nowhere else. */
  readonly url: string;
  /** The wait between two pictures where each is an answer of its own. */
  readonly pictureEveryMs: number;
}

const connectWithinMs = 3_000;

export class HttpSource implements FrameSource {
  readonly name: string;
  readonly #url: URL;
  readonly #pictureEveryMs: number;
  readonly #clock: Clock;
  #hooks: FrameSourceHooks | undefined;
  #request: ClientRequest | undefined;
  #cancelNext: Cancel | undefined;

  constructor(options: HttpSourceOptions, clock: Clock) {
    this.#url = new URL(options.url);
    this.name = `${this.#url.protocol}//${this.#url.host}${this.#url.pathname}`;
    this.#pictureEveryMs = options.pictureEveryMs;
    this.#clock = clock;
  }

  /** Only knocks at the port: asking for a picture would be taking one. */
  probe(): Promise<void> {
    const { hostname, port, protocol } = this.#url;
    const host = hostname.replace(/^\[|\]$/g, '');
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
      const cancel = this.#clock.after(connectWithinMs, () =>
        socket.destroy(new Error('no answer to connect')),
      );
      socket.once('connect', () => {
        resolve();
        socket.destroy();
      });
      socket.once('error', reject);
      socket.once('close', cancel);
    });
  }

  open(hooks: FrameSourceHooks): void {
    this.#hooks = hooks;
    this.#ask(hooks);
  }

  async close(): Promise<void> {
    this.#hooks = undefined;
    this.#cancelNext?.();
    this.#request?.destroy();
    this.#request = undefined;
  }

  #ask(hooks: FrameSourceHooks): void {
    const get = this.#url.protocol === 'https:' ? getHttps : getHttp;
    const request = get(this.#url, {
      headers: { accept: 'multipart/x-mixed-replace, image/jpeg' },
      agent: false,
    });
    this.#request = request;
    const end = (reason: string) => {
      if (this.#hooks !== hooks || this.#request !== request) return;
      this.#hooks = undefined;
      request.destroy();
      hooks.closed(reason);
    };
    request.on('error', (error) => end(error.message));
    request.on('response', (response) => {
      const refused = refusalOf(response);
      if (refused) {
        end(refused);
        return;
      }
      const single = contentTypeOf(response) === 'image/jpeg';
      response.on('data', (bytes: Uint8Array) => {
        if (this.#hooks === hooks && this.#request === request) hooks.data(bytes);
      });
      response.on('error', (error) => end(error.message));
      response.on('close', () => {
        if (!single) end('the stream ended');
        else if (this.#hooks === hooks && this.#request === request) {
          this.#cancelNext = this.#clock.after(this.#pictureEveryMs, () => this.#ask(hooks));
        }
      });
    });
  }
}

function contentTypeOf(response: IncomingMessage): string {
  return (response.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** Why an answer cannot hold pictures. */
function refusalOf(response: IncomingMessage): string | undefined {
  if (response.statusCode !== 200) return `answered ${response.statusCode}`;
  const type = contentTypeOf(response);
  const holdsPictures =
    type === 'image/jpeg' || type === 'multipart/x-mixed-replace' || type === 'video/x-motion-jpeg';
  return holdsPictures ? undefined : `answered with ${type.slice(0, 60) || 'no content type'}`;
}
