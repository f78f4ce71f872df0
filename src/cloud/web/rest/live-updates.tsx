/**
 * Keeps what the page shows true: events of the live stream go into the answers that are shown, and
 * whatever they may have changed beside that is read again, at most once in `refreshEveryMs`. After a lost
 * stream everything is read again.
 */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useEffect, useState } from 'react';
import type { Clock } from '../../../platform/clock.ts';
import type { Answer, LiveEvent, OperationName } from '../../../wire/rest.ts';
import { useRequired } from '../parts/use-required.ts';
import { useSession } from '../session/session.tsx';
import { useClock } from '../time/clock-context.tsx';
import { openLiveStream } from './live-stream.ts';

const refreshEveryMs = 800;
/** A blink of the network is not worth a word. */
const lostAfterMs = 2500;

/** `lostAtMs` says since when what is shown may be old. */
export interface Liveness {
  readonly live: boolean;
  readonly lostAtMs: number | undefined;
}

const LivenessContext = createContext<Liveness | undefined>(undefined);

export function useLiveness(): Liveness {
  return useRequired(LivenessContext, 'the live stream');
}

export function LiveUpdates({ children }: { children: ReactNode }) {
  const { merchant, merchantQuery } = useSession();
  const clock = useClock();
  const queries = useQueryClient();
  const [liveness, setLiveness] = useState<Liveness>({ live: false, lostAtMs: undefined });
  const named = merchantQuery.merchant;

  useEffect(() => {
    const refresher = new Refresher(queries, clock);
    let wasLost = false;
    let cancelLost = () => {};
    const address = named === undefined ? '/api/live' : `/api/live?merchant=${encodeURIComponent(named)}`;
    const close = openLiveStream(address, clock, {
      opened: () => {
        cancelLost();
        setLiveness({ live: true, lostAtMs: undefined });
        if (wasLost) void queries.invalidateQueries();
        wasLost = false;
      },
      lost: () => {
        if (wasLost) return;
        wasLost = true;
        const lostAtMs = clock.now();
        cancelLost = clock.after(lostAfterMs, () => setLiveness({ live: false, lostAtMs }));
      },
      happened: (event) => applyEvent(queries, merchant.id, event, refresher),
    });
    return () => {
      close();
      cancelLost();
      refresher.stop();
    };
  }, [queries, clock, merchant.id, named]);

  return <LivenessContext value={liveness}>{children}</LivenessContext>;
}

/** Gathers what is to be read again and reads it in one go. */
class Refresher {
  readonly #queries: QueryClient;
  readonly #clock: Clock;
  readonly #waiting = new Set<OperationName>();
  #cancel: (() => void) | undefined;

  constructor(queries: QueryClient, clock: Clock) {
    this.#queries = queries;
    this.#clock = clock;
  }

  refresh(...operations: OperationName[]): void {
    for (const operation of operations) this.#waiting.add(operation);
    this.#cancel ??= this.#clock.after(refreshEveryMs, () => {
      this.#cancel = undefined;
      for (const operation of this.#waiting) void this.#queries.invalidateQueries({ queryKey: [operation] });
      this.#waiting.clear();
    });
  }

  stop(): void {
    this.#cancel?.();
  }
}

function applyEvent(queries: QueryClient, merchantId: string, event: LiveEvent, refresher: Refresher): void {
  switch (event.event) {
    case 'order':
      replaceItem(queries, 'listOrders', merchantId, event.order, (order) => order.id);
      refresher.refresh('listOrders', 'readOrder', 'readOverview', 'listOpenPayments');
      break;
    case 'kiosk':
      replaceItem(queries, 'listKiosks', merchantId, event.kiosk, (kiosk) => kiosk.id);
      refresher.refresh('readKiosk', 'readOverview');
      break;
    case 'alarm':
      refresher.refresh('listAlarms', 'listPoison', 'listHeldBack', 'readOverview');
      break;
    case 'payment':
      refresher.refresh('listOpenPayments', 'readOverview', 'readOrder');
      break;
  }
}

/** Puts the newer thing in the place of the older one on every page that shows it. */
function replaceItem<K extends 'listOrders' | 'listKiosks'>(
  queries: QueryClient,
  operation: K,
  merchantId: string,
  item: Answer<K>['items'][number],
  idOf: (item: Answer<K>['items'][number]) => string,
): void {
  queries.setQueriesData<Answer<K>>({ queryKey: [operation, merchantId] }, (page) => {
    if (!page?.items.some((shown) => idOf(shown) === idOf(item))) return page;
    return { ...page, items: page.items.map((shown) => (idOf(shown) === idOf(item) ? item : shown)) };
  });
}
