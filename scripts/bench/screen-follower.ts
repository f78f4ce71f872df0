/**
 * Follows the shopper's screen of the machine as its browser does, over server-sent events on one
 * connection, and touches it on another that stays open.
 */
import { Agent, type ClientRequest, get, request } from 'node:http';
import type { Tap, View } from '../../src/kiosk/screen/view.ts';

export class ScreenFollower {
  readonly #url: string;
  readonly #onView: (view: View) => void;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #live: ClientRequest | undefined;

  constructor(url: string, onView: (view: View) => void) {
    this.#url = url;
    this.#onView = onView;
  }

  /** Resolves with the first view. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      let text = '';
      this.#live = get(new URL('/live', this.#url), (response) => {
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          const messages = (text + piece).split('\n\n');
          text = messages.pop() ?? '';
          for (const message of messages) this.#onView(JSON.parse(message.slice('data: '.length)) as View);
          if (messages.length > 0) resolve();
        });
        // The machine ends the stream when it stops; whoever waits for a view has a limit of its own.
        response.on('error', () => undefined);
      });
      this.#live.on('error', reject);
    });
  }

  stop(): void {
    this.#live?.destroy();
    this.#agent.destroy();
  }

  /** Resolves when the machine has taken it. */
  tap(tap: Tap): Promise<void> {
    const body = JSON.stringify(tap);
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const sent = request(
        new URL('/tap', this.#url),
        { method: 'POST', agent: this.#agent, headers },
        (response) => {
          response.resume();
          response.on('end', resolve);
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
