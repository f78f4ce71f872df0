/** The end of an order on the screen: goods on their way, goods out, or money back, and the receipt. */
import type { Delivery } from '../../domain/basket.ts';
import type { Order } from '../../domain/order.ts';
import { faceOf, fingerOf } from './card-view.ts';
import { moneyBack } from './split-view.ts';
import type { Page, ReceiptView, ViewDelivery } from './view.ts';
import { facesOf, type ViewSource } from './view-source.ts';

/** Goods on their way, goods out, or money back. */
export function endPage(source: ViewSource, order: Order, resting: boolean): Page {
  const deliveries = deliveriesOf(order, source.running);
  const back = moneyBack(order);
  const receipt = receiptOf(source, order);
  const returning = order.abandoned !== undefined && order.paidAtMs === undefined;
  if (back.amountMinor > 0 || returning) {
    return {
      page: 'refunded',
      deliveries,
      refundMinor: back.amountMinor,
      refund: back.state,
      by: back.by,
      ...(back.parts.length > 1 ? { parts: back.parts } : {}),
      reason: order.deliveries.find((d) => d.reason !== undefined)?.reason ?? 'PAY_TIMED_OUT',
      receipt,
    };
  }
  if (!resting) return { page: 'delivering', deliveries };
  const change = order.payouts.filter((p) => p.purpose === 'change');
  return {
    page: 'done',
    deliveries,
    changeMinor: change.reduce((sum, p) => sum + p.paidMinor, 0),
    changeOwedMinor: change.reduce((sum, p) => sum + p.owedMinor, 0),
    ...fingerOf(source.sale, source.fingerReady ?? false),
    ...faceOf(source.sale, facesOf(source)),
    receipt,
  };
}

function receiptOf(source: ViewSource, order: Order): ReceiptView {
  const link = source.site?.receiptLink(order.orderId) ?? '';
  if (!source.hasPrinter) return { state: 'screenOnly', link };
  if (order.receipt?.printed) return { state: 'printed', link };
  return { state: source.printerReady ? 'printing' : 'waiting', link };
}

function deliveriesOf(order: Order, running: ViewSource['running']): ViewDelivery[] {
  return order.lines.flatMap((line) => {
    const common = {
      lineId: line.lineId,
      name: line.name,
      ...(line.picture ? { picture: line.picture } : {}),
    };
    const target = line.delivery;
    if (target.how === 'none') {
      return [{ ...common, piece: 0, how: 'none' as const, state: 'delivered' as const }];
    }
    const where = placeOf(target);
    return Array.from({ length: line.quantity }, (_, piece): ViewDelivery => {
      const delivery = order.deliveries.find((d) => d.lineId === line.lineId && d.piece === piece);
      const percent = delivery && running?.deliveryId === delivery.deliveryId ? running.percent : undefined;
      return {
        ...common,
        piece,
        how: target.how,
        state: delivery === undefined ? 'waiting' : delivery.state === 'started' ? 'running' : delivery.state,
        ...(where === undefined ? {} : { where }),
        ...(percent === undefined ? {} : { percent }),
        ...(delivery?.reason === undefined ? {} : { reason: delivery.reason }),
      };
    });
  });
}

/** Where the shopper looks for it. */
function placeOf(target: Delivery): string | undefined {
  if (target.how === 'slot') return target.slot;
  if (target.how === 'door') return target.door;
  return target.how === 'vend' ? target.item : undefined;
}
