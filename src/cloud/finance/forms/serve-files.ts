/** Serves files of forms to whoever has a ticket for them. */
import type { FastifyInstance } from 'fastify';
import { Fault } from '../../../domain/fault.ts';
import { makeFormFiles } from './form-files.ts';
import { type FormsDeskPorts, formFilePath } from './forms-desk.ts';

export function serveFormFiles(server: FastifyInstance, { db, clock, tickets }: FormsDeskPorts): void {
  server.get<{ Querystring: { ticket?: string } }>(formFilePath, async (request, reply) => {
    const given = request.query.ticket;
    const ticket = typeof given === 'string' ? tickets.read(given, clock.now()) : undefined;
    if (!ticket) throw new Fault('NOT_FOUND', 'find a file of forms');
    const { format, sites, expiresAtMs: _expires, ...asked } = ticket;
    const { files } = await makeFormFiles(db, {
      ...asked,
      formats: [format],
      ...(sites === undefined ? {} : { sites: sites.split(',') }),
    });
    const [file] = files;
    if (!file) throw new Fault('NOT_FOUND', 'find a file of forms');
    return reply
      .header('content-type', file.type)
      .header('content-disposition', `attachment; filename="${file.name}"`)
      .header('cache-control', 'no-store')
      .send(Buffer.from(file.bytes));
  });
}
