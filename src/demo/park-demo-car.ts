/** Parks a car in the demo's own yard, so that its driver has something to pay; the same stay however often. */
import { z } from 'zod';
import { ForeignLotDouble } from '../doubles/foreign-lot-double.ts';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import { httpJson } from '../technician/http-json.ts';
import { demoYard } from './demo-parking-sites.ts';

/** The car in the yard; the machine's sample car stands in the garage. */
export const parkedPlate = '沪C20260';
const parkedForMs = 95 * 60_000;

const keySchema = z.object({ appId: z.string(), appSecret: z.string(), gatewayUrl: z.string() });

export async function parkDemoCar(
  cloudUrl: string,
  token: string,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Promise<void> {
  const url = new URL(`/api/parking/lots/${demoYard.id}/key`, cloudUrl).href;
  const key = keySchema.parse(await httpJson({ url, method: 'POST', token, body: {} }));
  const lot = new ForeignLotDouble({ ...key, lotId: demoYard.id, clock, random });
  await lot.send('stay.enter', {
    ...{ parking_serial: 'DEMO-1', plate: parkedPlate },
    enter_time: new Date(clock.now() - parkedForMs).toISOString(),
  });
}
