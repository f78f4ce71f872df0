/**
 * The order as the cloud tells it, live; and what the payer does with it. A request that got no answer is sent
 * again under the same key, so it has one effect.
 */
import { Refused, refusalIn } from '../../../look/phone/refused.ts';
import type { CardTold, CashierOrder, CashierPaid, CashierPayment } from '../../../wire/cashier-schemas.ts';

export interface Shown {
  readonly order: CashierOrder | undefined;
  /** The link leads nowhere. */
  readonly gone: boolean;
  /** The cloud cannot be reached right now; what is shown may be old. */
  readonly stale: boolean;
  /** How far the cloud's clock is ahead of this device's. */
  readonly aheadMs: number;
}

export interface LiveOrder {
  subscribe(listener: () => void): () => void;
  shown(): Shown;
  /** What the card needs before it can pay. */
  askCard(code: string): Promise<CardTold>;
  /** Answers what the card still needs, or nothing when the payment is under way. */
  pay(payment: CashierPayment): Promise<CardTold | undefined>;
  giveUp(): Promise<void>;
}

/** Together about half a minute: a cloud that starts again is back by then. */
const triesMax = 12;
const againMs = 500;
const againMsMax = 4000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function ask<T>(url: string, body?: unknown): Promise<T> {
  const key = crypto.randomUUID();
  for (let tried = 1; ; tried += 1) {
    try {
      const response = await fetch(url, {
        ...(body === undefined
          ? {}
          : {
              method: 'POST',
              headers: { 'content-type': 'application/json', 'idempotency-key': key },
              body: JSON.stringify(body),
            }),
      });
      const answer = await response.json();
      if (!response.ok) throw refusalIn(answer);
      return answer as T;
    } catch (error) {
      if (error instanceof Refused) throw error;
      if (tried >= triesMax) throw new Refused('NETWORK_DOWN');
      await pause(Math.min(againMs * tried, againMsMax));
    }
  }
}

/** Follows the order at `base`, the page's own address. */
export function openOrder(base: string): LiveOrder {
  let shown: Shown = { order: undefined, gone: false, stale: false, aheadMs: 0 };
  const listeners = new Set<() => void>();
  const show = (change: Partial<Shown>) => {
    shown = { ...shown, ...change };
    for (const listener of listeners) listener();
  };
  const take = (order: CashierOrder) =>
    show({ order, stale: false, gone: false, aheadMs: order.nowMs - Date.now() });
  /** How often the stream told of the order. */
  let told = 0;
  /** Takes an answer unless the stream told something meanwhile, which may be newer: the stream ends at the newest. */
  const takeAnswer = async <T>(asked: Promise<T>, orderOf: (answer: T) => CashierOrder): Promise<T> => {
    const toldBefore = told;
    const answer = await asked;
    if (told === toldBefore) take(orderOf(answer));
    return answer;
  };
  const itself = (order: CashierOrder) => order;
  const read = async () => {
    try {
      await takeAnswer(ask<CashierOrder>(`${base}/order`), itself);
    } catch (error) {
      const gone = error instanceof Refused && error.code === 'NOT_FOUND';
      show(gone ? { gone, order: undefined } : { stale: true });
    }
  };
  const follow = () => {
    const stream = new EventSource(`${base}/live`);
    stream.addEventListener('order', (event) => {
      told += 1;
      take(JSON.parse((event as MessageEvent<string>).data));
    });
    stream.onopen = () => show({ stale: false });
    stream.onerror = () => {
      show({ stale: true });
      // The browser tries again by itself, unless it was refused.
      if (stream.readyState === EventSource.CLOSED) void read();
    };
  };
  void read();
  follow();
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    shown: () => shown,
    askCard: (code) => ask<CardTold>(`${base}/card`, { code }),
    pay: async (payment) => {
      const asked = ask<CashierPaid>(`${base}/payments`, payment);
      const { card } = await takeAnswer(asked, ({ order }) => order);
      return card ?? undefined;
    },
    giveUp: async () => {
      await takeAnswer(ask<CashierOrder>(`${base}/give-up`, {}), itself);
    },
  };
}
