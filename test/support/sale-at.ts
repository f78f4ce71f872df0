/** One sale without the machine around it: decides with the pure machine and folds its records. */
import { evolveOrder, isOrderRecord, type Order } from '../../src/domain/order.ts';
import type { OrderRecord } from '../../src/domain/record.ts';
import { decide } from '../../src/kiosk/sale/sale-machine.ts';
import {
  initialSale,
  type SaleContext,
  type SaleEffect,
  type SaleInput,
  type SaleState,
} from '../../src/kiosk/sale/sale-state.ts';
import { sampleShop } from './sample-shop.ts';

/** A sale whose records are folded at once, with what surrounds it in `world`. */
export function saleAt(world: Partial<SaleContext> = {}) {
  const shop = sampleShop();
  let state: SaleState = initialSale('zh');
  let lastId = 0;
  let nowMs = Date.UTC(2026, 10, 21, 4);
  const orders = new Map<string, Order>();
  const effects: SaleEffect[] = [];
  const record = (body: OrderRecord) => {
    const id = body.orderId as string;
    orders.set(id, evolveOrder(orders.get(id), body, nowMs));
  };
  const give = (input: SaleInput) => {
    const decision = decide(state, input, {
      shop,
      nowMs,
      online: true,
      cashReady: true,
      cameraReady: true,
      soldOut: () => false,
      retriesUnknown: false,
      makeId: (kind) => `${kind}_${++lastId}`,
      order: orders.get(state.orderId ?? ''),
      takenToday: { payments: 0, paidMinor: 0 },
      ...world,
    });
    for (const effect of decision.effects) {
      effects.push(effect);
      if (effect.effect === 'nameMember') record(effect.named);
      if (effect.effect === 'offerGift') record(effect.offered);
      if (effect.effect === 'append') for (const body of effect.bodies) if (isOrderRecord(body)) record(body);
    }
    state = decision.state;
    return state;
  };
  return {
    give,
    record,
    effects,
    state: () => state,
    order: () => orders.get(state.orderId ?? ''),
    wait: (ms: number) => {
      nowMs += ms;
    },
    timeOut: () => give({ type: 'timedOut', endsAtMs: state.timeout?.endsAtMs ?? -1 }),
  };
}

/** A scan as the sale takes it. */
export const scan = (text: string, symbology?: string): SaleInput => ({
  type: 'scanned',
  text,
  ...(symbology === undefined ? {} : { symbology }),
});
