/**
 * Registers one route for every operation of `restApi`: who asks is found before the body is read, query
 * and body go through their schemas, and the answer is what the handler says.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Fault } from '../../domain/fault.ts';
import {
  type Operation,
  type OperationName,
  type Principal,
  requestBytesMax,
  restApi,
} from '../../wire/rest.ts';
import type { Call, Handler, Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { mayDo, scopeOf } from './principals.ts';
import { type Access, findAccess, nobody, writeSessionCookie } from './request-access.ts';

declare module 'fastify' {
  interface FastifyRequest {
    access: Access;
  }
}

function parsed(schema: z.ZodType | undefined, value: unknown, part: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  const where = result.error.issues
    .slice(0, 5)
    .map((issue) => `${[part, ...issue.path].join('.')}: ${issue.message}`);
  throw new Fault('INPUT_MALFORMED', 'read the request', {
    facts: { where: where.join('; ').slice(0, 500) },
  });
}

/** The principal, or `ACCESS_DENIED` if there is none. */
export function principalOf(request: FastifyRequest): Principal {
  const { principal } = request.access;
  if (!principal) throw new Fault('ACCESS_DENIED', 'find out who asks');
  return principal;
}

/** The merchant whose data it is; for the platform's people one that exists. */
export async function merchantOf(
  { db }: Pick<ApiPorts, 'db'>,
  principal: Principal,
  named: string | undefined,
): Promise<string> {
  const merchantId = scopeOf(principal, named);
  if (principal.merchant) return merchantId;
  const row = await db
    .selectFrom('merchants')
    .select('merchant_id')
    .where('merchant_id', '=', merchantId)
    .executeTakeFirst();
  if (!row) throw new Fault('NOT_FOUND', 'find a merchant');
  return merchantId;
}

/** No column can hold NUL; nothing that is named so exists. */
function refuseNul(values: unknown, part: string): void {
  if (!Object.values((values ?? {}) as object).some((value) => String(value).includes('\0'))) return;
  throw new Fault('INPUT_MALFORMED', 'read the request', { facts: { where: part } });
}

function makeCall(
  ports: ApiPorts,
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
): Call<OperationName> {
  const params = request.params as Readonly<Record<string, string>>;
  refuseNul(params, 'path');
  refuseNul(request.query, 'query');
  const query = parsed(operation.query, request.query, 'query');
  const ofMerchant = operation.path.startsWith('/api/merchants/');
  const named = ofMerchant ? params.id : (query as { merchant?: string } | undefined)?.merchant;
  return {
    principal: () => principalOf(request),
    merchantId: () => merchantOf(ports, principalOf(request), named),
    param: (name) => params[name] ?? '',
    query: query as never,
    body: parsed(operation.body, request.body, 'body') as never,
    address: request.ip,
    secret: request.access.secret,
    setSession: (token, maxAgeS) =>
      writeSessionCookie(reply, token, maxAgeS, ports.publicUrl().startsWith('https:')),
  };
}

export function registerOperations(server: FastifyInstance, ports: ApiPorts, handlers: Handlers): void {
  const { db, clock, config } = ports;
  const principalPorts = { db, clock, bootstrapToken: config.bootstrapToken };
  server.decorateRequest('access');
  server.addHook('onRequest', async (request) => {
    request.access = nobody;
    if (request.url.startsWith('/api/')) request.access = await findAccess(principalPorts, request);
  });
  for (const [name, operation] of Object.entries(restApi) as [OperationName, Operation][]) {
    const handler = handlers[name] as Handler<OperationName>;
    server.route({
      method: operation.method,
      url: operation.path.replace(/\{(\w+)\}/g, ':$1'),
      bodyLimit: operation.bodyBytesMax ?? requestBytesMax,
      onRequest: async (request) => {
        if (!mayDo(request.access.principal, operation.permission)) {
          throw new Fault('ACCESS_DENIED', 'use this operation');
        }
      },
      handler: async (request, reply) => {
        reply.header('cache-control', 'no-store');
        return handler(makeCall(ports, operation, request, reply));
      },
    });
  }
}
