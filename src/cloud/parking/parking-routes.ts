/**
 * The signed interface of parking lots over HTTP. The signature stands over the bytes as they came, so they are
 * read as text and believed only after it was checked; answers are signed the same way.
 */
import type { FastifyInstance } from 'fastify';
import { Fault } from '../../domain/fault.ts';
import {
  type ParkingRequest,
  parkingGatewayPath,
  parkingHeaders,
  parkingRequestBytesMax,
  parkingRequestSchema,
} from '../../wire/parking-gateway.ts';
import { parkingOpenApiDocument, parkingOpenApiPath } from '../../wire/parking-openapi.ts';
import { CallLimit, messageLimit } from './call-limit.ts';
import { lotOfMessage } from './lot-access.ts';
import { lotSignature } from './lot-keys.ts';
import { performParking } from './parking-gateway.ts';
import type { ParkingPorts } from './parking-ports.ts';

export async function serveParking(server: FastifyInstance, ports: ParkingPorts): Promise<void> {
  const limit = new CallLimit(ports.clock, messageLimit);
  server.get(parkingOpenApiPath, async () => parkingOpenApiDocument(ports.publicUrl()));
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post(parkingGatewayPath, { bodyLimit: parkingRequestBytesMax }, async (request, reply) => {
      const body = request.body instanceof Buffer ? request.body.toString('utf8') : '';
      const message = await lotOfMessage(ports, limit, { headers: request.headers, body });
      const answer = JSON.stringify(await performParking(ports, message, readParkingRequest(body), body));
      const { nonce, lot } = message;
      const timestamp = String(ports.clock.now());
      const signature = lotSignature(ports.keys.secretOf(lot.appId), {
        ...{ app: lot.appId, timestamp, nonce, body: answer },
      });
      reply.header('cache-control', 'no-store').header('content-type', 'application/json; charset=utf-8');
      reply.header(parkingHeaders.timestamp, timestamp).header(parkingHeaders.signature, signature);
      return reply.send(answer);
    });
  });
}

/** Throws `INPUT_MALFORMED`. */
export function readParkingRequest(body: string): ParkingRequest {
  const result = parkingRequestSchema.safeParse(parsedJson(body));
  if (result.success) return result.data;
  const where = result.error.issues
    .slice(0, 5)
    .map((issue) => `${['body', ...issue.path].join('.')}: ${issue.message}`);
  throw new Fault('INPUT_MALFORMED', 'read a parking message', {
    facts: { where: where.join('; ').slice(0, 500) },
  });
}

function parsedJson(body: string): unknown {
  try {
    // No column can hold NUL.
    if (body.includes('\\u0000')) throw new Fault('INPUT_MALFORMED', 'read a parking message');
    return JSON.parse(body);
  } catch (cause) {
    throw new Fault('INPUT_MALFORMED', 'read a parking message', { cause });
  }
}
