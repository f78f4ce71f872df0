/**
 * What `kioskctl` may ask of the running demo itself, on the loopback and under its token: which programs
 * run, the sample codes of today, and to cut the machine's power.
 */
import { timingSafeEqual } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { faultCodeOf } from '../domain/fault.ts';
import type { Clock } from '../platform/clock.ts';
import { cardSamples, sampleCodes } from './catalogue/sample-codes.ts';
import { shopDay } from './scanner-buttons.ts';
import type { Supervisor } from './supervisor.ts';

export interface DemoControlPorts {
  readonly token: string;
  /** Listed with the sample codes. */
  readonly cardCode: string | undefined;
  readonly supervisor: Pick<Supervisor, 'states' | 'cutPower'>;
  readonly clock: Clock;
  readonly pid: number;
}

/** The program whose power `POST /power-cut` cuts. */
export const machineProgram = 'kiosk';
const bodyBytesMax = 1024;

/** The control server, not yet listening. */
export function demoControl({ token, cardCode, supervisor, clock, pid }: DemoControlPorts): FastifyInstance {
  const server = fastify({ bodyLimit: bodyBytesMax, forceCloseConnections: true });
  const expected = Buffer.from(`Bearer ${token}`);
  server.addHook('onRequest', async (request, reply) => {
    const given = Buffer.from(request.headers.authorization ?? '');
    const right = given.length === expected.length && timingSafeEqual(given, expected);
    if (!right) return reply.code(401).send({ code: 'ACCESS_DENIED' });
  });
  server.setErrorHandler((error, _request, reply) => reply.code(500).send({ code: faultCodeOf(error) }));
  server.get('/demo', async () => ({ pid, programs: supervisor.states() }));
  server.get('/codes', async () => ({
    items: [...cardSamples(cardCode), ...sampleCodes(shopDay(clock.now()))],
    next: null,
  }));
  server.post('/power-cut', async () => supervisor.cutPower(machineProgram));
  return server;
}
