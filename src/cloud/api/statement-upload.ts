/** Takes a statement that a person uploads: the file as it is, streamed, whatever its size up to the books' limit. */
import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { Fault } from '../../domain/fault.ts';
import { statementUploadPath, statementUploadQuery } from '../../wire/rest-finance.ts';
import type { ApiPorts } from './api-ports.ts';
import { merchantOf, principalOf } from './api-routes.ts';
import { writeAudit } from './audit-rows.ts';
import { mayDo } from './principals.ts';

export function registerStatementUpload(server: FastifyInstance, ports: ApiPorts): void {
  const { db, clock, books } = ports;
  server.register(async (scope) => {
    scope.addContentTypeParser('application/octet-stream', (_request, body, done) => done(null, body));
    scope.post(statementUploadPath, {
      onRequest: async (request) => {
        if (!mayDo(request.access.principal, 'closePayments')) {
          throw new Fault('ACCESS_DENIED', 'use this operation');
        }
      },
      handler: async (request, reply) => {
        reply.header('cache-control', 'no-store');
        const query = statementUploadQuery.safeParse(request.query ?? {});
        if (!query.success || !request.body) {
          const where = query.success ? 'body' : `query: ${query.error.issues[0]?.message ?? ''}`;
          throw new Fault('INPUT_MALFORMED', 'take a statement', { facts: { where } });
        }
        const principal = principalOf(request);
        const { merchant, channel, day } = query.data;
        const merchantId = await merchantOf(ports, principal, merchant);
        const named = { merchantId, channel, day, actor: principal.name };
        const taken = await books.upload(named, request.body as Readable);
        const facts = { state: taken.state, rows: taken.rows, fault: taken.fault };
        const act = { merchantId, action: 'uploadStatement', subject: `${channel} ${day}`, facts };
        await writeAudit(db, principal, act, clock.now());
        return taken;
      },
    });
  });
}
