/** What hands over: the machine's own mechanisms, controllers that ask the money for theirs, and the printer. */
import { cashSaleRecord } from '../../domain/vend-line.ts';
import { DeliveryFlow } from '../delivery/delivery-flow.ts';
import { VendFlow } from '../delivery/vend-flow.ts';
import type { Gifts } from '../gifts/open-gifts.ts';
import { withGiverWords } from '../receipt/gift-words.ts';
import { PrintFlow } from '../receipt/print-flow.ts';
import type { CorePart } from './core-part.ts';

export function openDeliveryParts({ ports, turns, hal, shop, orders, common }: CorePart) {
  const delivery: DeliveryFlow = new DeliveryFlow({
    ...common,
    dispensers: hal.dispensers,
    actBeforeIntent: ports.mistakes?.actBeforeIntent ?? false,
  });
  const vend: VendFlow = new VendFlow({
    ...common,
    controllers: hal.vendingControllers ?? [],
    canSell: turns.canSell,
    requested: (asked) => turns.give({ type: 'vendRequested', vend: asked }),
    withdrawn: (vendId) => turns.give({ type: 'vendWithdrawn', vendId }),
    describe: (sold) => {
      const open = shop();
      return open && cashSaleRecord(sold, open);
    },
    isRecorded: (orderId) => orders.get(orderId) !== undefined,
  });
  return { delivery, vend };
}

/** Receipts; one that a gift paid for carries its giver's words. */
export function openPrinting({ hal, models, orders, common }: CorePart, gifts: Gifts): PrintFlow {
  return new PrintFlow({
    ...common,
    printer: hal.printer,
    receipts: models.receipts,
    dress: async ({ orderId, receiptLine, language }) => {
      const wording = await gifts.flow.wordingOf(orderId);
      return withGiverWords(receiptLine, wording, orders.get(orderId)?.lines ?? [], language);
    },
  });
}
