/**
 * Gifts over HTTP: the operations of `rest-gifts.ts`, each body through its schema. A person is known by an
 * HttpOnly cookie and asks from our own pages only; a till or a shop by its client's token.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parsedBy, refuseOtherSites } from '../../platform/page-requests.ts';
import { idempotencyHeader, idempotencyKeySchema } from '../../wire/client-api.ts';
import { giftOpenApiDocument } from '../../wire/gift-openapi.ts';
import {
  type GiftOperationAnswer,
  type GiftOperationName,
  giftApi,
  giftApiRoot,
  giftLivePath,
  giftRequestBytesMax,
} from '../../wire/rest-gifts.ts';
import type { GiftHandlers } from './gift-handlers.ts';
import { sessionMs } from './gift-people.ts';
import type { GiftParts } from './gifts.ts';

const cookieName = 'kioskd_gifts';

/** What is known of a call when its handler runs. */
export interface GiftCall {
  readonly merchantId: string;
  readonly id: string;
  readonly body: unknown;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** The key of a change, with what it stands for. */
  readonly asked: () => { readonly key: string; readonly bodyHash: string };
}

export function sessionOf(request: FastifyRequest): string | undefined {
  const cookie = request.headers.cookie ?? '';
  return new RegExp(`(?:^|;\\s*)${cookieName}=([A-Za-z0-9_-]{43})(?:;|$)`).exec(cookie)?.[1];
}

/** `token` undefined ends the session. */
export function setSession(
  { request, reply, merchantId }: Pick<GiftCall, 'request' | 'reply' | 'merchantId'>,
  token: string | undefined,
): void {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  const age = token === undefined ? 0 : Math.floor(sessionMs / 1000);
  const path = `${giftApiRoot}/${encodeURIComponent(merchantId)}`;
  const value = `${cookieName}=${token ?? ''}; Path=${path}; Max-Age=${age}; HttpOnly; SameSite=Strict`;
  reply.header('set-cookie', value + secure);
}

export function registerGiftRoutes(server: FastifyInstance, parts: GiftParts, handlers: GiftHandlers): void {
  for (const [name, operation] of Object.entries(giftApi)) {
    const body = 'body' in operation ? operation.body : undefined;
    server.route({
      method: operation.method,
      url: `${giftApiRoot}/:merchant${operation.path.replace(/\{(\w+)\}/g, ':$1')}`,
      bodyLimit: giftRequestBytesMax,
      handler: async (request, reply) => {
        reply.header('cache-control', 'no-store');
        if (operation.who !== 'client' && operation.method !== 'GET') refuseOtherSites(request.headers);
        const { merchant: merchantId, id = '' } = request.params as { merchant: string; id?: string };
        const read = body && parsedBy(body, request.body, 'body');
        const asked = () => ({
          key: parsedBy(idempotencyKeySchema, request.headers[idempotencyHeader] ?? null, idempotencyHeader),
          bodyHash: parts.bodyHash(merchantId, `${name} ${id}`, read),
        });
        const call: GiftCall = { merchantId, id, body: read, request, reply, asked };
        return handlers[name as GiftOperationName](call) as Promise<GiftOperationAnswer<GiftOperationName>>;
      },
    });
  }
  server.get(`${giftApiRoot}/openapi.json`, async () => giftOpenApiDocument(parts.ports.publicUrl()));
  registerLive(server, parts);
}

/** Says that something changed; the page then reads what it shows. */
function registerLive(server: FastifyInstance, { ports, people }: GiftParts): void {
  server.get(`${giftApiRoot}/:merchant${giftLivePath}`, async (request, reply) => {
    const { merchant } = request.params as { merchant: string };
    const session = sessionOf(request);
    const who = await people.of(merchant, session);
    ports.streams.admit(who.personId);
    reply.hijack();
    let before: string | undefined;
    ports.streams.serve(reply.raw, who.personId, async () => {
      // A session that ended follows nothing any more.
      await people.of(merchant, session);
      const now = await changeMark(ports, who);
      if (now === before) return [];
      before = now;
      return [{ event: 'gifts', data: {} }];
    });
  });
}

/** Differs whenever something about this person's gifts changed. */
async function changeMark(
  { db }: GiftParts['ports'],
  { merchantId, personId }: { readonly merchantId: string; readonly personId: string },
): Promise<string> {
  const events = await db
    .selectFrom('gift_events')
    .innerJoin('gifts', (join) =>
      join
        .onRef('gifts.merchant_id', '=', 'gift_events.merchant_id')
        .onRef('gifts.gift_id', '=', 'gift_events.gift_id'),
    )
    .select((eb) => eb.fn.max('gift_events.event_id').as('newest'))
    .where('gifts.merchant_id', '=', merchantId)
    .where('gifts.giver_id', '=', personId)
    .executeTakeFirst();
  const messages = await db
    .selectFrom('gift_messages')
    .select((eb) => eb.fn.max('message_id').as('newest'))
    .where('merchant_id', '=', merchantId)
    .executeTakeFirst();
  const payments = await db
    .selectFrom('gifts')
    .innerJoin('pre_orders', 'pre_orders.order_id', 'gifts.order_id')
    .innerJoin('charges', (join) =>
      join
        .onRef('charges.merchant_id', '=', 'pre_orders.merchant_id')
        .onRef('charges.order_id', '=', 'pre_orders.order_id'),
    )
    .select((eb) => [
      eb.fn.max('charges.updated_at_ms').as('charged'),
      eb.fn.max('pre_orders.changed_at_ms').as('changed'),
    ])
    .where('gifts.merchant_id', '=', merchantId)
    .where('gifts.giver_id', '=', personId)
    .where('gifts.name', '=', 'created')
    .executeTakeFirst();
  return [events?.newest, messages?.newest, payments?.charged, payments?.changed].join(' ');
}
