/** What every part of a machine is built on: its journal and the read models, its names, and the sale it serves. */
import type { RecordBody } from '../../domain/record.ts';
import { idMaker } from '../../platform/random.ts';
import type { ClockDoubt } from '../checkout/shop.ts';
import { Journal } from '../journal/journal.ts';
import { ReadModels } from '../journal/read-models.ts';
import type { KioskPorts } from '../kiosk-ports.ts';
import type { KioskTurns } from '../kiosk-turns.ts';
import type { SaleFlow } from '../sale/sale-flow.ts';

export type CorePart = ReturnType<typeof openCore>;

/** `sale`: is made last, and there before anything runs. */
export function openCore(ports: KioskPorts, turns: KioskTurns, sale: () => SaleFlow) {
  const { clock, random, log, hal, machine } = ports;
  const makeId = idMaker(clock, random);
  const models = new ReadModels(hal.printer !== undefined);
  const journal = new Journal({ store: ports.store, clock, random, makeId });
  const append = (bodies: readonly RecordBody[]) => journal.append(bodies);
  const clockDoubt = (): ClockDoubt | undefined =>
    clock.quality() !== 'unsynchronised' || models.clock.confirmed()
      ? undefined
      : { notBeforeMs: models.clock.latestMs() };
  const machineSeed = ports.machineSeed ?? random.bytes(32);
  return {
    ...{ machineSeed, ports, turns, hal, machine, sale, models, journal, clockDoubt },
    orders: models.orders,
    shop: turns.shop,
    /** What every part needs. */
    common: { clock, random, log, makeId, append, failed: turns.failed },
  };
}
