/** Gifts put together: the desk of the machines, the pages, the till, the follower of their money. */
import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { faultChain } from '../../domain/fault.ts';
import type { Order } from '../../domain/order.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import { GiftBook } from './gift-book.ts';
import { GiftDesk } from './gift-desk.ts';
import { GiftEntrance } from './gift-entrance.ts';
import { GiftFinder } from './gift-finder.ts';
import { GiftFollower } from './gift-follower.ts';
import { giftHandlers } from './gift-handlers.ts';
import { GiftLimits } from './gift-limits.ts';
import { registerGiftPages } from './gift-pages.ts';
import { GiftPasskeys } from './gift-passkeys.ts';
import { GiftPeople } from './gift-people.ts';
import { GiftRecipients } from './gift-recipients.ts';
import { GiftRecommendations } from './gift-recommendations.ts';
import { registerGiftRoutes } from './gift-routes.ts';
import type { GiftsPorts } from './gifts-ports.ts';

export interface GiftParts {
  readonly ports: GiftsPorts;
  readonly book: GiftBook;
  readonly people: GiftPeople;
  readonly passkeys: GiftPasskeys;
  readonly recipients: GiftRecipients;
  readonly recommendations: GiftRecommendations;
  readonly entrance: GiftEntrance;
  readonly limits: GiftLimits;
  /** Tells one body from another without keeping it. */
  readonly bodyHash: (merchantId: string, operation: string, body: unknown) => string;
}

export interface Gifts {
  start(): void;
  /** Undoes `start`; what is open is gone on with by the next start or another process. */
  stop(): Promise<void>;
  /** Adds the routes and pages to the cloud's server. */
  serve(server: FastifyInstance): void;
  /** Listens to the machines of exactly these shards from now on. */
  holdShards(shards: Iterable<number>): void;
  /** Something was committed to the transaction log or to a gift. */
  wake(): void;
  /** Something of this person changed, here or in another process. */
  changed(personId: string): void;
  /** Orders that the ledger applied: kept of those who agreed to it. */
  noteOrders(machine: MachineAddress, orders: readonly Order[]): void;
}

export function createGifts(ports: GiftsPorts): Gifts {
  const finder = new GiftFinder(ports);
  const limits = new GiftLimits(ports);
  const people = new GiftPeople(ports, limits);
  const desk = new GiftDesk(ports, finder, limits);
  const follower = new GiftFollower(ports, (...named) => desk.sendLeases(...named));
  const recommendations = new GiftRecommendations(ports);
  const parts: GiftParts = {
    ...{ ports, limits, people, recommendations },
    book: new GiftBook(ports),
    passkeys: new GiftPasskeys(ports, limits, people),
    recipients: new GiftRecipients(ports),
    entrance: new GiftEntrance(ports, finder, limits),
    bodyHash: (merchantId, operation, body) =>
      createHmac('sha256', ports.hashes.machineKey(merchantId))
        .update(JSON.stringify([operation, body]))
        .digest('hex'),
  };
  const noting = new Set<Promise<void>>();
  return {
    start: () => {
      desk.start();
      follower.start();
    },
    stop: async () => {
      ports.streams.stop();
      await Promise.all([desk.stop(), follower.stop(), ...noting]);
    },
    serve: (server) => {
      registerGiftRoutes(server, parts, giftHandlers(parts));
      registerGiftPages(server, ports.pagesFolder);
    },
    holdShards: (shards) => desk.holdShards(shards),
    wake: () => follower.wake(),
    changed: (personId) => ports.streams.wake(personId),
    noteOrders: ({ merchantId, machineId }, orders) => {
      if (orders.some(({ gifts }) => gifts !== undefined)) follower.wake();
      if (ports.currencyOf(merchantId) === undefined) return;
      // Of no use to anybody but recommendations: what is missed here is missed there.
      const noted = recommendations.noteOrders(merchantId, machineId, orders).catch((error: unknown) => {
        ports.log.warn('purchases were not kept', { machineId, fault: faultChain(error) });
      });
      noting.add(noted);
      void noted.finally(() => noting.delete(noted));
    },
  };
}
