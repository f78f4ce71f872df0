/** Gives gifts what they need from the rest of the cloud; advance payments are orders of a client of their own. */
import { createHash } from 'node:crypto';
import { Fault } from '../domain/fault.ts';
import type { PreOrder } from '../wire/client-schemas.ts';
import { clientOf } from './clients/client-access.ts';
import { clientKeys } from './clients/client-keys.ts';
import type { ClientsPorts } from './clients/clients-ports.ts';
import { EventStreams } from './clients/event-streams.ts';
import { PreOrderDesk } from './clients/pre-order-desk.ts';
import { findPreOrder } from './clients/pre-order-rows.ts';
import type { CloudPorts } from './cloud.ts';
import type { ChangeBell } from './database/change-bell.ts';
import { GiftKeys } from './database/gift-keys.ts';
import type { Gateway } from './gateway/gateway.ts';
import { createGifts, type Gifts } from './gifts/gifts.ts';
import type { GiftPayments } from './gifts/gifts-ports.ts';
import { passkeySiteOf } from './gifts/passkey-site.ts';
import { MemberKeys } from './members/member-keys.ts';
import { openPhoneSender, sendsPhoneCodes } from './open-sign-in.ts';
import { onceOf, ownClient } from './own-client.ts';

export interface OpenGiftsPorts {
  readonly cloud: CloudPorts;
  readonly hashKey: Uint8Array;
  readonly gateway: Gateway;
  readonly bell: ChangeBell;
  readonly publicUrl: () => string;
  readonly clients: ClientsPorts;
  readonly belongs: (merchantId: string, machineId: string) => Promise<boolean>;
}

/** The merchants that take gifts, and in which currency. */
function giftCurrencies({ accounts }: CloudPorts['settings']) {
  return new Map(
    accounts.flatMap((one) => (one.platform === 'gift' ? [[one.merchantId, one] as const] : [])),
  );
}

/** What machines need for gifts, in their bundle. */
export function giftPolicies(settings: CloudPorts['settings'], hashKey: Uint8Array) {
  const accounts = giftCurrencies(settings);
  const keys = new GiftKeys(hashKey);
  const members = new MemberKeys(hashKey);
  return (merchantId: string) => {
    const account = accounts.get(merchantId);
    if (!account) return undefined;
    return {
      hashKey: members.machineKey(merchantId),
      leaseKey: keys.leaseKeyPublic,
      phone: sendsPhoneCodes(settings),
      doubleRedemption: account.doubleRedemption,
    };
  };
}

export function openGifts(opened: OpenGiftsPorts): Gifts {
  const { cloud, hashKey, gateway, bell, publicUrl, clients, belongs } = opened;
  const { database, link, clock, random, log, settings } = cloud;
  const { db } = database;
  const members = new MemberKeys(hashKey);
  const accounts = giftCurrencies(settings);
  return createGifts({
    ...{ db, link, clock, random, log, belongs, publicUrl },
    keys: new GiftKeys(hashKey),
    hashes: {
      machineKey: (merchantId) => members.machineKey(merchantId),
      stored: (merchantId, hash) => members.stored(merchantId, hash),
    },
    payments: paymentsOf(clients),
    charges: {
      take: (owner, request) => gateway.take(owner, request),
      ask: (owner, ask) => gateway.ask(owner, ask),
    },
    sender: openPhoneSender(cloud),
    passkeySite: () => passkeySiteOf(settings.passkeyOrigin ?? publicUrl()),
    streams: new EventStreams(clock, log),
    clientOf: (authorization) => clientOf(db, authorization, 'gifts'),
    currencyOf: (merchantId) => accounts.get(merchantId)?.currency,
    pagesFolder: settings.giftsFolder ?? settings.consoleFolder,
    wakeRefunds: () => gateway.wakeRefunds(),
    ring: (merchantId, personId) =>
      bell.ring({ merchantId, machineId: personId, orderIds: [], alarms: false }),
  });
}

function paymentsOf(ports: ClientsPorts): GiftPayments {
  const desk = new PreOrderDesk(ports, clientKeys(ports.secret));
  const clientFor = (merchantId: string) =>
    ownClient(ports, { merchantId, clientId: giftClientId(merchantId), name: '礼物 · Gifts' });
  const held = async (orderId: string) => {
    const order = await findPreOrder(ports.db, orderId);
    if (!order) throw new Fault('NOT_FOUND', 'find the payment of a gift');
    return order;
  };
  return {
    open: async ({ merchantId, giftId, line, amountMinor, currency, expiresInS }): Promise<PreOrder> => {
      const client = await clientFor(merchantId);
      const wanted = { reference: giftId, lines: [line], amountMinor, currency, expiresInS };
      return desk.add(client, onceOf(giftId, giftId), wanted);
    },
    show: async (orderId, platform, requestKey) => {
      const order = await held(orderId);
      if (order.state.name === 'paying') return;
      await desk.pay(order, order.clientId, onceOf(`${requestKey} pay`, platform), { show: platform });
    },
    find: async (orderId) => {
      const order = await findPreOrder(ports.db, orderId);
      return order && desk.view(order);
    },
    cancel: async (orderId) => {
      const order = await held(orderId);
      await desk.giveUp(order);
      const client = await clientFor(order.merchantId);
      await desk.cancel(client, orderId, onceOf(`${orderId} cancel`, orderId));
    },
    shown: (merchantId) => ports.waysOf(merchantId).shown,
  };
}

/** The client that stands for a merchant's gifts. */
function giftClientId(merchantId: string): string {
  return `cli_gifts_${createHash('sha256').update(merchantId).digest('hex').slice(0, 20)}`;
}
