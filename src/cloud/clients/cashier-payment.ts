/**
 * How the payer of a cashier page pays: by a code, by a card with its PIN, or by a code that is shown. A PIN
 * comes sealed for the cloud and bound to one charge; it is counted and checked before anything is charged.
 */
import { Fault } from '../../domain/fault.ts';
import type { CardTold, CashierPayment } from '../../wire/cashier-schemas.ts';
import type { ClientsPorts } from './clients-ports.ts';
import { type Asked, addressOf, type PreOrderDesk } from './pre-order-desk.ts';
import type { HeldPreOrder } from './pre-order-rows.ts';

const questionMs = 30_000;

interface CardAsked {
  readonly code: string;
  readonly chargeId: string;
  readonly pin?: string;
}

/** What a card needs before it can pay this order; undefined for a sealed PIN that was seen before. */
export async function askCard(
  ports: ClientsPorts,
  order: HeldPreOrder,
  { code, chargeId, pin }: CardAsked,
): Promise<CardTold | undefined> {
  const { orderId, amountMinor, currency, merchantId } = order;
  const owner = addressOf(order);
  const expiresAtMs = ports.clock.now() + questionMs;
  const question = { chargeId, orderId, code, amountMinor, currency, expiresAtMs };
  const said = await ports.askCard(owner, pin === undefined ? question : { ...question, pin });
  if (!said) return undefined;
  const { state, secret, triesLeft, waitMs, reason, spendableMinor = 0 } = said;
  const tooLittle = state === 'granted' && spendableMinor < amountMinor;
  const told = tooLittle
    ? ({ state: 'refused', reason: 'PAY_BALANCE_LOW' } as const)
    : { state, secret, triesLeft, waitMs, reason };
  return { chargeId, ...told, sealKey: ports.sealKey, merchantId, machineId: owner.machineId };
}

/** Pays, or tells what the card still needs. */
export async function payAtCashier(
  { ports, desk }: { ports: ClientsPorts; desk: PreOrderDesk },
  order: HeldPreOrder,
  asked: Asked,
  payment: CashierPayment,
): Promise<CardTold | undefined> {
  const asker = `${order.clientId}/${order.orderId}`;
  if (!('pin' in payment)) {
    await desk.pay(order, asker, asked, payment);
    return undefined;
  }
  const { code, chargeId } = payment;
  const card = await askCard(ports, order, payment);
  // The same request again: what it came to then is its answer, and there is none if it came to nothing.
  if (!card && order.state.chargeId !== chargeId)
    throw new Fault('ACCESS_DENIED', 'take a PIN a second time');
  if (card && card.state !== 'granted') return card;
  await desk.pay(order, asker, asked, { code }, chargeId);
  return undefined;
}
