/**
 * Tells the cloud which page was shown and which element touched, by names of one list and nothing else. They
 * wait in a short line; what does not fit or cannot be sent is lost and counted.
 */
import type { Interaction } from '../../../domain/interaction.ts';
import type { InteractionBatch } from '../../../wire/interaction-messages.ts';

export interface PageEvents {
  shown(page: string): void;
  touched(element: string): void;
}

const waitingMax = 50;
const everyMs = 3000;

function randomName(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/** One visit of the page at `base`. */
export function openPageEvents(base: string): PageEvents {
  const visit = randomName();
  let waiting: Interaction[] = [];
  let dropped = 0;
  let page = 'order';
  const send = () => {
    if (waiting.length === 0) return;
    const batch: InteractionBatch = { batch: randomName(), interactions: waiting, dropped };
    const count = waiting.length + dropped;
    waiting = [];
    dropped = 0;
    const headers = { 'content-type': 'application/json' };
    fetch(`${base}/events`, { method: 'POST', headers, body: JSON.stringify(batch), keepalive: true })
      .then((answer) => {
        if (!answer.ok) dropped += count;
      })
      .catch(() => {
        dropped += count;
      });
  };
  const add = (element?: string) => {
    if (waiting.length >= waitingMax) {
      waiting.shift();
      dropped += 1;
    }
    waiting.push({ visit, page, ...(element === undefined ? {} : { element }), atMs: Date.now() });
  };
  setInterval(send, everyMs);
  addEventListener('pagehide', send);
  return {
    shown: (name) => {
      page = name;
      add();
    },
    touched: (element) => add(element),
  };
}
