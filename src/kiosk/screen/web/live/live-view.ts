/**
 * The view as it comes from the machine, and whether it still comes. A lost connection is tried again every
 * second for ever; until it is back the last view stays, marked as lost, and no tap is sent.
 */
import type { View } from '../../view.ts';
import { createServerClock } from './server-clock.ts';
import { shareView } from './share-view.ts';

const retryMs = 1000;

export interface LiveState {
  readonly view: View | undefined;
  readonly connection: 'opening' | 'live' | 'lost';
  /** When it was lost, on the browser's steady clock. */
  readonly lostAtMs: number;
}

export interface LiveView {
  readonly state: () => LiveState;
  readonly subscribe: (listener: () => void) => () => void;
  /** The machine's time now. */
  readonly nowMs: () => number;
  /** A tap got no answer: the connection is taken for lost and opened anew. */
  readonly suspect: () => void;
}

/** Opens `url` and stays on it as long as the page lives. */
export function openLiveView(url: string): LiveView {
  const clock = createServerClock(() => performance.now());
  const listeners = new Set<() => void>();
  let state: LiveState = { view: undefined, connection: 'opening', lostAtMs: 0 };
  let source: EventSource | undefined;

  const change = (next: LiveState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const lose = () => {
    source?.close();
    source = undefined;
    if (state.connection !== 'lost') change({ ...state, connection: 'lost', lostAtMs: performance.now() });
    setTimeout(open, retryMs);
  };
  const open = () => {
    if (source) return;
    source = new EventSource(url);
    source.onmessage = (event: MessageEvent<string>) => {
      const view = JSON.parse(event.data) as View;
      clock.heard(view.serverTimeMs);
      change({ view: shareView(state.view, view), connection: 'live', lostAtMs: 0 });
    };
    source.onerror = lose;
  };
  open();

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    nowMs: clock.nowMs,
    suspect: lose,
  };
}
