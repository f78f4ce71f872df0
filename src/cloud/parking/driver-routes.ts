/**
 * The driver's page over HTTP, at the address that hangs at the lot: `/park/<merchant>/<lot>`. Plates can be tried
 * only so often from one address, and only so many that fit nothing in one lot, so that nobody learns who is there.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../../domain/fault.ts';
import { builtFile, builtPage } from '../../platform/page-files.ts';
import { parsedBy, refuseOtherSites } from '../../platform/page-requests.ts';
import {
  type DriverLot,
  driverBillAskedSchema,
  driverBillIdSchema,
  driverCarSchema,
  driverPlaceSchema,
  driverRequestBytesMax,
  parkingDriverRoot,
  parkingPagePath,
} from '../../wire/parking-driver.ts';
import { BillDesk } from './bill-desk.ts';
import { CallLimit } from './call-limit.ts';
import { lotByName } from './known-lots.ts';
import type { BillingLot, DriverPorts } from './parking-ports.ts';

const windowMs = 10 * 60_000;
const what = 'look for cars so often';
/** Of one address in one lot. */
const looksMax = 30;
/** That found no car, in one lot, from wherever. */
const missesMax = 1000;

/** What the page may do: its own files and calls, and the cashier page of its bill in a frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function serveDrivers(server: FastifyInstance, ports: DriverPorts): void {
  const desk = new BillDesk(ports);
  const looks = limitedLooks(ports);
  const lotOf = (request: FastifyRequest) => ownLot(ports, request);
  const root = `${parkingDriverRoot}/:merchant/:lot`;
  const options = { bodyLimit: driverRequestBytesMax };
  registerPage(server, ports.pagesFolder);
  server.get(root, async (request, reply): Promise<DriverLot> => {
    reply.header('cache-control', 'no-store');
    return lotView(await lotOf(request));
  });
  server.post(`${root}/stay`, options, async (request, reply) => {
    refuseOtherSites(request.headers);
    reply.header('cache-control', 'no-store');
    const lot = await lotOf(request);
    const car = parsedBy(driverCarSchema, request.body, 'body');
    return looks(request, lot, () => desk.look(lot, car));
  });
  server.post(`${root}/bills`, options, async (request, reply) => {
    refuseOtherSites(request.headers);
    reply.header('cache-control', 'no-store');
    const lot = await lotOf(request);
    const asked = parsedBy(driverBillAskedSchema, request.body, 'body');
    return looks(request, lot, () => desk.make(lot, asked));
  });
  server.get(`${root}/bills/:id`, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const { id } = request.params as { id: string };
    return desk.follow(await lotOf(request), parsedBy(driverBillIdSchema, id, 'id'));
  });
}

/** Looks at stays within the limits. */
function limitedLooks({ clock }: DriverPorts) {
  const byAddress = new CallLimit(clock, { callsMax: looksMax, windowMs, what });
  const misses = new CallLimit(clock, { callsMax: missesMax, windowMs, what });
  return async <T>(request: FastifyRequest, lot: BillingLot, look: () => Promise<T>): Promise<T> => {
    const place = JSON.stringify([lot.merchantId, lot.lotId]);
    byAddress.count(`${request.ip} ${place}`);
    misses.check(place);
    try {
      return await look();
    } catch (error) {
      if (error instanceof Fault && error.code === 'PARKING_CAR_UNKNOWN') misses.count(place);
      throw error;
    }
  };
}

/** Only a lot that the merchant runs itself takes money here. */
async function ownLot({ db }: DriverPorts, request: FastifyRequest): Promise<BillingLot> {
  const place = driverPlaceSchema.safeParse(request.params);
  const lot = place.success ? await lotByName(db, place.data.merchant, place.data.lot) : undefined;
  if (!lot?.own) throw new Fault('NOT_FOUND', 'find a parking lot');
  return lot;
}

function lotView({ merchantName, name, helpPhone, currency, timeZone }: BillingLot): DriverLot {
  return { merchantName, lotName: name, helpPhone, currency: currency as DriverLot['currency'], timeZone };
}

function registerPage(server: FastifyInstance, folder: string): void {
  server.get(`${parkingPagePath}/:merchant/:lot`, async (_, reply: FastifyReply) => {
    const content = await builtPage(folder);
    reply.header('content-security-policy', policy);
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
    reply.header('cache-control', 'no-store');
    reply.header('content-type', 'text/html; charset=utf-8');
    return content;
  });
  server.get('/park-pages/assets/:name', async (request, reply) => {
    const { content, contentType } = await builtFile(folder, (request.params as { name: string }).name);
    reply.header('cache-control', 'public, max-age=31536000, immutable');
    reply.header('content-type', contentType);
    return content;
  });
}
