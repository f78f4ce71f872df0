/**
 * The cashier page: the link of an order is signed and opens that order only. It may stand inside pages of the
 * origins that the order's client registered and of nobody else; it loads nothing from anywhere but here.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../../domain/fault.ts';
import { builtFile, builtPage } from '../../platform/page-files.ts';
import { parsedBy, refuseOtherSites } from '../../platform/page-requests.ts';
import {
  type CashierOrder,
  cardAskedSchema,
  cashierOpenMs,
  cashierPaymentSchema,
} from '../../wire/cashier-schemas.ts';
import { clientRequestBytesMax } from '../../wire/client-api.ts';
import { interactionBatchSchema } from '../../wire/interaction-messages.ts';
import { askCard, payAtCashier } from './cashier-payment.ts';
import { lastMessageOf } from './client-messages.ts';
import type { ClientRoutesPorts } from './client-routes.ts';
import { keyOf } from './client-routes.ts';
import { findPreOrder, type HeldPreOrder } from './pre-order-rows.ts';
import { QuestionLimit } from './question-limit.ts';

/** What the page may do: its own files and calls; frames only of those who registered. */
function policyOf(origins: readonly string[]): string {
  const ancestors = origins.length > 0 ? origins.join(' ') : "'none'";
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ');
}

export function registerCashier(server: FastifyInstance, parts: ClientRoutesPorts): void {
  const { ports, desk, streams } = parts;
  const orderOf = (request: FastifyRequest) => findByLink(parts, request);
  const cardQuestions = new QuestionLimit(ports.clock);
  registerPage(server, parts, orderOf);
  server.get('/pay/:token/order', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    return cashierOrder(parts, await orderOf(request));
  });
  server.post('/pay/:token/card', { bodyLimit: clientRequestBytesMax }, async (request, reply) => {
    refuseOtherSites(request.headers);
    reply.header('cache-control', 'no-store');
    const order = await orderOf(request);
    const { code } = parsedBy(cardAskedSchema, request.body, 'body');
    cardQuestions.count(order.orderId);
    const told = await askCard(ports, order, { code, chargeId: desk.newChargeId() });
    if (!told) throw new Fault('INTERNAL_DEFECT', 'ask about a card without a proof');
    return told;
  });
  server.post('/pay/:token/payments', { bodyLimit: clientRequestBytesMax }, async (request, reply) => {
    refuseOtherSites(request.headers);
    reply.header('cache-control', 'no-store');
    const order = await orderOf(request);
    const payment = parsedBy(cashierPaymentSchema, request.body, 'body');
    const bodyHash = parts.keys.bodyHash(order.orderId, 'pay', payment);
    if ('pin' in payment) cardQuestions.count(order.orderId);
    const card = await payAtCashier(parts, order, { key: keyOf(request), bodyHash }, payment);
    return { order: await cashierOrder(parts, await orderOf(request)), card: card ?? null };
  });
  server.post('/pay/:token/give-up', { bodyLimit: clientRequestBytesMax }, async (request, reply) => {
    refuseOtherSites(request.headers);
    reply.header('cache-control', 'no-store');
    await desk.giveUp(await orderOf(request));
    return cashierOrder(parts, await orderOf(request));
  });
  server.post('/pay/:token/events', { bodyLimit: clientRequestBytesMax }, async (request, reply) => {
    refuseOtherSites(request.headers);
    const order = await orderOf(request);
    const batch = parsedBy(interactionBatchSchema, request.body, 'body');
    const { merchantId, clientId: source } = order;
    ports.takeInteractions({ merchantId, source, face: 'cashier' }, batch);
    return reply.status(204).send();
  });
  server.get('/pay/:token/live', async (request, reply) => {
    const order = await orderOf(request);
    streams.admit(order.clientId);
    reply.hijack();
    let shown = '';
    streams.serve(reply.raw, order.clientId, async () => {
      const held = await findPreOrder(ports.db, order.orderId);
      if (!held) return [];
      const data = await cashierOrder(parts, held);
      const { nowMs: _now, ...shows } = data;
      const text = JSON.stringify(shows);
      if (text === shown) return [];
      shown = text;
      return [{ event: 'order', data }];
    });
  });
}

function registerPage(
  server: FastifyInstance,
  { ports }: ClientRoutesPorts,
  orderOf: (request: FastifyRequest) => Promise<HeldPreOrder>,
): void {
  const { cashierFolder, db } = ports;
  server.get('/cashier/assets/:name', async (request, reply) => {
    const { content, contentType } = await builtFile(
      cashierFolder,
      (request.params as { name: string }).name,
    );
    reply.header('cache-control', 'public, max-age=31536000, immutable');
    reply.header('content-type', contentType);
    return content;
  });
  server.get('/pay/:token', async (request, reply: FastifyReply) => {
    const order = await orderOf(request);
    const client = await db
      .selectFrom('api_clients')
      .select('origins')
      .where('client_id', '=', order.clientId)
      .executeTakeFirst();
    reply.header('content-security-policy', policyOf(client?.origins ?? []));
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
    reply.header('cache-control', 'no-store');
    reply.header('content-type', 'text/html; charset=utf-8');
    return builtPage(cashierFolder);
  });
}

/** The order of the link in the address; a link that nobody here made, or an old one, leads nowhere. */
async function findByLink(
  { ports, keys }: ClientRoutesPorts,
  request: FastifyRequest,
): Promise<HeldPreOrder> {
  const { token } = request.params as { token: string };
  const link = keys.orderOf(token);
  if (!link || ports.clock.now() > link.expiresAtMs + cashierOpenMs)
    throw new Fault('NOT_FOUND', 'find an order');
  const order = await findPreOrder(ports.db, link.orderId);
  if (!order) throw new Fault('NOT_FOUND', 'find an order');
  return order;
}

async function cashierOrder({ ports, desk }: ClientRoutesPorts, order: HeldPreOrder): Promise<CashierOrder> {
  const { db, clock } = ports;
  const merchant = await db
    .selectFrom('merchants')
    .select(['name', 'help_phone'])
    .where('merchant_id', '=', order.merchantId)
    .executeTakeFirstOrThrow();
  const formats = await desk.codeFormatsOf(order.merchantId);
  const { orderId, lines, amountMinor, currency, state, expiresAtMs } = order;
  return {
    ...{ orderId, lines: [...lines], amountMinor, currency, expiresAtMs },
    merchantName: merchant.name,
    helpPhone: merchant.help_phone,
    state: state.name,
    nowMs: clock.now(),
    scanned: [...new Set(formats.map(({ platform }) => platform))],
    shown: [...ports.waysOf(order.merchantId).shown],
    shownCode: order.shownCode ?? null,
    platform: state.platform ?? null,
    message: (await lastMessageOf(db, orderId)) ?? null,
  };
}
