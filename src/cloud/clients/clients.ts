/** The service interfaces for other clients put together: their orders, the messages to them, the cashier page. */
import type { FastifyInstance } from 'fastify';
import { registerCashier } from './cashier-routes.ts';
import { clientKeys, clientTokenHash, newClientToken } from './client-keys.ts';
import { registerClientRoutes } from './client-routes.ts';
import type { ClientsPorts } from './clients-ports.ts';
import { EventStreams } from './event-streams.ts';
import { OrderFollower } from './order-follower.ts';
import { PreOrderDesk } from './pre-order-desk.ts';
import { WebhookSender } from './webhook-sender.ts';

export interface Clients {
  start(): void;
  /** Undoes `start`; what is open is gone on with by the next start or another process. */
  stop(): Promise<void>;
  /** Adds the routes to the cloud's server. */
  serve(server: FastifyInstance): void;
  /** A new token for a client, and the key of its webhooks; the token is kept nowhere. */
  secrets(clientId: string): { token: string; tokenHash: string; webhookSecret: string };
  /** Something was committed to the transaction log. */
  wake(): void;
  /** Something about this client changed, here or in another process. */
  changed(clientId: string): void;
}

export function createClients(ports: ClientsPorts): Clients {
  const keys = clientKeys(ports.secret);
  const streams = new EventStreams(ports.clock, ports.log);
  const desk = new PreOrderDesk(ports, keys);
  const follower = new OrderFollower(ports);
  const webhooks = new WebhookSender(ports, keys);
  const parts = { ports, keys, desk, streams };
  return {
    start: () => {
      follower.start();
      webhooks.start();
    },
    stop: async () => {
      streams.stop();
      await Promise.all([follower.stop(), webhooks.stop()]);
    },
    serve: (server) => {
      registerClientRoutes(server, parts);
      registerCashier(server, parts);
    },
    secrets: (clientId) => {
      const token = newClientToken(ports.random);
      return { token, tokenHash: clientTokenHash(token), webhookSecret: keys.webhookSecret(clientId) };
    },
    wake: () => follower.wake(),
    changed: (clientId) => {
      streams.wake(clientId);
      webhooks.wake();
    },
  };
}
