/** Gives parking what it needs from the rest of the cloud: drivers pay through orders of a client of their own. */
import type { FastifyInstance } from 'fastify';
import { clientKeys } from './clients/client-keys.ts';
import type { ClientsPorts } from './clients/clients-ports.ts';
import { PreOrderDesk } from './clients/pre-order-desk.ts';
import { findPreOrder } from './clients/pre-order-rows.ts';
import type { CloudPorts } from './cloud.ts';
import { onceOf, ownClient } from './own-client.ts';
import { serveDrivers } from './parking/driver-routes.ts';
import type { LotKeys } from './parking/lot-keys.ts';
import type { BillOrder, BillPayments } from './parking/parking-ports.ts';
import { serveParking } from './parking/parking-routes.ts';
import { parkingClientId } from './parking/settle-bill.ts';

export interface OpenedParking {
  /** Adds the interface of lots and the page of their drivers to the cloud's server. */
  serve(server: FastifyInstance): Promise<void>;
}

export function openParking(
  { database, clock, random, log, settings }: CloudPorts,
  clients: ClientsPorts,
  keys: LotKeys,
): OpenedParking {
  const { db } = database;
  const { publicUrl } = clients;
  const pagesFolder = settings.parkingFolder ?? settings.consoleFolder;
  return {
    serve: async (server) => {
      await serveParking(server, { db, clock, log, random, keys, publicUrl });
      serveDrivers(server, { db, clock, random, keys, pagesFolder, payments: paymentsOf(clients) });
    },
  };
}

function paymentsOf(ports: ClientsPorts): BillPayments {
  const desk = new PreOrderDesk(ports, clientKeys(ports.secret));
  return {
    open: async ({ merchantId, billId, line, currency, expiresInS }): Promise<BillOrder> => {
      const clientId = parkingClientId(merchantId);
      // Its cashier page stands in a frame of the driver's page.
      const named = { merchantId, clientId, name: '停车缴费 · Parking', origins: ["'self'"] };
      const client = await ownClient(ports, named);
      const amountMinor = line.unitPriceMinor - line.discountMinor;
      const wanted = { reference: billId, lines: [line], amountMinor, currency, expiresInS };
      return desk.add(client, onceOf(billId, billId), wanted);
    },
    find: async (orderId) => {
      const order = await findPreOrder(ports.db, orderId);
      return order && desk.view(order);
    },
  };
}
