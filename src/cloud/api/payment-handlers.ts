/** Payments that are not final: shown, and decided about by people, each decision in the audit with its reason. */
import type { PaymentAction, SettledEnd } from '../../wire/rest.ts';
import type { Call, Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { writeAudit } from './audit-rows.ts';
import { pageFrom, readCursor } from './page-cursor.ts';

type Deciding = 'askPayment' | 'reversePayment' | 'refundPayment' | 'settlePayment';
type PaymentOperations = 'listOpenPayments' | Deciding;

export function paymentHandlers(ports: ApiPorts): Pick<Handlers, PaymentOperations> {
  return {
    listOpenPayments: async (call) => {
      const { limit, after, kiosk } = call.query;
      const key = readCursor<[number, string]>(after, ['number', 'string']);
      const found = await ports.payments.find(await call.merchantId(), { limit, after: key, kiosk });
      return pageFrom(
        found,
        limit,
        (payment) => payment,
        ({ sinceMs, id }) => [sinceMs, id],
      );
    },
    askPayment: (call) => decide(ports, call, 'ask'),
    reversePayment: (call) => decide(ports, call, 'reverse'),
    refundPayment: (call) => decide(ports, call, 'refund'),
    settlePayment: (call) => decide(ports, call, 'settle', call.body),
  };
}

async function decide(
  { db, clock, payments, bell }: ApiPorts,
  call: Call<Deciding>,
  action: PaymentAction,
  settled?: { readonly end: SettledEnd; readonly amountMinor: number },
): Promise<{ done: true; repeated: boolean }> {
  const merchantId = await call.merchantId();
  const principal = call.principal();
  const { about, actionId, why } = call.body;
  const id = call.param('id');
  const atMs = clock.now();
  const decided = { merchantId, about, id, actionId, action, why, actor: principal.name, atMs };
  const { repeated, owner } = await db.transaction().execute(async (tx) => {
    const taken = await payments.decide(tx, settled ? { ...decided, settled } : decided);
    if (taken.repeated) return taken;
    const { amountMinor, state } = taken;
    const facts = {
      why,
      ...(settled ? { end: settled.end } : {}),
      ...(amountMinor === undefined ? {} : { amountMinor }),
      ...{ state, order: taken.owner.orderId },
    };
    await writeAudit(tx, principal, { merchantId, action: `${action}Payment`, subject: id, facts }, atMs);
    return taken;
  });
  payments.wake();
  const { machineId, orderId } = owner;
  bell.ring({ merchantId, machineId, orderIds: [orderId], alarms: about === 'refund', payments: true });
  return { done: true, repeated };
}
