/** What happened: overview, orders, alarms, records set aside, audit. */
import type { Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { writeAudit } from './audit-rows.ts';
import { listOrders, readOrder } from './order-queries.ts';
import { readOverview } from './overview-query.ts';
import { closeAlarm, listAlarms, listAudit, listPoison } from './record-queries.ts';

type RecordOperations =
  | ('readOverview' | 'listOrders' | 'readOrder')
  | ('listAlarms' | 'clearAlarm' | 'listPoison' | 'listAudit');

/** A payment that is open for so long wants a look; younger ones are in good order. */
const paymentOpenMs = 60_000;

export function recordHandlers(
  { db, clock, bell, payments }: ApiPorts,
  receiptUrlBase: () => string,
): Pick<Handlers, RecordOperations> {
  return {
    readOverview: async (call) => {
      const merchantId = await call.merchantId();
      const openPayments = await payments.count(merchantId, clock.now() - paymentOpenMs);
      return readOverview(db, merchantId, clock.now(), openPayments);
    },
    listOrders: async (call) => listOrders(db, await call.merchantId(), call.query, receiptUrlBase()),
    readOrder: async (call) => readOrder(db, await call.merchantId(), call.param('id'), receiptUrlBase()),
    listAlarms: async (call) => listAlarms(db, await call.merchantId(), call.query),
    clearAlarm: async (call) => {
      const merchantId = await call.merchantId();
      const machineId = await db.transaction().execute(async (tx) => {
        const machine = await closeAlarm(tx, merchantId, call.param('id'), clock.now());
        const act = { merchantId, action: 'clearAlarm', subject: call.param('id'), facts: { machine } };
        await writeAudit(tx, call.principal(), act, clock.now());
        return machine;
      });
      bell.ring({ merchantId, machineId, orderIds: [], alarms: true });
      return { done: true };
    },
    listPoison: async (call) => listPoison(db, await call.merchantId(), call.query),
    listAudit: async (call) => listAudit(db, await call.merchantId(), call.query),
  };
}
