/**
 * The cloud's live stream: events as they happen, and whether they are coming at all. A stream that ends
 * is opened again until it is closed by its owner.
 */
import type { Clock } from '../../../platform/clock.ts';
import { type LiveEvent, liveEventSchema } from '../../../wire/rest-schemas.ts';

const reopenAfterMs = 3000;
const eventNames = ['order', 'kiosk', 'alarm', 'payment'] as const;

export interface LiveListener {
  opened(): void;
  lost(): void;
  happened(event: LiveEvent): void;
}

/** Opens the stream; the answer closes it for good. */
export function openLiveStream(address: string, clock: Clock, listener: LiveListener): () => void {
  let closed = false;
  let source: EventSource;
  let cancelReopen = () => {};

  function open() {
    source = new EventSource(address, { withCredentials: true });
    source.addEventListener('open', () => listener.opened());
    source.addEventListener('error', () => {
      listener.lost();
      // While it is connecting the browser tries again by itself.
      if (source.readyState === EventSource.CLOSED && !closed) {
        cancelReopen();
        cancelReopen = clock.after(reopenAfterMs, open);
      }
    });
    for (const name of eventNames) source.addEventListener(name, read);
  }

  function read(message: MessageEvent<string>) {
    const event = readLiveEvent(message.data);
    if (event) listener.happened(event);
  }

  open();
  return () => {
    closed = true;
    cancelReopen();
    source.close();
  };
}

/** An event of a newer cloud that this page does not know yet is passed over. */
function readLiveEvent(text: string): LiveEvent | undefined {
  try {
    return liveEventSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
